use crate::fault::Fault;
use crate::time::ms;
use crate::{Store, StoreError};
use chrono::{DateTime, Utc};
use domain::PersonId;
use serde::Serialize;
use std::collections::HashMap;
use ts_rs::TS;

/// What waits for one person, for the side bar.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
pub struct Counts {
    /// Handoffs in which it is this person's turn.
    pub waits_for_me: u32,
    /// Own deals whose handoff is due or returned.
    pub handoffs: u32,
    /// Handoffs submitted to this CSM.
    pub intake: u32,
    /// Handoffs with this CSM that are accepted but not yet touched.
    pub first_touches: u32,
    /// Of `waits_for_me`, those whose deadline has passed.
    pub overdue: u32,
    pub unseen_alarms: u32,
    /// Outbox entries of this laptop that need a person.
    pub stuck: u32,
}

impl Store {
    /// The side bar's counts; `now` decides what is overdue.
    pub async fn counts_for(&self, person: &PersonId, now: DateTime<Utc>) -> Result<Counts, StoreError> {
        let query = sqlx::query_as(COUNTS).bind(person.as_str()).bind(ms(now));
        let row: Result<(u32, u32, u32, u32, u32), _> = query.fetch_one(self.inner.cache.readers()).await;
        let (waits_for_me, overdue, handoffs, intake, first_touches) =
            self.inner.cache.judge(row.map_err(Fault::from))?;
        let unseen_alarms = self.unseen_alarms(person).await?;
        let stuck = self.outbox_counts().await?.stuck;
        Ok(Counts { waits_for_me, handoffs, intake, first_touches, overdue, unseen_alarms, stuck })
    }
}

impl Store {
    /// In how many handoffs it is each person's turn; who is absent has none.
    pub async fn waiting_counts(&self) -> Result<HashMap<PersonId, u32>, StoreError> {
        let query = sqlx::query_as("SELECT person_id, count(*) FROM summary_waits GROUP BY person_id");
        let rows: Result<Vec<(String, u32)>, _> = query.fetch_all(self.inner.cache.readers()).await;
        let rows = self.inner.cache.judge(rows.map_err(Fault::from))?;
        Ok(rows.into_iter().map(|(person, count)| (person.into(), count)).collect())
    }
}

const COUNTS: &str = "
    SELECT
        (SELECT count(*) FROM summary_waits WHERE person_id = ?1),
        (SELECT count(*) FROM summary_waits AS wait CROSS JOIN summary ON summary.id = wait.summary_id
            WHERE wait.person_id = ?1 AND summary.deadline_at < ?2),
        (SELECT count(*) FROM summary WHERE owner_id = ?1 AND state IN ('due', 'returned')),
        (SELECT count(*) FROM summary WHERE csm_id = ?1 AND state = 'submitted'),
        (SELECT count(*) FROM summary WHERE csm_id = ?1 AND state = 'accepted' AND first_touch_at IS NULL)";
