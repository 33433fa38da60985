//! How fresh alarms are told: one by one, many as one, old ones only in the list.

use crate::intent::Intent;
use chrono::{DateTime, TimeDelta, Utc};

/// Older than this, an alarm interrupts nobody.
const TOO_OLD: TimeDelta = TimeDelta::hours(24);
/// More than so many at once are told as one.
const ONE_BY_ONE: usize = 3;
/// Older than this, the age is said.
const FRESH: TimeDelta = TimeDelta::minutes(15);

/// Why an alarm is only in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooOld;

/// Whether an alarm may still interrupt somebody.
///
/// # Errors
/// [`TooOld`] where it became due more than a day before `now`.
pub fn age(intent: &Intent, now: DateTime<Utc>) -> Result<TimeDelta, TooOld> {
    let age = now - intent.at;
    if age > TOO_OLD { Err(TooOld) } else { Ok(age) }
}

/// What the desktop is to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Telling {
    /// Each by itself: title and body, by position in what was given.
    EachAlone(Vec<(usize, String, String)>),
    /// All as one.
    Together {
        title: String,
        body: String,
    },
    Nothing,
}

/// Words for alarms that were not told yet, oldest first: their titles, bodies and times.
pub fn tell(pending: &[(String, String, DateTime<Utc>)], now: DateTime<Utc>) -> Telling {
    match pending {
        [] => Telling::Nothing,
        few if few.len() <= ONE_BY_ONE => Telling::EachAlone(
            few.iter()
                .enumerate()
                .map(|(at, (title, body, due))| (at, title.clone(), with_age(body, *due, now)))
                .collect(),
        ),
        many => {
            let first: Vec<&str> = many.iter().rev().take(ONE_BY_ONE).map(|(title, _, _)| title.as_str()).collect();
            let body = format!("{} and {} more", first.join("; "), many.len() - ONE_BY_ONE);
            Telling::Together { title: format!("{} things need you", many.len()), body }
        }
    }
}

fn with_age(body: &str, due: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let age = now - due;
    if age < FRESH {
        body.to_owned()
    } else if age < TimeDelta::hours(1) {
        format!("{body} ({} min ago)", age.num_minutes())
    } else {
        format!("{body} ({} h ago)", age.num_hours())
    }
}
