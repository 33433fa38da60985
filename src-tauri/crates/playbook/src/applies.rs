//! Whether a deal is a handoff at all.

#[cfg(test)]
mod tests;

use crate::assessment::Applies;
use crate::condition::Facts;
use crate::history::History;
use crate::situation::Situation;
use chrono::{DateTime, TimeDelta, Utc};
use domain::{Actor, Event, EventKind, FieldEntry, HandoffRecord, HandoffState, Provenance};

/// A deal whose creation and close lie this close together was created already won.
const CREATED_WON: TimeDelta = TimeDelta::seconds(60);

/// Whether a deal is a handoff, and in which state; an exemption by kind makes it exempt.
///
/// What a person wrote is never without a place: a deal that is no handoff, and has words of people, is an ended one.
pub(crate) fn applies(situation: &Situation<'_>, history: &History, facts: &Facts<'_>) -> (Applies, HandoffState) {
    match verdict(situation, history, facts) {
        (Applies::NotAHandoff { why }, state) if has_words(situation.record) => (Applies::Ended { why }, state),
        other => other,
    }
}

fn verdict(situation: &Situation<'_>, history: &History, facts: &Facts<'_>) -> (Applies, HandoffState) {
    let verdict = match history.state {
        HandoffState::Void => ended_by_void(history),
        HandoffState::Exempt => Applies::Ended { why: last_reason(history) },
        _ if !situation.context.deal.is_won => open(situation, facts),
        _ => match exempt_by_kind(situation, facts) {
            Some(why) => return (Applies::NotAHandoff { why }, HandoffState::Exempt),
            None => won(situation, history),
        },
    };
    (verdict, history.state)
}

/// True where a person wrote a field, or has to decide about one; what was only read from the CRM is still there.
fn has_words(record: &HandoffRecord) -> bool {
    let written = |entry: &FieldEntry| !entry.value.is_empty() && !matches!(entry.provenance, Provenance::Crm { .. });
    record.fields.values().any(written) || !record.fields.conflicts().is_empty()
}

fn ended_by_void(history: &History) -> Applies {
    let why = capitalised(&last_reason(history));
    let was_handoff = history.events.iter().any(|event| event.kind == EventKind::Closed || is_work(event));
    if was_handoff { Applies::Ended { why } } else { Applies::NotAHandoff { why } }
}

fn last_reason(history: &History) -> String {
    let reason = history.events.iter().rev().find_map(|event| match &event.kind {
        EventKind::Voided { reason } | EventKind::Exempted { reason } => Some(reason.clone()),
        _ => None,
    });
    reason.unwrap_or_default()
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}", first.to_uppercase(), letters.as_str()))
}

/// True for an event by which somebody took the deal for a handoff.
fn is_work(event: &Event) -> bool {
    match &event.kind {
        EventKind::Closed => matches!(event.by, Actor::Person(_)),
        EventKind::Voided { .. } | EventKind::CsmAssigned { .. } => false,
        EventKind::FirstTouchMade { .. } | EventKind::FirstValueReached => matches!(event.by, Actor::Person(_)),
        _ => true,
    }
}

fn is_worked_on(situation: &Situation<'_>) -> bool {
    situation.record.events.iter().any(is_work)
}

fn open(situation: &Situation<'_>, facts: &Facts<'_>) -> Applies {
    let upcoming = &situation.playbook.triggers.upcoming;
    let begun = is_worked_on(situation) || situation.record.fields.values().any(|entry| !entry.value.is_empty());
    if begun || upcoming.holds(facts) {
        return Applies::Upcoming;
    }
    Applies::NotAHandoff { why: "The deal is open and not near close yet".to_owned() }
}

fn exempt_by_kind(situation: &Situation<'_>, facts: &Facts<'_>) -> Option<String> {
    let exemption = situation.playbook.exemptions.iter().find(|exemption| exemption.when.holds(facts))?;
    (!is_worked_on(situation)).then(|| exemption.because.clone())
}

fn won(situation: &Situation<'_>, history: &History) -> Applies {
    let Some(closed_at) = history.closed_at else {
        return Applies::SortThese { why: "The CRM does not tell when it was won".to_owned() };
    };
    if let Some(go_live) = situation.roster.go_live.filter(|go_live| closed_at < *go_live) {
        return Applies::NotAHandoff { why: format!("It was won before go-live on {}", go_live.date_naive()) };
    }
    if is_worked_on(situation) {
        return Applies::Closed;
    }
    match import_like(situation, closed_at) {
        Some(why) => Applies::SortThese { why },
        None => Applies::Closed,
    }
}

fn import_like(situation: &Situation<'_>, closed_at: DateTime<Utc>) -> Option<String> {
    let triggers = &situation.playbook.triggers;
    let arrival = situation.arrival;
    if situation.context.deal.created_at.is_some_and(|created_at| created_at >= closed_at - CREATED_WON) {
        return Some("It was created already won".to_owned());
    }
    let late_by = arrival.seen_at.map(|seen_at| (seen_at - closed_at).num_days());
    if late_by.is_some_and(|days| days >= i64::from(triggers.stale_close_days)) {
        return Some(format!("Its close was {} days back when it arrived", late_by.unwrap_or_default()));
    }
    (arrival.closes_in_that_hour > triggers.closes_in_an_hour)
        .then(|| format!("{} deals were closed within that hour by the same person", arrival.closes_in_that_hour))
}
