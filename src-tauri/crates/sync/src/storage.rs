//! What this room asks of the store, so that it can be tried on another one than the two files.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::{DealContext, DealId, HandoffRecord, Person, PersonId, Pipeline};
use store::{
    Alarm, Applied, HandoffSummary, Handover, MirrorPage, NewAlarm, OutboxEntry, OutboxError, RecordSave, SavedRecord,
    StatusChange, Store, StoreError,
};

/// Cache and journal of one workspace; each method means what the method of [`Store`] with its name means.
///
/// Invariant: a method that writes does all of it or nothing, and what was written before it returned stays.
#[async_trait]
pub trait Storage: Send + Sync {
    async fn apply(&self, page: &MirrorPage) -> Result<Applied, StoreError>;
    async fn cursor(&self, name: &str) -> Result<Option<String>, StoreError>;
    async fn contexts(&self, deals: &[DealId]) -> Result<Vec<DealContext>, StoreError>;
    async fn live_deals(&self) -> Result<Vec<DealId>, StoreError>;
    async fn people(&self) -> Result<Vec<Person>, StoreError>;
    async fn pipelines(&self) -> Result<Vec<Pipeline>, StoreError>;
    async fn status_history(&self, deal: &DealId) -> Result<Vec<StatusChange>, StoreError>;
    async fn summary_of(&self, deal: &DealId) -> Result<Option<HandoffSummary>, StoreError>;
    async fn records(&self, deals: &[DealId]) -> Result<Vec<HandoffRecord>, StoreError>;
    async fn save_record(&self, save: &RecordSave) -> Result<SavedRecord, StoreError>;
    async fn due_entries(&self, now: DateTime<Utc>, limit: u32) -> Result<Vec<OutboxEntry>, StoreError>;
    async fn next_due_at(&self) -> Result<Option<DateTime<Utc>>, StoreError>;
    async fn outbox_of(&self, deal: &DealId) -> Result<Vec<OutboxEntry>, StoreError>;
    async fn recover_sending(&self) -> Result<u32, StoreError>;
    async fn mark_sending(&self, entry: i64) -> Result<bool, StoreError>;
    async fn mark_sent(&self, entry: i64, at: DateTime<Utc>, crm_id: Option<&str>) -> Result<(), StoreError>;
    async fn mark_stuck(&self, entry: i64, error: &OutboxError) -> Result<(), StoreError>;
    async fn retry_entry(
        &self,
        entry: i64,
        next_attempt_at: DateTime<Utc>,
        error: Option<&OutboxError>,
    ) -> Result<(), StoreError>;
    async fn record_alarms(&self, alarms: &[NewAlarm]) -> Result<(), StoreError>;
    async fn pending_alarms(&self, person: &PersonId, limit: u32) -> Result<Vec<Alarm>, StoreError>;
    async fn mark_handed_to_os(&self, alarm: i64, at: DateTime<Utc>) -> Result<bool, StoreError>;
    async fn note_handover(&self, alarms: &[i64], handover: Handover) -> Result<(), StoreError>;

    async fn record(&self, deal: &DealId) -> Result<Option<HandoffRecord>, StoreError> {
        Ok(self.records(std::slice::from_ref(deal)).await?.pop())
    }

    async fn context(&self, deal: &DealId) -> Result<Option<DealContext>, StoreError> {
        Ok(self.contexts(std::slice::from_ref(deal)).await?.pop())
    }
}

#[async_trait]
impl Storage for Store {
    async fn apply(&self, page: &MirrorPage) -> Result<Applied, StoreError> {
        self.apply(page).await
    }

    async fn cursor(&self, name: &str) -> Result<Option<String>, StoreError> {
        self.cursor(name).await
    }

    async fn contexts(&self, deals: &[DealId]) -> Result<Vec<DealContext>, StoreError> {
        self.contexts(deals).await
    }

    async fn live_deals(&self) -> Result<Vec<DealId>, StoreError> {
        self.live_deals().await
    }

    async fn people(&self) -> Result<Vec<Person>, StoreError> {
        self.people().await
    }

    async fn pipelines(&self) -> Result<Vec<Pipeline>, StoreError> {
        self.pipelines().await
    }

    async fn status_history(&self, deal: &DealId) -> Result<Vec<StatusChange>, StoreError> {
        self.status_history(deal).await
    }

    async fn summary_of(&self, deal: &DealId) -> Result<Option<HandoffSummary>, StoreError> {
        self.summary_of(deal).await
    }

    async fn records(&self, deals: &[DealId]) -> Result<Vec<HandoffRecord>, StoreError> {
        self.records(deals).await
    }

    async fn save_record(&self, save: &RecordSave) -> Result<SavedRecord, StoreError> {
        self.save_record(save).await
    }

    async fn due_entries(&self, now: DateTime<Utc>, limit: u32) -> Result<Vec<OutboxEntry>, StoreError> {
        self.due_entries(now, limit).await
    }

    async fn next_due_at(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        self.next_due_at().await
    }

    async fn outbox_of(&self, deal: &DealId) -> Result<Vec<OutboxEntry>, StoreError> {
        self.outbox_of(deal).await
    }

    async fn recover_sending(&self) -> Result<u32, StoreError> {
        self.recover_sending().await
    }

    async fn mark_sending(&self, entry: i64) -> Result<bool, StoreError> {
        self.mark_sending(entry).await
    }

    async fn mark_sent(&self, entry: i64, at: DateTime<Utc>, crm_id: Option<&str>) -> Result<(), StoreError> {
        self.mark_sent(entry, at, crm_id).await
    }

    async fn mark_stuck(&self, entry: i64, error: &OutboxError) -> Result<(), StoreError> {
        self.mark_stuck(entry, error).await
    }

    async fn retry_entry(
        &self,
        entry: i64,
        next_attempt_at: DateTime<Utc>,
        error: Option<&OutboxError>,
    ) -> Result<(), StoreError> {
        self.retry_entry(entry, next_attempt_at, error).await
    }

    async fn record_alarms(&self, alarms: &[NewAlarm]) -> Result<(), StoreError> {
        self.record_alarms(alarms).await
    }

    async fn pending_alarms(&self, person: &PersonId, limit: u32) -> Result<Vec<Alarm>, StoreError> {
        self.pending_alarms(person, limit).await
    }

    async fn mark_handed_to_os(&self, alarm: i64, at: DateTime<Utc>) -> Result<bool, StoreError> {
        self.mark_handed_to_os(alarm, at).await
    }

    async fn note_handover(&self, alarms: &[i64], handover: Handover) -> Result<(), StoreError> {
        self.note_handover(alarms, handover).await
    }
}
