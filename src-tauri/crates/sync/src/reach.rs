//! Whether the CRM can be reached.

use chrono::{DateTime, Utc};
use std::sync::{Mutex, PoisonError};

/// Whether the last exchange reached the CRM.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    Online,
    /// Everything is saved here meanwhile.
    Offline {
        since: DateTime<Utc>,
    },
}

/// Remembers since when the CRM is out of reach.
#[derive(Debug, Default)]
pub(crate) struct Contact(Mutex<Option<DateTime<Utc>>>);

impl Contact {
    /// The CRM answered.
    pub(crate) fn made(&self) -> Reach {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
        Reach::Online
    }

    /// The CRM did not answer.
    pub(crate) fn lost(&self, now: DateTime<Utc>) -> Reach {
        let since = *self.0.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(now);
        Reach::Offline { since }
    }

    pub(crate) fn last(&self) -> Reach {
        let lost = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        lost.map_or(Reach::Online, |since| Reach::Offline { since })
    }
}
