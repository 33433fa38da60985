use crate::{Store, StoreError};
use domain::{DealId, HandoffId, HandoffState, PersonId};
use serde::Serialize;
use ts_rs::TS;

/// A deal that a search found.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct SearchHit {
    pub deal_id: DealId,
    pub deal: String,
    /// Empty where the deal has no account.
    pub account: String,
    /// The contact names that matched nothing are not left out: all of the deal's, comma-separated, at most 200 characters.
    pub contacts: String,
    pub owner_id: Option<PersonId>,
    /// Set together with `state` where the deal has a handoff.
    pub handoff_id: Option<HandoffId>,
    pub state: Option<HandoffState>,
}

impl Store {
    /// Deals whose name, account or contacts have words that begin with the words of `text`. Any text is safe; one
    /// without letters or digits finds nothing.
    pub async fn search(&self, text: &str, limit: u32) -> Result<Vec<SearchHit>, StoreError> {
        let _ = (text, limit);
        todo!()
    }
}
