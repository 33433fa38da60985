//! What a plan would bring, before it is carried out.

use crate::csv::error::CsvError;
use crate::csv::issue::RowIssue;
use crate::csv::plan::ImportPlan;
use crate::csv::report::ImportReport;
use crate::csv::run::{ImportBatch, ImportedDeal, RunContext, run};
use crate::csv::watch::Watch;
use chrono::{DateTime, NaiveDate, Utc};
use domain::{DealType, ProductLine};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use ts_rs::TS;

/// The first deals as they would arrive, and the report that the import would have.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Preview {
    pub rows: Vec<PreviewRow>,
    pub report: ImportReport,
}

/// A deal with the names of what it refers to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PreviewRow {
    pub file: String,
    pub line: u32,
    pub id: String,
    pub name: String,
    pub account: Option<String>,
    pub owner: Option<String>,
    pub stage: String,
    pub is_won: bool,
    pub is_closed: bool,
    pub deal_type: DealType,
    pub amount: Option<f64>,
    pub currency: Option<String>,
    /// 0 to 1.
    pub probability: f64,
    pub close_date: Option<NaiveDate>,
    pub created_at: Option<DateTime<Utc>>,
    pub products: Vec<String>,
    /// What is odd about the row.
    pub issues: Vec<String>,
}

/// The first `n` deals, and the counts over everything: the files are read to their end, and nothing is kept.
///
/// Errors: as those of [`run`], but for the sink's.
pub fn preview(plan: &ImportPlan, context: &RunContext, n: usize, watch: &dyn Watch) -> Result<Preview, CsvError> {
    let mut kept = Kept { wanted: n, ..Kept::default() };
    let report = run(
        plan,
        context,
        &mut |batch| {
            kept.take(batch);
            Ok(())
        },
        watch,
    )?;
    Ok(Preview { rows: kept.into_rows(), report })
}

#[derive(Default)]
struct Kept {
    wanted: usize,
    deals: Vec<ImportedDeal>,
    names: HashMap<String, String>,
    lines: HashMap<String, Vec<ProductLine>>,
    issues: Vec<RowIssue>,
}

impl Kept {
    fn take(&mut self, batch: ImportBatch) {
        if self.deals.len() >= self.wanted {
            return;
        }
        // Ids of accounts made from names look like those of people, so each kind has its own prefix.
        self.names.extend(batch.accounts.into_iter().map(|account| (format!("account {}", account.id), account.name)));
        self.names.extend(batch.people.into_iter().map(|person| (format!("person {}", person.id), person.name)));
        let missing = self.wanted - self.deals.len();
        self.deals.extend(batch.deals.into_iter().take(missing));
        for line in batch.lines {
            self.lines.entry(line.deal_id.0).or_default().push(line.line);
        }
        self.issues.extend(batch.issues);
    }

    fn into_rows(self) -> Vec<PreviewRow> {
        self.deals.iter().map(|imported| self.row(imported)).collect()
    }

    fn row(&self, imported: &ImportedDeal) -> PreviewRow {
        let deal = &imported.deal;
        let of_row = |issue: &&RowIssue| issue.line == imported.line && issue.file == imported.file;
        PreviewRow {
            file: imported.file.clone(),
            line: imported.line,
            id: deal.id.to_string(),
            name: deal.name.clone(),
            account: deal.account_id.as_ref().and_then(|id| self.names.get(&format!("account {id}")).cloned()),
            owner: deal.owner_id.as_ref().and_then(|id| self.names.get(&format!("person {id}")).cloned()),
            stage: deal.stage_name.clone(),
            is_won: deal.is_won,
            is_closed: deal.is_closed,
            deal_type: deal.deal_type,
            amount: deal.amount,
            currency: deal.currency.clone(),
            probability: deal.probability,
            close_date: deal.close_date,
            created_at: deal.created_at,
            products: self.lines.get(deal.id.as_str()).into_iter().flatten().map(|line| line.name.clone()).collect(),
            issues: self.issues.iter().filter(of_row).map(|issue| issue.reason.clone()).collect(),
        }
    }
}
