//! What is written: properties of the handoff on the deal, and what is created beside it.

use chrono::{DateTime, Utc};
use domain::{FieldKey, PersonId};

/// A property of a deal that carries the handoff. Source: `docs/crm-fields.md`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Property {
    Status,
    StatusReason,
    Tier,
    Csm,
    /// 0 to 100.
    Completeness,
    /// 0 to 100.
    Quality,
    Playbook,
    /// `YYYY-MM-DD`.
    FirstValueDate,
    /// The keys of fields in which two people wrote at once and nobody decided yet; empty where there are none.
    Conflict,
    /// The record itself, as JSON.
    Record,
    /// One field of the playbook, as flat text.
    Field(FieldKey),
}

/// A note on a deal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteDraft {
    /// Plain text; the adapter turns it into the CRM's markup.
    pub body: String,
    pub at: DateTime<Utc>,
    pub owner: Option<PersonId>,
}

/// A task on a deal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskDraft {
    pub subject: String,
    /// Plain text.
    pub body: String,
    pub due_at: DateTime<Utc>,
    pub owner: Option<PersonId>,
}
