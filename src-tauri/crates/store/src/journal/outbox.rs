//! What is to be written to the CRM, and how far it came.
//!
//! ```text
//! waiting ─claim─▶ sending ─the CRM has it─▶ sent
//!    ▲  ▲             │ └─ a person is needed ─▶ stuck ─try again─▶ waiting
//!    │  └─ try later ─┘                            │
//!    └─ the program ended while sending            └─ given up by a person ─▶ discarded
//! ```
//!
//! Entries of one deal go in order: what tells of a record waits until the record is there, and the notes of a deal (and
//! its tasks) go one after the other. A note that is stuck holds nobody up.

use super::coalesce::write_entry;
use crate::commit::Commit;
use crate::fault::{Fault, encode};
use crate::handoffs::SyncState;
use crate::time::{at as time, ms};
use crate::topics::Table;
use crate::{Store, StoreError};
use chrono::{DateTime, TimeDelta, Utc};
use domain::DealId;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use ts_rs::TS;

/// No entry waits for longer than this between two tries.
pub const LONGEST_WAIT: TimeDelta = TimeDelta::hours(2);

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
    /// Given up by a person.
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
        Self { key: key.into(), deal_id, kind, payload, created_at, not_before: created_at }
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
    /// Discarded by a person, and in the CRM by no other way.
    pub given_up: u32,
}

/// True of an entry whose deal has nothing that goes before it.
macro_rules! its_turn {
    () => {
        "NOT EXISTS (SELECT 1 FROM outbox AS other WHERE other.deal_id = entry.deal_id AND (other.state = 'sending'
            OR (entry.kind <> 'push_record' AND other.id < entry.id AND (
                (other.kind = 'push_record' AND other.state IN ('waiting', 'stuck'))
                OR (other.kind = entry.kind AND other.state = 'waiting')))))"
    };
}

/// True of what a person discarded and no later push of its deal took along.
macro_rules! given_up {
    () => {
        "(state = 'discarded' AND (kind <> 'push_record' OR NOT EXISTS (SELECT 1 FROM outbox AS later
            WHERE later.deal_id = outbox.deal_id AND later.kind = 'push_record' AND later.id > outbox.id)))"
    };
}
pub(super) use given_up;

impl Store {
    /// Adds an entry by itself; prefer [`Store::save_record`], which adds it together with what it sends. False where
    /// nothing was added because the key is known.
    pub async fn enqueue(&self, entry: &NewOutboxEntry) -> Result<bool, StoreError> {
        let journal = &self.inner.journal;
        let written = async {
            let mut tx = journal.begin().await?;
            let new = write_entry(&mut tx, entry).await?;
            tx.commit(Commit::Entry).await?;
            Ok(new)
        };
        let new = journal.judge(written.await)?;
        if new {
            self.tell(&[Table::Outbox]);
        }
        Ok(new)
    }

    /// Entries that may be sent now, oldest first; none of a deal of which one is being sent, or whose turn is not yet.
    /// An entry that would wait for longer than [`LONGEST_WAIT`] was dated by a clock that was ahead, and is due.
    pub async fn due_entries(&self, now: DateTime<Utc>, limit: u32) -> Result<Vec<OutboxEntry>, StoreError> {
        let query = sqlx::query_as(concat!(
            "SELECT * FROM outbox AS entry WHERE state = 'waiting'
                 AND (next_attempt_at <= ?1 OR next_attempt_at > ?3) AND ",
            its_turn!(),
            " ORDER BY next_attempt_at, id LIMIT ?2"
        ));
        self.entries(query.bind(ms(now)).bind(limit).bind(ms(now + LONGEST_WAIT))).await
    }

    /// When the next waiting entry may be sent; `None` where nothing waits for its time alone.
    pub async fn next_due_at(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        let query = sqlx::query_scalar(concat!(
            "SELECT min(next_attempt_at) FROM outbox AS entry WHERE state = 'waiting' AND ",
            its_turn!()
        ));
        let at: Result<Option<i64>, _> = query.fetch_one(self.inner.journal.readers()).await;
        Ok(self.inner.journal.judge(at.map_err(Fault::from))?.map(time))
    }

    /// How many entries are in which state.
    pub async fn outbox_counts(&self) -> Result<OutboxCounts, StoreError> {
        let query = sqlx::query_as("SELECT state, count(*) FROM outbox GROUP BY state");
        let rows: Result<Vec<(String, u32)>, _> = query.fetch_all(self.inner.journal.readers()).await;
        let rows: HashMap<String, u32> = self.inner.journal.judge(rows.map_err(Fault::from))?.into_iter().collect();
        let query = sqlx::query_scalar(concat!("SELECT count(*) FROM outbox WHERE ", given_up!()));
        let given_up: Result<u32, _> = query.fetch_one(self.inner.journal.readers()).await;
        let of = |state: OutboxState| rows.get(state.as_str()).copied().unwrap_or(0);
        Ok(OutboxCounts {
            waiting: of(OutboxState::Waiting),
            sending: of(OutboxState::Sending),
            stuck: of(OutboxState::Stuck),
            sent: of(OutboxState::Sent),
            given_up: self.inner.journal.judge(given_up.map_err(Fault::from))?,
        })
    }

    /// The entries that changed last, latest first.
    pub async fn outbox_log(&self, limit: u32) -> Result<Vec<OutboxEntry>, StoreError> {
        self.entries(sqlx::query_as("SELECT * FROM outbox ORDER BY turn DESC LIMIT ?1").bind(limit)).await
    }

    /// The entries of one deal, latest first.
    pub async fn outbox_of(&self, deal: &DealId) -> Result<Vec<OutboxEntry>, StoreError> {
        self.entries(
            sqlx::query_as("SELECT * FROM outbox WHERE deal_id = ?1 ORDER BY id DESC").bind(deal.as_str().to_owned()),
        )
        .await
    }

    /// Which of these entries a person discarded so that the CRM will not have them.
    pub async fn given_up(&self) -> Result<HashSet<i64>, StoreError> {
        let query = sqlx::query_scalar(concat!("SELECT id FROM outbox WHERE ", given_up!()));
        let found: Result<Vec<i64>, _> = query.fetch_all(self.inner.journal.readers()).await;
        Ok(self.inner.journal.judge(found.map_err(Fault::from))?.into_iter().collect())
    }

    /// The sync state of each named deal that has anything unsent; a deal that is absent is sent.
    pub async fn sync_states(&self, deals: &[DealId]) -> Result<HashMap<DealId, SyncState>, StoreError> {
        const QUERY: &str = concat!(
            "SELECT deal_id, state FROM outbox WHERE deal_id IN (SELECT value FROM json_each(?1))
             AND (state IN ('waiting', 'sending', 'stuck') OR ",
            given_up!(),
            ")"
        );
        if deals.is_empty() {
            return Ok(HashMap::new());
        }
        let list = self.inner.journal.judge(encode("list of deals", deals))?;
        let rows: Result<Vec<(String, String)>, _> =
            sqlx::query_as(QUERY).bind(list).fetch_all(self.inner.journal.readers()).await;
        let mut states: HashMap<DealId, SyncState> = HashMap::new();
        for (deal, state) in self.inner.journal.judge(rows.map_err(Fault::from))? {
            let state = match OutboxState::parse(&state) {
                Some(OutboxState::Stuck) => SyncState::Stuck,
                Some(OutboxState::Sending) => SyncState::Sending,
                Some(OutboxState::Discarded) => SyncState::GivenUp,
                _ => SyncState::Saved,
            };
            states.entry(deal.into()).and_modify(|worst| *worst = state.max(*worst)).or_insert(state);
        }
        Ok(states)
    }

    async fn entries(&self, query: EntryQuery<'_>) -> Result<Vec<OutboxEntry>, StoreError> {
        let found = query.fetch_all(self.inner.journal.readers()).await;
        self.inner.journal.judge(found.map_err(Fault::from))
    }
}

type EntryQuery<'a> = sqlx::query::QueryAs<'a, sqlx::Sqlite, OutboxEntry, sqlx::sqlite::SqliteArguments>;
