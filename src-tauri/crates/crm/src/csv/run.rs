//! Carries out a plan: files in, records and a report out.
//!
//! People come first, then products and accounts, because the deals look them up; those three are held in memory by
//! name. Deals are streamed: of each, only a few bytes stay, to find a key that comes twice.

mod accounts;
mod deal_dates;
mod deal_outcome;
mod deals;
mod driver;
mod ledger;
mod names;
mod people;
mod products;
mod row;
mod seen;

use crate::csv::attribute::FileRole;
use crate::csv::error::CsvError;
use crate::csv::issue::RowIssue;
use crate::csv::plan::{FilePlan, ImportPlan, JoinKind, open_questions};
use crate::csv::report::{FileReport, ImportReport};
use crate::csv::watch::Watch;
use chrono::NaiveDate;
use chrono_tz::Tz;
use deals::Deals;
use domain::{Account, Deal, DealId, Person, Pipeline, ProductLine};
use driver::Driver;

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

/// Imports what `plan` says.
///
/// Fails with [`CsvError::Unanswered`] before anything is read when the plan leaves something open, with
/// [`CsvError::Changed`] when a file is not what the plan was made for, and with [`CsvError::Cancelled`]; batches that
/// were handed over by then are incomplete and to be thrown away.
pub fn run(
    plan: &ImportPlan,
    context: &RunContext,
    sink: &mut Sink<'_>,
    watch: &dyn Watch,
) -> Result<ImportReport, CsvError> {
    let open = open_questions(plan);
    if !open.is_empty() {
        return Err(CsvError::Unanswered(open));
    }
    let mut driver = Driver::new(plan, sink, watch);
    let mut roster = people::read(plan, &mut driver)?;
    let products = products::read(plan, &mut driver)?;
    let accounts = accounts::read(plan, &mut roster, &mut driver)?;
    let mut deals = Deals::new(plan, context, roster, products, accounts);
    for (place, file) in with_role(plan, FileRole::Deals) {
        deals.begin(place, file);
        driver.each_row(place, file, &mut |row, output| {
            deals.take(row, output);
        })?;
    }
    driver.flush()?;
    let mut report = driver.finish();
    deals.finish(&mut report);
    report.files.extend(left_out(plan));
    Ok(report)
}

/// The files of one role with their places in the plan.
fn with_role(plan: &ImportPlan, role: FileRole) -> impl Iterator<Item = (u32, &FilePlan)> {
    let placed = plan.files.iter().enumerate().map(|(place, file)| (u32::try_from(place).unwrap_or(u32::MAX), file));
    placed.filter(move |(_, file)| file.role == role && file.layout.is_some())
}

/// The column of file `place` to which the deals are joined.
fn joined_column(plan: &ImportPlan, kind: JoinKind, place: u32) -> Option<u32> {
    plan.joins.iter().find(|join| join.kind == kind && join.to.file == place).map(|join| join.to.column)
}

fn left_out(plan: &ImportPlan) -> Vec<FileReport> {
    let out = plan.files.iter().filter(|file| file.role == FileRole::Ignored || file.layout.is_none());
    out.map(|file| FileReport {
        file: file.name.clone(),
        role: FileRole::Ignored,
        read: 0,
        used: 0,
        unusable: 0,
        skipped: 0,
        reason: Some(file.reason.clone()),
    })
    .collect()
}
