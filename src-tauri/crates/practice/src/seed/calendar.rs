//! Plausible hours: when people of a time zone do their work.

use chrono::{DateTime, Datelike, NaiveTime, TimeDelta, TimeZone, Timelike, Weekday};
use chrono_tz::Tz;

use crate::org::Moment;

const OPENS: u32 = 9;
const CLOSES: u32 = 17;

/// The moment itself when it lies in working hours, else the next opening (with the same minutes past the hour).
pub fn next_open(zone: Tz, at: Moment) -> Moment {
    let mut local = at.to_utc().with_timezone(&zone);
    for _ in 0..10 {
        let works = !matches!(local.weekday(), Weekday::Sat | Weekday::Sun);
        if works && (OPENS..CLOSES).contains(&local.hour()) {
            return Moment(local.timestamp_millis());
        }
        let today = works && local.hour() < OPENS;
        let day = local.date_naive() + TimeDelta::days(i64::from(!today));
        local = opening(zone, day, local);
    }
    at
}

fn opening(zone: Tz, day: chrono::NaiveDate, before: DateTime<Tz>) -> DateTime<Tz> {
    let time = NaiveTime::from_hms_opt(OPENS, before.minute(), before.second()).unwrap_or_default();
    zone.from_local_datetime(&day.and_time(time)).earliest().unwrap_or(before + TimeDelta::hours(1))
}

/// The moment itself in working hours, else some time in the next working day, not always at its opening.
pub fn plausible(zone: Tz, at: Moment) -> Moment {
    let open = next_open(zone, at);
    if open == at {
        return at;
    }
    let minutes = (at.0 / 60_000).rem_euclid(i64::from(CLOSES - OPENS) * 60 - 59);
    open.plus(TimeDelta::minutes(minutes))
}

/// The moment after some minutes of working time.
pub fn after_working_minutes(zone: Tz, from: Moment, minutes: i64) -> Moment {
    let mut at = next_open(zone, from);
    let mut left = minutes;
    while left > 0 {
        let local = at.to_utc().with_timezone(&zone);
        let until_close = i64::from((CLOSES - local.hour()) * 60) - i64::from(local.minute());
        if left < until_close {
            return at.plus(TimeDelta::minutes(left));
        }
        left -= until_close;
        at = next_open(zone, at.plus(TimeDelta::minutes(until_close)));
    }
    at
}
