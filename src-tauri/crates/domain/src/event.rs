//! What happened to a handoff. Events are append-only and are the source of the metrics.

use crate::ids::{ActivityId, EventId, FieldKey, PersonId};
use crate::register::text;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// One event: who, when, what.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Event {
    pub id: EventId,
    pub at: DateTime<Utc>,
    pub by: Actor,
    #[serde(flatten)]
    pub kind: EventKind,
    /// What the laptop's clock said where no reply of the CRM had confirmed it. `at` is that time too, until the step
    /// arrives in the CRM: then `at` is no later than the arrival.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub claimed_at: Option<DateTime<Utc>>,
}

impl Event {
    /// What stands of two events under one id. The earlier time: that is the one that was bounded when the event arrived.
    /// Where the id names two events (a copied journal), every laptop keeps the same one.
    #[must_use]
    pub fn united(self, other: Self) -> Self {
        let at = self.at.min(other.at);
        let undated = |event: &Self| text(&Self { at: DateTime::UNIX_EPOCH, ..event.clone() });
        let kept = if undated(&self) > undated(&other) { self } else { other };
        Self { at, ..kept }
    }
}

/// Who did it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "actor", content = "id", rename_all = "snake_case")]
pub enum Actor {
    /// In Changeover.
    Person(PersonId),
    /// In the CRM's own screen, by the person that its history names.
    InCrm(Option<PersonId>),
    /// The playbook.
    Playbook,
}

/// What happened. Names are in the past tense.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum EventKind {
    /// The deal was won; `at` of the event is the time of close.
    Closed,
    /// The deal reopened, was lost or deleted.
    Voided {
        reason: String,
    },
    Exempted {
        reason: String,
    },
    /// A manager lets this deal pass with required fields missing.
    Released {
        reason: String,
    },
    /// `quality` 0 to 100; `filled` of `required` fields at this moment.
    Submitted {
        quality: f64,
        filled: u32,
        required: u32,
    },
    Returned {
        reasons: Vec<FieldReturn>,
        rating: Option<Rating>,
    },
    Accepted {
        gaps: Vec<Gap>,
        rating: Option<Rating>,
    },
    /// `why` is the sentence that the assignment gave.
    CsmAssigned {
        csm: PersonId,
        why: String,
    },
    /// The CSM opened the handoff: stops the engagement clock.
    OpenedByCsm,
    SectionOpened {
        section: String,
    },
    CheckAnswered {
        check: String,
        ok: bool,
    },
    /// The first outreach of CS to the customer; `at` is when it happened, not when it was logged.
    FirstTouchMade {
        channel: TouchChannel,
        note: String,
        activity: Option<ActivityId>,
    },
    KickoffHeld {
        note: String,
    },
    FirstValueReached,
    /// The customer was asked for something that the handoff should have carried.
    RepeatAsked {
        field: FieldKey,
        what: String,
    },
    GapFilled {
        field: FieldKey,
    },
    FieldsUsed {
        fields: Vec<FieldKey>,
    },
    ClockSnoozed {
        clock: String,
        reason: String,
        until: DateTime<Utc>,
    },
    /// An event of a newer app, kept as it was.
    #[serde(untagged)]
    #[ts(skip)]
    Unknown(BTreeMap<String, serde_json::Value>),
}

/// One field that a CSM sends back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FieldReturn {
    pub field: FieldKey,
    pub code: ReasonCode,
    /// The CSM's sentence.
    pub sentence: String,
}

/// The key of a return reason of the playbook, such as `unclear_promise`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(transparent)]
pub struct ReasonCode(pub String);

/// A named field that may be filled later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Gap {
    pub field: FieldKey,
    pub owner: PersonId,
    pub due: NaiveDate,
}

/// The CSM's rating of a handoff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Rating {
    /// 1 to 5.
    pub stars: u8,
    /// Dimension to 1–5, asked when `stars` is 3 or less: completeness, promise_alignment, sentiment_continuity,
    /// context_quality, stakeholder_accuracy.
    pub dimensions: BTreeMap<String, u8>,
}

/// How the customer was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TouchChannel {
    Call,
    Email,
    Meeting,
    Other,
}
