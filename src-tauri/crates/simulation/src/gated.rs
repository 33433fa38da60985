//! A store behind a gate: before each write and after it a laptop can be killed, and a write can find the disk full.

mod mistaken;

use crate::bug::Bug;
use crate::disk::Disk;
use crate::fault::Fault;
use crate::gate::{Gate, Site};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::{DealContext, DealId, EventId, HandoffRecord, Person, PersonId, Pipeline};
use std::sync::Arc;
use store::{
    Alarm, Applied, HandoffSummary, Handover, MirrorPage, NewAlarm, NewOutboxEntry, OutboxEntry, OutboxError,
    RecordSave, Revision, RevisionStep, SavedRecord, StatusChange, StoreError, Way,
};
use sync::Storage;

#[derive(Clone)]
pub struct Gated {
    pub disk: Arc<dyn Disk>,
    pub gate: Gate,
    pub bug: Option<Bug>,
}

impl Gated {
    async fn write<T>(
        &self,
        what: &'static str,
        write: impl Future<Output = Result<T, StoreError>> + Send,
    ) -> Result<T, StoreError> {
        if self.gate.pass(Site::Write(what)).await == Some(Fault::DiskFull) {
            return Err(StoreError::DiskFull);
        }
        let done = write.await?;
        self.gate.pass(Site::Written(what)).await;
        Ok(done)
    }
}

#[async_trait]
impl Storage for Gated {
    async fn apply(&self, page: &MirrorPage) -> Result<Applied, StoreError> {
        if self.bug == Some(Bug::CursorBeforePage) {
            return self.apply_in_two(page).await;
        }
        self.write("page", self.disk.apply(page)).await
    }

    async fn cursor(&self, name: &str) -> Result<Option<String>, StoreError> {
        self.disk.cursor(name).await
    }

    async fn contexts(&self, deals: &[DealId]) -> Result<Vec<DealContext>, StoreError> {
        self.disk.contexts(deals).await
    }

    async fn live_deals(&self) -> Result<Vec<DealId>, StoreError> {
        self.disk.live_deals().await
    }

    async fn people(&self) -> Result<Vec<Person>, StoreError> {
        self.disk.people().await
    }

    async fn pipelines(&self) -> Result<Vec<Pipeline>, StoreError> {
        self.disk.pipelines().await
    }

    async fn status_history(&self, deal: &DealId) -> Result<Vec<StatusChange>, StoreError> {
        self.disk.status_history(deal).await
    }

    async fn summary_of(&self, deal: &DealId) -> Result<Option<HandoffSummary>, StoreError> {
        self.disk.summary_of(deal).await
    }

    async fn records(&self, deals: &[DealId]) -> Result<Vec<HandoffRecord>, StoreError> {
        self.disk.records(deals).await
    }

    async fn save_record(&self, save: &RecordSave) -> Result<SavedRecord, StoreError> {
        if self.bug.is_some() {
            return self.save_mistaken(save).await;
        }
        self.write("record", self.disk.save_record(save)).await
    }

    async fn due_entries(&self, now: DateTime<Utc>, limit: u32) -> Result<Vec<OutboxEntry>, StoreError> {
        if self.bug == Some(Bug::NoteBeforeRecord) {
            return self.all_that_wait(now).await;
        }
        self.disk.due_entries(now, limit).await
    }

    async fn next_due_at(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        self.disk.next_due_at().await
    }

    async fn outbox_of(&self, deal: &DealId) -> Result<Vec<OutboxEntry>, StoreError> {
        self.disk.outbox_of(deal).await
    }

    async fn recover_sending(&self) -> Result<u32, StoreError> {
        self.write("recovery", self.disk.recover_sending()).await
    }

    async fn mark_sending(&self, entry: i64) -> Result<bool, StoreError> {
        let claimed = self.write("claim", self.disk.mark_sending(entry)).await?;
        if self.bug == Some(Bug::SentWhenClaimed) && claimed {
            self.disk.mark_sent(entry, DateTime::default(), None).await?;
        }
        Ok(claimed)
    }

    async fn mark_sent(&self, entry: i64, at: DateTime<Utc>, crm_id: Option<&str>) -> Result<(), StoreError> {
        self.write("sent", self.disk.mark_sent(entry, at, crm_id)).await
    }

    async fn mark_stuck(&self, entry: i64, error: &OutboxError) -> Result<(), StoreError> {
        self.write("stuck", self.disk.mark_stuck(entry, error)).await
    }

    async fn retry_entry(
        &self,
        entry: i64,
        next_attempt_at: DateTime<Utc>,
        error: Option<&OutboxError>,
    ) -> Result<(), StoreError> {
        if self.bug == Some(Bug::FailedTryCountsAsSent) {
            return self.disk.mark_sent(entry, next_attempt_at, None).await;
        }
        self.write("retry", self.disk.retry_entry(entry, next_attempt_at, error)).await
    }

    async fn record_alarms(&self, alarms: &[NewAlarm]) -> Result<(), StoreError> {
        let alarms = if self.bug == Some(Bug::OneAlarmAtATime) { alarms.get(..1).unwrap_or_default() } else { alarms };
        self.write("alarms", self.disk.record_alarms(alarms)).await
    }

    async fn pending_alarms(&self, person: &PersonId, limit: u32) -> Result<Vec<Alarm>, StoreError> {
        let mut pending = self.disk.pending_alarms(person, limit).await?;
        pending.retain(|alarm| !(self.bug == Some(Bug::MissedAndNotTold) && alarm.missed));
        Ok(pending)
    }

    async fn mark_handed_to_os(&self, alarm: i64, at: DateTime<Utc>) -> Result<bool, StoreError> {
        if self.bug == Some(Bug::ToldAndNotMarked) {
            return Ok(true);
        }
        self.write("told", self.disk.mark_handed_to_os(alarm, at)).await
    }

    async fn note_handover(&self, alarms: &[i64], handover: Handover) -> Result<(), StoreError> {
        self.write("handover", self.disk.note_handover(alarms, handover)).await
    }
}

#[async_trait]
impl Disk for Gated {
    async fn unjudged(&self) -> Result<Vec<DealId>, StoreError> {
        let waiting = self.disk.unjudged().await?;
        if self.bug == Some(Bug::JudgedTooSoon) {
            self.mark_judged(&waiting).await?;
        }
        Ok(waiting)
    }

    async fn mark_judged(&self, deals: &[DealId]) -> Result<(), StoreError> {
        self.write("judged", self.disk.mark_judged(deals)).await
    }

    async fn next_event_id(&self) -> Result<EventId, StoreError> {
        self.write("event id", self.disk.next_event_id()).await
    }

    async fn entries(&self) -> Result<Vec<OutboxEntry>, StoreError> {
        self.disk.entries().await
    }

    async fn unstick_entry(&self, entry: i64, now: DateTime<Utc>) -> Result<bool, StoreError> {
        self.disk.unstick_entry(entry, now).await
    }

    async fn discard_entry(&self, entry: i64) -> Result<bool, StoreError> {
        self.disk.discard_entry(entry).await
    }

    async fn next_step(&self, deal: &DealId, way: Way) -> Result<Option<Revision>, StoreError> {
        self.disk.next_step(deal, way).await
    }

    async fn take_step(
        &self,
        deal: &DealId,
        way: Way,
        at: DateTime<Utc>,
        outbox: &[NewOutboxEntry],
    ) -> Result<RevisionStep, StoreError> {
        if self.bug == Some(Bug::UndoneOnTheScreenOnly) {
            return self.step_on_the_screen(deal, way).await;
        }
        self.write("step", self.disk.take_step(deal, way, at, outbox)).await
    }

    async fn all_alarms(&self, person: &PersonId) -> Result<Vec<Alarm>, StoreError> {
        self.disk.all_alarms(person).await
    }
}
