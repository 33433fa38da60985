#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

fn reply(status: u16, headers: &[(&'static str, &'static str)]) -> Reply {
    let headers: HeaderMap =
        headers.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value))).collect();
    Reply { status, headers, body: Vec::new(), server_time: None }
}

#[test]
fn searches_keep_their_distance_and_other_requests_do_not_wait_for_them() {
    let now = Instant::now();
    let quota = Quota::new(5, now);
    assert_eq!(quota.wait(Lane::Search, now), Duration::ZERO);
    let second = quota.wait(Lane::Search, now);
    assert!(second >= Duration::from_millis(200) && second <= Duration::from_millis(220), "{second:?}");
    assert!(quota.wait(Lane::Search, now) >= Duration::from_millis(400));
    assert_eq!(quota.wait(Lane::General, now), Duration::ZERO);
}

#[test]
fn a_refusal_holds_the_lane_back_for_as_long_as_it_asks() {
    let now = Instant::now();
    let quota = Quota::new(5, now);
    quota.heed(&reply(429, &[("retry-after", "3")]), Lane::General, now);
    let wait = quota.wait(Lane::General, now);
    assert!(wait >= Duration::from_secs(3) && wait <= Duration::from_millis(3750), "{wait:?}");
}

#[test]
fn a_refused_search_does_not_hold_back_reads() {
    let now = Instant::now();
    let quota = Quota::new(5, now);
    quota.heed(&reply(429, &[]), Lane::Search, now);
    assert!(quota.wait(Lane::Search, now) >= Duration::from_secs(1));
    assert_eq!(quota.wait(Lane::General, now), Duration::ZERO);
}

#[test]
fn a_nearly_used_up_window_is_let_pass() {
    let now = Instant::now();
    let quota = Quota::new(5, now);
    let enough = [("x-hubspot-ratelimit-max", "190"), ("x-hubspot-ratelimit-remaining", "60")];
    quota.heed(&reply(200, &enough), Lane::General, now);
    assert_eq!(quota.wait(Lane::General, now), Duration::ZERO);
    let short = [
        ("x-hubspot-ratelimit-max", "190"),
        ("x-hubspot-ratelimit-remaining", "3"),
        ("x-hubspot-ratelimit-interval-milliseconds", "2000"),
    ];
    quota.heed(&reply(200, &short), Lane::General, now);
    assert!(quota.wait(Lane::General, now) >= Duration::from_secs(2));
}

#[test]
fn a_mad_header_can_not_stop_us_for_long() {
    let now = Instant::now();
    let quota = Quota::new(5, now);
    let mad = [("x-hubspot-ratelimit-remaining", "0"), ("x-hubspot-ratelimit-interval-milliseconds", "99999999999")];
    quota.heed(&reply(200, &mad), Lane::General, now);
    assert!(quota.wait(Lane::General, now) <= Duration::from_secs(75));
}
