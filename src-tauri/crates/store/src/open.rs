//! Opening a workspace: both files, in one place.

use crate::{Store, StoreError};
use std::path::{Path, PathBuf};

/// Something that happened while a workspace was opened and that a person should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpeningNote {
    /// The cache was damaged; it was moved aside and everything is read from the CRM again.
    CacheRebuilt { moved_to: PathBuf },
    /// The journal is a copy of another one, or was restored; this laptop has a new replica id.
    ReplicaRenewed,
    /// Entries whose sending was cut off wait again.
    SendingRecovered { entries: u32 },
}

impl Store {
    /// Opens the workspace in `folder`, or creates it.
    pub async fn open(folder: &Path) -> Result<Self, StoreError> {
        let _ = folder;
        todo!()
    }

    /// Closes both files, so that nothing is left in side files.
    pub async fn close(&self) {
        todo!()
    }
}
