use crate::{Store, StoreError};
use serde::Serialize;
use ts_rs::TS;

/// Something in an imported file that could not be used as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ImportIssue {
    /// The file's name, without its folder.
    pub file: String,
    /// The line in the file, from 1.
    #[ts(type = "number")]
    pub line: u64,
    pub column: Option<String>,
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
        let _ = issues;
        todo!()
    }

    /// The issues in their order; go on with the last id as `after`, to the end for an export.
    pub async fn import_issues(
        &self,
        after: Option<i64>,
        limit: u32,
    ) -> Result<Vec<IssueRow>, StoreError> {
        let _ = (after, limit);
        todo!()
    }

    pub async fn import_issue_count(&self) -> Result<u64, StoreError> {
        todo!()
    }

    /// How often each reason occurs, most frequent first.
    pub async fn import_issue_reasons(&self) -> Result<Vec<(String, u64)>, StoreError> {
        todo!()
    }

    /// Forgets the issues, before the same files are imported again.
    pub async fn clear_import_issues(&self) -> Result<(), StoreError> {
        todo!()
    }
}
