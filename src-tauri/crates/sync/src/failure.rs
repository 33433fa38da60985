//! What can end a pull or a push early.

use crm::CrmError;
use store::StoreError;

/// Why a pull or a push ended before its time.
#[derive(Debug, thiserror::Error)]
pub enum SyncError {
    /// A person stopped it. What was loaded stays, and the next pull goes on from there.
    #[error("stopped")]
    Cancelled,
    #[error(transparent)]
    Crm(#[from] CrmError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
