//! What happened with the customer: calls, meetings, mails, notes, tasks.

use crate::ids::{ActivityId, DealId, PersonId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One activity on a deal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activity {
    pub id: ActivityId,
    pub deal_id: DealId,
    pub kind: ActivityKind,
    pub owner_id: Option<PersonId>,
    pub at: DateTime<Utc>,
    pub subject: String,
    /// Plain text; markup of the CRM is already taken off.
    pub body: String,
    pub direction: Direction,
    /// Held, sent or done, as against planned.
    pub completed: bool,
    /// The `changeover_key` of an activity that Changeover itself made.
    pub made_by_us: Option<String>,
}

/// The kind of an activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ActivityKind {
    Note,
    Task,
    Meeting,
    Call,
    Email,
}

/// Who spoke to whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Notes and internal tasks.
    Internal,
    ToCustomer,
    FromCustomer,
}

impl Activity {
    /// True for a completed activity that reached the customer and that Changeover did not make: a candidate for the first touch.
    pub fn is_customer_facing(&self) -> bool {
        self.completed && self.made_by_us.is_none() && self.direction == Direction::ToCustomer
    }
}
