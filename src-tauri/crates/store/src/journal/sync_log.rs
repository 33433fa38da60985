use crate::{Store, StoreError};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How much a line of the sync log matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LogLevel {
    Info,
    Warning,
    Error,
}

/// A line of the sync log: what happened, as a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LogLine {
    pub at: DateTime<Utc>,
    pub level: LogLevel,
    pub sentence: String,
}

impl Store {
    /// Adds a line; the last 1,000 are kept.
    pub async fn log_sync(&self, line: &LogLine) -> Result<(), StoreError> {
        let _ = line;
        todo!()
    }

    /// The lines, latest first.
    pub async fn sync_log(&self, limit: u32) -> Result<Vec<LogLine>, StoreError> {
        let _ = limit;
        todo!()
    }
}
