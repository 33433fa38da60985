//! This journal's name among all laptops, and its counter.

use crate::commit::Commit;
use crate::database::Database;
use crate::fault::Fault;
use crate::{Store, StoreError};
use domain::{Dot, EventId, ReplicaId};
use sqlx::SqliteConnection;
use std::path::Path;

impl Store {
    /// This journal's name among all laptops, drawn at random; renewed when the file was copied or restored.
    pub async fn replica_id(&self) -> Result<ReplicaId, StoreError> {
        let query = sqlx::query_scalar("SELECT replica_id FROM identity");
        let found: Result<String, _> = query.fetch_one(self.inner.journal.readers()).await;
        Ok(self.inner.journal.judge(found.map_err(Fault::from))?.into())
    }

    /// An id that no other event has: replica and counter.
    pub async fn next_event_id(&self) -> Result<EventId, StoreError> {
        let journal = &self.inner.journal;
        let drawn = async {
            let mut tx = journal.begin().await?;
            let Dot { replica, counter } = next_dot(&mut tx).await?;
            tx.commit(Commit::EventId).await?;
            Ok(EventId(format!("{replica}:{counter}")))
        };
        journal.judge(drawn.await)
    }
}

/// A name that no other write has. Events and writes are counted together.
pub(super) async fn next_dot(tx: &mut SqliteConnection) -> Result<Dot, Fault> {
    let (replica, counter): (String, i64) =
        sqlx::query_as("UPDATE identity SET next_event = next_event + 1 RETURNING replica_id, next_event - 1")
            .fetch_one(tx)
            .await?;
    Ok(Dot::new(&replica, u64::try_from(counter).unwrap_or(0)))
}

/// Names a new journal, and a copied one anew: two laptops that count under one name would make one id for two events.
/// True where a name was replaced.
pub(crate) async fn settle_identity(journal: &Database, path: &Path) -> Result<bool, Fault> {
    let fingerprint = fingerprint(path);
    let mut tx = journal.begin().await?;
    let known: Option<String> = sqlx::query_scalar("SELECT fingerprint FROM identity").fetch_optional(&mut *tx).await?;
    if known.as_ref() == Some(&fingerprint) {
        return Ok(false);
    }
    sqlx::query(
        "INSERT INTO identity (id, replica_id, next_event, fingerprint) VALUES (1, ?1, 1, ?2)
         ON CONFLICT (id) DO UPDATE SET replica_id = excluded.replica_id, next_event = 1, fingerprint = excluded.fingerprint",
    )
    .bind(new_replica_id())
    .bind(&fingerprint)
    .execute(&mut *tx)
    .await?;
    tx.commit(Commit::Identity).await?;
    Ok(known.is_some())
}

/// 48 random bits: short in every event id, and never equal in one organisation.
fn new_replica_id() -> String {
    let random = uuid::Uuid::new_v4().simple().to_string();
    format!("r{}", &random[..12])
}

/// What a copy of the file has differently: its number in the file system.
#[cfg(unix)]
fn fingerprint(path: &Path) -> String {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(path).map(|file| file.ino().to_string()).unwrap_or_default()
}

/// Not the time of its creation, which a restored backup may bring along.
#[cfg(windows)]
fn fingerprint(path: &Path) -> String {
    file_id::get_low_res_file_id(path).map(|number| format!("{number:?}")).unwrap_or_default()
}
