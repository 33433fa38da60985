//! What the CRM's copy of a handoff adds to ours: the record that another laptop wrote, and the flat fields that people
//! edited in the CRM's own screen.
//!
//! Record and flat fields are always written in one request. So a flat field that says something else than the record
//! beside it was edited since, by a person, there. An empty flat field is no deletion.

#[cfg(test)]
mod tests;

use chrono::TimeDelta;
use crm::port::Version;
use domain::merge::merge;
use domain::projection::{parse, project};
use domain::record::FORMAT;
use domain::register::CRM;
use domain::{Deal, Dot, FieldEntry, FieldKey, FieldValue, HandoffId, HandoffRecord, Knew, PersonId, Provenance};
use std::collections::{BTreeMap, HashMap};

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

/// The record after everything that the CRM has is taken over; `None` where neither side has one.
///
/// `changes` tells who wrote the present flat texts; a field without is dated by the deal's last change.
pub(crate) fn adopted(
    local: Option<&HandoffRecord>,
    deal: &Deal,
    remote: &Remote,
    changes: &BTreeMap<FieldKey, Version>,
    people: &HashMap<String, PersonId>,
) -> Option<HandoffRecord> {
    let mut record = match (local, remote.record()) {
        (Some(local), Some(remote)) if local.organisation == remote.organisation => merge(local, remote),
        (Some(local), _) => local.clone(),
        (None, Some(remote)) => remote.clone(),
        (None, None) => return None,
    };
    let mut edits = HandoffRecord::empty(&record.organisation, record.deal_id.clone());
    if let Some(remote) = remote.record() {
        edits.fields = remote.fields.clone();
    }
    for key in edited_fields(deal, remote, local) {
        if let Some(version) = written(&key, deal, changes.get(&key)) {
            note_edit(&mut edits, key, &version, people);
        }
    }
    record = merge(&record, &edits);
    Some(record)
}

/// What a person wrote into flat fields of the CRM on top of a record, and what our write replaced unread.
pub(crate) fn overwritten(
    on: &HandoffRecord,
    replaced: BTreeMap<FieldKey, Version>,
    people: &HashMap<String, PersonId>,
) -> HandoffRecord {
    let mut edits = on.clone();
    for (key, version) in replaced {
        note_edit(&mut edits, key, &version, people);
    }
    edits
}

/// The present text of a flat field, as somebody wrote it; dated by the deal where the history does not tell.
fn written(key: &FieldKey, deal: &Deal, change: Option<&Version>) -> Option<Version> {
    let at = change.map(|change| change.at).or(deal.modified_at)?;
    let by_user = change.and_then(|change| change.by_user.clone());
    Some(Version { value: deal.flat_fields.get(key)?.clone(), at, by_user })
}

/// An edit in the CRM, on top of the record beside it. Every laptop that reads the same makes the same of it.
fn note_edit(record: &mut HandoffRecord, key: FieldKey, version: &Version, people: &HashMap<String, PersonId>) {
    let before = record.fields.get(&key);
    let dot = Dot::new(CRM, u64::try_from(version.at.timestamp_millis()).unwrap_or(0));
    // The edit came after the record that it differs from, whatever the clocks said.
    let at = before.map_or(version.at, |before| version.at.max(before.at + TimeDelta::milliseconds(1)));
    let by = version.by_user.as_ref().and_then(|user| people.get(user)).cloned();
    let value = parse(&version.value, &before.map_or_else(|| shape_of(&key), |before| before.value.clone()));
    let provenance = Provenance::EditedInCrm { by, at: Some(version.at) };
    if !value.is_empty() {
        record.fields.write(key, &FieldEntry { value, provenance, at }, &Knew::Everything, &dot);
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
