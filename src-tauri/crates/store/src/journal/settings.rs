use crate::commit::Commit;
use crate::fault::{Fault, decode, encode};
use crate::topics::Table;
use crate::{Store, StoreError};
use serde::Serialize;
use serde::de::DeserializeOwned;

impl Store {
    /// A setting of this workspace by its name; `None` before it was set.
    pub async fn setting<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, StoreError> {
        let query = sqlx::query_scalar("SELECT json FROM setting WHERE name = ?1").bind(name);
        let json: Result<Option<String>, _> = query.fetch_optional(self.inner.journal.readers()).await;
        let value = json.map_err(Fault::from).and_then(|json| json.map(|json| decode("setting", &json)).transpose());
        self.inner.journal.judge(value)
    }

    /// Sets a setting; the same value again is no change.
    pub async fn set_setting<T: Serialize + Sync>(&self, name: &str, value: &T) -> Result<(), StoreError> {
        let json = self.inner.journal.judge(encode("setting", value))?;
        let query = sqlx::query(
            "INSERT INTO setting (name, json) VALUES (?1, ?2)
             ON CONFLICT (name) DO UPDATE SET json = excluded.json WHERE excluded.json <> setting.json",
        );
        self.journal_write(query.bind(name.to_owned()).bind(json), Table::Settings, Commit::Setting).await?;
        Ok(())
    }

    /// Removes a setting.
    pub async fn remove_setting(&self, name: &str) -> Result<(), StoreError> {
        self.journal_write(
            sqlx::query("DELETE FROM setting WHERE name = ?1").bind(name.to_owned()),
            Table::Settings,
            Commit::RemovedSetting,
        )
        .await?;
        Ok(())
    }
}
