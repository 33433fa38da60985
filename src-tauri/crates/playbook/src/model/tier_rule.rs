//! How much handoff a deal deserves, and when there is one.

use super::{ClockKind, Limit};
use crate::condition::Condition;
use domain::FieldKey;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// Automated, structured, white-glove. Source: domain page, Tiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
pub enum Tier {
    A,
    S,
    W,
}

impl Tier {
    /// All tiers, lowest first.
    pub const ALL: [Self; 3] = [Self::A, Self::S, Self::W];

    /// The letter.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::S => "S",
            Self::W => "W",
        }
    }

    /// One tier up; the highest stays.
    pub fn raised(self) -> Self {
        match self {
            Self::A => Self::S,
            Self::S | Self::W => Self::W,
        }
    }
}

/// A tier by annual value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TierRule {
    pub tier: Tier,
    /// `structured`
    pub name: String,
    /// Annual value from here on, in the playbook's currency.
    pub from: f64,
    /// Up to, but not including; the highest tier has none.
    #[serde(default)]
    pub below: Option<f64>,
    /// What the handoff consists of, for people.
    pub handoff: String,
    /// The stage by which the CSM is named, for people.
    pub csm_named_by: String,
}

/// Something that raises the tier by one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Complexity {
    pub key: String,
    /// `services are attached`: completes "Raised by one tier:".
    pub because: String,
    pub when: Condition,
}

/// When a handoff begins.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Triggers {
    /// An open deal for which this is true is an upcoming handoff.
    pub upcoming: Condition,
    /// Where the CSM is named and alerted before close; `None` where the playbook asks for no early introduction.
    #[serde(default)]
    pub early_introduction: Option<Condition>,
    /// A close that was first seen so many days later waits in "sort these".
    pub stale_close_days: u32,
    /// More closes than this in one hour by one person wait in "sort these".
    pub closes_in_an_hour: u32,
    /// Won again within so many business days, with unchanged required fields, a handoff resumes where it was.
    pub resume_business_days: u32,
}

/// A kind of deal that needs no handoff.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exemption {
    pub key: String,
    /// `A renewal without change of scope needs no handoff`
    pub because: String,
    pub when: Condition,
}

/// A kind of deal of which less is required. Promises always stay.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Variant {
    pub key: String,
    pub name: String,
    pub when: Condition,
    /// Required fields that become optional.
    #[serde(default)]
    pub not_required: Vec<FieldKey>,
    /// Where given, required fields outside this list become optional.
    #[serde(default)]
    pub requires_only: Option<Vec<FieldKey>>,
    /// Limits of clocks that this variant changes.
    #[serde(default)]
    pub limits: BTreeMap<ClockKind, Limit>,
    /// What to think of, in one sentence.
    #[serde(default)]
    pub reminder: Option<String>,
}
