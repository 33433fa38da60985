//! Deals that changed and were not judged since. A page notes them in its own transaction, so that a program that ends
//! between a page and its judgement judges them when it comes back.

use crate::fault::{Fault, encode};
use crate::{Store, StoreError};
use domain::DealId;
use sqlx::SqliteConnection;
use std::collections::BTreeSet;

impl Store {
    /// Deals that wait to be judged, some at a time.
    pub async fn unjudged(&self, limit: u32) -> Result<Vec<DealId>, StoreError> {
        let query = sqlx::query_scalar("SELECT deal_id FROM unjudged ORDER BY rowid LIMIT ?1").bind(limit);
        let found: Result<Vec<String>, _> = query.fetch_all(self.inner.cache.readers()).await;
        let found = self.inner.cache.judge(found.map_err(Fault::from))?;
        Ok(found.into_iter().map(DealId::from).collect())
    }

    /// Notes that deals were judged as they are.
    pub async fn mark_judged(&self, deals: &[DealId]) -> Result<(), StoreError> {
        if deals.is_empty() {
            return Ok(());
        }
        let cache = &self.inner.cache;
        let done = async {
            let mut tx = cache.begin().await?;
            sqlx::query("DELETE FROM unjudged WHERE deal_id IN (SELECT value FROM json_each(?1))")
                .bind(encode("list of deals", deals)?)
                .execute(&mut *tx)
                .await?;
            tx.commit().await?;
            Ok(())
        };
        cache.judge(done.await)
    }
}

pub(super) async fn note_unjudged(tx: &mut SqliteConnection, deals: &BTreeSet<DealId>) -> Result<(), Fault> {
    if !deals.is_empty() {
        sqlx::query("INSERT OR IGNORE INTO unjudged (deal_id) SELECT value FROM json_each(?1)")
            .bind(encode("list of deals", deals)?)
            .execute(tx)
            .await?;
    }
    Ok(())
}
