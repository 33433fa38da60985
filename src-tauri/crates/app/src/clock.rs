//! The one place that asks for the time.
//!
//! `now` = wall clock + the last offset seen in a reply of the CRM, so that a wrong laptop clock moves no deadline. Until a
//! reply came since the start, the offset of the last run counts and the time is said to be unconfirmed.

use chrono::{DateTime, TimeDelta, Utc};
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

/// Replies carry whole seconds: smaller differences than this are no news.
const GRAIN_MS: i64 = 2_000;

/// The CRM's time, as far as this laptop knows it.
#[derive(Debug, Default)]
pub struct Clock {
    offset_ms: AtomicI64,
    confirmed: AtomicBool,
}

impl Clock {
    /// A clock that starts with the offset that the last run ended with, in milliseconds.
    pub fn resumed(offset_ms: i64) -> Self {
        Self { offset_ms: AtomicI64::new(offset_ms), confirmed: AtomicBool::new(false) }
    }

    /// Now, by the CRM's clock.
    pub fn now(&self) -> DateTime<Utc> {
        wall() + TimeDelta::milliseconds(self.offset_ms.load(Ordering::Relaxed))
    }

    /// Takes the time of an authenticated reply that arrived just now. Returns the new offset where it moved.
    pub fn confirm(&self, server: DateTime<Utc>) -> Option<i64> {
        let offset = (server - wall()).num_milliseconds();
        self.confirmed.store(true, Ordering::Relaxed);
        let known = self.offset_ms.load(Ordering::Relaxed);
        if (offset - known).abs() < GRAIN_MS {
            return None;
        }
        self.offset_ms.store(offset, Ordering::Relaxed);
        Some(offset)
    }

    /// True once a reply of this run confirmed the time.
    pub fn is_confirmed(&self) -> bool {
        self.confirmed.load(Ordering::Relaxed)
    }

    /// A workspace without a CRM has no better clock than the laptop's.
    pub fn trust_the_laptop(&self) {
        self.confirmed.store(true, Ordering::Relaxed);
    }
}

#[allow(clippy::disallowed_methods, reason = "the home of the wall clock")]
fn wall() -> DateTime<Utc> {
    Utc::now()
}
