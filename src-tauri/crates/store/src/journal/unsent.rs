use super::OutboxEntry;
use super::outbox::given_up;
use crate::fault::Fault;
use crate::{Store, StoreError};
use domain::{DealId, HandoffRecord};
use serde::Serialize;
use std::collections::BTreeSet;

/// Everything that the CRM does not have yet, to be saved as a file before a sign-out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Unsent {
    pub entries: Vec<OutboxEntry>,
    pub records: Vec<HandoffRecord>,
}

impl Store {
    /// What has not arrived: entries that wait, are being sent, are stuck, or were given up by a person, with their
    /// records.
    pub async fn export_unsent(&self) -> Result<Unsent, StoreError> {
        let query = sqlx::query_as(concat!(
            "SELECT * FROM outbox WHERE state IN ('waiting', 'sending', 'stuck') OR ",
            given_up!(),
            " ORDER BY id"
        ));
        let entries: Result<Vec<OutboxEntry>, _> = query.fetch_all(self.inner.journal.readers()).await;
        let entries = self.inner.journal.judge(entries.map_err(Fault::from))?;
        let deals: BTreeSet<DealId> = entries.iter().map(|entry| entry.deal_id.clone()).collect();
        let records = self.records(&deals.into_iter().collect::<Vec<_>>()).await?;
        Ok(Unsent { entries, records })
    }
}
