use crate::handoffs::SyncState;
use crate::{Store, StoreError};
use chrono::{DateTime, Utc};
use domain::DealId;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use ts_rs::TS;

/// What is to be written to the CRM.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OutboxKind {
    /// The record with its flat fields and status. Coalesced: one waits per deal.
    PushRecord,
    /// The summary note on the deal. Once per key.
    SummaryNote,
    /// The CSM's review task. Once per key.
    ReviewTask,
}

/// The life of an entry: waiting → sending → sent, or back to waiting, or stuck until a person helps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OutboxState {
    Waiting,
    Sending,
    Sent,
    Stuck,
    /// Given up by a person, or overtaken by a later push of the same deal.
    Discarded,
}

/// Why an entry did not arrive, for a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OutboxError {
    pub code: String,
    pub message: String,
    pub remedy: String,
}

/// An entry to add.
#[derive(Debug, Clone, PartialEq)]
pub struct NewOutboxEntry {
    /// Deterministic; an entry whose key is there already is not added again. Empty for a push, which coalesces by deal.
    pub key: String,
    pub deal_id: DealId,
    pub kind: OutboxKind,
    pub payload: serde_json::Value,
    pub created_at: DateTime<Utc>,
    /// Not sent before this instant; a later push of the same deal may bring it forward, never back.
    pub not_before: DateTime<Utc>,
}

impl NewOutboxEntry {
    /// A push of a deal's record, to be sent at `not_before` or later.
    pub fn push(deal_id: DealId, created_at: DateTime<Utc>, not_before: DateTime<Utc>) -> Self {
        Self {
            key: String::new(),
            deal_id,
            kind: OutboxKind::PushRecord,
            payload: serde_json::Value::Null,
            created_at,
            not_before,
        }
    }

    /// Something that is created in the CRM once per key.
    pub fn keyed(
        kind: OutboxKind,
        key: impl Into<String>,
        deal_id: DealId,
        payload: serde_json::Value,
        created_at: DateTime<Utc>,
    ) -> Self {
        Self {
            key: key.into(),
            deal_id,
            kind,
            payload,
            created_at,
            not_before: created_at,
        }
    }
}

/// An entry of the outbox.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct OutboxEntry {
    #[ts(type = "number")]
    pub id: i64,
    pub key: String,
    pub deal_id: DealId,
    pub kind: OutboxKind,
    pub payload: serde_json::Value,
    pub created_at: DateTime<Utc>,
    /// Tries that failed.
    pub attempts: u32,
    pub next_attempt_at: DateTime<Utc>,
    pub state: OutboxState,
    pub error: Option<OutboxError>,
    pub sent_at: Option<DateTime<Utc>>,
    /// What the CRM called the object that was created.
    pub crm_id: Option<String>,
}

/// How many entries are in which state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
pub struct OutboxCounts {
    pub waiting: u32,
    pub sending: u32,
    pub stuck: u32,
    pub sent: u32,
}

impl Store {
    /// Adds an entry by itself; prefer [`Store::save_record`], which adds it together with what it sends. False where
    /// nothing was added because the key is known.
    pub async fn enqueue(&self, entry: &NewOutboxEntry) -> Result<bool, StoreError> {
        let _ = entry;
        todo!()
    }

    /// Entries that may be sent now, oldest first; none of a deal of which one is being sent.
    pub async fn due_entries(
        &self,
        now: DateTime<Utc>,
        limit: u32,
    ) -> Result<Vec<OutboxEntry>, StoreError> {
        let _ = (now, limit);
        todo!()
    }

    /// When the next waiting entry may be sent; `None` where nothing waits.
    pub async fn next_due_at(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        todo!()
    }

    /// Claims a waiting entry; false where it is not waiting any more.
    pub async fn mark_sending(&self, entry: i64) -> Result<bool, StoreError> {
        let _ = entry;
        todo!()
    }

    pub async fn mark_sent(
        &self,
        entry: i64,
        at: DateTime<Utc>,
        crm_id: Option<&str>,
    ) -> Result<(), StoreError> {
        let _ = (entry, at, crm_id);
        todo!()
    }

    /// A person has to do something before this entry can be sent.
    pub async fn mark_stuck(&self, entry: i64, error: &OutboxError) -> Result<(), StoreError> {
        let _ = (entry, error);
        todo!()
    }

    /// A try failed; the entry waits until `next_attempt_at`.
    pub async fn retry_entry(
        &self,
        entry: i64,
        next_attempt_at: DateTime<Utc>,
        error: Option<&OutboxError>,
    ) -> Result<(), StoreError> {
        let _ = (entry, next_attempt_at, error);
        todo!()
    }

    /// A person asks for another try of a stuck entry, from the beginning; false where it is not stuck.
    pub async fn unstick_entry(&self, entry: i64, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let _ = (entry, now);
        todo!()
    }

    /// A person gives up a waiting or stuck entry; false where it is in another state.
    pub async fn discard_entry(&self, entry: i64) -> Result<bool, StoreError> {
        let _ = entry;
        todo!()
    }

    /// Puts entries whose sending was cut off back to waiting; `open` does it, too. Returns how many.
    pub async fn recover_sending(&self) -> Result<u32, StoreError> {
        todo!()
    }

    pub async fn outbox_counts(&self) -> Result<OutboxCounts, StoreError> {
        todo!()
    }

    /// The entries that changed last, latest first.
    pub async fn outbox_log(&self, limit: u32) -> Result<Vec<OutboxEntry>, StoreError> {
        let _ = limit;
        todo!()
    }

    /// The entries of one deal, latest first.
    pub async fn outbox_of(&self, deal: &DealId) -> Result<Vec<OutboxEntry>, StoreError> {
        let _ = deal;
        todo!()
    }

    /// The sync state of each named deal that has anything unsent; a deal that is absent is sent.
    pub async fn sync_states(
        &self,
        deals: &[DealId],
    ) -> Result<HashMap<DealId, SyncState>, StoreError> {
        let _ = deals;
        todo!()
    }
}
