//! True time, and what a laptop's clock makes of it.

use chrono::{DateTime, TimeDelta, Utc};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

/// Milliseconds since the epoch at which every story begins: Friday, 20 March 2026, a week before clocks change in Europe.
const BEGINNING: i64 = 1_774_000_000_000;

/// The CRM's clock, which is the true one.
#[derive(Debug, Clone)]
pub struct TrueTime(Arc<AtomicI64>);

impl Default for TrueTime {
    fn default() -> Self {
        Self(Arc::new(AtomicI64::new(BEGINNING)))
    }
}

impl TrueTime {
    pub fn now(&self) -> DateTime<Utc> {
        at(self.0.load(Ordering::Relaxed))
    }

    /// Since the story began.
    pub fn running(&self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.load(Ordering::Relaxed) - BEGINNING).unwrap_or(0))
    }

    pub fn pass(&self, span: TimeDelta) {
        self.0.fetch_add(span.num_milliseconds().max(0), Ordering::Relaxed);
    }

    /// A moment that nothing else happened at.
    pub fn next(&self) -> DateTime<Utc> {
        at(self.0.fetch_add(1, Ordering::Relaxed) + 1)
    }
}

pub fn at(milliseconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(milliseconds).unwrap_or_default()
}
