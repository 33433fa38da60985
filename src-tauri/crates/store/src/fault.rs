//! What goes wrong inside, before it is known what it means for a person.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// An error on the way; [`crate::database::Database::judge`] makes it public.
#[derive(Debug)]
pub(crate) enum Fault {
    Sql(sqlx::Error),
    Json { what: &'static str, source: serde_json::Error },
}

impl From<sqlx::Error> for Fault {
    fn from(error: sqlx::Error) -> Self {
        Self::Sql(error)
    }
}

/// Reads a stored value; `what` names it for the error.
pub(crate) fn decode<T: DeserializeOwned>(what: &'static str, json: &str) -> Result<T, Fault> {
    serde_json::from_str(json).map_err(|source| Fault::Json { what, source })
}

/// Writes a value as it will be stored.
pub(crate) fn encode<T: Serialize + ?Sized>(what: &'static str, value: &T) -> Result<String, Fault> {
    serde_json::to_string(value).map_err(|source| Fault::Json { what, source })
}
