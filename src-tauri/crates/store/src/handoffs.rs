//! The list of handoffs: one computed row per handoff, kept in the cache for fast reading.

mod counts;
mod filter;
mod judgement;
mod list;
mod measured;
mod summaries;
#[cfg(test)]
mod tests;
mod texts;
mod workload;

pub use counts::Counts;
pub use list::{ListPage, ListQuery, Order, Scope, Sort, WithPromises};
pub use measured::MeasuredRow;
pub use workload::Workload;

use chrono::{DateTime, Utc};
use domain::{DealId, HandoffId, HandoffState, PersonId, Promise, Segment};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A row of the list, computed by `app` from the deal, the record and the playbook.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct HandoffSummary {
    pub handoff_id: HandoffId,
    pub deal_id: DealId,
    /// The account's name.
    pub account: String,
    /// The deal's name.
    pub deal: String,
    pub owner_id: Option<PersonId>,
    pub owner_name: String,
    pub csm_id: Option<PersonId>,
    pub csm_name: String,
    /// The owner's team; empty where there is none.
    pub team: String,
    /// `a`, `s` or `w`.
    pub tier: String,
    /// The annual value in `currency`.
    pub value: Option<f64>,
    pub currency: Option<String>,
    pub state: HandoffState,
    /// Actual or expected close.
    pub close_at: Option<DateTime<Utc>>,
    /// Actual close; `None` while the deal is open.
    pub closed_at: Option<DateTime<Utc>>,
    pub is_upcoming: bool,
    /// The key of the clock that runs out next, such as `completion`.
    pub clock: Option<String>,
    pub clock_owner_id: Option<PersonId>,
    /// When that clock runs out.
    pub deadline_at: Option<DateTime<Utc>>,
    /// When that clock started.
    pub started_at: Option<DateTime<Utc>>,
    /// Required fields that are populated.
    pub filled: u32,
    pub required: u32,
    /// 0 to 100, unrounded.
    pub quality: Option<f64>,
    /// The key of the quality band, such as `ready`.
    pub band: Option<String>,
    /// The label of the field that is missing first.
    pub missing_first: Option<String>,
    pub missing_count: u32,
    pub submitted_at: Option<DateTime<Utc>>,
    pub accepted_at: Option<DateTime<Utc>>,
    pub returned_at: Option<DateTime<Utc>>,
    pub first_touch_at: Option<DateTime<Utc>>,
    pub returns: u32,
    pub breaches: u32,
    /// Accepted without a return.
    pub first_pass: bool,
    pub repeat_asks: u32,
    /// The labels of fields in which two people wrote at once and nobody decided yet.
    #[serde(default)]
    pub conflicts: Vec<String>,
    pub review_due_at: Option<DateTime<Utc>>,
    pub segment: Option<Segment>,
    /// Product families of the lines.
    pub families: Vec<String>,
    /// Whose turn it is.
    pub waits_for: Vec<PersonId>,
    /// What the list's text filter looks in: names of account, deal, people.
    pub search_text: String,
    /// When time alone changes what is said here: the next deadline or rung.
    pub judge_at: Option<DateTime<Utc>>,
    /// As far as they are known, with their outcome.
    #[serde(default)]
    pub promises: Vec<Promise>,
    /// What metrics are made of; only `insight` understands it.
    pub measures: serde_json::Value,
    /// Not stored: computed from the outbox whenever the row is read.
    #[serde(default)]
    pub sync_state: SyncState,
}

/// How far a handoff's changes have come, as the person sees it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SyncState {
    /// Nothing waits here; the CRM has all of it.
    #[default]
    Sent,
    /// A person discarded something: it is kept here, and will not be sent.
    GivenUp,
    /// Saved here, waiting to be sent.
    Saved,
    Sending,
    /// A person has to do something; the outbox entry says what.
    Stuck,
}
