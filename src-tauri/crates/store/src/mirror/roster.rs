use crate::database::Database;
use crate::fault::{Fault, decode};
use crate::{Store, StoreError};
use domain::{Person, PersonId, Pipeline};
use serde::de::DeserializeOwned;

impl Store {
    /// Everyone that the CRM knows, inactive people too, by name.
    pub async fn people(&self) -> Result<Vec<Person>, StoreError> {
        let cache = &self.inner.cache;
        cache.judge(read_all(cache, "person", "SELECT json FROM person ORDER BY name COLLATE NOCASE, crm_id").await)
    }

    /// One person; `None` where the CRM never named them.
    pub async fn person(&self, id: &PersonId) -> Result<Option<Person>, StoreError> {
        let query = sqlx::query_scalar("SELECT json FROM person WHERE crm_id = ?1").bind(id.as_str());
        let json: Result<Option<String>, _> = query.fetch_optional(self.inner.cache.readers()).await;
        let person = json.map_err(Fault::from).and_then(|json| json.map(|json| decode("person", &json)).transpose());
        self.inner.cache.judge(person)
    }

    /// The pipelines with their stages in order.
    pub async fn pipelines(&self) -> Result<Vec<Pipeline>, StoreError> {
        let cache = &self.inner.cache;
        cache.judge(read_all(cache, "pipeline", "SELECT json FROM pipeline ORDER BY id").await)
    }
}

async fn read_all<T: DeserializeOwned>(
    cache: &Database,
    what: &'static str,
    query: &'static str,
) -> Result<Vec<T>, Fault> {
    let rows: Vec<String> = sqlx::query_scalar(query).fetch_all(cache.readers()).await?;
    rows.iter().map(|json| decode(what, json)).collect()
}
