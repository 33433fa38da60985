#![allow(clippy::unwrap_used)]

use chrono_tz::America::New_York;

use super::{moments, span};
use crate::org::Moment;

#[test]
fn a_day_is_the_orgs_own_and_not_that_of_utc() {
    // Two in the morning in UTC is still the evening before in New York.
    let now = Moment::parse("2026-11-20T02:00:00Z").unwrap();
    let (first, last) = span("TODAY", 0, now, New_York);
    assert_eq!((first.to_string(), last.to_string()), ("2026-11-19".to_owned(), "2026-11-19".to_owned()));
    let (start, end) = moments(first, last, New_York);
    assert_eq!((start.iso(), end.iso()), ("2026-11-19T05:00:00Z".to_owned(), "2026-11-20T04:59:59Z".to_owned()));
}

#[test]
fn counted_days_reach_back_and_forward() {
    let now = Moment::parse("2026-11-20T15:00:00Z").unwrap();
    let (first, last) = span("LAST_N_DAYS", 30, now, New_York);
    assert_eq!((first.to_string(), last.to_string()), ("2026-10-21".to_owned(), "2026-11-20".to_owned()));
    let (first, last) = span("NEXT_N_DAYS", 2, now, New_York);
    assert_eq!((first.to_string(), last.to_string()), ("2026-11-21".to_owned(), "2026-11-22".to_owned()));
}
