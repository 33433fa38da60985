//! The CSM's review.

use super::wizard::HandoffView;
use chrono::{DateTime, NaiveDate, Utc};
use domain::{FieldKey, HandoffId, PersonId, ReasonCode, TouchChannel};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// What a CSM sees of a submitted handoff.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReviewView {
    pub handoff: HandoffView,
    pub checklist: Vec<CheckView>,
    pub sections_opened: Vec<String>,
    pub reasons: Vec<ReasonView>,
    pub dimensions: Vec<DimensionView>,
    /// On one handoff in five the CSM is asked which fields were used.
    pub ask_fields_used: bool,
    pub first_touch: Option<FirstTouchView>,
    pub kickoff_at: Option<DateTime<Utc>>,
    pub repeat_asks: Vec<RepeatAskView>,
    /// People who may own a gap.
    pub gap_owners: Vec<super::wizard::PersonName>,
    pub submitted_at: Option<DateTime<Utc>>,
}

/// One item of the checklist.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CheckView {
    pub key: String,
    pub question: String,
    /// Ticked by the machine; otherwise the CSM answers.
    pub machine: bool,
    pub ok: Option<bool>,
    pub why: String,
}

/// A return reason.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReasonView {
    pub code: ReasonCode,
    pub label: String,
}

/// A dimension of the rating.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DimensionView {
    pub key: String,
    pub label: String,
}

/// The first touch, as logged or found.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FirstTouchView {
    pub at: DateTime<Utc>,
    pub by: String,
    pub channel: TouchChannel,
    pub note: String,
    /// Found from a CRM activity.
    pub found: bool,
}

/// A repeat-ask.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RepeatAskView {
    pub field: FieldKey,
    pub label: String,
    pub what: String,
    pub at: DateTime<Utc>,
}

/// Arguments of `record_opened`.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct RecordOpened {
    pub id: HandoffId,
    pub section: String,
}

/// Arguments of `answer_check`.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct AnswerCheck {
    pub id: HandoffId,
    pub check: String,
    pub ok: bool,
}

/// The rating as the CSM gives it.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct RatingInput {
    /// 1 to 5.
    pub stars: u8,
    /// Wanted where `stars` is 3 or less: each dimension, 1 to 5.
    #[serde(default)]
    pub dimensions: BTreeMap<String, u8>,
}

/// Arguments of `accept`; with gaps it is an acceptance with dated gaps.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct Accept {
    pub id: HandoffId,
    pub rating: RatingInput,
    #[serde(default)]
    pub gaps: Vec<GapInput>,
    /// Which fields the CSM used, where they were asked.
    #[serde(default)]
    pub fields_used: Vec<FieldKey>,
}

/// A gap as the CSM names it.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct GapInput {
    pub field: FieldKey,
    pub owner: PersonId,
    pub due: NaiveDate,
}

/// Arguments of `return_handoff`.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ReturnHandoff {
    pub id: HandoffId,
    pub fields: Vec<ReturnInput>,
    pub rating: Option<RatingInput>,
}

/// One field that goes back.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ReturnInput {
    pub field: FieldKey,
    pub code: ReasonCode,
    pub sentence: String,
}

/// Arguments of `log_first_touch`.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct LogFirstTouch {
    pub id: HandoffId,
    pub at: DateTime<Utc>,
    pub channel: TouchChannel,
    pub note: String,
}

/// Arguments of `log_kickoff`.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct LogKickoff {
    pub id: HandoffId,
    pub at: DateTime<Utc>,
    pub note: String,
}

/// Arguments of `record_repeat_ask`.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct RecordRepeatAsk {
    pub id: HandoffId,
    pub field: FieldKey,
    pub what: String,
}
