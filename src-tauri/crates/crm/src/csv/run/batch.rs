//! What a run is given, and what it hands over.

use crate::csv::issue::RowIssue;
use chrono::NaiveDate;
use chrono_tz::Tz;
use domain::{Account, Deal, DealId, Person, Pipeline, ProductLine};

/// What an import has to know beside the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunContext {
    /// The workspace's zone: a date without a time means noon there.
    pub zone: Tz,
    pub today: NaiveDate,
}

/// Records in the order in which they can be stored: what a record refers to is in the same batch or an earlier one.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ImportBatch {
    /// A pipeline comes again, whole, when it gains a stage.
    pub pipelines: Vec<Pipeline>,
    pub people: Vec<Person>,
    pub accounts: Vec<Account>,
    pub deals: Vec<ImportedDeal>,
    pub lines: Vec<LineOnDeal>,
    pub issues: Vec<RowIssue>,
}

/// A deal with the place that it comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportedDeal {
    pub file: String,
    pub line: u32,
    pub deal: Deal,
}

/// A product line with its deal, which may have come in an earlier batch.
#[derive(Debug, Clone, PartialEq)]
pub struct LineOnDeal {
    pub deal_id: DealId,
    pub line: ProductLine,
}

/// Receives the batches, of about a thousand deals each. An error of it ends the import.
pub type Sink<'a> = dyn FnMut(ImportBatch) -> Result<(), Box<dyn std::error::Error + Send + Sync>> + 'a;
