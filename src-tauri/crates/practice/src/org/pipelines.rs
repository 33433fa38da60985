//! Pipelines and their stages.

use serde::{Deserialize, Serialize};

use super::Moment;

/// One stage. The probability is kept as the text that the API shows (`"1.0"` is won).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    pub id: String,
    pub label: String,
    pub probability: String,
    pub display_order: i32,
}

impl Stage {
    /// The probability as a number between 0 and 1.
    pub fn chance(&self) -> f64 {
        self.probability.parse().unwrap_or_default()
    }

    /// Whether a deal in this stage is won.
    pub fn is_won(&self) -> bool {
        self.chance() >= 1.0
    }

    /// Whether a deal in this stage is won or lost.
    pub fn is_closed(&self) -> bool {
        self.is_won() || self.chance() <= 0.0
    }
}

/// A pipeline of deals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pipeline {
    pub id: String,
    pub label: String,
    pub display_order: i32,
    pub stages: Vec<Stage>,
    pub created_at: Moment,
    pub updated_at: Moment,
}
