//! Bands of quality.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where the bands begin, 0 to 100, on the unrounded score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bands {
    pub ready_from: f64,
    pub gaps_from: f64,
}

impl Bands {
    /// The band of an unrounded score.
    pub fn of(&self, quality: f64) -> Band {
        if quality >= self.ready_from {
            Band::Ready
        } else if quality >= self.gaps_from {
            Band::Gaps
        } else {
            Band::Blocked
        }
    }
}

/// What a score means. Source: domain page, Completeness and quality.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Band {
    Blocked,
    Gaps,
    Ready,
}
