//! What the outbox carries for notes and tasks.

use chrono::{DateTime, Utc};
use crm::port::{NoteDraft, TaskDraft};
use domain::PersonId;
use serde::{Deserialize, Serialize};

/// The payload of a `SummaryNote` entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SummaryNote {
    /// Plain text.
    pub body: String,
    pub at: DateTime<Utc>,
    pub owner: Option<PersonId>,
}

/// The payload of a `ReviewTask` entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewTask {
    pub subject: String,
    /// Plain text.
    pub body: String,
    pub due_at: DateTime<Utc>,
    pub owner: Option<PersonId>,
}

impl From<SummaryNote> for NoteDraft {
    fn from(note: SummaryNote) -> Self {
        Self { body: note.body, at: note.at, owner: note.owner }
    }
}

impl From<ReviewTask> for TaskDraft {
    fn from(task: ReviewTask) -> Self {
        Self { subject: task.subject, body: task.body, due_at: task.due_at, owner: task.owner }
    }
}
