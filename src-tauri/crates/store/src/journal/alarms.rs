use crate::{Store, StoreError};
use chrono::{DateTime, Utc};
use domain::{DealId, HandoffId, PersonId};
use serde::Serialize;
use ts_rs::TS;

/// An alarm to record. The key makes it once: organisation, deal, close, clock, rung, person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAlarm {
    pub key: String,
    /// Such as `deal_closed`, `due_soon`, `breached`.
    pub kind: String,
    pub handoff_id: Option<HandoffId>,
    pub deal_id: Option<DealId>,
    pub person_id: PersonId,
    /// When it was due.
    pub at: DateTime<Utc>,
    /// When it was noticed.
    pub recorded_at: DateTime<Utc>,
    pub title: String,
    pub body: String,
    /// Too old to interrupt anyone with when it was noticed: shown in the list, never handed to the system.
    pub missed: bool,
}

/// A line of the alarm list, which is the truth for all notifications.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Alarm {
    #[ts(type = "number")]
    pub id: i64,
    pub key: String,
    pub kind: String,
    pub handoff_id: Option<HandoffId>,
    pub deal_id: Option<DealId>,
    pub person_id: PersonId,
    pub at: DateTime<Utc>,
    pub recorded_at: DateTime<Utc>,
    pub title: String,
    pub body: String,
    /// When the system's notifier took it; never "shown".
    pub handed_to_os_at: Option<DateTime<Utc>>,
    pub seen_at: Option<DateTime<Utc>>,
    pub missed: bool,
}

/// Which alarms a person has seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// These alarms, by id.
    These(Vec<i64>),
    /// All alarms of the person.
    All(PersonId),
}

impl Store {
    /// Records an alarm; false where its key is there already.
    pub async fn record_alarm(&self, alarm: &NewAlarm) -> Result<bool, StoreError> {
        let _ = alarm;
        todo!()
    }

    /// Alarms of a person that the system's notifier has not taken, neither seen nor missed, oldest first.
    pub async fn pending_alarms(
        &self,
        person: &PersonId,
        limit: u32,
    ) -> Result<Vec<Alarm>, StoreError> {
        let _ = (person, limit);
        todo!()
    }

    /// Notes that the system's notifier took an alarm; false where it had been handed over before.
    pub async fn mark_handed_to_os(
        &self,
        alarm: i64,
        at: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let _ = (alarm, at);
        todo!()
    }

    /// A person's alarms, latest first; go on with the last id as `before`.
    pub async fn alarms(
        &self,
        person: &PersonId,
        limit: u32,
        before: Option<i64>,
    ) -> Result<Vec<Alarm>, StoreError> {
        let _ = (person, limit, before);
        todo!()
    }

    /// Notes what a person has seen.
    pub async fn mark_seen(&self, seen: &Seen, at: DateTime<Utc>) -> Result<(), StoreError> {
        let _ = (seen, at);
        todo!()
    }

    /// How many alarms a person has not seen.
    pub async fn unseen_alarms(&self, person: &PersonId) -> Result<u32, StoreError> {
        let _ = person;
        todo!()
    }
}
