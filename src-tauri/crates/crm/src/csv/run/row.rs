//! One row, seen through the mapping of its file.

use super::output::Output;
use crate::csv::attribute::Attribute;
use crate::csv::column::parse_boolean;
use crate::csv::date::{self, DateOrder, Moment};
use crate::csv::issue::{IssueCode, RowIssue};
use crate::csv::number::{self, Decimal};
use crate::csv::plan::{ColumnPlan, FilePlan};
use crate::csv::rows::Record;
use crate::csv::words::{cut, shorten};
use std::borrow::Cow;

/// The longest text that is taken over from a cell, in characters.
const LONGEST_TEXT: usize = 1000;

/// Where the attributes of a file are found.
pub struct TableFormat<'p> {
    pub place: u32,
    pub file: &'p FilePlan,
    columns: Vec<Option<&'p ColumnPlan>>,
}

impl<'p> TableFormat<'p> {
    /// The format of the file at `place` of the plan.
    pub fn new(place: u32, file: &'p FilePlan) -> Self {
        let columns = Attribute::ALL.iter().map(|attribute| file.column_of(*attribute)).collect();
        Self { place, file, columns }
    }

    fn column(&self, attribute: Attribute) -> Option<&'p ColumnPlan> {
        self.columns.get(attribute as usize).copied().flatten()
    }
}

/// A row of a table.
pub struct RowView<'a> {
    pub format: &'a TableFormat<'a>,
    pub record: &'a Record,
    pub line: u32,
}

impl<'a> RowView<'a> {
    /// The name of the file.
    pub fn file(&self) -> &'a str {
        &self.format.file.name
    }

    /// The header of the column that fills `attribute`.
    pub fn header(&self, attribute: Attribute) -> Option<&'a str> {
        self.format.column(attribute).map(|column| column.header.as_str())
    }

    /// True where a column fills `attribute`.
    pub fn has(&self, attribute: Attribute) -> bool {
        self.format.column(attribute).is_some()
    }

    /// Reports an issue of the row; `attribute` names the column that is meant.
    pub fn report(
        &self,
        output: &mut Output,
        attribute: Option<Attribute>,
        code: IssueCode,
        value: &str,
        reason: impl Into<String>,
    ) {
        output.report(RowIssue {
            file: self.file().to_owned(),
            line: self.line,
            column: attribute.and_then(|attribute| self.header(attribute)).map(str::to_owned),
            value: shorten(value),
            code,
            reason: reason.into(),
            severity: code.severity(),
        });
    }

    /// The trimmed cell; `None` where it is empty or not mapped.
    pub fn cell(&self, attribute: Attribute) -> Option<&'a str> {
        self.cell_at(self.format.column(attribute)?.index)
    }

    /// The trimmed cell of a column; `None` where it is empty.
    pub fn cell_at(&self, column: u32) -> Option<&'a str> {
        self.record.get(column as usize).map(str::trim).filter(|cell| !cell.is_empty())
    }

    /// The cell as a text to keep: without control characters, at most 1,000 characters; a cut is reported.
    pub fn text(&self, attribute: Attribute, output: &mut Output) -> Option<String> {
        let cell = self.cell(attribute)?;
        let is_long = cell.len() > LONGEST_TEXT && cell.chars().nth(LONGEST_TEXT).is_some();
        if is_long {
            let reason = format!("the text is longer than {LONGEST_TEXT} characters: its start was kept");
            self.report(output, Some(attribute), IssueCode::TextCut, cell, reason);
        }
        Some(cut(cell, LONGEST_TEXT))
    }

    /// The date in the cell; one that can't be read is reported.
    pub fn date(&self, attribute: Attribute, output: &mut Output) -> Option<Moment> {
        let cell = self.cell(attribute)?;
        let order = self.format.column(attribute)?.date_order.unwrap_or(DateOrder::YearMonthDay);
        let date = date::parse(cell, order);
        if date.is_none() {
            let reason = format!("this is no date as the column writes them ({}): left empty", order_in_words(order));
            self.report(output, Some(attribute), IssueCode::BadDate, cell, reason);
        }
        date
    }

    /// The number in the cell; one that can't be read is reported.
    pub fn number(&self, attribute: Attribute, output: &mut Output) -> Option<f64> {
        let cell = self.cell(attribute)?;
        let decimal = self.format.column(attribute)?.decimal.unwrap_or(Decimal::Point);
        let number = number::parse(cell, decimal);
        if number.is_none() {
            self.report(output, Some(attribute), IssueCode::BadNumber, cell, "this is no number: left empty");
        }
        number
    }

    /// Yes or no; anything else is reported.
    pub fn boolean(&self, attribute: Attribute, output: &mut Output) -> Option<bool> {
        let cell = self.cell(attribute)?;
        let answer = parse_boolean(cell);
        if answer.is_none() {
            self.report(
                output,
                Some(attribute),
                IssueCode::UnknownWord,
                cell,
                "this is neither yes nor no: left empty",
            );
        }
        answer
    }

    /// The whole number of at least 0 in the cell.
    pub fn count(&self, attribute: Attribute, output: &mut Output) -> Option<u32> {
        let number = self.number(attribute, output)?;
        let fits = (0.0..=f64::from(u32::MAX)).contains(&number);
        if !fits {
            let reason = "this can't be a count: left empty";
            self.report(
                output,
                Some(attribute),
                IssueCode::OutOfRange,
                self.cell(attribute).unwrap_or_default(),
                reason,
            );
        }
        fits.then_some(number.round() as u32)
    }

    /// The first of several accounts that HubSpot writes into one cell, separated by semicolons; more are reported.
    pub fn first_associated(&self, attribute: Attribute, output: &mut Output) -> Option<Cow<'a, str>> {
        let cell = self.cell(attribute)?;
        let associated = self.header(attribute).is_some_and(|header| header.to_lowercase().contains("associated"));
        if !associated || !cell.contains(';') {
            return Some(Cow::Borrowed(cell));
        }
        self.report(
            output,
            Some(attribute),
            IssueCode::SeveralAccounts,
            cell,
            "the deal has several accounts: the first was taken",
        );
        cell.split(';').map(str::trim).find(|part| !part.is_empty()).map(Cow::Borrowed)
    }
}

fn order_in_words(order: DateOrder) -> &'static str {
    match order {
        DateOrder::YearMonthDay => "year, month, day",
        DateOrder::DayMonthYear => "day, month, year",
        DateOrder::MonthDayYear => "month, day, year",
    }
}
