//! What is wrong with single rows, in a form that a person can read, group and take along.

use crate::csv::error::CsvError;
use serde::{Deserialize, Serialize};
use std::io::Write;
use ts_rs::TS;

/// Whether the row arrives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The row can't be used.
    Unusable,
    /// The row arrives, with a flaw.
    Flaw,
}

/// The kind of a flaw.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum IssueCode {
    BrokenQuote,
    RowTooLong,
    TooManyCells,
    NoKey,
    RepeatedKey,
    NoName,
    StrayQuote,
    TooFewCells,
    Undecodable,
    BadDate,
    BadNumber,
    CloseBeforeCreated,
    ClosedWithoutDate,
    ClosedInFuture,
    NegativeAmount,
    NoAmount,
    NoStage,
    UnknownStage,
    ContradictingOutcome,
    MissingAccount,
    UnknownAccount,
    SeveralAccounts,
    AmbiguousName,
    NoOwner,
    UnknownOwner,
    UnknownProduct,
    FurtherProduct,
    Respelled,
    LikelyMisspelled,
    OutOfRange,
    UnknownWord,
    TextCut,
}

impl IssueCode {
    /// What the code means for the row.
    pub fn severity(self) -> Severity {
        match self {
            Self::BrokenQuote
            | Self::RowTooLong
            | Self::TooManyCells
            | Self::NoKey
            | Self::RepeatedKey
            | Self::NoName => Severity::Unusable,
            _ => Severity::Flaw,
        }
    }
}

/// One flaw of one row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RowIssue {
    pub file: String,
    /// From 1, as an editor counts.
    pub line: u32,
    /// The header of the column, where one cell is meant.
    pub column: Option<String>,
    /// At most 80 characters of the cell.
    pub value: String,
    pub code: IssueCode,
    pub reason: String,
    pub severity: Severity,
}

/// Issues with one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct IssueGroup {
    pub code: IssueCode,
    pub severity: Severity,
    pub file: String,
    pub column: Option<String>,
    pub reason: String,
    pub count: u32,
    /// The first five.
    pub examples: Vec<RowIssue>,
}

/// Writes issues as CSV that a spreadsheet opens without running anything.
pub struct IssueCsv<W: Write> {
    writer: csv::Writer<W>,
}

impl<W: Write> IssueCsv<W> {
    /// Writes the header at once.
    pub fn new(output: W) -> Result<Self, CsvError> {
        let mut writer = csv::Writer::from_writer(output);
        writer
            .write_record(["file", "line", "column", "result", "reason", "value"])
            .map_err(|error| CsvError::Sink(error.into()))?;
        Ok(Self { writer })
    }

    /// Writes one issue.
    pub fn write(&mut self, issue: &RowIssue) -> Result<(), CsvError> {
        let result = match issue.severity {
            Severity::Unusable => "not imported",
            Severity::Flaw => "imported with a flaw",
        };
        let column = issue.column.as_deref().unwrap_or_default();
        let cells = [&issue.file, &issue.line.to_string(), column, result, &issue.reason, &issue.value].map(guarded);
        self.writer.write_record(&cells).map_err(|error| CsvError::Sink(error.into()))
    }

    /// Writes what is still held back, and gives the output back.
    pub fn finish(self) -> Result<W, CsvError> {
        self.writer.into_inner().map_err(|error| CsvError::Sink(error.to_string().into()))
    }
}

/// Writes `issues` as CSV.
pub fn write_issues<'a, W: Write>(issues: impl IntoIterator<Item = &'a RowIssue>, output: W) -> Result<W, CsvError> {
    let mut file = IssueCsv::new(output)?;
    for issue in issues {
        file.write(issue)?;
    }
    file.finish()
}

/// A cell that a spreadsheet would take for a formula gets an apostrophe in front.
fn guarded(cell: &str) -> String {
    let dangerous = cell.trim_start().starts_with(['=', '+', '-', '@']) || cell.starts_with(['\t', '\r', '\n']);
    if dangerous { format!("'{cell}") } else { cell.to_owned() }
}
