//! What changed, told to the window after a commit. The window reloads what it shows of it; it never polls.

use serde::Serialize;
use ts_rs::TS;

/// One `changed` event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Changed {
    pub workspace: String,
    pub topics: Vec<String>,
}
