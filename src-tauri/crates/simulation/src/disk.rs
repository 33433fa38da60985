//! What a simulated laptop asks of its store beyond what `sync` does.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::{DealId, EventId, PersonId};
use store::{Alarm, NewOutboxEntry, OutboxEntry, Revision, RevisionStep, Store, StoreError, Way};
use sync::Storage;

/// The store of a laptop; each method means what the method of [`Store`] with its name means.
#[async_trait]
pub trait Disk: Storage {
    /// Deals that changed and were not judged since.
    async fn unjudged(&self) -> Result<Vec<DealId>, StoreError>;
    async fn mark_judged(&self, deals: &[DealId]) -> Result<(), StoreError>;
    async fn next_event_id(&self) -> Result<EventId, StoreError>;
    /// Every entry of the outbox.
    async fn entries(&self) -> Result<Vec<OutboxEntry>, StoreError>;
    async fn unstick_entry(&self, entry: i64, now: DateTime<Utc>) -> Result<bool, StoreError>;
    async fn discard_entry(&self, entry: i64) -> Result<bool, StoreError>;
    /// The edit that the next step in a direction takes back or makes again.
    async fn next_step(&self, deal: &DealId, way: Way) -> Result<Option<Revision>, StoreError>;
    async fn take_step(
        &self,
        deal: &DealId,
        way: Way,
        at: DateTime<Utc>,
        outbox: &[NewOutboxEntry],
    ) -> Result<RevisionStep, StoreError>;
    /// Every alarm of a person.
    async fn all_alarms(&self, person: &PersonId) -> Result<Vec<Alarm>, StoreError>;
}

const MANY: u32 = 10_000;

#[async_trait]
impl Disk for Store {
    async fn unjudged(&self) -> Result<Vec<DealId>, StoreError> {
        Ok(self.unjudged().await?.into_iter().map(|mark| mark.deal).collect())
    }

    async fn mark_judged(&self, deals: &[DealId]) -> Result<(), StoreError> {
        self.take_marks_off(&self.unjudged_among(deals).await?).await
    }

    async fn next_event_id(&self) -> Result<EventId, StoreError> {
        self.next_event_id().await
    }

    async fn entries(&self) -> Result<Vec<OutboxEntry>, StoreError> {
        self.outbox_log(MANY).await
    }

    async fn unstick_entry(&self, entry: i64, now: DateTime<Utc>) -> Result<bool, StoreError> {
        self.unstick_entry(entry, now).await
    }

    async fn discard_entry(&self, entry: i64) -> Result<bool, StoreError> {
        self.discard_entry(entry).await
    }

    async fn next_step(&self, deal: &DealId, way: Way) -> Result<Option<Revision>, StoreError> {
        self.next_step(deal, way).await
    }

    async fn take_step(
        &self,
        deal: &DealId,
        way: Way,
        at: DateTime<Utc>,
        outbox: &[NewOutboxEntry],
    ) -> Result<RevisionStep, StoreError> {
        match way {
            Way::Back => self.undo(deal, at, outbox).await,
            Way::Forth => self.redo(deal, at, outbox).await,
        }
    }

    async fn all_alarms(&self, person: &PersonId) -> Result<Vec<Alarm>, StoreError> {
        self.alarms(person, MANY, None).await
    }
}
