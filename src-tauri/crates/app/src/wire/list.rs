//! Lists of handoffs.

use chrono::{DateTime, Utc};
use domain::{HandoffId, HandoffState, PersonId};
use playbook::{Band, ClockKind, Tier};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Arguments of `list_handoffs`. All filters must hold; an empty list filters nothing.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ListHandoffs {
    pub scope: Scope,
    pub states: Vec<HandoffState>,
    pub tiers: Vec<Tier>,
    pub bands: Vec<Band>,
    /// Only those whose clock ran out.
    pub late: bool,
    /// Found in account, deal or owner.
    pub text: String,
    /// The handoffs behind a figure of the metrics view.
    pub behind: Option<super::metrics::Behind>,
    pub sort: Sort,
    pub descending: bool,
    pub offset: u32,
    /// 1 to 200.
    pub limit: u32,
}

/// Whose handoffs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The viewer owns the deal.
    #[default]
    Mine,
    /// The viewer is the CSM.
    Intake,
    /// The viewer's team.
    Team,
    All,
}

/// What orders a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// The next deadline first; those without one last.
    #[default]
    Urgency,
    Close,
    Value,
    Account,
    Completeness,
    Quality,
}

/// A window of a list.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HandoffPage {
    pub total: u32,
    pub offset: u32,
    pub rows: Vec<HandoffRow>,
}

/// One line of a list.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HandoffRow {
    pub id: HandoffId,
    pub account: String,
    pub deal: String,
    pub owner: Option<String>,
    pub owner_id: Option<PersonId>,
    pub csm: Option<String>,
    pub state: HandoffState,
    pub tier: Tier,
    /// Annual value in `currency`; `None` where the CRM has no amount.
    pub value: Option<f64>,
    pub currency: String,
    /// Time of close, or the expected date at noon where it is open.
    pub close_at: Option<DateTime<Utc>>,
    pub closed: bool,
    pub clock: Option<ClockKind>,
    pub started_at: Option<DateTime<Utc>>,
    pub deadline_at: Option<DateTime<Utc>>,
    pub filled: u32,
    pub required: u32,
    /// 0 to 100, unrounded.
    pub quality: f64,
    pub band: Band,
    /// The labels of fields in which two people wrote at once.
    pub conflicts: Vec<String>,
    /// The label of the first required field that is missing.
    pub missing_first: Option<String>,
    pub missing_count: u32,
    pub sync: super::sync::RecordSync,
}
