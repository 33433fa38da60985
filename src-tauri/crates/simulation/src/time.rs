//! True time, and what a laptop's clock makes of it.

use chrono::{DateTime, TimeDelta, Utc};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

/// Milliseconds since the epoch at which a story may begin: a quiet Friday in March 2026, and the evenings before clocks
/// are set forward in New York and in Berlin, and back.
pub const BEGINNINGS: [i64; 5] =
    [1_774_000_000_000, 1_772_949_600_000, 1_774_735_200_000, 1_792_879_200_000, 1_793_498_400_000];

/// The CRM's clock, which is the true one.
#[derive(Debug, Clone)]
pub struct TrueTime {
    now: Arc<AtomicI64>,
    beginning: i64,
}

impl Default for TrueTime {
    fn default() -> Self {
        Self::from(BEGINNINGS[0])
    }
}

impl TrueTime {
    /// From so many milliseconds since the epoch on.
    pub fn from(beginning: i64) -> Self {
        Self { now: Arc::new(AtomicI64::new(beginning)), beginning }
    }

    pub fn now(&self) -> DateTime<Utc> {
        at(self.now.load(Ordering::Relaxed))
    }

    /// Since the story began.
    pub fn running(&self) -> Duration {
        Duration::from_millis(u64::try_from(self.now.load(Ordering::Relaxed) - self.beginning).unwrap_or(0))
    }

    pub fn pass(&self, span: TimeDelta) {
        self.now.fetch_add(span.num_milliseconds().max(0), Ordering::Relaxed);
    }

    /// A moment that nothing else happened at.
    pub fn next(&self) -> DateTime<Utc> {
        at(self.now.fetch_add(1, Ordering::Relaxed) + 1)
    }
}

pub fn at(milliseconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(milliseconds).unwrap_or_default()
}
