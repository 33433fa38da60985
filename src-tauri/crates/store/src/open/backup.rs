//! A copy of the journal, made once for each version of the application, before that version writes.

use crate::StoreError;
use crate::commit::Commit;
use crate::database::{Database, create_private};
use crate::fault::{Fault, encode};
use std::path::{Path, PathBuf};

/// The setting that names the version that wrote last.
const WRITTEN_BY: &str = "written_by";

/// Where the copy lies.
pub(super) fn path(folder: &Path) -> PathBuf {
    folder.join("journal.backup.sqlite")
}

/// Makes the copy where another version wrote last. A copy that can't be made (a full disk) is told to the log only: it
/// must not keep anybody from their work.
pub(super) async fn before_writing(folder: &Path, journal: &Database) -> Result<(), StoreError> {
    let version = journal.judge(encode("setting", &env!("CARGO_PKG_VERSION")))?;
    let written_by = sqlx::query_scalar("SELECT json FROM setting WHERE name = ?1").bind(WRITTEN_BY);
    let written_by: Result<Option<String>, _> = written_by.fetch_optional(journal.readers()).await;
    let written_by = journal.judge(written_by.map_err(Fault::from))?;
    if written_by.as_ref() == Some(&version) {
        return Ok(());
    }
    if written_by.is_some()
        && let Err(error) = copy(folder, journal).await
    {
        tracing::warn!(%error, "no copy of the journal could be made");
        return Ok(());
    }
    journal.judge(note(journal, &version).await)
}

async fn note(journal: &Database, version: &str) -> Result<(), Fault> {
    let mut tx = journal.begin().await?;
    let note = "INSERT INTO setting (name, json) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET json = excluded.json";
    sqlx::query(note).bind(WRITTEN_BY).bind(version).execute(&mut *tx).await?;
    tx.commit(Commit::WrittenBy).await
}

/// Under another name first, so that a copy that was cut off never stands for a whole one.
async fn copy(folder: &Path, journal: &Database) -> Result<(), StoreError> {
    let (whole, begun) = (path(folder), folder.join("journal.backup.new"));
    let _ = std::fs::remove_file(&begun);
    create_private(&begun)?;
    let vacuum = sqlx::query("VACUUM INTO ?1").bind(begun.to_string_lossy().into_owned());
    journal.judge(vacuum.execute(journal.writer()).await.map(drop).map_err(Fault::from))?;
    std::fs::rename(&begun, &whole).map_err(|source| StoreError::CannotOpen { path: whole, source })
}
