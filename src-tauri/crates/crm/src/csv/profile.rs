//! What is known about a file before anything is imported.

use crate::csv::column::ColumnProfile;
use crate::csv::layout::Layout;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use ts_rs::TS;

/// One file that a person picked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct FileProfile {
    pub path: PathBuf,
    /// The last part of the path.
    pub name: String,
    #[ts(type = "number")]
    pub bytes: u64,
    /// `None` where the file can't be read as a table.
    pub layout: Option<Layout>,
    pub columns: Vec<ColumnProfile>,
    /// Rows of data: without header, footer and blank lines, and without rows that can't be read.
    pub rows: u32,
    /// Lines that are not data and are left out.
    pub skipped: Vec<SkippedLines>,
    pub problems: Vec<FileProblem>,
}

impl FileProfile {
    /// True where the file can take part in an import.
    pub fn is_usable(&self) -> bool {
        self.layout.is_some() && !self.problems.iter().any(|problem| problem.blocks)
    }
}

/// Lines of a file that are not data: a report's title, filters, footer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SkippedLines {
    pub from: u32,
    pub to: u32,
    pub why: String,
    /// The first words of each line.
    pub text: Vec<String>,
}

/// What is wrong with a file as such.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ProblemCode {
    Unreadable,
    Empty,
    Binary,
    OnlyHeader,
    NoHeader,
    BrokenQuote,
    TooLong,
    TooManyCells,
    Undecodable,
    RepeatedHeader,
}

/// A problem with what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FileProblem {
    pub code: ProblemCode,
    /// From 1, where the problem has a place.
    pub line: Option<u32>,
    pub message: String,
    pub remedy: String,
    /// True where the file can't be imported at all.
    pub blocks: bool,
}

impl FileProblem {
    /// A problem for which the whole file stays out.
    pub fn blocking(code: ProblemCode, message: impl Into<String>, remedy: &str) -> Self {
        Self { code, line: None, message: message.into(), remedy: remedy.to_owned(), blocks: true }
    }

    /// A problem of one place; the rest of the file can be used.
    pub fn at(code: ProblemCode, line: Option<u32>, message: impl Into<String>, remedy: &str) -> Self {
        Self { code, line, message: message.into(), remedy: remedy.to_owned(), blocks: false }
    }
}
