//! The journal: what people wrote on this laptop and what happens to it. Never deleted by the program.

mod alarms;
mod coalesce;
mod identity;
mod import_issues;
mod outbox;
mod progress;
mod records;
mod revisions;
mod settings;
mod step;
mod sync_log;
#[cfg(test)]
mod tests;
mod unsent;

pub use alarms::{Alarm, Handover, NewAlarm, Seen};
pub(crate) use identity::settle_identity;
pub use import_issues::{ImportIssue, IssueRow};
pub use outbox::{LONGEST_WAIT, NewOutboxEntry, OutboxCounts, OutboxEntry, OutboxError, OutboxKind, OutboxState};
pub(crate) use progress::recover_cut_off;
pub use records::{RecordSave, SavedRecord};
pub use revisions::{Edit, Revision, RevisionStep, UndoSteps};
pub use step::Way;
pub use sync_log::{LogLevel, LogLine};
pub use unsent::Unsent;

use crate::commit::Commit;
use crate::fault::Fault;
use crate::topics::Table;
use crate::{Store, StoreError};
use sqlx::Sqlite;
use sqlx::query::Query;
use sqlx::sqlite::SqliteArguments;

impl Store {
    /// Runs one statement that changes one table, and tells it when it changed anything. Returns how many rows it did.
    async fn journal_write(
        &self,
        query: Query<'_, Sqlite, SqliteArguments>,
        table: Table,
        what: Commit,
    ) -> Result<u64, StoreError> {
        let journal = &self.inner.journal;
        let done = async {
            let mut tx = journal.begin().await?;
            let rows = query.execute(&mut *tx).await?.rows_affected();
            tx.commit(what).await?;
            Ok::<u64, Fault>(rows)
        };
        let rows = journal.judge(done.await)?;
        if rows > 0 {
            self.tell(&[table]);
        }
        Ok(rows)
    }
}
