//! Deadlines and what happens when they run out.

use super::Tier;
use domain::FieldKey;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use ts_rs::TS;

/// The kinds of clock. Source: domain page, Clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ClockKind {
    Notify,
    Engagement,
    Completion,
    Review,
    Resubmission,
    FirstTouch,
    Kickoff,
    Gap,
}

impl ClockKind {
    /// The key, as events and claims spell it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Notify => "notify",
            Self::Engagement => "engagement",
            Self::Completion => "completion",
            Self::Review => "review",
            Self::Resubmission => "resubmission",
            Self::FirstTouch => "first_touch",
            Self::Kickoff => "kickoff",
            Self::Gap => "gap",
        }
    }
}

/// One clock of one handoff: as text `review`, or `gap:integrations`, because each gap has its own.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(type = "string")]
pub enum ClockKey {
    Notify,
    Engagement,
    Completion,
    Review,
    Resubmission,
    FirstTouch,
    Kickoff,
    Gap(FieldKey),
}

impl ClockKey {
    /// The kind, whichever field a gap is of.
    pub fn kind(&self) -> ClockKind {
        match self {
            Self::Notify => ClockKind::Notify,
            Self::Engagement => ClockKind::Engagement,
            Self::Completion => ClockKind::Completion,
            Self::Review => ClockKind::Review,
            Self::Resubmission => ClockKind::Resubmission,
            Self::FirstTouch => ClockKind::FirstTouch,
            Self::Kickoff => ClockKind::Kickoff,
            Self::Gap(_) => ClockKind::Gap,
        }
    }

    /// The key of a clock that is not a gap's.
    pub(crate) fn of(kind: ClockKind) -> Option<Self> {
        Some(match kind {
            ClockKind::Notify => Self::Notify,
            ClockKind::Engagement => Self::Engagement,
            ClockKind::Completion => Self::Completion,
            ClockKind::Review => Self::Review,
            ClockKind::Resubmission => Self::Resubmission,
            ClockKind::FirstTouch => Self::FirstTouch,
            ClockKind::Kickoff => Self::Kickoff,
            ClockKind::Gap => return None,
        })
    }
}

impl fmt::Display for ClockKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gap(field) => write!(formatter, "gap:{field}"),
            other => formatter.write_str(other.kind().as_str()),
        }
    }
}

impl From<ClockKey> for String {
    fn from(key: ClockKey) -> Self {
        key.to_string()
    }
}

impl TryFrom<String> for ClockKey {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if let Some(field) = text.strip_prefix("gap:") {
            return Ok(Self::Gap(field.into()));
        }
        [
            ClockKind::Notify,
            ClockKind::Engagement,
            ClockKind::Completion,
            ClockKind::Review,
            ClockKind::Resubmission,
            ClockKind::FirstTouch,
            ClockKind::Kickoff,
        ]
        .into_iter()
        .find(|kind| kind.as_str() == text)
        .and_then(Self::of)
        .ok_or_else(|| format!("no clock is called `{text}`"))
    }
}

/// Something that starts or stops a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Moment {
    Closed,
    Submitted,
    /// Accepted or returned.
    Reviewed,
    Returned,
    Accepted,
    /// The CSM opened the handoff, or did anything with it.
    Opened,
    FirstTouch,
    KickoffHeld,
    GapFilled,
}

/// Who owes a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Party {
    Rep,
    Csm,
    /// The person whom a gap names.
    GapOwner,
}

/// How long a clock runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Limit {
    /// Calendar minutes.
    Minutes(u32),
    /// Calendar hours.
    Hours(u32),
    /// Open hours of the person who owes the step.
    BusinessHours(u32),
    /// The same local time, so many working days later.
    BusinessDays(u32),
    /// The end of the working day that the gap itself names.
    OwnDate,
    /// This clock does not run.
    None,
}

/// One clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockRule {
    pub clock: ClockKind,
    /// `First touch`
    pub label: String,
    pub starts: Moment,
    pub stops: Moment,
    #[serde(default)]
    pub limit: Option<Limit>,
    /// Limits of single tiers, before `limit`.
    #[serde(default)]
    pub limit_by_tier: BTreeMap<Tier, Limit>,
    /// A second bound; the earlier deadline counts.
    #[serde(default)]
    pub no_later_than: Option<NoLaterThan>,
    pub owed_by: Party,
    /// False for a clock that is shown and never escalated.
    #[serde(default = "yes")]
    pub escalates: bool,
    /// True for a clock that runs only while the owner's laptop is awake and online: it never breaches by itself.
    #[serde(default)]
    pub only_while_awake: bool,
}

fn yes() -> bool {
    true
}

impl ClockRule {
    /// The limit in a tier.
    pub fn limit_in(&self, tier: Tier) -> Option<Limit> {
        self.limit_by_tier.get(&tier).copied().or(self.limit)
    }
}

/// A bound that counts from another moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoLaterThan {
    pub after: Moment,
    pub limit: Limit,
}

/// The ladder. Source: domain page, Escalation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Escalation {
    /// Share of the open time after which the owner is nudged, 0 to 1.
    pub nudge_at: f64,
    /// Business days after the breach.
    pub managers_after_business_days: u32,
    pub executives_after_business_days: u32,
    /// Tiers whose managers hear of it in a daily digest only.
    pub manager_digest: Vec<Tier>,
    /// Tiers whose executives get single alerts; all others a daily digest.
    pub executive_alert: Vec<Tier>,
}
