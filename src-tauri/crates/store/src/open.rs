//! Opening a workspace: both files, in one place.

mod backup;
mod recovery;
#[cfg(test)]
mod tests;

use crate::database::{DataFile, Database, doubt_path};
use crate::journal::{recover_cut_off, settle_identity};
use crate::{Inner, Store, StoreError};
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::sync::broadcast;

/// Topics of as many commits are kept for a screen that is slow to ask.
const BACKLOG: usize = 256;

/// Above this size the whole journal is not checked at each start: a damaged page shows itself when it is read.
const CHECKED_BYTES: u64 = 64 * 1024 * 1024;

/// Something that happened while a workspace was opened and that a person should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpeningNote {
    /// The cache was damaged; it was moved aside and everything is read from the CRM again.
    CacheRebuilt { moved_to: PathBuf },
    /// The journal was damaged; it was kept aside, and what could be read of it (and of its last backup) goes on here.
    JournalRecovered { moved_to: PathBuf, records: u32 },
    /// The journal is a copy of another one, or was restored; this laptop has a new replica id.
    ReplicaRenewed,
    /// Entries whose sending was cut off wait again.
    SendingRecovered { entries: u32 },
}

impl Store {
    /// Opens the workspace in `folder`, or creates it. One program at a time: a second one is told so.
    pub async fn open(folder: &Path) -> Result<Self, StoreError> {
        create_private_folder(folder)?;
        let lock = lock(folder)?;
        let mut notes = Vec::new();
        let journal = open_journal(folder, &mut notes).await?;
        let cache = match open_cache(folder, &mut notes).await {
            Ok(cache) => cache,
            Err(error) => {
                journal.close().await;
                return Err(error);
            }
        };
        let (changes, _) = broadcast::channel(BACKLOG);
        Ok(Self { inner: Arc::new(Inner { cache, journal, changes, notes, lock }) })
    }

    /// Closes both files, so that nothing is left in side files and the workspace can be opened again. Every clone of
    /// this store is closed with it.
    pub async fn close(&self) {
        self.inner.cache.close().await;
        self.inner.journal.close().await;
        if let Err(error) = self.inner.lock.unlock() {
            tracing::warn!(%error, "could not release the workspace");
        }
    }
}

async fn open_journal(folder: &Path, notes: &mut Vec<OpeningNote>) -> Result<Database, StoreError> {
    let path = folder.join(DataFile::Journal.name());
    let recovered = match recovery::finish_cut_off(folder).await? {
        Some(recovered) => Err(recovered),
        None => match checked_journal(folder, &path).await {
            Err(StoreError::JournalDamaged { .. }) => Err(recovery::recover(folder).await?),
            other => Ok(other?),
        },
    };
    let journal = recovered.unwrap_or_else(|recovery::Recovered { journal, moved_to, records }| {
        notes.push(OpeningNote::JournalRecovered { moved_to, records });
        journal
    });
    backup::before_writing(folder, &journal).await?;
    if journal.judge(settle_identity(&journal, &path).await)? {
        notes.push(OpeningNote::ReplicaRenewed);
    }
    let entries = journal.judge(recover_cut_off(&journal).await)?;
    if entries > 0 {
        notes.push(OpeningNote::SendingRecovered { entries });
    }
    Ok(journal)
}

async fn checked_journal(folder: &Path, path: &Path) -> Result<Database, StoreError> {
    let journal = Database::open(folder, DataFile::Journal).await?;
    if std::fs::metadata(path).is_ok_and(|file| file.len() > CHECKED_BYTES) {
        return Ok(journal);
    }
    match journal.judge(check(&journal).await) {
        Ok(true) => Ok(journal),
        Err(error) if !matches!(error, StoreError::JournalDamaged { .. }) => {
            journal.close().await;
            Err(error)
        }
        _ => {
            journal.close().await;
            Err(StoreError::JournalDamaged { path: path.to_owned() })
        }
    }
}

async fn check(journal: &Database) -> Result<bool, crate::fault::Fault> {
    let verdict: String = sqlx::query_scalar("PRAGMA quick_check(1)").fetch_one(journal.readers()).await?;
    Ok(verdict == "ok")
}

/// A damaged cache gives way to an empty one; a newer one, a full disk and the like are told.
async fn open_cache(folder: &Path, notes: &mut Vec<OpeningNote>) -> Result<Database, StoreError> {
    let path = folder.join(DataFile::Cache.name());
    if !doubt_path(&path).exists() {
        match Database::open(folder, DataFile::Cache).await {
            Err(StoreError::CacheDamaged | StoreError::Database(_)) => {}
            other => return other,
        }
    }
    let moved_to = move_aside(&path)?;
    notes.push(OpeningNote::CacheRebuilt { moved_to });
    Database::open(folder, DataFile::Cache).await
}

/// Moves the cache out of the way, over one that was moved before: customer data must not pile up.
fn move_aside(cache: &Path) -> Result<PathBuf, StoreError> {
    let aside = cache.with_extension("damaged.sqlite");
    for side in ["sqlite-wal", "sqlite-shm", "doubted"] {
        let _ = std::fs::remove_file(cache.with_extension(side));
    }
    match std::fs::rename(cache, &aside) {
        Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
            Err(StoreError::CannotOpen { path: cache.to_owned(), source })
        }
        _ => Ok(aside),
    }
}

fn create_private_folder(folder: &Path) -> Result<(), StoreError> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|source| match source.kind() {
        std::io::ErrorKind::StorageFull => StoreError::DiskFull,
        std::io::ErrorKind::ReadOnlyFilesystem => StoreError::ReadOnly,
        _ => StoreError::CannotOpen { path: folder.to_owned(), source },
    })
}

/// Holds the workspace for this program; the system lets go when the program ends, however it ends.
fn lock(folder: &Path) -> Result<File, StoreError> {
    let path = folder.join("workspace.lock");
    let file = File::options()
        .create(true)
        .write(true)
        .truncate(false)
        .open(&path)
        .map_err(|source| StoreError::CannotOpen { path: path.clone(), source })?;
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse { path: folder.to_owned() }),
        // Some network folders have no locks; SQLite's own still keep the files whole.
        Ok(()) | Err(TryLockError::Error(_)) => Ok(file),
    }
}
