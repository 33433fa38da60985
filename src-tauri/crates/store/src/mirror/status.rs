use super::StatusChange;
use crate::{Store, StoreError};
use domain::DealId;

impl Store {
    /// The CRM's history of a deal's handoff status, oldest first.
    pub async fn status_history(&self, deal: &DealId) -> Result<Vec<StatusChange>, StoreError> {
        let _ = deal;
        todo!()
    }
}
