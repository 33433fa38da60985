//! Whether somebody uses the window, which says so when a key or the mouse is pressed.

#[cfg(test)]
mod tests;

use chrono::{DateTime, TimeDelta, Utc};
use std::sync::{Mutex, PoisonError};

/// Nobody is there any more after so long without a word.
const LASTS: TimeDelta = TimeDelta::minutes(3);

/// When somebody last did something.
#[derive(Debug, Default)]
pub struct Attention(Mutex<Option<DateTime<Utc>>>);

impl Attention {
    /// Somebody does something now. True where nobody was there before.
    pub fn note(&self, now: DateTime<Utc>) -> bool {
        let was_there = self.is_there(now);
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(now);
        !was_there
    }

    pub fn is_there(&self, now: DateTime<Utc>) -> bool {
        let last = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        last.is_some_and(|last| (now - last).abs() < LASTS)
    }
}
