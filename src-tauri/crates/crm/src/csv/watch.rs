//! How a caller follows and stops a long import.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What is being done with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    Inspecting,
    Importing,
}

/// How far the work is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Progress {
    pub phase: Phase,
    /// The name of the file being read.
    pub file: String,
    /// Bytes of all files of the work.
    #[ts(type = "number")]
    pub bytes_done: u64,
    #[ts(type = "number")]
    pub bytes_total: u64,
    /// Rows of this file so far.
    pub rows: u32,
}

/// Follows the work; called at least every few thousand rows, on the working thread.
pub trait Watch {
    /// Told how far the work is.
    fn progress(&self, _progress: &Progress) {}

    /// True once the work shall stop.
    fn is_cancelled(&self) -> bool {
        false
    }
}

/// For work that nobody follows.
#[derive(Debug, Clone, Copy)]
pub struct Unwatched;

impl Watch for Unwatched {}
