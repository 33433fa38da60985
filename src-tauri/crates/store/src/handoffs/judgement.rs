//! When rows have to be judged again because time passed.

use crate::fault::Fault;
use crate::time::{at, ms};
use crate::{Store, StoreError};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{DealId, PersonId};

/// Rows that are judged in one round.
const AT_ONCE: u32 = 500;

impl Store {
    /// Deals whose row time has changed by `now`, longest due first.
    pub async fn due_for_judgement(&self, now: DateTime<Utc>) -> Result<Vec<DealId>, StoreError> {
        let query = sqlx::query_scalar("SELECT deal_id FROM summary WHERE judge_at <= ?1 ORDER BY judge_at LIMIT ?2");
        let deals: Result<Vec<String>, _> =
            query.bind(ms(now)).bind(AT_ONCE).fetch_all(self.inner.cache.readers()).await;
        let deals = self.inner.cache.judge(deals.map_err(Fault::from))?;
        Ok(deals.into_iter().map(DealId::from).collect())
    }

    /// When the next open deal of a person is to close, or was to close at most a day ago.
    pub async fn next_close_at(
        &self,
        person: &PersonId,
        now: DateTime<Utc>,
    ) -> Result<Option<DateTime<Utc>>, StoreError> {
        let query = sqlx::query_scalar(
            "SELECT min(close_at) FROM summary
             WHERE state = 'upcoming' AND close_at >= ?2 AND (owner_id = ?1 OR csm_id = ?1)",
        );
        let query = query.bind(person.as_str()).bind(ms(now - TimeDelta::days(1)));
        let next: Result<Option<i64>, _> = query.fetch_one(self.inner.cache.readers()).await;
        Ok(self.inner.cache.judge(next.map_err(Fault::from))?.map(at))
    }

    /// When the next row has to be judged again; `None` where time changes nothing.
    pub async fn next_judgement_at(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        let query = sqlx::query_scalar("SELECT min(judge_at) FROM summary");
        let next: Result<Option<i64>, _> = query.fetch_one(self.inner.cache.readers()).await;
        Ok(self.inner.cache.judge(next.map_err(Fault::from))?.map(at))
    }
}
