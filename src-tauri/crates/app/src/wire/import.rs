//! The import of an export. The plan itself is the CSV adapter's data, edited in the window and sent back.

use crm::csv::{FileProfile, ImportPlan, IssueGroup, Preview, RowIssue};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Arguments of `inspect_files`.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct InspectFiles {
    pub paths: Vec<String>,
}

/// What the files are, and what we propose to do with them.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ImportDraft {
    pub profiles: Vec<FileProfile>,
    pub plan: ImportPlan,
    /// `None` while a question of the plan is open.
    pub preview: Option<Preview>,
}

/// Arguments of `preview_import`.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PreviewImport {
    pub plan: ImportPlan,
}

/// Arguments of `run_import`.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct RunImport {
    /// The name of the new workspace.
    pub name: String,
    pub plan: ImportPlan,
}

/// How a running import stands; `import_progress` events carry it too.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ImportProgress {
    pub file: String,
    pub rows: u32,
    /// Of all files' bytes.
    pub percent: u32,
}

/// What became of every row.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ImportReportView {
    pub workspace: String,
    pub deals: u32,
    pub accounts: u32,
    pub people: u32,
    pub product_lines: u32,
    pub handoffs: u32,
    pub unusable: u32,
    pub flaws: u32,
    pub groups: Vec<IssueGroup>,
    pub first_issues: Vec<RowIssue>,
    /// `The data ends on 31 Dec 2017: periods end there`
    pub period_words: Option<String>,
}
