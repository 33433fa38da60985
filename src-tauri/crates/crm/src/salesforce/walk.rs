//! Where a pull stands, and what it asks next. Pure: the replies come in, the next question goes out.
//!
//! ```text
//!  nothing ─▶ Load ──────last page──────▶ Rest ──next pull──▶ Sweep ──last page──▶ Rest
//!        └──▶ Bulk ─last page─▶┘  (a job that fails becomes a Load)
//! ```
//!
//! A sweep asks for everything that changed since a fixed instant, by id, and goes on after the last id. An id keeps its
//! place: a record that changes while we read is neither skipped nor does it make us run in circles, ten thousand records of
//! one second are no special case, and there is no page token that could expire. What changes behind us changes after the
//! sweep began, and the next one begins ten minutes before that, because Salesforce stamps a change before others see it.

#[cfg(test)]
mod tests;

use crate::port::Cursor;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// How far before the last pull a sweep begins.
const OVERLAP: TimeDelta = TimeDelta::minutes(10);

/// A position. Kept as JSON in a [`Cursor`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "walk", rename_all = "snake_case")]
pub(super) enum Walk {
    /// The first load; `began` is the CRM's time at its beginning.
    Load {
        after: String,
        began: DateTime<Utc>,
    },
    /// The first load, left to a job. `looks` counts how often it was looked at, so that each position is a new one.
    Bulk {
        job: String,
        locator: Option<String>,
        looks: u32,
        began: DateTime<Utc>,
    },
    Sweep {
        since: DateTime<Utc>,
        after: String,
        began: DateTime<Utc>,
    },
    Rest {
        since: DateTime<Utc>,
    },
}

impl Walk {
    /// Reads a cursor, and begins a sweep at `now` where the last pull was done. A cursor that can't be read starts anew.
    pub(super) fn resume(cursor: &Cursor, now: DateTime<Utc>) -> Self {
        match serde_json::from_str(&cursor.0) {
            Ok(Self::Rest { since }) => Self::Sweep { since, after: String::new(), began: now },
            Ok(walk) => walk,
            Err(_) => Self::Load { after: String::new(), began: now },
        }
    }

    /// A walk that brings only what changes from `now` on.
    pub(super) fn from_now_on(now: DateTime<Utc>) -> Self {
        Self::Rest { since: now - OVERLAP }
    }

    /// The position after a page that ended with an id; `more` where the page was not the last one.
    pub(super) fn after_page(self, last_id: Option<String>, more: bool) -> Self {
        match (self, last_id.filter(|_| more)) {
            (Self::Load { began, .. }, Some(after)) => Self::Load { after, began },
            (Self::Sweep { since, began, .. }, Some(after)) => Self::Sweep { since, after, began },
            (Self::Load { began, .. } | Self::Sweep { began, .. }, None) => Self::from_now_on(began),
            (other, _) => other,
        }
    }

    /// True where the pull has brought everything up to its beginning.
    pub(super) fn is_at_rest(&self) -> bool {
        matches!(self, Self::Rest { .. })
    }

    /// The position as text.
    pub(super) fn to_cursor(&self) -> Cursor {
        Cursor(serde_json::to_string(self).unwrap_or_default())
    }
}
