//! What becomes of an entry of the outbox, step by step.

use super::OutboxError;
use super::coalesce::{take_in_later, turn};
use crate::commit::Commit;
use crate::database::Database;
use crate::fault::{Fault, encode};
use crate::time::ms;
use crate::topics::Table;
use crate::{Store, StoreError};
use chrono::{DateTime, Utc};

impl Store {
    /// Claims a waiting entry; false where it is not waiting any more.
    pub async fn mark_sending(&self, entry: i64) -> Result<bool, StoreError> {
        let query = sqlx::query(concat!(
            "UPDATE outbox SET state = 'sending', ",
            turn!(),
            " WHERE id = ?1 AND state = 'waiting'"
        ));
        self.change_entry(query.bind(entry), Commit::Claimed).await
    }

    /// The CRM has it.
    pub async fn mark_sent(&self, entry: i64, at: DateTime<Utc>, crm_id: Option<&str>) -> Result<(), StoreError> {
        let query = sqlx::query(concat!(
            "UPDATE outbox SET state = 'sent', error = NULL, sent_at = ?2, crm_id = coalesce(?3, crm_id), ",
            turn!(),
            " WHERE id = ?1"
        ));
        self.change_entry(query.bind(entry).bind(ms(at)).bind(crm_id.map(str::to_owned)), Commit::Sent).await?;
        Ok(())
    }

    /// A person has to do something before this entry can be sent.
    pub async fn mark_stuck(&self, entry: i64, error: &OutboxError) -> Result<(), StoreError> {
        let error = self.inner.journal.judge(encode("outbox error", error))?;
        let query = sqlx::query(concat!(
            "UPDATE outbox SET state = 'stuck', attempts = attempts + 1, error = ?2, ",
            turn!(),
            " WHERE id = ?1 AND state IN ('waiting', 'sending')"
        ));
        self.change_entry(query.bind(entry).bind(error), Commit::Stuck).await?;
        Ok(())
    }

    /// A try failed; the entry waits until `next_attempt_at`.
    pub async fn retry_entry(
        &self,
        entry: i64,
        next_attempt_at: DateTime<Utc>,
        error: Option<&OutboxError>,
    ) -> Result<(), StoreError> {
        let error = self.inner.journal.judge(error.map(|error| encode("outbox error", error)).transpose())?;
        let query = sqlx::query(concat!(
            "UPDATE outbox SET state = 'waiting', attempts = attempts + 1, next_attempt_at = ?2, error = ?3, ",
            turn!(),
            " WHERE id = ?1 AND state IN ('waiting', 'sending')"
        ));
        self.change_entry(query.bind(entry).bind(ms(next_attempt_at)).bind(error), Commit::Retry).await?;
        Ok(())
    }

    /// A person asks for another try of an entry that is stuck or was discarded; false where it is neither. That it was
    /// tried before stays known.
    pub async fn unstick_entry(&self, entry: i64, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let query = sqlx::query(concat!(
            "UPDATE outbox SET state = 'waiting', attempts = 1, next_attempt_at = ?2, error = NULL, ",
            turn!(),
            " WHERE id = ?1 AND state IN ('stuck', 'discarded')"
        ));
        self.change_entry(query.bind(entry).bind(ms(now)), Commit::Unstuck).await
    }

    /// A person gives up a waiting or stuck entry; false where it is in another state.
    pub async fn discard_entry(&self, entry: i64) -> Result<bool, StoreError> {
        let query = sqlx::query(concat!(
            "UPDATE outbox SET state = 'discarded', ",
            turn!(),
            " WHERE id = ?1 AND state IN ('waiting', 'stuck')"
        ));
        self.change_entry(query.bind(entry), Commit::Discarded).await
    }

    /// Puts entries whose sending was cut off back to waiting; `open` does it, too. Returns how many.
    pub async fn recover_sending(&self) -> Result<u32, StoreError> {
        let entries = self.inner.journal.judge(recover_cut_off(&self.inner.journal).await)?;
        if entries > 0 {
            self.tell(&[Table::Outbox]);
        }
        Ok(entries)
    }

    /// Runs one change of one entry; a push that has come back takes a later one in.
    async fn change_entry(&self, query: StaticQuery, what: Commit) -> Result<bool, StoreError> {
        let journal = &self.inner.journal;
        let done = async {
            let mut tx = journal.begin().await?;
            let changed = query.execute(&mut *tx).await?.rows_affected() > 0;
            take_in_later(&mut tx).await?;
            tx.commit(what).await?;
            Ok(changed)
        };
        let changed = journal.judge(done.await)?;
        if changed {
            self.tell(&[Table::Outbox]);
        }
        Ok(changed)
    }
}

type StaticQuery = sqlx::query::Query<'static, sqlx::Sqlite, sqlx::sqlite::SqliteArguments>;

pub(crate) async fn recover_cut_off(journal: &Database) -> Result<u32, Fault> {
    let mut tx = journal.begin().await?;
    let recover =
        concat!("UPDATE outbox SET state = 'waiting', attempts = attempts + 1, ", turn!(), " WHERE state = 'sending'");
    let recovered = sqlx::query(recover).execute(&mut *tx).await?.rows_affected();
    take_in_later(&mut tx).await?;
    tx.commit(Commit::Recovered).await?;
    Ok(u32::try_from(recovered).unwrap_or(u32::MAX))
}
