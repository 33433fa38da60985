use super::names::question;
use crate::database::Database;
use crate::fault::Fault;
use crate::{Store, StoreError};
use domain::{DealId, HandoffId, HandoffState, PersonId};
use serde::Serialize;
use sqlx::SqliteConnection;
use ts_rs::TS;

/// Up to as many finds are ranked; of more, the latest deals come first, because ranking would read them all.
const RANKED: i64 = 400;

/// A deal that a search found.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct SearchHit {
    pub deal_id: DealId,
    pub deal: String,
    /// Empty where the deal has no account.
    pub account: String,
    /// All of the deal's contacts, comma-separated, at most 200 characters.
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
        match question(text) {
            None => Ok(Vec::new()),
            Some(question) => self.inner.cache.judge(find(&self.inner.cache, &question, limit).await),
        }
    }
}

async fn find(cache: &Database, question: &str, limit: u32) -> Result<Vec<SearchHit>, Fault> {
    let mut tx = cache.snapshot().await?;
    let found = best(&mut tx, question, limit).await?;
    let list = serde_json::to_string(&found).unwrap_or_default();
    let rows: Vec<HitRow> = sqlx::query_as(HITS).bind(list).fetch_all(&mut *tx).await?;
    Ok(rows.into_iter().map(SearchHit::from).collect())
}

/// The row ids to show, in order.
async fn best(tx: &mut SqliteConnection, question: &str, limit: u32) -> Result<Vec<i64>, Fault> {
    let latest: Vec<i64> =
        sqlx::query_scalar("SELECT rowid FROM deal_names WHERE deal_names MATCH ?1 ORDER BY rowid DESC LIMIT ?2")
            .bind(question)
            .bind(RANKED.max(i64::from(limit)))
            .fetch_all(&mut *tx)
            .await?;
    if i64::try_from(latest.len()).unwrap_or(i64::MAX) >= RANKED {
        return Ok(latest.into_iter().take(limit as usize).collect());
    }
    let ranked = "SELECT rowid FROM deal_names WHERE deal_names MATCH ?1 ORDER BY bm25(deal_names, 2.0, 3.0, 1.0), rowid DESC LIMIT ?2";
    Ok(sqlx::query_scalar(ranked).bind(question).bind(limit).fetch_all(tx).await?)
}

const HITS: &str = "
    SELECT deal.crm_id, substr(deal.name, 1, 200), coalesce(substr(account.name, 1, 200), ''),
        coalesce((SELECT substr(group_concat(contact.name, ', '), 1, 200) FROM deal_contact
            JOIN contact ON contact.crm_id = deal_contact.contact_id WHERE deal_contact.deal_id = deal.crm_id), ''),
        deal.owner_id, summary.handoff_id, summary.state
    FROM json_each(?1) AS wanted CROSS JOIN deal ON deal.id = wanted.value
    LEFT JOIN account ON account.crm_id = deal.account_id LEFT JOIN summary ON summary.deal_id = deal.crm_id
    ORDER BY wanted.key";

type HitRow = (String, String, String, String, Option<String>, Option<String>, Option<String>);

impl From<HitRow> for SearchHit {
    fn from((deal_id, deal, account, contacts, owner_id, handoff_id, state): HitRow) -> Self {
        Self {
            deal_id: deal_id.into(),
            deal,
            account,
            contacts,
            owner_id: owner_id.map(Into::into),
            handoff_id: handoff_id.map(Into::into),
            state: state.and_then(|state| HandoffState::parse(&state)),
        }
    }
}
