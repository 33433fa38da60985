//! Months, as people count them in UTC.

use chrono::{DateTime, Datelike, Months, NaiveDate, NaiveTime, Utc};

/// One calendar month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Month {
    pub first: NaiveDate,
}

impl Month {
    /// The month that holds this instant.
    pub fn of(at: DateTime<Utc>) -> Self {
        let day = at.date_naive();
        Self { first: day.with_day(1).unwrap_or(day) }
    }

    /// The first instant of the month.
    pub fn starts_at(self) -> DateTime<Utc> {
        self.first.and_time(NaiveTime::MIN).and_utc()
    }

    /// The first instant after the month.
    pub fn ends_at(self) -> DateTime<Utc> {
        self.first.checked_add_months(Months::new(1)).unwrap_or(self.first).and_time(NaiveTime::MIN).and_utc()
    }
}

/// `count` months in order, the last of which holds `end`.
pub fn months_until(end: DateTime<Utc>, count: u32) -> Vec<Month> {
    let last = Month::of(end).first;
    (0..count)
        .rev()
        .filter_map(|back| last.checked_sub_months(Months::new(back)))
        .map(|first| Month { first })
        .collect()
}
