//! The record as a whole: what Changeover wrote, the close, what people set in the CRM itself, and a first touch that was
//! found among the activities.
//!
//! It is derived from the cache each time, with the same ids each time; only a first touch is kept (`rounds::touch`), so
//! that the CRM's own status follows it.

#[cfg(test)]
mod tests;

use crate::error::AppError;
use crate::process::Process;
use crate::workspace::Workspace;
use chrono::{DateTime, TimeDelta, Utc};
use domain::ids::short_hash;
use domain::{
    Actor, DealContext, Event, EventId, EventKind, HandoffRecord, HandoffState, PersonId, TouchChannel, state_of,
};
use store::StatusChange;

/// The longest time from the reading of a record to the moment when its status stands in the CRM.
const ON_ITS_WAY: TimeDelta = TimeDelta::minutes(2);

/// The record with everything that the CRM adds to it.
pub async fn whole_record(
    workspace: &Workspace,
    process: &Process,
    context: &DealContext,
    mut record: HandoffRecord,
) -> Result<HandoffRecord, AppError> {
    let statuses = match context.deal.handoff_status {
        Some(_) => workspace.store.status_history(&context.deal.id).await?,
        None => Vec::new(),
    };
    complete(process, context, &statuses, &mut record);
    Ok(record)
}

/// In this order: a status that only says what was found is nobody's step.
fn complete(process: &Process, context: &DealContext, statuses: &[StatusChange], record: &mut HandoffRecord) {
    add_close(context, record);
    add_first_touch(process, context, record);
    for change in statuses {
        add_status(change, record);
    }
    add_end(context, record);
}

/// The CSM who has the handoff: assigned in the record, or in the CRM.
pub fn csm_of(context: &DealContext, record: &HandoffRecord) -> Option<PersonId> {
    let assigned = record.last_event(|kind| matches!(kind, EventKind::CsmAssigned { .. }));
    match assigned.map(|event| &event.kind) {
        Some(EventKind::CsmAssigned { csm, .. }) => Some(csm.clone()),
        _ => context.deal.csm_id.clone(),
    }
}

fn add_close(context: &DealContext, record: &mut HandoffRecord) {
    if let Some(closed_at) = context.deal.closed_at.filter(|_| context.deal.is_won) {
        add(record, "closed", closed_at, Actor::InCrm(context.deal.owner_id.clone()), EventKind::Closed);
    }
}

/// A deal that was lost or deleted ends its handoff; one that reopened after its close does, too.
fn add_end(context: &DealContext, record: &mut HandoffRecord) {
    let deal = &context.deal;
    let reason = if deal.archived {
        "The deal was deleted in the CRM"
    } else if deal.is_closed && !deal.is_won {
        "The deal was lost"
    } else if !deal.is_won && state_of(record) > HandoffState::Upcoming {
        "The deal was opened again"
    } else {
        return;
    };
    let last = record.events.last().map(|event| event.at);
    if let Some(at) = deal.modified_at.max(last) {
        add(record, "ended", at, Actor::InCrm(None), EventKind::Voided { reason: reason.to_owned() });
    }
}

/// A status that a person set in the CRM's own screen.
fn add_status(change: &StatusChange, record: &mut HandoffRecord) {
    let Some(set) = HandoffState::parse(&change.value) else { return };
    if set == state_at(record, change.at) || is_our_own(change, set, record) {
        return;
    }
    let by = Actor::InCrm(change.by_person.clone());
    for kind in kinds_of(set, state_at(record, change.at)) {
        add(record, &format!("status:{}:{}", change.value, kind_name(&kind)), change.at, by.clone(), kind);
    }
}

/// True where our own write comes back that was on its way while the handoff went on: what it says held a moment ago, and
/// nobody else wrote it.
fn is_our_own(change: &StatusChange, set: HandoffState, record: &HandoffRecord) -> bool {
    let by_us = |person: &PersonId| record.events.iter().any(|event| event.by == Actor::Person(person.clone()));
    let may_be_ours = match (&change.by_person, &change.by_user) {
        (Some(person), _) => by_us(person),
        (None, user) => user.is_none(),
    };
    if !may_be_ours {
        return false;
    }
    let recent = change.at - ON_ITS_WAY;
    let since = record.events.iter().map(|event| event.at).filter(|at| (recent..=change.at).contains(at));
    since.chain([recent]).any(|at| state_at(record, at) == set)
}

/// The state that the events up to a moment make.
fn state_at(record: &HandoffRecord, at: DateTime<Utc>) -> HandoffState {
    let mut until = record.clone();
    until.events.retain(|event| event.at <= at);
    state_of(&until)
}

/// What must have happened for a status to be set. A submission made in the CRM has no score of its own: `required` is 0.
fn kinds_of(set: HandoffState, was: HandoffState) -> Vec<EventKind> {
    let submitted = EventKind::Submitted { quality: 0.0, filled: 0, required: 0 };
    let accepted = EventKind::Accepted { gaps: Vec::new(), rating: None };
    let touched = EventKind::FirstTouchMade { channel: TouchChannel::Other, note: String::new(), activity: None };
    match set {
        HandoffState::Submitted => vec![submitted],
        HandoffState::Returned => vec![EventKind::Returned { reasons: Vec::new(), rating: None }],
        HandoffState::Accepted if was == HandoffState::Submitted => vec![accepted],
        HandoffState::Accepted => vec![submitted, accepted],
        HandoffState::Engaged if was == HandoffState::Accepted => vec![touched],
        HandoffState::Engaged => vec![submitted, accepted, touched],
        HandoffState::Live => vec![EventKind::FirstValueReached],
        HandoffState::Exempt => vec![EventKind::Exempted { reason: "Set in the CRM".to_owned() }],
        HandoffState::Void => vec![EventKind::Voided { reason: "Set in the CRM".to_owned() }],
        HandoffState::Upcoming | HandoffState::Due => Vec::new(),
    }
}

fn kind_name(kind: &EventKind) -> &'static str {
    match kind {
        EventKind::Submitted { .. } => "1",
        EventKind::Accepted { .. } => "2",
        _ => "3",
    }
}

/// A customer-facing activity by the CSM after close, unless a first touch is known.
fn add_first_touch(process: &Process, context: &DealContext, record: &mut HandoffRecord) {
    let known = record.last_event(|kind| matches!(kind, EventKind::FirstTouchMade { .. })).is_some();
    let (Some(closed_at), false) = (context.deal.closed_at.filter(|_| context.deal.is_won), known) else { return };
    let csm = csm_of(context, record);
    if let Some((at, activity, channel)) = playbook::first_touch(context, closed_at, &process.roster, csm.as_ref()) {
        let kind = EventKind::FirstTouchMade { channel, note: String::new(), activity: Some(activity) };
        add(record, "first_touch", at, Actor::InCrm(csm), kind);
    }
}

fn add(record: &mut HandoffRecord, what: &str, at: DateTime<Utc>, by: Actor, kind: EventKind) {
    let id =
        EventId(format!("crm:{}", short_hash(&[record.deal_id.as_str(), what, &at.timestamp_millis().to_string()])));
    record.add_event(Event { id, at, by, kind, claimed_at: None });
}
