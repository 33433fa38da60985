//! What an import came to.

use crate::csv::attribute::FileRole;
use crate::csv::issue::IssueGroup;
use chrono::NaiveDate;
use domain::{PersonId, Role};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The result of an import, complete: rows read = rows used + rows unusable.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ImportReport {
    pub files: Vec<FileReport>,
    pub counts: ImportCounts,
    /// The first and the last date at which a deal was closed.
    pub first_close: Option<NaiveDate>,
    /// Where periods end when the data is old: the last close, but never after the day of the import.
    pub as_of: Option<NaiveDate>,
    /// Unusable first, then by count.
    pub groups: Vec<IssueGroup>,
    pub unusable_rows: u32,
    /// Rows that arrived with at least one flaw.
    pub flawed_rows: u32,
    pub roster: RosterSeed,
    /// Sentences about the whole that are no flaws.
    pub notes: Vec<String>,
}

/// How many records were handed over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ImportCounts {
    pub deals: u32,
    pub open: u32,
    pub won: u32,
    pub lost: u32,
    pub accounts: u32,
    pub people: u32,
    pub lines: u32,
    /// Deals that arrive without an account.
    pub deals_without_account: u32,
}

/// What became of one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FileReport {
    pub file: String,
    pub role: FileRole,
    /// Rows of data that were met, with the unusable ones.
    pub read: u32,
    pub used: u32,
    pub unusable: u32,
    /// Blank lines, and lines of a report's footer.
    pub skipped: u32,
    /// Why the file stayed out, where it did.
    pub reason: Option<String>,
}

/// Who works here, as far as the files tell.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RosterSeed {
    pub people: Vec<RosterPerson>,
}

/// A person of the roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RosterPerson {
    pub id: PersonId,
    pub name: String,
    pub role: Role,
    pub team: Option<String>,
    pub manager: Option<PersonId>,
    pub region: Option<String>,
}
