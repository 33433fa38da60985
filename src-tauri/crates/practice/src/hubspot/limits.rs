//! Rate limits: 190 requests in 10 s for an app, 5 searches in a second for the account.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, json};
use tokio::time::Instant;

use super::errors::Problem;
use crate::desk::{Desk, Limit, Quota};

const DAILY: u64 = 1_000_000;

fn headers(quota: &Quota) -> HeaderMap {
    let rows = [
        ("x-hubspot-ratelimit-max", quota.burst.most as u64),
        ("x-hubspot-ratelimit-remaining", quota.burst.left() as u64),
        ("x-hubspot-ratelimit-interval-milliseconds", 10_000),
        ("x-hubspot-ratelimit-daily", DAILY),
        ("x-hubspot-ratelimit-daily-remaining", DAILY.saturating_sub(quota.today)),
    ];
    let header = |(name, value): (&'static str, u64)| (HeaderName::from_static(name), HeaderValue::from(value));
    rows.map(header).into_iter().collect()
}

/// HubSpot's 429: `errorType` and `policyName` instead of a category.
pub fn too_many(words: &str, policy: &str) -> Problem {
    Problem {
        status: StatusCode::TOO_MANY_REQUESTS,
        message: format!("You have reached your {words} limit."),
        details: Map::new(),
    }
    .with("errorType", json!("RATE_LIMIT"))
    .with("policyName", json!(policy))
}

/// Counts a request, refuses it over the limit, and tells what is left.
pub async fn enforce(State(desk): State<Arc<Desk>>, request: Request, next: Next) -> Response {
    if !desk.enforces_limits() {
        return next.run(request).await;
    }
    let is_search = request.uri().path().ends_with("/search");
    let (verdict, counters) = desk.with_quota(|quota| {
        let verdict = quota.admit(is_search, Instant::now());
        (verdict, headers(quota))
    });
    let mut response = match verdict {
        Ok(()) => next.run(request).await,
        Err(Limit::Burst) => too_many("ten_secondly_rolling", "TEN_SECONDLY_ROLLING").into_response(),
        Err(Limit::Search) => too_many("secondly", "SECONDLY").into_response(),
    };
    response.headers_mut().extend(counters);
    response
}
