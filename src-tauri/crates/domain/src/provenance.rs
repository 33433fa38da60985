//! Where a value came from.

use crate::ids::PersonId;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The source of a value and how fresh it is. Source: domain page, Fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum Provenance {
    /// Read from a CRM object; `source` names object and field in words, `as_of` is the record's last change.
    Crm { source: String, as_of: Option<DateTime<Utc>> },
    /// Typed by a person in Changeover.
    Typed { by: PersonId, at: DateTime<Utc> },
    /// A CRM value or a passage of an activity that a person looked at and kept.
    Confirmed { source: String, by: PersonId, at: DateTime<Utc> },
    /// Written by a person in the CRM's own screen, into the flat field.
    EditedInCrm { by: Option<PersonId>, at: Option<DateTime<Utc>> },
    /// Came with an imported file.
    Imported { file: String },
}
