use super::{NewAlarm, NewOutboxEntry, NewRevision};
use crate::{Store, StoreError};
use chrono::{DateTime, Utc};
use domain::{DealId, HandoffRecord};

/// What is saved together: all of it or nothing.
#[derive(Debug, Clone)]
pub struct RecordSave {
    pub record: HandoffRecord,
    /// Set for an edit that a person can undo.
    pub revision: Option<NewRevision>,
    pub outbox: Vec<NewOutboxEntry>,
    pub alarms: Vec<NewAlarm>,
    pub at: DateTime<Utc>,
}

/// What stands in the journal after a save.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedRecord {
    /// The record as saved: the given one, merged with what the journal had.
    pub record: HandoffRecord,
    /// The keys of those alarms that were not there before.
    pub new_alarms: Vec<String>,
}

impl Store {
    /// The record of a deal; `None` before anything was written.
    pub async fn record(&self, deal: &DealId) -> Result<Option<HandoffRecord>, StoreError> {
        let _ = deal;
        todo!()
    }

    /// The records of those deals that have one, in the order asked for.
    pub async fn records(&self, deals: &[DealId]) -> Result<Vec<HandoffRecord>, StoreError> {
        let _ = deals;
        todo!()
    }

    /// Saves a record with its undo step, its outbox entries and its alarms, in one transaction.
    ///
    /// The record is merged with the stored one, so that a save from an old reading loses nothing; the field of the
    /// revision stands in any case, even when the laptop's clock went back.
    pub async fn save_record(&self, save: &RecordSave) -> Result<SavedRecord, StoreError> {
        let _ = save;
        todo!()
    }
}
