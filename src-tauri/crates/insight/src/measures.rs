//! What is measured of one handoff.

use chrono::{DateTime, Utc};
use domain::{HandoffId, HandoffState};
use playbook::Tier;
use serde::{Deserialize, Serialize};

/// The facts behind the figures. All times are by the CRM's clock.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Measures {
    /// When the completion clock runs out; `None` where the tier has none.
    pub completion_due_at: Option<DateTime<Utc>>,
    /// When all required fields were filled: at submission with none missing. `None` while it is not so.
    pub completed_at: Option<DateTime<Utc>>,
    /// 0 to 100, at the first submission.
    pub quality_at_submission: Option<f64>,
    pub submitted_at: Option<DateTime<Utc>>,
    /// First acceptance or return.
    pub reviewed_at: Option<DateTime<Utc>>,
    pub returns: u32,
    pub accepted: bool,
    pub first_touch_at: Option<DateTime<Utc>>,
    pub first_touch_due_at: Option<DateTime<Utc>>,
    /// A rung at or above breach was reached.
    pub escalated: bool,
    /// Closed although the gate was not met, without a release.
    pub bypassed: bool,
    pub repeat_asks: u32,
}

/// A handoff with its measures.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    pub handoff: HandoffId,
    pub tier: Tier,
    pub state: HandoffState,
    pub closed_at: DateTime<Utc>,
    pub measures: Measures,
}
