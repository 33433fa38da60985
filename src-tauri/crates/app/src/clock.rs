//! The one place that asks for the time.
//!
//! The wall clock says what day it is; the running clock, which goes on through sleep, says how long ago the CRM's last
//! reply was. What follows from both is [`sync::Clock`]'s to say.

use boot_time::Instant;
use chrono::{DateTime, Utc};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering};
use sync::{Known, Reading};

/// The CRM's time on this laptop.
#[derive(Debug, Default)]
pub struct Clock {
    crm: sync::Clock,
    /// A workspace without a CRM has no better clock than the laptop's.
    on_its_own: AtomicBool,
}

impl Clock {
    /// A clock that starts with what the last run knew.
    pub fn resumed(known: Known) -> Self {
        Self { crm: sync::Clock::resumed(known), on_its_own: AtomicBool::default() }
    }

    /// Now, by the CRM's clock.
    pub fn now(&self) -> DateTime<Utc> {
        self.crm.now(reading())
    }

    /// Takes the time of an authenticated reply that arrived just now. Returns what to keep for the next run where that is
    /// news.
    pub fn confirm(&self, server: DateTime<Utc>) -> Option<Known> {
        self.crm.confirm(reading(), server)
    }

    /// True once a reply of this run confirmed the time.
    pub fn is_confirmed(&self) -> bool {
        self.on_its_own.load(Ordering::Relaxed) || self.crm.is_confirmed()
    }

    pub fn trust_the_laptop(&self) {
        self.on_its_own.store(true, Ordering::Relaxed);
    }
}

#[allow(clippy::disallowed_methods, reason = "the home of both clocks")]
fn reading() -> Reading {
    static STARTED: LazyLock<Instant> = LazyLock::new(Instant::now);
    Reading { wall: Utc::now(), running: STARTED.elapsed() }
}
