use crate::{Store, StoreError};
use domain::{DealId, FieldKey, PersonId};
use std::collections::BTreeMap;

impl Store {
    /// The texts that a rep wrote in their other handoffs, by field, latest handoff first: what a copied text is
    /// compared with. `limit` counts handoffs.
    pub async fn rep_texts(
        &self,
        owner: &PersonId,
        except: &DealId,
        limit: u32,
    ) -> Result<BTreeMap<FieldKey, Vec<String>>, StoreError> {
        let _ = (owner, except, limit);
        todo!()
    }
}
