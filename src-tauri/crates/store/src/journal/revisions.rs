use super::NewOutboxEntry;
use crate::{Store, StoreError};
use chrono::{DateTime, Utc};
use domain::{DealId, FieldEntry, FieldKey, HandoffRecord, PersonId};

/// One edit of one field; the value after it is the record's.
#[derive(Debug, Clone, PartialEq)]
pub struct NewRevision {
    pub field: FieldKey,
    pub before: Option<FieldEntry>,
    pub by: PersonId,
}

/// An edit as kept; the last 200 of each handoff are.
#[derive(Debug, Clone, PartialEq)]
pub struct Revision {
    pub id: i64,
    pub field: FieldKey,
    pub before: Option<FieldEntry>,
    pub after: Option<FieldEntry>,
    pub at: DateTime<Utc>,
    pub by: PersonId,
    pub undone_at: Option<DateTime<Utc>>,
}

/// What became of an undo or a redo.
#[derive(Debug, Clone, PartialEq)]
pub enum RevisionStep {
    Done {
        field: FieldKey,
        record: Box<HandoffRecord>,
    },
    /// There is no step to take.
    Nothing,
    /// Someone else changed the field since; their text is not overwritten.
    Overtaken { field: FieldKey },
}

impl Store {
    /// Takes the last edit back, together with the outbox entries that tell the CRM.
    pub async fn undo(
        &self,
        deal: &DealId,
        at: DateTime<Utc>,
        outbox: &[NewOutboxEntry],
    ) -> Result<RevisionStep, StoreError> {
        let _ = (deal, at, outbox);
        todo!()
    }

    /// Makes the edit that was taken back last again; a new edit ends the possibility.
    pub async fn redo(
        &self,
        deal: &DealId,
        at: DateTime<Utc>,
        outbox: &[NewOutboxEntry],
    ) -> Result<RevisionStep, StoreError> {
        let _ = (deal, at, outbox);
        todo!()
    }

    /// The edits of a handoff, latest first.
    pub async fn revisions(&self, deal: &DealId, limit: u32) -> Result<Vec<Revision>, StoreError> {
        let _ = (deal, limit);
        todo!()
    }
}
