//! When a try that failed is made again.

use crate::chance::Chance;
use chrono::{DateTime, TimeDelta, Utc};
use std::time::Duration;
use store::LONGEST_WAIT;

const FIRST: TimeDelta = TimeDelta::seconds(2);
const LONGEST: TimeDelta = TimeDelta::minutes(15);

/// The instant of the next try after `attempts` failed ones: doubling from two seconds to a quarter of an hour, or what
/// the CRM asks for where that is longer, an hour at most; spread by chance over another quarter, because other laptops failed, too.
pub(crate) fn next_try(chance: &Chance, now: DateTime<Utc>, attempts: u32, asked: Option<Duration>) -> DateTime<Utc> {
    let doubled = FIRST.checked_mul(1 << attempts.min(16)).unwrap_or(LONGEST).min(LONGEST);
    let asked = asked.and_then(|asked| TimeDelta::from_std(asked).ok()).map(|asked| asked.min(LONGEST_WAIT / 2));
    let pause = asked.map_or(doubled, |asked| asked.max(doubled));
    now + pause + chance.part_of(pause / 4)
}

#[cfg(test)]
mod tests;
