//! A value with its source.

use crate::field_value::FieldValue;
use crate::provenance::Provenance;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The value of a field with its source.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct FieldEntry {
    pub value: FieldValue,
    pub provenance: Provenance,
    /// When it was written, by the CRM's clock.
    pub at: DateTime<Utc>,
}
