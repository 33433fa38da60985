//! Where a pull stands, and what it asks next. Pure: the replies come in, the next question goes out.
//!
//! ```text
//!  nothing ──▶ List ──last page──▶ Rest ──next pull──▶ Sweep ──last page──▶ Rest
//!              (by id, 100 a page)                     │   ▲
//!                        a whole page of one instant   ▼   │ instant done
//!                                                      Flood
//! ```
//!
//! A sweep never pages by offset: each page starts anew at the last instant seen, so that it can't run into the cap of
//! 10,000 results and can't lose a record that moves while we read. Where one instant fills a whole page, the flood walks
//! through that instant by id. What was read twice changes nothing.
//!
//! The token of a list may expire, as when a laptop slept in the middle. The list then begins again, once at a time: one
//! that is refused again soon is no matter of age.
//!
//! A sweep begins some minutes before the last one did, because the index lags; once an hour it begins an hour before
//! that, for entries that came very late.

#[cfg(test)]
mod tests;

use crate::port::Cursor;
use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

/// How far before the last pull a sweep begins.
const OVERLAP: Duration = Duration::minutes(2);
/// How long entries of the index may be late, and how often we look for such.
const LATENESS: Duration = Duration::hours(1);
/// How soon after its beginning a list that began again may not do so once more.
const SOON: Duration = Duration::hours(1);

/// A position. Kept as JSON in a [`Cursor`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "walk", rename_all = "snake_case")]
pub(super) enum Walk {
    List {
        after: Option<String>,
        began: DateTime<Utc>,
        /// The list began before, and its token was refused.
        #[serde(default)]
        again: bool,
    },
    Sweep {
        from: DateTime<Utc>,
        span: Span,
    },
    Flood {
        at: DateTime<Utc>,
        after_id: u64,
        span: Span,
    },
    Rest {
        since: DateTime<Utc>,
        late_since: DateTime<Utc>,
    },
}

/// What a sweep carries along.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Span {
    /// The CRM's time when this pull began.
    began: DateTime<Utc>,
    /// Where the next look for late entries begins.
    late_since: DateTime<Utc>,
}

/// The next question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Question {
    List {
        after: Option<String>,
    },
    /// Modified at or after, by modification.
    Since(DateTime<Utc>),
    /// Modified exactly then, with a greater id, by id.
    Exactly {
        at: DateTime<Utc>,
        after_id: u64,
    },
}

/// What a page of a search said, as far as the walk cares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seen {
    /// The latest modification on the page.
    pub(super) latest: Option<DateTime<Utc>>,
    /// The greatest id on the page.
    pub(super) last_id: Option<u64>,
    /// More records match than the page holds.
    pub(super) more: bool,
}

impl Walk {
    /// Reads a cursor, and begins a pull at `now` where the last one was done. A cursor that can't be read starts anew.
    pub(super) fn resume(cursor: &Cursor, now: DateTime<Utc>) -> Self {
        match serde_json::from_str(&cursor.0) {
            Ok(Self::Rest { since, late_since }) => Self::begin(since, late_since, now),
            Ok(walk) => walk,
            Err(_) => Self::list(now),
        }
    }

    /// A list from its beginning.
    pub(super) fn list(now: DateTime<Utc>) -> Self {
        Self::List { after: None, began: now, again: false }
    }

    /// The list from its beginning, after its token was refused. `None` where there was no token, and where it began
    /// again only lately.
    pub(super) fn begun_again(&self, now: DateTime<Utc>) -> Option<Self> {
        match self {
            Self::List { after: Some(_), began, again } if !again || now - *began >= SOON => {
                Some(Self::List { after: None, began: now, again: true })
            }
            _ => None,
        }
    }

    /// A walk that brings only what changes from `now` on.
    pub(super) fn from_now_on(now: DateTime<Utc>) -> Self {
        Self::Rest { since: now - OVERLAP, late_since: now - OVERLAP }
    }

    fn begin(since: DateTime<Utc>, late_since: DateTime<Utc>, now: DateTime<Utc>) -> Self {
        if now - late_since >= LATENESS * 2 {
            let span = Span { began: now, late_since: now - LATENESS };
            return Self::Sweep { from: late_since.min(since), span };
        }
        Self::Sweep { from: since, span: Span { began: now, late_since } }
    }

    /// What to ask; `None` at rest.
    pub(super) fn question(&self) -> Option<Question> {
        match self {
            Self::List { after, .. } => Some(Question::List { after: after.clone() }),
            Self::Sweep { from, .. } => Some(Question::Since(*from)),
            Self::Flood { at, after_id, .. } => Some(Question::Exactly { at: *at, after_id: *after_id }),
            Self::Rest { .. } => None,
        }
    }

    /// The position after a page of the list.
    pub(super) fn after_list(self, next: Option<String>) -> Self {
        match (self, next) {
            (Self::List { began, again, .. }, Some(after)) => Self::List { after: Some(after), began, again },
            (Self::List { began, .. }, None) => Self::from_now_on(began),
            (other, _) => other,
        }
    }

    /// The position after a page of a search.
    pub(super) fn after_search(self, seen: Seen) -> Self {
        match self {
            Self::Sweep { span, .. } if !seen.more => Self::rest(span),
            Self::Sweep { from, span } => match seen.latest {
                Some(latest) if latest > from => Self::Sweep { from: latest, span },
                _ => Self::Flood { at: from, after_id: 0, span },
            },
            Self::Flood { at, after_id, span } => match seen.last_id {
                Some(last_id) if seen.more && last_id > after_id => Self::Flood { at, after_id: last_id, span },
                _ => Self::Sweep { from: at + Duration::milliseconds(1), span },
            },
            other => other,
        }
    }

    fn rest(span: Span) -> Self {
        Self::Rest { since: span.began - OVERLAP, late_since: span.late_since }
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
