//! The life of a handoff, folded from its events.
//!
//! ```text
//! upcoming ─close─▶ due ─submit─▶ submitted ─accept─▶ accepted ─first touch─▶ engaged ─first value─▶ live
//!    │               ▲               │  ▲
//!    │ (drafting is  │            return │ resubmit
//!    │  possible     │               ▼  │
//!    │  from here)   │            returned
//!    └─ exempt (approved exception)        void (deal reopened, lost or deleted)
//! ```
//!
//! A first touch before acceptance is kept and takes effect on acceptance: the CSM may call before reviewing, the
//! review is still owed.

use crate::event::EventKind;
use crate::record::HandoffRecord;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where a handoff stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HandoffState {
    Upcoming,
    Due,
    Submitted,
    Returned,
    Accepted,
    Engaged,
    Live,
    Exempt,
    Void,
}

impl HandoffState {
    /// The value of the CRM's status property.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Upcoming => "upcoming",
            Self::Due => "due",
            Self::Submitted => "submitted",
            Self::Returned => "returned",
            Self::Accepted => "accepted",
            Self::Engaged => "engaged",
            Self::Live => "live",
            Self::Exempt => "exempt",
            Self::Void => "void",
        }
    }

    /// The state that a CRM status names; `None` for a word that we don't know.
    pub fn parse(text: &str) -> Option<Self> {
        [
            Self::Upcoming,
            Self::Due,
            Self::Submitted,
            Self::Returned,
            Self::Accepted,
            Self::Engaged,
            Self::Live,
            Self::Exempt,
            Self::Void,
        ]
        .into_iter()
        .find(|state| state.as_str() == text.trim())
    }

    /// True while the rep may still change what is handed over.
    pub fn rep_can_edit(self) -> bool {
        matches!(self, Self::Upcoming | Self::Due | Self::Returned)
    }
}

/// The state after all events of the record, in their order.
pub fn state_of(record: &HandoffRecord) -> HandoffState {
    state_after(&record.events)
}

/// The state after these events, which must be in their order.
pub fn state_after<'a>(events: impl IntoIterator<Item = &'a crate::Event>) -> HandoffState {
    events.into_iter().fold(Fold::default(), Fold::step).state()
}

/// What the fold carries: the main state, and what came early.
#[derive(Default)]
struct Fold {
    main: Option<HandoffState>,
    touched: bool,
    first_value: bool,
}

impl Fold {
    fn step(mut self, event: &crate::Event) -> Self {
        use HandoffState::{Accepted, Due, Exempt, Returned, Submitted, Upcoming, Void};
        let now = self.main.unwrap_or(Upcoming);
        match (&event.kind, now) {
            (EventKind::Closed, Upcoming | Void) => self.main = Some(Due),
            (EventKind::Voided { .. }, _) => self = Self { main: Some(Void), ..Self::default() },
            (EventKind::Exempted { .. }, Upcoming | Due | Returned) => self.main = Some(Exempt),
            (EventKind::Submitted { .. }, Upcoming | Due | Returned) => self.main = Some(Submitted),
            (EventKind::Returned { .. }, Submitted) => self.main = Some(Returned),
            (EventKind::Accepted { .. }, Submitted) => self.main = Some(Accepted),
            (EventKind::FirstTouchMade { .. }, _) => self.touched = true,
            (EventKind::FirstValueReached, _) => self.first_value = true,
            _ => {}
        }
        self
    }

    fn state(self) -> HandoffState {
        match self.main.unwrap_or(HandoffState::Upcoming) {
            HandoffState::Accepted if self.first_value => HandoffState::Live,
            HandoffState::Accepted if self.touched => HandoffState::Engaged,
            main => main,
        }
    }
}
