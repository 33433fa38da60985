//! What the evaluation of one deal says. Every judgement carries its reason.

use crate::model::{Band, ClockKey, Requirement, Tier};
use chrono::{DateTime, Utc};
use domain::{FieldKey, FieldValue, HandoffState, PersonId, Provenance};
use serde::Serialize;
use ts_rs::TS;

/// Everything that a screen, an alarm or a metric needs to know of one deal.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Assessment {
    pub state: HandoffState,
    pub applies: Applies,
    pub tier: TierVerdict,
    /// Names of the variants that lighten this handoff, each with its reminder.
    pub variants: Vec<VariantInForce>,
    /// The time of close that clocks count from.
    pub closed_at: Option<DateTime<Utc>>,
    /// In the order of the playbook.
    pub fields: Vec<FieldAssessment>,
    pub completeness: Completeness,
    /// 0 to 100, unrounded.
    pub quality: f64,
    pub quality_arithmetic: Vec<QualityTerm>,
    pub band: Band,
    pub best_raise: Option<Raise>,
    /// One reading per clock: its latest round.
    pub clocks: Vec<ClockReading>,
    /// Rounds of review and resubmission before the latest; they still count in metrics.
    pub earlier_rounds: Vec<ClockReading>,
    /// The earliest deadline that is still ahead.
    pub next_deadline: Option<(ClockKey, DateTime<Utc>)>,
    /// In order of time, past and future; those after a stop are left out.
    pub rungs: Vec<RungDue>,
    pub assignment: Assignment,
    /// True for an upcoming handoff at the stage where the playbook wants the CSM named and alerted.
    pub introduce_early: bool,
    pub checks: Vec<CheckResult>,
    pub waits_for: Vec<PersonId>,
    pub first_touch_at: Option<DateTime<Utc>>,
}

impl Assessment {
    /// The assessment of one field.
    pub fn field(&self, key: &str) -> Option<&FieldAssessment> {
        self.fields.iter().find(|field| field.key.as_str() == key)
    }

    /// The reading of one clock.
    pub fn clock(&self, key: &ClockKey) -> Option<&ClockReading> {
        self.clocks.iter().find(|reading| reading.clock == *key)
    }
}

/// Whether this deal is a handoff at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "applies", rename_all = "snake_case")]
pub enum Applies {
    /// Open and near close: context is captured already.
    Upcoming,
    /// Won: clocks run, or ran.
    Closed,
    /// Exempted, or void because the deal reopened, was lost or deleted.
    Ended { why: String },
    /// A close that looks imported: waits for a person and fires nothing.
    SortThese { why: String },
    /// Open and far from close, lost, before go-live, or exempt by its kind.
    NotAHandoff { why: String },
}

impl Applies {
    /// True for a deal that somebody has work with.
    pub fn is_live(&self) -> bool {
        matches!(self, Self::Upcoming | Self::Closed)
    }
}

/// A tier with its reasons.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct TierVerdict {
    pub tier: Tier,
    /// In `currency`; `None` where it can't be told.
    pub annual_value: Option<f64>,
    /// The playbook's currency.
    pub currency: String,
    /// The arithmetic, one sentence each.
    pub steps: Vec<String>,
    pub flags: Vec<TierFlag>,
}

/// What a tier rests on less firmly than it should.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TierFlag {
    /// No amount: the deal counts as structured.
    MissingAmount,
    /// No exchange rate: the deal counts as structured.
    MissingRate,
    /// No term: 12 months are assumed.
    UnknownTerm,
    /// No recurring line: the deal's whole amount counts as recurring.
    NoRecurringLine,
}

/// A variant that is true for this deal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct VariantInForce {
    pub name: String,
    pub reminder: Option<String>,
}

/// One field with its value and its worth.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct FieldAssessment {
    pub key: FieldKey,
    /// The key of the section.
    pub section: String,
    pub weight: u32,
    pub requirement: Requirement,
    /// The record's value, else the CRM's.
    pub value: Option<FieldValue>,
    pub provenance: Option<Provenance>,
    /// From the CRM and not yet confirmed.
    pub proposed: bool,
    pub credit: Credit,
    pub findings: Vec<Finding>,
}

/// What a field earns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Credit {
    /// 0
    Empty,
    /// 0.5
    Generic,
    /// 1
    Specific,
}

impl Credit {
    /// The share of the weight.
    pub fn share(self) -> f64 {
        match self {
            Self::Empty => 0.0,
            Self::Generic => 0.5,
            Self::Specific => 1.0,
        }
    }
}

/// Why a field does not earn full credit, and what would change that.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Finding {
    /// `placeholder`, `too_short`, `repeated`…
    pub check: String,
    pub why: String,
    pub fix: String,
}

/// Required fields that are populated.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct Completeness {
    pub filled: u32,
    pub required: u32,
    pub missing: Vec<FieldKey>,
}

impl Completeness {
    /// True where nothing required is missing.
    pub fn is_complete(&self) -> bool {
        self.missing.is_empty()
    }
}

/// One term of the quality score.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct QualityTerm {
    pub field: FieldKey,
    pub weight: u32,
    /// 0, 0.5 or 1.
    pub credit: f64,
}

/// The one field that would raise the score most.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Raise {
    pub field: FieldKey,
    /// Points of quality.
    pub gain: f64,
    pub sentence: String,
}

/// Where a clock stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ClockStatus {
    Running,
    StoppedInTime,
    StoppedLate,
    Breached,
    /// The owner is on leave without a stand-in, or the clock runs only while a laptop is awake.
    Paused,
}

/// One clock, read at `now`.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ClockReading {
    pub clock: ClockKey,
    /// Who owes the step now: a stand-in during leave.
    pub owner: Option<PersonId>,
    pub started_at: DateTime<Utc>,
    pub deadline_at: Option<DateTime<Utc>>,
    pub stopped_at: Option<DateTime<Utc>>,
    pub status: ClockStatus,
    pub arithmetic: Vec<ArithmeticStep>,
}

/// One step from start to deadline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ArithmeticStep {
    pub sentence: String,
    pub at: DateTime<Utc>,
}

/// The rungs of escalation, lowest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Rung {
    Nudge,
    Breach,
    Managers,
    Executives,
}

impl Rung {
    /// The key, as claims spell it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Nudge => "nudge",
            Self::Breach => "breach",
            Self::Managers => "managers",
            Self::Executives => "executives",
        }
    }
}

/// A rung with its time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RungDue {
    pub clock: ClockKey,
    pub rung: Rung,
    pub at: DateTime<Utc>,
    pub to: Vec<PersonId>,
    /// True where it goes into a daily digest instead of an alert of its own.
    pub digest: bool,
}

/// Who receives the account, and why.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Assignment {
    pub csm: Option<PersonId>,
    pub why: String,
    /// Who was left out by what.
    pub filtered: Vec<(PersonId, String)>,
    /// Best first: score and its arithmetic.
    pub scores: Vec<(PersonId, f64, String)>,
    /// True where nobody passed and a named person has to decide.
    pub fallback: bool,
}

/// One line of the intake checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CheckResult {
    pub key: String,
    pub question: String,
    /// Ticked by the machine; otherwise the CSM answers.
    pub machine: bool,
    /// `None` until the CSM answered.
    pub ok: Option<bool>,
    pub why: String,
}
