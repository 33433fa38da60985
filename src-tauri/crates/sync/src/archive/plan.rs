//! What of a record goes into the CRM's property, and what into a file. Pure.

#[cfg(test)]
mod tests;

use super::Filed;
use domain::{Event, EventId, EventKind, HandoffRecord};
use std::collections::{BTreeMap, BTreeSet};

/// From this share of the limit on, events are left to files, in percent.
const NEAR: usize = 80;
/// Down to this share.
const ENOUGH: usize = 50;
/// A file is made for no less than this share, unless the record would not fit without it.
const WORTH: usize = 10;
/// What a reference to a file takes at most, in characters: a hash, the file's id, the count.
const REFERENCE: usize = 128;

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
    let helps = if fits { moved >= share(WORTH) } else { long + REFERENCE <= limit + moved };
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
    let stays = staying(record);
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

/// The record without the events that go.
fn without(record: &HandoffRecord, goes: impl Fn(&Event) -> bool) -> HandoffRecord {
    let stays = staying(record);
    let mut lean = record.clone();
    lean.events.retain(|event| stays.contains(&event.id) || !goes(event));
    lean
}

/// What no file takes from the record, so that a laptop that can't read the file knows as much as it needs: everything that
/// makes the state or counts, and of what is told again and again about one thing the first and the last.
fn staying(record: &HandoffRecord) -> BTreeSet<EventId> {
    let mut stays = BTreeSet::new();
    let mut about: BTreeMap<(&str, &str), (&EventId, &EventId)> = BTreeMap::new();
    for event in &record.events {
        match repeated(&event.kind) {
            Some(thing) => about.entry(thing).or_insert((&event.id, &event.id)).1 = &event.id,
            None => drop(stays.insert(event.id.clone())),
        }
    }
    stays.extend(about.into_values().flat_map(|(first, last)| [first.clone(), last.clone()]));
    stays
}

/// What an event is about, where the same can be told many times.
fn repeated(kind: &EventKind) -> Option<(&str, &str)> {
    match kind {
        EventKind::SectionOpened { section } => Some(("section", section)),
        EventKind::CheckAnswered { check, .. } => Some(("check", check)),
        EventKind::GapFilled { field } => Some(("gap", &field.0)),
        EventKind::ClockSnoozed { clock, .. } => Some(("clock", clock)),
        EventKind::FieldsUsed { .. } => Some(("fields", "")),
        _ => None,
    }
}
