//! Statements that take a list as one JSON text, and give ids.

use crate::fault::{Fault, decode};
use serde::Serialize;
use sqlx::SqliteConnection;

/// The ids that a statement returns row by row, as one that writes does.
pub(super) async fn by_row(
    tx: &mut SqliteConnection,
    statement: &'static str,
    list: &str,
) -> Result<Vec<String>, Fault> {
    if list == "[]" {
        return Ok(Vec::new());
    }
    Ok(sqlx::query_scalar(statement).bind(list).fetch_all(tx).await?)
}

/// The ids of a statement that gives them as one JSON list: each row that comes back costs a change of threads.
pub(super) async fn listed(
    tx: &mut SqliteConnection,
    statement: &'static str,
    list: &str,
) -> Result<Vec<String>, Fault> {
    if list == "[]" {
        return Ok(Vec::new());
    }
    let found: String = sqlx::query_scalar(statement).bind(list).fetch_one(tx).await?;
    decode("list of ids", &found)
}

/// A list as JSON; lists of texts and numbers can't fail.
pub(super) fn text<T: Serialize + ?Sized>(list: &T) -> String {
    serde_json::to_string(list).unwrap_or_else(|_| "[]".to_owned())
}
