//! The CRM's time, as far as a laptop knows it.
//!
//! ```text
//! wall clock ─────────────┐ set by hand, wrong, set right again
//! running clock ──────────┤ goes on through sleep, nobody can set it
//! last reply of the CRM ──┴▶ anchor: CRM time = anchor + what the running clock went on since
//! ```
//!
//! Once a reply came, the wall clock is not asked any more: setting it moves no deadline. Before the first reply of a run
//! the wall clock counts, put right by what the last run knew, never earlier than the last reply; that is unconfirmed.

use chrono::{DateTime, TimeDelta, Utc};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Replies carry whole seconds: smaller differences than this are no news.
const GRAIN: TimeDelta = TimeDelta::milliseconds(2_000);

/// What the laptop's two clocks say at one instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    pub wall: DateTime<Utc>,
    /// Since any fixed instant; it goes on while the laptop sleeps.
    pub running: Duration,
}

/// What a run leaves to the next one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Known {
    /// What the wall clock was behind, in milliseconds.
    pub offset_ms: i64,
    /// The CRM's time at its last reply.
    pub last_reply_at: Option<DateTime<Utc>>,
}

/// The CRM's clock on this laptop.
#[derive(Debug, Default)]
pub struct Clock(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    known: Known,
    anchor: Option<Anchor>,
}

#[derive(Debug, Clone, Copy)]
struct Anchor {
    crm: DateTime<Utc>,
    running: Duration,
}

impl Clock {
    /// A clock that starts with what the last run knew.
    pub fn resumed(known: Known) -> Self {
        Self(Mutex::new(State { known, anchor: None }))
    }

    /// Now, by the CRM's clock.
    pub fn now(&self, reading: Reading) -> DateTime<Utc> {
        self.state().now(reading)
    }

    /// Takes the time of an authenticated reply that arrived just now. Returns what to keep for the next run where that
    /// is news.
    pub fn confirm(&self, reading: Reading, server: DateTime<Utc>) -> Option<Known> {
        let mut state = self.state();
        let agrees = state.anchor.is_some() && (state.now(reading) - server).abs() < GRAIN;
        if !agrees {
            state.anchor = Some(Anchor { crm: server, running: reading.running });
        }
        let offset_ms = (server - reading.wall).num_milliseconds();
        let was = state.known;
        let moved = (offset_ms - was.offset_ms).abs() >= GRAIN.num_milliseconds();
        let old = was.last_reply_at.is_none_or(|last| server - last >= TimeDelta::minutes(1) || server < last);
        if !(moved || old) {
            return None;
        }
        state.known = Known { offset_ms: if moved { offset_ms } else { was.offset_ms }, last_reply_at: Some(server) };
        Some(state.known)
    }

    /// True once a reply of this run confirmed the time.
    pub fn is_confirmed(&self) -> bool {
        self.state().anchor.is_some()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn now(&self, reading: Reading) -> DateTime<Utc> {
        match self.anchor {
            Some(anchor) => {
                let since = reading.running.saturating_sub(anchor.running);
                anchor.crm + TimeDelta::from_std(since).unwrap_or_default()
            }
            None => {
                let wall = reading.wall + TimeDelta::milliseconds(self.known.offset_ms);
                self.known.last_reply_at.map_or(wall, |last| wall.max(last))
            }
        }
    }
}

#[cfg(test)]
mod tests;
