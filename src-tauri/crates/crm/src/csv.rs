//! Exports as a source of deals: any delimited text file of Salesforce, HubSpot or another program.
//!
//! The way of a file: [`inspect`] tells how it would be read and what its columns hold; [`propose`] makes an
//! [`ImportPlan`] that a person may change in every part; [`preview`] shows what the plan would bring; [`run`] streams the
//! records into a sink and reports every row that can't be used or arrives with a flaw.
//!
//! Invariants: only the picked files are read, nothing is written, no clock is read. Rows are never dropped in silence:
//! each is used, reported as unusable, or counted as skipped (blank lines, a report's title and footer).

mod attribute;
mod column;
mod date;
mod decode;
mod error;
mod export;
mod inspect;
mod issue;
mod known_words;
mod layout;
mod mapping;
mod number;
mod plan;
mod preview;
mod profile;
mod propose;
mod report;
mod rows;
mod run;
mod spelling;
mod stages;
mod watch;
mod words;

#[cfg(test)]
mod tests;

pub use attribute::{Attribute, FileRole, Wants};
pub use column::{ColumnProfile, ColumnType, ValueCount};
pub use date::DateOrder;
pub use error::CsvError;
pub use export::Export;
pub use inspect::{inspect, inspect_as};
pub use issue::{IssueCode, IssueCsv, IssueGroup, RowIssue, Severity, write_issues};
pub use layout::{Layout, LayoutChoice};
pub use number::Decimal;
pub use plan::{
    ColumnPlan, ColumnRef, FilePlan, ImportPlan, Join, JoinKind, MissingMarker, Question, QuestionKind, SegmentSizes,
    Spelling, open_questions,
};
pub use preview::{Preview, PreviewRow, preview};
pub use profile::{FileProblem, FileProfile, ProblemCode, SkippedLines};
pub use propose::{propose, revise};
pub use report::{FileReport, ImportCounts, ImportReport, RosterPerson, RosterSeed};
pub use run::{ImportBatch, ImportedDeal, LineOnDeal, RunContext, Sink, run};
pub use stages::{StageMeaning, StageWord};
pub use watch::{Phase, Progress, Unwatched, Watch};
