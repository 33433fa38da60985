use crate::fault::Fault;
use crate::{Store, StoreError};
use domain::PersonId;

/// What a CSM carries.
#[derive(Debug, Clone, PartialEq)]
pub struct Workload {
    pub csm: PersonId,
    /// Accounts that are theirs in the CRM, or come to them in a handoff that is under way.
    pub open_accounts: u32,
    /// The sum of their handoffs' values, as the list has them.
    pub recurring_value: f64,
}

impl Store {
    /// What each CSM carries, by id; one without any account is not in the list.
    pub async fn workload(&self) -> Result<Vec<Workload>, StoreError> {
        let rows: Result<Vec<(String, u32, f64)>, _> =
            sqlx::query_as(WORKLOAD).fetch_all(self.inner.cache.readers()).await;
        let rows = self.inner.cache.judge(rows.map_err(Fault::from))?;
        Ok(rows
            .into_iter()
            .map(|(csm, open_accounts, recurring_value)| Workload { csm: csm.into(), open_accounts, recurring_value })
            .collect())
    }
}

/// A deal without an account counts as an account of its own.
const WORKLOAD: &str = "
    SELECT csm, count(DISTINCT account), total(value) FROM (
        SELECT csm_id AS csm, crm_id AS account, NULL AS value FROM account WHERE csm_id IS NOT NULL
        UNION ALL
        SELECT summary.csm_id, coalesce(deal.account_id, 'deal ' || summary.deal_id), summary.value
        FROM summary LEFT JOIN deal ON deal.crm_id = summary.deal_id
        WHERE summary.csm_id IS NOT NULL AND summary.state NOT IN ('upcoming', 'exempt', 'void')
    ) GROUP BY csm ORDER BY csm";
