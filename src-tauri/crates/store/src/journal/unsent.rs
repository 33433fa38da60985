use super::OutboxEntry;
use crate::{Store, StoreError};
use domain::HandoffRecord;
use serde::Serialize;

/// Everything that the CRM does not have yet, to be saved as a file before a sign-out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Unsent {
    pub entries: Vec<OutboxEntry>,
    pub records: Vec<HandoffRecord>,
}

impl Store {
    /// What has not arrived: entries that wait, are being sent or are stuck, with their records.
    pub async fn export_unsent(&self) -> Result<Unsent, StoreError> {
        todo!()
    }
}
