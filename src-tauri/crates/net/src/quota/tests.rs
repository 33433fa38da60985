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

/// A reply in a window of a hundred requests in two seconds, of which so many are left.
fn reply_with_left(left: &'static str) -> Reply {
    reply(
        200,
        &[
            ("x-hubspot-ratelimit-max", "100"),
            ("x-hubspot-ratelimit-remaining", left),
            ("x-hubspot-ratelimit-interval-milliseconds", "2000"),
        ],
    )
}

#[test]
fn who_asks_alone_fills_the_window_and_goes_on_when_its_first_request_leaves_it() {
    let (first, later) = (Instant::now(), Instant::now() + Duration::from_millis(1_500));
    let quota = Quota::new(5, first);
    quota.heed(&reply_with_left("99"), Lane::General, first);
    for _ in 0..95 {
        quota.heed(&reply_with_left("50"), Lane::General, later);
    }
    quota.heed(&reply_with_left("4"), Lane::General, later);
    assert_eq!(quota.wait(Lane::General, later), Duration::ZERO, "four are left, and nobody else wants them");
    quota.heed(&reply_with_left("2"), Lane::General, later);
    let wait = quota.wait(Lane::General, later);
    assert!(wait > Duration::from_millis(400) && wait <= Duration::from_millis(500), "{wait:?}");
}

#[test]
fn where_others_ask_too_the_whole_window_is_let_pass() {
    let now = Instant::now();
    let quota = Quota::new(5, now);
    for _ in 0..50 {
        quota.heed(&reply_with_left("40"), Lane::General, now);
    }
    quota.heed(&reply_with_left("2"), Lane::General, now);
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

#[test]
fn both_vendors_tell_what_is_left_of_the_day() {
    let now = Instant::now();
    let quota = Quota::new(5, now);
    assert_eq!(quota.state(now), QuotaState::default());
    quota.heed(&reply(200, &[("sforce-limit-info", "api-usage=4500/5000")]), Lane::General, now);
    let day = quota.state(now).day.unwrap();
    assert_eq!(day, Allowance { used: 4_500, of: 5_000 });
    assert!((day.share_left() - 0.1).abs() < 1e-9);
    let hubspot = [("x-hubspot-ratelimit-daily", "250000"), ("x-hubspot-ratelimit-daily-remaining", "249000")];
    quota.heed(&reply(200, &hubspot), Lane::General, now);
    assert_eq!(quota.state(now).day, Some(Allowance { used: 1_000, of: 250_000 }));
    quota.heed(&reply(200, &[("sforce-limit-info", "api-usage=lots")]), Lane::General, now);
    assert_eq!(quota.state(now).day, Some(Allowance { used: 1_000, of: 250_000 }), "nonsense teaches nothing");
}

#[test]
fn a_rest_ends_by_itself_and_is_never_cut_short() {
    let now = Instant::now();
    let quota = Quota::new(5, now);
    quota.rest(Duration::from_secs(800), now);
    quota.rest(Duration::from_secs(1), now);
    let left = quota.rests_for(now).unwrap();
    assert!(left >= Duration::from_secs(800) && left <= Duration::from_secs(900), "{left:?}");
    assert_eq!(quota.state(now).rests_for, Some(left));
    assert_eq!(quota.rests_for(now + left), None);
}
