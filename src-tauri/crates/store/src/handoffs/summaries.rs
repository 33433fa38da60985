use super::HandoffSummary;
use crate::{Store, StoreError};
use domain::{DealId, HandoffId};

impl Store {
    /// Writes rows of the list over those with the same handoff id; rows that say nothing new cost next to nothing.
    pub async fn put_summaries(&self, summaries: &[HandoffSummary]) -> Result<(), StoreError> {
        let _ = summaries;
        todo!()
    }

    /// Takes rows off the list.
    pub async fn remove_summaries(&self, handoffs: &[HandoffId]) -> Result<(), StoreError> {
        let _ = handoffs;
        todo!()
    }

    /// One row of the list.
    pub async fn summary(&self, handoff: &HandoffId) -> Result<Option<HandoffSummary>, StoreError> {
        let _ = handoff;
        todo!()
    }

    /// The row of a deal.
    pub async fn summary_of(&self, deal: &DealId) -> Result<Option<HandoffSummary>, StoreError> {
        let _ = deal;
        todo!()
    }
}
