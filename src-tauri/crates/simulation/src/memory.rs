//! A store in memory: what `sync` asks of the two files, without the files.
//!
//! It is as durable as a disk: what was written stays through a kill, until a story damages it. The suite in
//! `tests/storage.rs` holds it to what the real store does.

mod journal;
mod mirror;
mod outbox;
mod revisions;

use crate::disk::Disk;
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::{DealContext, DealId, EventId, HandoffRecord, Person, PersonId, Pipeline};
use journal::Journal;
use mirror::Mirror;
use std::sync::{Mutex, MutexGuard, PoisonError};
use store::{
    Alarm, Applied, HandoffSummary, Handover, MirrorPage, NewAlarm, NewOutboxEntry, OutboxEntry, OutboxError,
    RecordSave, Revision, RevisionStep, SavedRecord, StatusChange, StoreError, Way,
};
use sync::Storage;

/// Cache and journal of one laptop.
#[derive(Debug)]
pub struct MemoryStore {
    cache: Mutex<Mirror>,
    journal: Mutex<Journal>,
}

impl MemoryStore {
    /// An empty store whose journal has this name among all laptops.
    pub fn named(replica: &str) -> Self {
        Self { cache: Mutex::default(), journal: Mutex::new(Journal::named(replica)) }
    }

    /// The cache was damaged and is built anew.
    pub fn lose_cache(&self) {
        *self.cache() = Mirror::default();
    }

    /// The journal was damaged, or copied: what could be read goes on under another name.
    pub fn recover_journal_as(&self, replica: &str) {
        self.journal().recovered_as(replica);
    }

    /// What opening does: entries whose sending was cut off wait again.
    pub fn open_again(&self) {
        self.journal().outbox.recover();
    }

    fn cache(&self) -> MutexGuard<'_, Mirror> {
        self.cache.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn journal(&self) -> MutexGuard<'_, Journal> {
        self.journal.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Storage for MemoryStore {
    async fn apply(&self, page: &MirrorPage) -> Result<Applied, StoreError> {
        Ok(self.cache().apply(page))
    }

    async fn cursor(&self, name: &str) -> Result<Option<String>, StoreError> {
        Ok(self.cache().cursors.get(name).cloned())
    }

    async fn contexts(&self, deals: &[DealId]) -> Result<Vec<DealContext>, StoreError> {
        Ok(self.cache().contexts(deals))
    }

    async fn live_deals(&self) -> Result<Vec<DealId>, StoreError> {
        Ok(self.cache().live_deals())
    }

    async fn people(&self) -> Result<Vec<Person>, StoreError> {
        Ok(self.cache().people.values().cloned().collect())
    }

    async fn pipelines(&self) -> Result<Vec<Pipeline>, StoreError> {
        Ok(self.cache().pipelines.values().cloned().collect())
    }

    async fn status_history(&self, deal: &DealId) -> Result<Vec<StatusChange>, StoreError> {
        Ok(self.cache().status_history(deal))
    }

    /// No simulated laptop has a list.
    async fn summary_of(&self, _: &DealId) -> Result<Option<HandoffSummary>, StoreError> {
        Ok(None)
    }

    async fn records(&self, deals: &[DealId]) -> Result<Vec<HandoffRecord>, StoreError> {
        let journal = self.journal();
        Ok(deals.iter().filter_map(|deal| journal.records.get(deal).cloned()).collect())
    }

    async fn save_record(&self, save: &RecordSave) -> Result<SavedRecord, StoreError> {
        Ok(self.journal().save(save))
    }

    async fn due_entries(&self, now: DateTime<Utc>, limit: u32) -> Result<Vec<OutboxEntry>, StoreError> {
        Ok(self.journal().outbox.due(now, limit))
    }

    async fn next_due_at(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        Ok(self.journal().outbox.next_due_at())
    }

    async fn outbox_of(&self, deal: &DealId) -> Result<Vec<OutboxEntry>, StoreError> {
        Ok(self.journal().outbox.of(deal))
    }

    async fn recover_sending(&self) -> Result<u32, StoreError> {
        Ok(self.journal().outbox.recover())
    }

    async fn mark_sending(&self, entry: i64) -> Result<bool, StoreError> {
        Ok(self.journal().outbox.claim(entry))
    }

    async fn mark_sent(&self, entry: i64, at: DateTime<Utc>, crm_id: Option<&str>) -> Result<(), StoreError> {
        self.journal().outbox.sent(entry, at, crm_id);
        Ok(())
    }

    async fn mark_stuck(&self, entry: i64, error: &OutboxError) -> Result<(), StoreError> {
        self.journal().outbox.stuck(entry, error);
        Ok(())
    }

    async fn retry_entry(
        &self,
        entry: i64,
        next_attempt_at: DateTime<Utc>,
        error: Option<&OutboxError>,
    ) -> Result<(), StoreError> {
        self.journal().outbox.retry(entry, next_attempt_at, error);
        Ok(())
    }

    async fn record_alarms(&self, alarms: &[NewAlarm]) -> Result<(), StoreError> {
        let mut journal = self.journal();
        for alarm in alarms {
            journal.add_alarm(alarm);
        }
        Ok(())
    }

    async fn pending_alarms(&self, person: &PersonId, limit: u32) -> Result<Vec<Alarm>, StoreError> {
        Ok(self.journal().pending_alarms(person, limit))
    }

    async fn mark_handed_to_os(&self, alarm: i64, at: DateTime<Utc>) -> Result<bool, StoreError> {
        Ok(self.journal().hand_over(alarm, at))
    }

    async fn note_handover(&self, alarms: &[i64], handover: Handover) -> Result<(), StoreError> {
        self.journal().note_handover(alarms, handover);
        Ok(())
    }
}

#[async_trait]
impl Disk for MemoryStore {
    async fn unjudged(&self) -> Result<Vec<DealId>, StoreError> {
        Ok(self.cache().unjudged.iter().cloned().collect())
    }

    async fn mark_judged(&self, deals: &[DealId]) -> Result<(), StoreError> {
        self.cache().unjudged.retain(|deal| !deals.contains(deal));
        Ok(())
    }

    async fn next_event_id(&self) -> Result<EventId, StoreError> {
        let dot = self.journal().next_dot();
        Ok(EventId(format!("{}:{}", dot.replica, dot.counter)))
    }

    async fn entries(&self) -> Result<Vec<OutboxEntry>, StoreError> {
        Ok(self.journal().outbox.all())
    }

    async fn unstick_entry(&self, entry: i64, now: DateTime<Utc>) -> Result<bool, StoreError> {
        Ok(self.journal().outbox.unstick(entry, now))
    }

    async fn discard_entry(&self, entry: i64) -> Result<bool, StoreError> {
        Ok(self.journal().outbox.discard(entry))
    }

    async fn next_step(&self, deal: &DealId, way: Way) -> Result<Option<Revision>, StoreError> {
        Ok(self.journal().revisions.next(deal, way).cloned())
    }

    async fn take_step(
        &self,
        deal: &DealId,
        way: Way,
        at: DateTime<Utc>,
        outbox: &[NewOutboxEntry],
    ) -> Result<RevisionStep, StoreError> {
        Ok(self.journal().step(deal, way, at, outbox))
    }

    async fn all_alarms(&self, person: &PersonId) -> Result<Vec<Alarm>, StoreError> {
        Ok(self.journal().alarms.iter().filter(|alarm| alarm.person_id == *person).cloned().collect())
    }
}
