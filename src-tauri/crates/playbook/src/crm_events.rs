//! Handoff events from the CRM's own history: setting the status there submits, accepts or returns, too.

#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};
use domain::ids::short_hash;
use domain::lifecycle::state_after;
use domain::{Actor, DealId, Event, EventId, EventKind, HandoffRecord, HandoffState, PersonId};

/// One entry of the history of the status property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusChange {
    pub value: String,
    pub at: DateTime<Utc>,
    /// Whom the history names.
    pub by: Option<PersonId>,
}

/// What a submission found, computed by the caller from the deal as it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measured {
    /// 0 to 100.
    pub quality: f64,
    pub filled: u32,
    pub required: u32,
}

/// The events that the CRM's history holds and the record does not: the close, and each submission, acceptance and
/// return that a person set in the CRM itself. Repeated reads give the same events with the same ids.
///
/// A change that only repeats what the record says already is our own write, coming back, and gives no event.
pub fn crm_events(
    deal: &DealId,
    record: &HandoffRecord,
    status_history: &[StatusChange],
    closed_at: Option<DateTime<Utc>>,
    measured: Measured,
) -> Vec<Event> {
    let mut events: Vec<Event> = closed_at.map(|at| closed(deal, at)).into_iter().collect();
    let mut changes: Vec<&StatusChange> = status_history.iter().collect();
    changes.sort_by_key(|change| change.at);
    for change in changes {
        let Some(kind) = HandoffState::parse(&change.value).and_then(|state| kind_of(state, measured)) else {
            continue;
        };
        let known = record.events.iter().chain(&events);
        let mut so_far: Vec<&Event> = known.filter(|event| event.at <= change.at).collect();
        so_far.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
        if would_change(&so_far, &kind) {
            let id = crm_id(deal, &change.value, change.at);
            events.push(Event { id, at: change.at, by: Actor::InCrm(change.by.clone()), kind, claimed_at: None });
        }
    }
    events
}

/// The event of a close, under the id that every laptop gives it.
pub fn closed(deal: &DealId, at: DateTime<Utc>) -> Event {
    Event { id: crm_id(deal, "closed", at), at, by: Actor::InCrm(None), kind: EventKind::Closed, claimed_at: None }
}

pub(crate) fn crm_id(deal: &DealId, what: &str, at: DateTime<Utc>) -> EventId {
    EventId(format!("crm:{}", short_hash(&[deal.as_str(), what, &at.to_rfc3339()])))
}

fn kind_of(state: HandoffState, measured: Measured) -> Option<EventKind> {
    let Measured { quality, filled, required } = measured;
    match state {
        HandoffState::Submitted => Some(EventKind::Submitted { quality, filled, required }),
        HandoffState::Accepted => Some(EventKind::Accepted { gaps: Vec::new(), rating: None }),
        HandoffState::Returned => Some(EventKind::Returned { reasons: Vec::new(), rating: None }),
        _ => None,
    }
}

/// True where the event moves the handoff on; what the state machine ignores is no news.
fn would_change(so_far: &[&Event], kind: &EventKind) -> bool {
    let now = state_after(so_far.iter().copied());
    match kind {
        EventKind::Submitted { .. } => now.rep_can_edit(),
        EventKind::Accepted { .. } | EventKind::Returned { .. } => now == HandoffState::Submitted,
        _ => false,
    }
}
