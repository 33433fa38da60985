//! What can go wrong between us and the two files.

use std::path::PathBuf;

/// An error of the store. None of them carries customer data.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The workspace folder, or a file in it, can't be created or opened.
    #[error("can't open `{}`: {source}", path.display())]
    CannotOpen { path: PathBuf, source: std::io::Error },
    /// Another running program holds the workspace.
    #[error("the workspace `{}` is open in another window of Changeover", path.display())]
    InUse { path: PathBuf },
    /// A newer version of Changeover wrote this file; an older one must not touch it.
    #[error("`{file}` was written by a newer version of Changeover (schema {found}, this version knows {known})")]
    NewerSchema { file: &'static str, found: i64, known: i64 },
    /// The journal is damaged. It is kept as it is: it may hold the only copy of what a person wrote.
    #[error("`{}` is damaged and was left as it is", path.display())]
    JournalDamaged { path: PathBuf },
    /// The cache is damaged; the next opening moves it aside and builds a new one from the CRM.
    #[error("the local copy of the CRM is damaged")]
    CacheDamaged,
    #[error("the disk is full")]
    DiskFull,
    /// The file or the disk doesn't allow writing.
    #[error("the workspace can't be written to")]
    ReadOnly,
    /// Another program holds a lock on the file for longer than we wait.
    #[error("the workspace is locked by another program")]
    Busy,
    /// A stored value can't be read back; `what` names it without its content.
    #[error("a stored {what} can't be read")]
    Unreadable { what: &'static str, source: serde_json::Error },
    #[error("the database refused: {0}")]
    Database(#[source] sqlx::Error),
}
