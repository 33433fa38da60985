use crate::commit::Commit;
use crate::database::Database;
use crate::fault::Fault;
use crate::time::{at as time, ms};
use crate::topics::Table;
use crate::{Store, StoreError};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Lines kept.
const KEPT: i64 = 1_000;

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

impl LogLevel {
    fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    fn parse(text: &str) -> Self {
        [Self::Info, Self::Warning].into_iter().find(|level| level.as_str() == text).unwrap_or(Self::Error)
    }
}

impl Store {
    /// Adds a line; the last 1,000 are kept.
    pub async fn log_sync(&self, line: &LogLine) -> Result<(), StoreError> {
        let journal = &self.inner.journal;
        journal.judge(write_line(journal, line).await)?;
        self.tell(&[Table::SyncLog]);
        Ok(())
    }

    /// The lines, latest first.
    pub async fn sync_log(&self, limit: u32) -> Result<Vec<LogLine>, StoreError> {
        let query = sqlx::query_as("SELECT at, level, sentence FROM sync_log ORDER BY id DESC LIMIT ?1").bind(limit);
        let rows: Result<Vec<(i64, String, String)>, _> = query.fetch_all(self.inner.journal.readers()).await;
        let rows = self.inner.journal.judge(rows.map_err(Fault::from))?;
        Ok(rows
            .into_iter()
            .map(|(at, level, sentence)| LogLine { at: time(at), level: LogLevel::parse(&level), sentence })
            .collect())
    }
}

async fn write_line(journal: &Database, line: &LogLine) -> Result<(), Fault> {
    let mut tx = journal.begin().await?;
    sqlx::query("INSERT INTO sync_log (at, level, sentence) VALUES (?1, ?2, ?3)")
        .bind(ms(line.at))
        .bind(line.level.as_str())
        .bind(&line.sentence)
        .execute(&mut *tx)
        .await?;
    sqlx::query("DELETE FROM sync_log WHERE id <= (SELECT max(id) FROM sync_log) - ?1")
        .bind(KEPT)
        .execute(&mut *tx)
        .await?;
    tx.commit(Commit::SyncLog).await?;
    Ok(())
}
