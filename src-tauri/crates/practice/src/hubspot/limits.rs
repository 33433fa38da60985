//! Rate limits: 190 requests in 10 s for an app, 5 searches in a second for the account.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, json};
use tokio::time::Instant;

use super::errors::Problem;
use crate::desk::Desk;

const BURST: Window = Window::new(190, Duration::from_secs(10));
const SEARCH: Window = Window::new(5, Duration::from_secs(1));
const DAILY: u64 = 1_000_000;

/// The requests of the last while, counted in wall time: the practice clock may be moved.
#[derive(Debug)]
pub struct Quota {
    burst: Window,
    search: Window,
    today: u64,
}

impl Default for Quota {
    fn default() -> Self {
        Self {
            burst: BURST,
            search: SEARCH,
            today: 0,
        }
    }
}

impl Quota {
    fn admit(&mut self, is_search: bool, now: Instant) -> Result<(), Problem> {
        self.today += 1;
        if !self.burst.admit(now) {
            return Err(too_many("ten_secondly_rolling", "TEN_SECONDLY_ROLLING"));
        }
        if is_search && !self.search.admit(now) {
            return Err(too_many("secondly", "SECONDLY"));
        }
        Ok(())
    }

    fn headers(&self) -> HeaderMap {
        let rows = [
            ("x-hubspot-ratelimit-max", self.burst.most as u64),
            ("x-hubspot-ratelimit-remaining", self.burst.left() as u64),
            ("x-hubspot-ratelimit-interval-milliseconds", 10_000),
            ("x-hubspot-ratelimit-daily", DAILY),
            ("x-hubspot-ratelimit-daily-remaining", DAILY.saturating_sub(self.today)),
        ];
        let header = |(name, value): (&'static str, u64)| (axum::http::HeaderName::from_static(name), HeaderValue::from(value));
        rows.map(header).into_iter().collect()
    }
}

/// At most `most` requests in any span.
#[derive(Debug, Clone)]
struct Window {
    most: usize,
    span: Duration,
    seen: VecDeque<Instant>,
}

impl Window {
    const fn new(most: usize, span: Duration) -> Self {
        Self {
            most,
            span,
            seen: VecDeque::new(),
        }
    }

    fn admit(&mut self, now: Instant) -> bool {
        while self.seen.front().is_some_and(|first| now.duration_since(*first) >= self.span) {
            self.seen.pop_front();
        }
        let fits = self.seen.len() < self.most;
        if fits {
            self.seen.push_back(now);
        }
        fits
    }

    fn left(&self) -> usize {
        self.most - self.seen.len()
    }
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
    let (verdict, headers) = desk.with_quota(|quota| {
        let verdict = quota.admit(is_search, Instant::now());
        (verdict, quota.headers())
    });
    let mut response = match verdict {
        Ok(()) => next.run(request).await,
        Err(problem) => problem.into_response(),
    };
    response.headers_mut().extend(headers);
    response
}
