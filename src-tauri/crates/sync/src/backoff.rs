//! When a try that failed is made again.

use chrono::{DateTime, TimeDelta, Utc};
use std::time::Duration;
use uuid::Uuid;

const FIRST: TimeDelta = TimeDelta::seconds(2);
const LONGEST: TimeDelta = TimeDelta::minutes(15);

/// The instant of the next try after `attempts` failed ones: doubling from two seconds to a quarter of an hour, or what
/// the CRM asks for where that is longer; spread by chance over another quarter, because other laptops failed, too.
pub(crate) fn next_try(now: DateTime<Utc>, attempts: u32, asked: Option<Duration>) -> DateTime<Utc> {
    let doubled = FIRST.checked_mul(1 << attempts.min(16)).unwrap_or(LONGEST).min(LONGEST);
    let pause = asked.and_then(|asked| TimeDelta::from_std(asked).ok()).map_or(doubled, |asked| asked.max(doubled));
    now + pause + part_of(pause / 4)
}

/// A chance part of a span.
pub(crate) fn part_of(span: TimeDelta) -> TimeDelta {
    let steps = u32::try_from(Uuid::new_v4().as_u128() % 1_000).unwrap_or_default();
    TimeDelta::milliseconds(span.num_milliseconds() * i64::from(steps) / 1_000)
}

#[cfg(test)]
mod tests;
