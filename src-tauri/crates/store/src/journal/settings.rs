use crate::{Store, StoreError};
use serde::Serialize;
use serde::de::DeserializeOwned;

impl Store {
    /// A setting of this workspace by its name; `None` before it was set.
    pub async fn setting<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, StoreError> {
        let _ = name;
        todo!()
    }

    /// Sets a setting; the same value again is no change.
    pub async fn set_setting<T: Serialize + Sync>(
        &self,
        name: &str,
        value: &T,
    ) -> Result<(), StoreError> {
        let _ = (name, value);
        todo!()
    }

    /// Removes a setting.
    pub async fn remove_setting(&self, name: &str) -> Result<(), StoreError> {
        let _ = name;
        todo!()
    }
}
