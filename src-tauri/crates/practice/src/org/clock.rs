//! The org's clock: the wall clock moved by an offset that only the driver changes.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::Moment;

/// How far the practice time is ahead of the wall clock.
///
/// Invariant: the org never reads a clock itself; callers bring the wall time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    offset_ms: i64,
}

impl Clock {
    /// A clock that shows `now` while the wall shows `wall`.
    pub fn anchored(now: DateTime<Utc>, wall: DateTime<Utc>) -> Self {
        Self { offset_ms: (now - wall).num_milliseconds() }
    }

    /// Practice time at a wall time.
    pub fn at(self, wall: DateTime<Utc>) -> Moment {
        Moment(wall.timestamp_millis().saturating_add(self.offset_ms))
    }

    /// Moves practice time forward (or back, with a negative span).
    pub fn advance(&mut self, span: TimeDelta) {
        self.offset_ms = self.offset_ms.saturating_add(span.num_milliseconds());
    }

    /// Practice time minus wall time.
    pub fn offset(self) -> TimeDelta {
        TimeDelta::milliseconds(self.offset_ms)
    }
}
