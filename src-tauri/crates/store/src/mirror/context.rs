use super::DealPosition;
use crate::{Store, StoreError};
use domain::{DealContext, DealId};

impl Store {
    /// A deal with everything that hangs on it; `None` for a deal that no pull brought.
    pub async fn context(&self, deal: &DealId) -> Result<Option<DealContext>, StoreError> {
        let _ = deal;
        todo!()
    }

    /// The contexts of those deals that the mirror has, in the order asked for, in a handful of queries.
    pub async fn contexts(&self, deals: &[DealId]) -> Result<Vec<DealContext>, StoreError> {
        let _ = deals;
        todo!()
    }

    /// The next deals of a walk over all of them, archived ones too; start with `None`, go on after the last position.
    pub async fn deal_ids(
        &self,
        after: Option<i64>,
        limit: u32,
    ) -> Result<Vec<DealPosition>, StoreError> {
        let _ = (after, limit);
        todo!()
    }

    /// How many deals the mirror has, without archived ones.
    pub async fn deal_count(&self) -> Result<u64, StoreError> {
        todo!()
    }
}
