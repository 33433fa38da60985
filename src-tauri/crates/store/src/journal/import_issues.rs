use crate::commit::Commit;
use crate::fault::{Fault, encode};
use crate::topics::Table;
use crate::{Store, StoreError};
use serde::Serialize;
use ts_rs::TS;

/// More of a value than this helps nobody to find it.
const VALUE_LETTERS: usize = 500;

/// Something in an imported file that could not be used as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ImportIssue {
    /// The file's name, without its folder.
    pub file: String,
    /// The line in the file, from 1.
    #[ts(type = "number")]
    pub line: u64,
    pub column: Option<String>,
    /// The importer's own word for the kind of issue.
    pub code: String,
    pub reason: String,
    /// The value, at most 500 characters.
    pub value: String,
}

/// An issue in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct IssueRow {
    #[ts(type = "number")]
    pub id: i64,
    #[serde(flatten)]
    #[ts(flatten)]
    pub issue: ImportIssue,
}

impl Store {
    /// Adds issues of an import, in their order.
    pub async fn add_import_issues(&self, issues: &[ImportIssue]) -> Result<(), StoreError> {
        let journal = &self.inner.journal;
        let rows: Vec<_> = issues
            .iter()
            .map(|issue| {
                (
                    &issue.file,
                    issue.line,
                    &issue.column,
                    &issue.code,
                    &issue.reason,
                    issue.value.chars().take(VALUE_LETTERS).collect::<String>(),
                )
            })
            .collect();
        let rows = journal.judge(encode("list of import issues", &rows))?;
        let insert = sqlx::query(
            "INSERT INTO import_issue (file, line, column_name, code, reason, value)
             SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5 FROM json_each(?1) ORDER BY key",
        );
        self.journal_write(insert.bind(rows), Table::ImportIssues, Commit::Issues).await?;
        Ok(())
    }

    /// The issues in their order; go on with the last id as `after`, to the end for an export.
    pub async fn import_issues(&self, after: Option<i64>, limit: u32) -> Result<Vec<IssueRow>, StoreError> {
        let query = sqlx::query_as(
            "SELECT id, file, line, column_name, code, reason, value FROM import_issue WHERE id > ?1 ORDER BY id LIMIT ?2",
        )
        .bind(after.unwrap_or(0))
        .bind(limit);
        let rows: Result<Vec<StoredIssue>, _> = query.fetch_all(self.inner.journal.readers()).await;
        let rows = self.inner.journal.judge(rows.map_err(Fault::from))?;
        Ok(rows
            .into_iter()
            .map(|(id, file, line, column, code, reason, value)| IssueRow {
                id,
                issue: ImportIssue { file, line: line.unsigned_abs(), column, code, reason, value },
            })
            .collect())
    }

    /// How many issues there are.
    pub async fn import_issue_count(&self) -> Result<u64, StoreError> {
        let query = sqlx::query_scalar("SELECT count(*) FROM import_issue");
        let count: Result<i64, _> = query.fetch_one(self.inner.journal.readers()).await;
        Ok(self.inner.journal.judge(count.map_err(Fault::from))?.unsigned_abs())
    }

    /// How often each reason occurs, most frequent first.
    pub async fn import_issue_reasons(&self) -> Result<Vec<(String, u64)>, StoreError> {
        let query =
            sqlx::query_as("SELECT reason, count(*) FROM import_issue GROUP BY reason ORDER BY count(*) DESC, reason");
        let rows: Result<Vec<(String, i64)>, _> = query.fetch_all(self.inner.journal.readers()).await;
        let rows = self.inner.journal.judge(rows.map_err(Fault::from))?;
        Ok(rows.into_iter().map(|(reason, count)| (reason, count.unsigned_abs())).collect())
    }

    /// Forgets the issues, before the same files are imported again.
    pub async fn clear_import_issues(&self) -> Result<(), StoreError> {
        self.journal_write(sqlx::query("DELETE FROM import_issue"), Table::ImportIssues, Commit::RemovedIssues).await?;
        Ok(())
    }
}

type StoredIssue = (i64, String, i64, Option<String>, String, String, String);
