//! Words for days, as spans of time. Days are those of the org's time zone.

use chrono::{Days, NaiveDate, NaiveTime, TimeZone};
use chrono_tz::Tz;

use crate::org::Moment;

/// The first and the last day that a word means, both included.
pub fn span(word: &str, count: i64, now: Moment, zone: Tz) -> (NaiveDate, NaiveDate) {
    let today = now.to_utc().with_timezone(&zone).date_naive();
    match word {
        "YESTERDAY" => (moved(today, -1), moved(today, -1)),
        "TOMORROW" => (moved(today, 1), moved(today, 1)),
        "LAST_N_DAYS" => (moved(today, -count), today),
        "NEXT_N_DAYS" => (moved(today, 1), moved(today, count)),
        _ => (today, today),
    }
}

fn moved(day: NaiveDate, by: i64) -> NaiveDate {
    let days = Days::new(by.unsigned_abs());
    let moved = if by < 0 { day.checked_sub_days(days) } else { day.checked_add_days(days) };
    moved.unwrap_or(day)
}

/// The first moment of a day, and the last second of it.
pub fn moments(first: NaiveDate, last: NaiveDate, zone: Tz) -> (Moment, Moment) {
    let start = |day: NaiveDate| {
        let midnight = zone.from_local_datetime(&day.and_time(NaiveTime::MIN)).earliest();
        midnight.map_or_else(|| Moment::start_of(day), |at| Moment(at.timestamp_millis()))
    };
    (start(first), Moment(start(moved(last, 1)).0 - 1_000))
}

#[cfg(test)]
mod tests;
