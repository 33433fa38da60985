//! What the CRM's copy of a handoff adds to ours: the record that another laptop wrote, and the flat fields that people
//! edited in the CRM's own screen.
//!
//! Record and flat fields are always written in one request. So a flat field that says something else than the record
//! beside it was edited since, by a person, there. An empty flat field is no deletion.

#[cfg(test)]
mod tests;

use chrono::{DateTime, TimeDelta, Utc};
use crm::port::Version;
use domain::merge::merge;
use domain::projection::{parse, project};
use domain::record::FORMAT;
use domain::register::CRM;
use domain::{
    Deal, DealContext, Dot, FieldEntry, FieldKey, FieldValue, HandoffId, HandoffRecord, Knew, PersonId, Provenance,
    Seen,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The record property of a deal.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Remote {
    Absent,
    /// Set aside; the word says why.
    Unusable(&'static str),
    /// Written by a newer Changeover: this one can't read it, and must not write over it.
    Newer,
    Valid(Box<HandoffRecord>),
}

impl Remote {
    /// Reads the record property. One that does not parse, needs a newer app, or was copied from another deal is set aside.
    pub(crate) fn of(deal: &Deal) -> Self {
        let Some(json) = &deal.record_json else { return Self::Absent };
        let Ok(record) = serde_json::from_str::<HandoffRecord>(json) else {
            return Self::Unusable("is not a handoff record; set aside");
        };
        if record.min_reader > FORMAT {
            return Self::Newer;
        }
        if record.deal_id != deal.id || record.id != HandoffId::of(&record.organisation, &deal.id) {
            return Self::Unusable("belongs to another deal; set aside");
        }
        Self::Valid(Box::new(record))
    }

    pub(crate) fn record(&self) -> Option<&HandoffRecord> {
        match self {
            Self::Valid(record) => Some(record),
            Self::Absent | Self::Unusable(_) | Self::Newer => None,
        }
    }
}

/// The fields whose flat text says something else than the record: the CRM's where it is good, else ours.
pub(crate) fn edited_fields(deal: &Deal, remote: &Remote, local: Option<&HandoffRecord>) -> Vec<FieldKey> {
    let Some(base) = remote.record().or(local) else { return Vec::new() };
    let differs = |key: &FieldKey, text: &String| {
        base.fields.get(key).is_none_or(|entry| !same_text(&project(&entry.value), text))
    };
    let filled = deal.flat_fields.iter().filter(|(_, text)| !text.trim().is_empty());
    filled.filter(|(key, text)| differs(key, text)).map(|(key, _)| key.clone()).collect()
}

/// What the CRM's history tells of each flat field, oldest first.
pub(crate) type Histories = BTreeMap<FieldKey, Vec<Version>>;

/// The record after everything that the CRM has is taken over; `None` where neither side has one.
///
/// `histories` tells who wrote the flat texts; a field without is dated by the deal's last change.
pub(crate) fn adopted(
    local: Option<&HandoffRecord>,
    deal: &Deal,
    remote: &Remote,
    histories: &Histories,
    people: &HashMap<String, PersonId>,
) -> Option<HandoffRecord> {
    let mut record = match (local, remote.record()) {
        (Some(local), Some(remote)) if local.organisation == remote.organisation => merge(local, remote),
        (Some(local), _) => local.clone(),
        (None, Some(remote)) => remote.clone(),
        (None, None) => return None,
    };
    let edited = edited_fields(deal, remote, local);
    let asked: BTreeSet<&FieldKey> = edited.iter().chain(histories.keys()).collect();
    for key in asked {
        let history = histories.get(key).map_or(&[][..], Vec::as_slice);
        for typed in typed_since(&record, key, deal, history, edited.contains(key)) {
            note_edit(&mut record, key, &typed, people);
        }
    }
    Some(record)
}

/// A text that came into a flat field, and what its author saw there.
struct Typed {
    version: Version,
    saw: Saw,
}

enum Saw {
    /// A person saw this text.
    Text(String),
    /// The CRM has no history: what stood there, it seems.
    WhatStood,
    /// No person: another program, or another laptop whose record was overwritten before we read it.
    Nothing,
}

/// What people typed that the record has not seen, oldest first. Our own writes have no person behind them; another
/// program's show themselves by a flat text that the record beside it does not have, both read at once.
fn typed_since(
    record: &HandoffRecord,
    key: &FieldKey,
    deal: &Deal,
    history: &[Version],
    flat_differs: bool,
) -> Vec<Typed> {
    let (flat, seen) = (deal.flat_fields.get(key), record.fields.seen(key));
    let Some(last) = history.last() else {
        let version = flat.zip(deal.modified_at).map(|(text, at)| Version { value: text.clone(), at, by_user: None });
        let unseen = version.into_iter().filter(|version| !seen.has(&dot_of(version)));
        return unseen.map(|version| Typed { version, saw: Saw::WhatStood }).collect();
    };
    let is_last =
        |position: usize| position + 1 == history.len() && flat.is_some_and(|text| same_text(text, &last.value));
    let is_typed = |(position, version): &(usize, &Version)| {
        let by_a_person = version.by_user.is_some() || (flat_differs && is_last(*position));
        by_a_person && !version.value.trim().is_empty() && !seen.has(&dot_of(version))
    };
    let typed = history.iter().enumerate().filter(is_typed);
    let saw = |position: usize, version: &Version| match version.by_user {
        Some(_) => Saw::Text(before(history, position)),
        None => Saw::Nothing,
    };
    typed.map(|(position, version)| Typed { version: version.clone(), saw: saw(position, version) }).collect()
}

/// Before its first version a field is empty.
fn before(history: &[Version], position: usize) -> String {
    let earlier = position.checked_sub(1).and_then(|position| history.get(position));
    earlier.map(|version| version.value.clone()).unwrap_or_default()
}

/// The name of what was typed in the CRM: a field has one text at a time.
fn dot_of(version: &Version) -> Dot {
    Dot::new(CRM, u64::try_from(version.at.timestamp_millis()).unwrap_or(0))
}

/// An edit in the CRM. Its author saw one text there, and replaced that one: what others wrote at once stays. Every laptop
/// that reads the same makes the same of it.
fn note_edit(record: &mut HandoffRecord, key: &FieldKey, typed: &Typed, people: &HashMap<String, PersonId>) {
    let version = &typed.version;
    let standing = record.fields.get(key);
    let shape = standing.map_or_else(|| shape_of(key), |standing| standing.value.clone());
    let value = parse(&version.value, &shape);
    if value.is_empty() {
        return;
    }
    let replaces = |standing: &FieldEntry| match &typed.saw {
        Saw::Text(text) => same_text(&project(&standing.value), text),
        Saw::WhatStood => true,
        Saw::Nothing => false,
    };
    let (knew, at) = match (standing, &typed.saw) {
        // The edit came after what it replaced, whatever the clocks said.
        (Some(standing), _) if replaces(standing) => {
            (Knew::Shown(standing.value.clone()), version.at.max(standing.at + TimeDelta::milliseconds(1)))
        }
        (Some(_), Saw::Text(text)) => (Knew::Shown(parse(text, &shape)), version.at),
        (Some(_), _) => (Knew::Conflicts(Seen::default()), version.at),
        (None, _) => (Knew::Everything, version.at),
    };
    let by = version.by_user.as_ref().and_then(|user| people.get(user)).cloned();
    let provenance = Provenance::EditedInCrm { by, at: Some(version.at) };
    record.fields.write(key.clone(), &FieldEntry { value, provenance, at }, &knew, &dot_of(version));
}

/// Until when the author of an edit knew what the CRM's own field said, where the record does not say it: until now if it
/// says what they were shown, not at all if somebody typed there meanwhile.
pub fn knew_crm_until(
    record: &HandoffRecord,
    context: &DealContext,
    field: &FieldKey,
    knew: &Knew,
) -> Option<DateTime<Utc>> {
    let there = context.deal.flat_fields.get(field).filter(|_| !record.fields.contains_key(field))?;
    match knew {
        Knew::Shown(value) if !same_text(&project(value), there) => None,
        _ => context.deal.modified_at,
    }
}

/// The shape that `docs/crm-fields.md` gives a field.
fn shape_of(key: &FieldKey) -> FieldValue {
    match key.as_str() {
        "stakeholders" => FieldValue::Stakeholders(Vec::new()),
        "promises" => FieldValue::Promises(Vec::new()),
        "success_criteria" => FieldValue::Criteria(Vec::new()),
        "exclusions" | "products" => FieldValue::Items(Vec::new()),
        _ => FieldValue::Text(String::new()),
    }
}

/// Equal but for what CRMs normalise: line ends, blanks at the ends of lines, blank lines at the end, control characters.
pub(crate) fn same_text(a: &str, b: &str) -> bool {
    fn plain(text: &str) -> Vec<String> {
        let kept = |character: &char| !character.is_control() || *character == '\n';
        let text: String = text.replace("\r\n", "\n").replace('\t', " ").chars().filter(kept).collect();
        text.trim().lines().map(|line| line.trim_end().to_owned()).collect()
    }
    plain(a) == plain(b)
}
