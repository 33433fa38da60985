//! A believable company, made up from a seed: people, customers, deals, and 90 days of handoffs that slowly get better.

mod activities;
mod calendar;
mod catalogue;
mod customers;
mod deals;
mod dice;
mod fields;
mod journey;
mod people;
mod pipelines;
mod plan;
mod scribe;
mod story;
mod words;

use chrono::{DateTime, TimeDelta, Utc};

use crate::org::{Account, Clock, Moment, Org};

use deals::Workshop;
use dice::Dice;
use scribe::Scribe;

/// Makes the company. The same `seed`, `deals` and `now` make the same org on every machine.
///
/// `wall` is the machine's time, which the practice clock is anchored to.
pub fn company(seed: u64, deals: usize, now: DateTime<Utc>, wall: DateTime<Utc>) -> Org {
    let account = Account {
        portal_id: 24_000_000 + seed % 1_000_000,
        company: "fieldway.example".to_owned(),
        time_zone: chrono_tz::America::New_York,
        currency: "USD".to_owned(),
    };
    // To the second, so that a start is the same whatever the milliseconds are.
    let start = Moment(now.timestamp() * 1_000);
    let born_at = start.plus(TimeDelta::days(-900));
    let mut org = Org::empty(account, seed, Clock::anchored(now, wall), born_at);
    org.pipelines = pipelines::pipelines(born_at);
    let mut scribe = Scribe::new(&mut org);
    let cast = people::hire_all(&mut scribe, seed, start);
    let plans = plan::plan(&mut Dice::new(seed, 2), deals, start);
    let mut workshop = Workshop::new(&mut scribe, Dice::new(seed, 3), &cast, start);
    for plan in &plans {
        workshop.write(plan);
    }
    org
}

#[cfg(test)]
mod tests;
