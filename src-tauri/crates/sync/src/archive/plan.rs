//! What of a record goes into the CRM's property, and what into a file. Pure.

#[cfg(test)]
mod tests;

use super::Filed;
use domain::{Event, EventId, EventKind, HandoffRecord, state_of};
use std::collections::{BTreeMap, BTreeSet};

/// From this share of the limit on, events are left to files, in percent.
const NEAR: usize = 80;
/// Down to this share.
const ENOUGH: usize = 50;
/// A file is made for no less than this share, unless the record would not fit without it.
const WORTH: usize = 10;

/// What happens next with a record that is to be written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Plan {
    /// This is written: all of it, or what no file says.
    Write(HandoffRecord),
    /// First these events go into a file; oldest first.
    File(Vec<Event>),
}

/// What to do with a record, where `filed` is what its checked files say and `limit` what the property takes, in
/// characters.
pub(crate) fn plan(record: &HandoffRecord, filed: &Filed, limit: usize) -> Plan {
    let share = |percent: usize| limit * percent / 100;
    if length(record) <= share(NEAR) {
        return Plan::Write(record.clone());
    }
    let lean = lean(record, filed);
    let long = length(&lean);
    if long <= share(NEAR) {
        return Plan::Write(lean);
    }
    let chosen = oldest(&lean, long - share(ENOUGH));
    let moved: usize = chosen.iter().map(length).sum();
    let fits = long <= limit;
    let helps = if fits { moved >= share(WORTH) } else { long <= limit + moved };
    if helps && !chosen.is_empty() { Plan::File(chosen) } else { Plan::Write(lean) }
}

/// The record without the events that files say, but for those that stay.
pub(crate) fn lean(record: &HandoffRecord, filed: &Filed) -> HandoffRecord {
    let goes = |event: &Event| filed.get(&event.id) == Some(event);
    without(record, goes)
}

/// How long a part of a record is as JSON, in characters.
pub(crate) fn length<T: serde::Serialize>(part: &T) -> usize {
    serde_json::to_string(part).map_or(0, |json| json.chars().count())
}

/// The oldest events that make up so many characters, of those that may go.
fn oldest(record: &HandoffRecord, characters: usize) -> Vec<Event> {
    let staying = without(record, |_| true);
    let stays: BTreeSet<&EventId> = staying.events.iter().map(|event| &event.id).collect();
    let (mut chosen, mut sum) = (Vec::new(), 0);
    for event in record.events.iter().filter(|event| !stays.contains(&event.id)) {
        if sum >= characters {
            break;
        }
        sum += length(event) + 1;
        chosen.push(event.clone());
    }
    chosen
}

/// The record without the events that go. The last of each kind stays, so that a laptop that can't read the files knows the
/// state; where that is not enough for it, everything stays that makes the state.
fn without(record: &HandoffRecord, goes: impl Fn(&Event) -> bool) -> HandoffRecord {
    let last: BTreeMap<String, &EventId> = record.events.iter().map(|event| (kind(event), &event.id)).collect();
    let is_last = |event: &Event| last.get(&kind(event)) == Some(&&event.id);
    let mut lean = record.clone();
    lean.events.retain(|event| is_last(event) || !goes(event));
    if state_of(&lean) != state_of(record) {
        lean.events.clone_from(&record.events);
        lean.events.retain(|event| is_last(event) || makes_state(event) || !goes(event));
    }
    lean
}

/// The word that names a kind of event, also of one that a newer app wrote.
fn kind(event: &Event) -> String {
    let word = serde_json::to_value(&event.kind).ok().and_then(|kind| Some(kind.get("event")?.as_str()?.to_owned()));
    word.unwrap_or_default()
}

fn makes_state(event: &Event) -> bool {
    matches!(
        event.kind,
        EventKind::Closed
            | EventKind::Voided { .. }
            | EventKind::Exempted { .. }
            | EventKind::Submitted { .. }
            | EventKind::Returned { .. }
            | EventKind::Accepted { .. }
            | EventKind::FirstTouchMade { .. }
            | EventKind::FirstValueReached
    )
}
