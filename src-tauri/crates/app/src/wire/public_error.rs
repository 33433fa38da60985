//! What a person is told when something fails.

use serde::Serialize;
use ts_rs::TS;

/// One sentence for what happened, one for what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PublicError {
    /// Stable, for tests and support: `submit_refused`.
    pub code: String,
    /// No full stop; values in back-ticks.
    pub message: String,
    pub remedy: Option<String>,
    /// Fields to go to, where fields stand in the way.
    pub fields: Vec<domain::FieldKey>,
}
