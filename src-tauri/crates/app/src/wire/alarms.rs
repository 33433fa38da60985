//! The alarm list: the truth for all notifications.

use chrono::{DateTime, Utc};
use domain::HandoffId;
use serde::{Deserialize, Serialize};
use store::Handover;
use ts_rs::TS;

/// One alarm, latest first.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AlarmLine {
    pub key: String,
    /// `deal_closed`, `handoff_ready`, `due_soon`, `breached`, `returned`, `escalated`
    pub kind: String,
    pub handoff: HandoffId,
    pub account: String,
    pub title: String,
    pub body: String,
    pub at: DateTime<Utc>,
    pub seen: bool,
    /// Told late because the laptop slept or the app was closed.
    pub missed: bool,
    /// Handed to the operating system at this time; `None` where only this list tells it.
    pub handed_over_at: Option<DateTime<Utc>>,
    /// What came of it; `None` where nobody knows, so that it may have been told.
    pub handover: Option<Handover>,
}

/// Arguments of `mark_alarms_seen`; an empty list means all.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct MarkAlarmsSeen {
    pub keys: Vec<String>,
}
