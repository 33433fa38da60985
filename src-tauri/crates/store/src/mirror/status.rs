use super::StatusChange;
use crate::database::Database;
use crate::fault::{Fault, decode};
use crate::{Store, StoreError};
use domain::DealId;

impl Store {
    /// The CRM's history of a deal's handoff status, oldest first.
    pub async fn status_history(&self, deal: &DealId) -> Result<Vec<StatusChange>, StoreError> {
        self.inner.cache.judge(read_history(&self.inner.cache, deal).await)
    }
}

async fn read_history(cache: &Database, deal: &DealId) -> Result<Vec<StatusChange>, Fault> {
    let mut tx = cache.snapshot().await?;
    let json: Option<String> =
        sqlx::query_scalar("SELECT json FROM deal_part WHERE deal_id = ?1 AND kind = 'statuses'")
            .bind(deal.as_str())
            .fetch_optional(&mut *tx)
            .await?;
    let mut history: Vec<StatusChange> =
        json.map(|json| decode("status history", &json)).transpose()?.unwrap_or_default();
    history.sort_by_key(|change| change.at);
    for change in history.iter_mut().filter(|change| change.by_person.is_none()) {
        let Some(user) = &change.by_user else {
            continue;
        };
        // A person's own id where the CRM's history uses that, otherwise their user id.
        let person: Option<String> = sqlx::query_scalar(
            "SELECT crm_id FROM person WHERE user_id = ?1 OR crm_id = ?1 ORDER BY user_id = ?1 DESC LIMIT 1",
        )
        .bind(user)
        .fetch_optional(&mut *tx)
        .await?;
        change.by_person = person.map(Into::into);
    }
    Ok(history)
}
