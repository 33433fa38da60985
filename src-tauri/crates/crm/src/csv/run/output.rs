//! Where rows put what they make.

use super::batch::ImportBatch;
use super::ledger::Ledger;
use crate::csv::issue::RowIssue;

/// Records that make a batch.
const BATCH: usize = 1000;

/// Where rows put what they make.
#[derive(Default)]
pub struct Output {
    pub batch: ImportBatch,
    pub ledger: Ledger,
}

impl Output {
    /// Takes an issue into account.
    pub fn report(&mut self, issue: RowIssue) {
        self.ledger.add(&issue);
        self.batch.issues.push(issue);
    }

    /// True once there is enough for a batch.
    pub fn is_full(&self) -> bool {
        let batch = &self.batch;
        batch.deals.len().max(batch.accounts.len()).max(batch.people.len()).max(batch.issues.len() / 4) >= BATCH
    }
}
