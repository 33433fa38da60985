//! Times as the files have them: UTC milliseconds.

use chrono::{DateTime, Utc};

pub(crate) fn ms(at: DateTime<Utc>) -> i64 {
    at.timestamp_millis()
}

/// Outside of what `DateTime` can hold, the epoch.
pub(crate) fn at(ms: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(ms).unwrap_or_default()
}
