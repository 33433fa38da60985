use crate::{Store, StoreError};
use domain::{Person, PersonId, Pipeline};

impl Store {
    /// Everyone that the CRM knows, inactive people too, by name.
    pub async fn people(&self) -> Result<Vec<Person>, StoreError> {
        todo!()
    }

    /// One person; `None` where the CRM never named them.
    pub async fn person(&self, id: &PersonId) -> Result<Option<Person>, StoreError> {
        let _ = id;
        todo!()
    }

    /// The pipelines with their stages in order.
    pub async fn pipelines(&self) -> Result<Vec<Pipeline>, StoreError> {
        todo!()
    }
}
