//! A point in time as the CRM stores it: milliseconds since 1970, UTC.

use chrono::{DateTime, NaiveDate, NaiveTime, SecondsFormat, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// Milliseconds since 1970-01-01T00:00:00Z, the grain of every timestamp in the org.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(pub i64);

impl Moment {
    /// The same moment as a chrono date and time; out-of-range values give the epoch.
    pub fn to_utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.0).unwrap_or_default()
    }

    /// ISO 8601 as HubSpot prints it: milliseconds only when there are some.
    pub fn iso(self) -> String {
        let grain = if self.0 % 1_000 == 0 { SecondsFormat::Secs } else { SecondsFormat::Millis };
        self.to_utc().to_rfc3339_opts(grain, true)
    }

    /// The calendar day in UTC, `YYYY-MM-DD`.
    pub fn day(self) -> NaiveDate {
        self.to_utc().date_naive()
    }

    /// Midnight UTC at the start of a day.
    pub fn start_of(day: NaiveDate) -> Self {
        Self(day.and_time(NaiveTime::MIN).and_utc().timestamp_millis())
    }

    /// This moment moved by a span, which may be negative.
    pub fn plus(self, span: TimeDelta) -> Self {
        Self(self.0.saturating_add(span.num_milliseconds()))
    }

    /// Reads what HubSpot accepts as a date and time: epoch milliseconds, a full timestamp, or a day.
    pub fn parse(text: &str) -> Option<Self> {
        if let Ok(millis) = text.parse::<i64>() {
            return DateTime::from_timestamp_millis(millis).map(|_| Self(millis));
        }
        if let Ok(at) = DateTime::parse_from_rfc3339(text) {
            return Some(Self(at.timestamp_millis()));
        }
        text.parse::<NaiveDate>().ok().map(Self::start_of)
    }
}

impl From<DateTime<Utc>> for Moment {
    fn from(at: DateTime<Utc>) -> Self {
        Self(at.timestamp_millis())
    }
}
