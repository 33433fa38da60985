//! One thing that one person has to be told.

use chrono::{DateTime, Utc};
use domain::PersonId;

/// What an alarm is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AlarmKind {
    /// To the CSM: a deal of theirs was won.
    DealClosed,
    /// To the CSM: a handoff waits for review.
    HandoffReady,
    /// To the rep: the CSM sent the handoff back.
    Returned,
    /// To the owner of a step: three quarters of its time are gone.
    DueSoon,
    /// To the owner and the counterpart: the time is gone.
    Breached,
    /// To managers and executives, alone or in a daily digest.
    Escalated,
    /// As `Escalated`, told once a day.
    Digest,
}

impl AlarmKind {
    /// The key, as the alarm list spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::DealClosed => "deal_closed",
            Self::HandoffReady => "handoff_ready",
            Self::Returned => "returned",
            Self::DueSoon => "due_soon",
            Self::Breached => "breached",
            Self::Escalated => "escalated",
            Self::Digest => "digest",
        }
    }
}

/// An alarm to record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intent {
    /// Deterministic over organisation, deal, close, clock, rung and person: the same on every laptop.
    pub key: String,
    pub kind: AlarmKind,
    pub person: PersonId,
    /// When it became due.
    pub at: DateTime<Utc>,
    pub title: String,
    pub body: String,
}
