use crate::{Store, StoreError};
use domain::PersonId;
use serde::Serialize;
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
    pub async fn counts_for(
        &self,
        person: &PersonId,
        now: chrono::DateTime<chrono::Utc>,
    ) -> Result<Counts, StoreError> {
        let _ = (person, now);
        todo!()
    }
}
