//! The cache and the journal: two SQLite files behind one door.

pub mod error;
pub mod handoffs;
pub mod journal;
pub mod mirror;
pub mod open;
pub mod topics;

pub use error::StoreError;
pub use handoffs::{
    Counts, HandoffSummary, ListPage, ListQuery, Order, Scope, Sort, SyncState, Workload,
};
pub use journal::{
    Alarm, ImportIssue, IssueRow, LogLevel, LogLine, NewAlarm, NewOutboxEntry, NewRevision,
    OutboxCounts, OutboxEntry, OutboxError, OutboxKind, OutboxState, RecordSave, Revision,
    RevisionStep, SavedRecord, Seen, Unsent,
};
pub use mirror::{Applied, ContactLink, Cursor, DealPosition, MirrorPage, SearchHit, StatusChange};
pub use open::OpeningNote;
pub use topics::{Topic, Topics};

use std::sync::Arc;
use tokio::sync::broadcast;

/// One workspace's cache and journal. Clones share the same files.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    changes: broadcast::Sender<Topics>,
    notes: Vec<OpeningNote>,
}

impl Store {
    /// After each commit: the topics that it changed. A receiver that lags should reload everything.
    pub fn changes(&self) -> broadcast::Receiver<Topics> {
        self.inner.changes.subscribe()
    }

    /// What happened while the workspace was opened.
    pub fn opening_notes(&self) -> &[OpeningNote] {
        &self.inner.notes
    }
}
