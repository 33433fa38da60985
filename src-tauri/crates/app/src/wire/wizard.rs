//! One handoff in full: the wizard's data, and what a person does to it.

use super::sync::RecordSync;
use chrono::{DateTime, Utc};
use domain::{
    ActivityKind, DealType, Direction, FieldKey, FieldValue, Gap, HandoffId, HandoffState, PersonId, Provenance, Seen,
};
use playbook::{ArithmeticStep, Band, ClockKind, ClockStatus, Credit, Finding, Requirement, Tier};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Arguments of commands about one handoff.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct OfHandoff {
    pub id: HandoffId,
}

/// One handoff in full.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HandoffView {
    pub id: HandoffId,
    pub account: String,
    pub deal: String,
    pub deal_type: DealType,
    pub owner: Option<PersonName>,
    pub csm: Option<PersonName>,
    pub state: HandoffState,
    pub tier: Tier,
    /// Why this tier, step by step.
    pub tier_steps: Vec<String>,
    pub value: Option<f64>,
    pub currency: String,
    pub close_at: Option<DateTime<Utc>>,
    pub closed: bool,
    pub stage: String,
    /// `default-1`
    pub playbook: String,
    pub sections: Vec<SectionView>,
    pub score: Score,
    pub clocks: Vec<ClockView>,
    pub assignment: AssignmentView,
    /// What the last return says, where the handoff was returned.
    pub returned: Option<ReturnView>,
    pub gaps: Vec<GapView>,
    pub sync: RecordSync,
    /// What stands in the way of sending, with its remedy, where it is stuck.
    pub stuck: Option<super::public_error::PublicError>,
    pub may: May,
    pub can_undo: bool,
    pub can_redo: bool,
    pub first_touch_at: Option<DateTime<Utc>>,
}

/// A person by name.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PersonName {
    pub id: PersonId,
    pub name: String,
}

/// What the viewer may do now, and why not.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct May {
    pub edit: bool,
    /// What stands after a conflict.
    pub decide: bool,
    pub submit: bool,
    pub release: bool,
    pub review: bool,
    pub log_first_touch: bool,
    pub record_repeat_ask: bool,
    pub log_kickoff: bool,
}

/// A section of the wizard.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SectionView {
    pub key: String,
    pub title: String,
    pub filled: u32,
    pub required: u32,
    pub fields: Vec<FieldView>,
}

/// A field with its question, value and judgement. Hidden fields are left out.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FieldView {
    pub key: FieldKey,
    pub label: String,
    pub question: String,
    pub good_example: String,
    pub bad_example: String,
    pub requirement: Requirement,
    /// 0 to 3.
    pub weight: u32,
    pub shape: FieldShape,
    /// True where the explicit "none" may be chosen.
    pub allows_none: bool,
    /// What "none" reads as: `None made`.
    pub none_label: String,
    /// Same shape as `shape` or `explicit_none`; `None` where nothing was said.
    pub value: Option<FieldValue>,
    pub provenance: Option<Provenance>,
    /// `from HubSpot, 3 days ago`, `typed by you`: the quiet tag.
    pub provenance_words: Option<String>,
    /// From the CRM and not yet confirmed.
    pub proposed: bool,
    pub credit: Credit,
    pub findings: Vec<Finding>,
    /// What the CSM wrote when they sent this field back.
    pub returned: Option<String>,
    /// How many activities speak to this field.
    pub evidence: u32,
    /// Undecided conflicts, which stand in the way of writing here.
    pub conflicts: Vec<ConflictView>,
    /// What this view has seen of the field; a decision names it, so that what came since is not decided with it.
    pub seen: Seen,
}

/// The editor that a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FieldShape {
    Text,
    Stakeholders,
    Promises,
    Criteria,
    Items,
}

/// Completeness and quality, with reasons.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Score {
    pub filled: u32,
    pub required: u32,
    pub missing: Vec<MissingField>,
    /// 0 to 100, unrounded.
    pub quality: f64,
    pub band: Band,
    /// `3 × 1 + 1 × 0.5 + … = 12.5 of 17`
    pub arithmetic: String,
    pub best_raise: Option<RaiseView>,
}

/// A required field with nothing in it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MissingField {
    pub key: FieldKey,
    pub label: String,
    pub section: String,
}

/// The one field that would raise the score most.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RaiseView {
    pub field: FieldKey,
    pub label: String,
    /// Points of quality.
    pub gain: f64,
    pub sentence: String,
}

/// A clock with its arithmetic.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ClockView {
    pub clock: ClockKind,
    /// `Completion`
    pub label: String,
    pub owner: Option<String>,
    pub status: ClockStatus,
    pub started_at: DateTime<Utc>,
    pub deadline_at: Option<DateTime<Utc>>,
    pub stopped_at: Option<DateTime<Utc>>,
    pub steps: Vec<ArithmeticStep>,
}

/// Why this CSM.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AssignmentView {
    pub csm: Option<PersonName>,
    pub why: String,
    /// Who was left out by what.
    pub filtered: Vec<String>,
    /// Who was weighed with which score.
    pub scores: Vec<String>,
    pub fallback: bool,
}

/// The last return.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReturnView {
    pub by: String,
    pub at: DateTime<Utc>,
    pub fields: Vec<ReturnedField>,
}

/// One field sent back.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReturnedField {
    pub field: FieldKey,
    pub label: String,
    /// `unclear promise`
    pub reason: String,
    pub sentence: String,
}

/// A dated gap.
#[derive(Debug, Clone, Serialize, TS)]
pub struct GapView {
    pub gap: Gap,
    pub label: String,
    pub owner: String,
    pub filled: bool,
}

/// Arguments of `save_field`. `value` of `None` clears the field.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SaveField {
    pub id: HandoffId,
    pub field: FieldKey,
    pub value: Option<FieldValue>,
    /// What the screen showed when the writing began; what came meanwhile is kept beside it. `None`: everything was seen.
    #[serde(default)]
    pub shown: Option<FieldValue>,
}

/// Arguments of `decide_field`: what stands after a conflict.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct DecideField {
    pub id: HandoffId,
    pub field: FieldKey,
    pub value: FieldValue,
    /// As the field's view had it.
    pub seen: Seen,
}

/// What several people wrote at once: of a field, or of one row of it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ConflictView {
    /// The row's id; `None` for the field as a whole.
    pub row: Option<String>,
    /// In the order in which they were written.
    pub alternatives: Vec<AlternativeView>,
}

/// One of the texts.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AlternativeView {
    /// Of a row: a list of that row alone; empty where it was removed.
    pub value: FieldValue,
    /// The value as text; empty where it was removed or cleared.
    pub text: String,
    pub who: String,
    pub at: DateTime<Utc>,
    /// `typed in Changeover`, `edited in the CRM`
    pub source: String,
}

/// Arguments of `confirm_field`.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct OfField {
    pub id: HandoffId,
    pub field: FieldKey,
}

/// An activity that speaks to a field.
#[derive(Debug, Clone, Serialize, TS)]
pub struct EvidenceItem {
    pub activity: String,
    pub kind: ActivityKind,
    pub direction: Direction,
    pub at: DateTime<Utc>,
    pub by: Option<String>,
    pub subject: String,
    /// The passage that speaks to the field.
    pub passage: String,
    /// Up to 4,000 characters of the text, of which `passage` is a part.
    pub text: String,
    /// Words in `passage` that matched.
    pub words: Vec<String>,
}

/// Arguments of `take_over`: a passage goes into a field, with its source.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct TakeOver {
    pub id: HandoffId,
    pub field: FieldKey,
    pub activity: String,
    pub passage: String,
}

/// Arguments of `release`.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct Release {
    pub id: HandoffId,
    pub reason: String,
}

/// The document as it stands. `html` is a whole page with everything escaped.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DocumentView {
    pub html: String,
    pub markdown: String,
    /// A file name without ending: `Handoff Acme 2026-11-22`
    pub name: String,
}

/// Arguments of `export_document`.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ExportDocument {
    pub id: HandoffId,
    pub format: DocumentFormat,
    pub path: String,
}

/// A file format of the document; print and PDF go through the system's print dialogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DocumentFormat {
    Markdown,
    Html,
}

/// One line of the handoff's timeline, latest first.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TimelineLine {
    pub at: DateTime<Utc>,
    pub who: String,
    pub sentence: String,
    pub detail: Option<String>,
    /// `event`, `alarm`, `activity` or `edit`: picks the mark.
    pub mark: String,
}
