//! When something was asked last, so that it is not asked again too soon.

use chrono::{DateTime, TimeDelta, Utc};
use std::sync::{Mutex, PoisonError};

pub(crate) struct Lately {
    at: Mutex<Option<DateTime<Utc>>>,
    keeps: TimeDelta,
}

impl Lately {
    /// Not asked yet; an answer is good for so long.
    pub(crate) fn keeping(keeps: TimeDelta) -> Self {
        Self { at: Mutex::default(), keeps }
    }

    /// Not fresh either where the clock went back behind the answer.
    pub(crate) fn is_fresh(&self, now: DateTime<Utc>) -> bool {
        let at = *self.at.lock().unwrap_or_else(PoisonError::into_inner);
        at.is_some_and(|at| at <= now && now - at < self.keeps)
    }

    pub(crate) fn note(&self, now: DateTime<Utc>) {
        *self.at.lock().unwrap_or_else(PoisonError::into_inner) = Some(now);
    }
}
