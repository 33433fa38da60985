//! Promises over all handoffs of the viewer.

use chrono::NaiveDate;
use domain::{HandoffId, HandoffState, PromiseOutcome};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Arguments of `list_promises`.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct ListPromises {
    /// Also those that were kept, renegotiated or withdrawn.
    pub closed_too: bool,
    pub text: String,
}

/// One promise with its handoff.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PromiseLine {
    pub handoff: HandoffId,
    pub promise: String,
    pub account: String,
    pub deal: String,
    pub what: String,
    pub owner: String,
    pub due: Option<NaiveDate>,
    pub source: String,
    pub outcome: PromiseOutcome,
    pub late: bool,
    pub state: HandoffState,
}

/// Arguments of `resolve_promise`.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ResolvePromise {
    pub id: HandoffId,
    pub promise: String,
    pub outcome: PromiseOutcome,
}
