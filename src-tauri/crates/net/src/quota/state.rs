//! What replies tell of the quota.

use crate::reply::Reply;
use std::time::Duration;

/// A part of a quota.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// Requests, of everybody who shares it.
    pub used: u64,
    /// Requests that there are in all.
    pub of: u64,
}

impl Allowance {
    /// What is left, from 0 to 1.
    pub fn share_left(&self) -> f64 {
        if self.of == 0 {
            return 0.0;
        }
        self.of.saturating_sub(self.used) as f64 / self.of as f64
    }
}

/// What is known of the quota that the organisation shares; from the last replies that told it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct QuotaState {
    /// Of the day: a rolling one with Salesforce, until midnight with `HubSpot`.
    pub day: Option<Allowance>,
    /// No request leaves for so long, because the quota was used up.
    pub rests_for: Option<Duration>,
}

/// The day's quota, in the words of either vendor: `api-usage=18/5000`, or a pair of headers.
pub(super) fn day_of(reply: &Reply) -> Option<Allowance> {
    let salesforce = reply.header("sforce-limit-info").and_then(|info| {
        let usage = info.split([',', ';']).find_map(|part| part.trim().strip_prefix("api-usage="))?;
        let (used, of) = usage.split_once('/')?;
        Some(Allowance { used: used.trim().parse().ok()?, of: of.trim().parse().ok()? })
    });
    salesforce.or_else(|| left_of(reply, "x-hubspot-ratelimit-daily", "x-hubspot-ratelimit-daily-remaining"))
}

fn left_of(reply: &Reply, all: &str, left: &str) -> Option<Allowance> {
    let of = number(reply, all)?;
    Some(Allowance { used: of.saturating_sub(number(reply, left)?), of })
}

/// When a used-up day is tried again. Salesforce's day is a rolling one, of which some frees up every hour.
pub(crate) const DAY_IS_FULL: Duration = Duration::from_secs(3600);

/// True where a refusal says that the day is used up, in the words of either vendor.
pub(crate) fn day_is_full(reply: &Reply) -> bool {
    if !matches!(reply.status, 403 | 429) {
        return false;
    }
    let Ok(body) = reply.json() else { return false };
    let says = |place: &str, word: &str| body.pointer(place).and_then(serde_json::Value::as_str) == Some(word);
    says("/policyName", "DAILY") || says("/0/errorCode", "REQUEST_LIMIT_EXCEEDED")
}

pub(super) fn number(reply: &Reply, header: &str) -> Option<u64> {
    reply.header(header)?.trim().parse().ok()
}
