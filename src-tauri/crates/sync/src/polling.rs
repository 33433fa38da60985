//! How long to wait until the next pull: everybody's laptops share one quota.
//!
//! ```text
//! a step was just taken, or a deal closes today     20 s
//! the window is in use                               60 s
//! it is open and nobody looks                      5 min
//! night, or the weekend                           30 min
//! ```
//!
//! Each is up to twenty times longer where little is left of the shared quota, twice as long again for who only watches, but
//! never more than an hour, and spread by chance, so that laptops that start together do not ask together. A laptop that rests asks when the rest is over.

#[cfg(test)]
mod tests;

use crate::chance::Chance;
use chrono::{DateTime, Datelike, TimeDelta, Timelike, Utc, Weekday};
use chrono_tz::Tz;
use crm::port::QuotaState;

const NEAR_CLOSE: TimeDelta = TimeDelta::seconds(20);
const IN_USE: TimeDelta = TimeDelta::seconds(60);
const IN_BACKGROUND: TimeDelta = TimeDelta::minutes(5);
const AT_NIGHT: TimeDelta = TimeDelta::minutes(30);
/// Nobody waits longer for news, however little is left: what is asked once an hour never uses up a quota.
const LONGEST: TimeDelta = TimeDelta::hours(1);
/// A deal is near its close so long before it.
const NEAR: TimeDelta = TimeDelta::hours(24);
/// The hours of a working day, in the organisation's zone.
const DAY: std::ops::Range<u32> = 7..20;

/// What decides how soon to look again.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Situation {
    pub now: DateTime<Utc>,
    /// The organisation's.
    pub zone: Tz,
    /// A person used the window within the last minutes.
    pub in_use: bool,
    /// The person looks at dashboards and hands nothing over: they yield to those who do.
    pub watches: bool,
    /// When the next open deal that concerns this laptop's person is to close.
    pub next_close_at: Option<DateTime<Utc>>,
    pub quota: QuotaState,
}

impl Situation {
    fn is_night(&self) -> bool {
        let local = self.now.with_timezone(&self.zone);
        matches!(local.weekday(), Weekday::Sat | Weekday::Sun) || !DAY.contains(&local.hour())
    }

    fn is_near_a_close(&self) -> bool {
        self.next_close_at.is_some_and(|at| (at - self.now).abs() <= NEAR)
    }

    /// A person in front of the window is served also at night.
    fn pause(&self) -> TimeDelta {
        match (self.in_use, self.is_near_a_close(), self.is_night()) {
            (true, true, _) => NEAR_CLOSE,
            (true, false, _) => IN_USE,
            (false, true, false) => IN_USE,
            (false, false, false) => IN_BACKGROUND,
            (false, _, true) => AT_NIGHT,
        }
    }

    /// How many times longer, by what is left of the day: writes of a person come first, looking comes last.
    fn thrift(&self) -> i32 {
        match self.quota.day.map(|day| day.share_left()) {
            Some(left) if left < 0.05 => 20,
            Some(left) if left < 0.1 => 10,
            Some(left) if left < 0.2 => 5,
            Some(left) if left < 0.3 => 3,
            Some(left) if left < 0.4 => 2,
            _ => 1,
        }
    }

    /// Dashboards begin to yield when half is left, before anybody else has to.
    fn yields(&self) -> i32 {
        let half_gone = self.quota.day.is_some_and(|day| day.share_left() < 0.5);
        if self.watches && half_gone { 2 } else { 1 }
    }
}

/// How long to wait until the next pull.
pub fn next_pull(situation: &Situation, chance: &Chance) -> TimeDelta {
    let pause = (situation.pause() * situation.thrift() * situation.yields()).min(LONGEST);
    let rests = situation.quota.rests_for.and_then(|rests| TimeDelta::from_std(rests).ok());
    let pause = rests.map_or(pause, |rests| pause.max(rests));
    pause + chance.part_of(pause / 5)
}
