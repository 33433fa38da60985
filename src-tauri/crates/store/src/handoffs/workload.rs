use crate::{Store, StoreError};
use domain::PersonId;

/// What a CSM carries.
#[derive(Debug, Clone, PartialEq)]
pub struct Workload {
    pub csm: PersonId,
    /// Accounts that are theirs in the CRM, or come to them in a handoff that is under way.
    pub open_accounts: u32,
    /// Annual value of their handoffs, in the playbook's currency.
    pub recurring_value: f64,
}

impl Store {
    /// What each CSM carries, by id; one without any account is not in the list.
    pub async fn workload(&self) -> Result<Vec<Workload>, StoreError> {
        todo!()
    }
}
