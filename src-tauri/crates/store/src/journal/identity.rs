use crate::{Store, StoreError};
use domain::{EventId, ReplicaId};

impl Store {
    /// This journal's name among all laptops, drawn at random; renewed when the file was copied or restored.
    pub async fn replica_id(&self) -> Result<ReplicaId, StoreError> {
        todo!()
    }

    /// An id that no other event has: replica and counter.
    pub async fn next_event_id(&self) -> Result<EventId, StoreError> {
        todo!()
    }
}
