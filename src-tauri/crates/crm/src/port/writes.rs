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

impl Property {
    /// Those that are no fields of the playbook.
    pub const STATE: [Self; 10] = [
        Self::Status,
        Self::StatusReason,
        Self::Tier,
        Self::Csm,
        Self::Completeness,
        Self::Quality,
        Self::Playbook,
        Self::FirstValueDate,
        Self::Conflict,
        Self::Record,
    ];

    /// The word that the names of CRMs' properties are made of: `status_reason`, `risks`.
    pub fn word(&self) -> &str {
        match self {
            Self::Status => "status",
            Self::StatusReason => "status_reason",
            Self::Tier => "tier",
            Self::Csm => "csm",
            Self::Completeness => "completeness",
            Self::Quality => "quality",
            Self::Playbook => "playbook",
            Self::FirstValueDate => "first_value_date",
            Self::Conflict => "conflict",
            Self::Record => "record",
            Self::Field(key) => key.as_str(),
        }
    }
}

/// The fields of the default playbook, as `docs/crm-fields.md` lists them.
pub(crate) const DEFAULT_FIELDS: &[&str] = &[
    "business_goals",
    "pain_points",
    "success_criteria",
    "why_bought",
    "stakeholders",
    "post_sale_owner",
    "products",
    "contract_terms",
    "timeline",
    "integrations",
    "exclusions",
    "objections",
    "risks",
    "competitors",
    "communication",
    "key_conversations",
    "promises",
    "handoff_notes",
];

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

/// A file on a deal.
#[derive(Clone, PartialEq, Eq)]
pub struct FileDraft {
    /// With its ending: `handoff.html`.
    pub name: String,
    /// Such as `text/html`.
    pub media_type: String,
    pub content: Vec<u8>,
}

impl std::fmt::Debug for FileDraft {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "FileDraft({}, {} bytes)", self.media_type, self.content.len())
    }
}
