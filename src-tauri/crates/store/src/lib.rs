//! The cache and the journal: two SQLite files behind one door.

mod commit;
mod database;
pub mod error;
#[cfg(feature = "failpoints")]
pub mod failpoints;
mod fault;
pub mod handoffs;
pub mod journal;
pub mod mirror;
pub mod open;
#[cfg(test)]
mod samples;
mod time;
pub mod topics;
mod unjudged;

pub use error::StoreError;
pub use handoffs::{
    Counts, HandoffSummary, ListPage, ListQuery, MeasuredRow, Order, Scope, Sort, SyncState, WithPromises, Workload,
};
pub use journal::{
    Alarm, Edit, Handover, ImportIssue, IssueRow, LONGEST_WAIT, LogLevel, LogLine, NewAlarm, NewOutboxEntry,
    OutboxCounts, OutboxEntry, OutboxError, OutboxKind, OutboxState, RecordSave, Revision, RevisionStep, SavedRecord,
    Seen, UndoSteps, Unsent, Way,
};
pub use mirror::{Applied, ContactLink, Cursor, DealPosition, MirrorPage, SearchHit, StatusChange};
pub use open::OpeningNote;
pub use topics::{Topic, Topics};
pub use unjudged::Unjudged;

use database::Database;
use std::fs::File;
use std::sync::Arc;
use tokio::sync::broadcast;
use topics::{Table, topics_of};

/// One workspace's cache and journal. Clones share the same files.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    cache: Database,
    journal: Database,
    changes: broadcast::Sender<Topics>,
    notes: Vec<OpeningNote>,
    /// Held for as long as the store lives.
    lock: File,
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

    /// Tells the screens what a commit changed.
    fn tell(&self, tables: &[Table]) {
        let topics: Topics = tables.iter().flat_map(|table| topics_of(*table)).copied().collect();
        if !topics.is_empty() {
            // Nobody listening is no error.
            let _ = self.inner.changes.send(topics);
        }
    }
}
