//! Carries out a plan: files in, records and a report out.
//!
//! People come first, then products and accounts, because the deals look them up; those three are held in memory by
//! name. Deals are streamed: of each, only a few bytes stay, to find a key that comes twice.

mod accounts;
mod batch;
mod deal_dates;
mod deal_outcome;
mod deal_terms;
mod deals;
mod driver;
mod ledger;
mod names;
mod output;
mod people;
mod products;
mod row;
mod seen;

use crate::csv::attribute::FileRole;
use crate::csv::error::CsvError;
use crate::csv::plan::{ImportPlan, open_questions};
use crate::csv::report::{FileReport, ImportReport};
use crate::csv::watch::Watch;
pub use batch::{ImportBatch, ImportedDeal, LineOnDeal, RunContext, Sink};
use deals::Deals;
use driver::Driver;

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
    for (place, file) in plan.with_role(FileRole::Deals) {
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
