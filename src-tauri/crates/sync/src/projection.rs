//! The handoff as properties of the deal.

#[cfg(test)]
mod tests;

use crate::adopt::same_text;
use crm::port::Property;
use domain::projection::project;
use domain::{EventKind, FieldKey, FieldValue, HandoffRecord, HandoffState, state_of};
use std::collections::BTreeMap;
use store::HandoffSummary;

/// Every property that the CRM should have, without the record itself. What is not known yet is absent; only a
/// reason or a conflict that does not hold any more is empty.
pub(crate) fn properties(record: &HandoffRecord, summary: Option<&HandoffSummary>) -> BTreeMap<Property, String> {
    let mut properties = BTreeMap::new();
    // The row knows of the close, which the record of the journal does not carry.
    let state = summary.map_or_else(|| state_of(record), |row| row.state);
    properties.insert(Property::Status, state.as_str().to_owned());
    properties.insert(Property::StatusReason, reason(record, state).unwrap_or_default());
    properties.insert(Property::Conflict, conflict(record));
    let known = [
        (Property::Playbook, record.playbook.clone()),
        (Property::FirstValueDate, first_value_date(record)),
        (Property::Tier, summary.map(|row| row.tier.to_lowercase()).filter(|tier| !tier.is_empty())),
        (Property::Csm, summary.and_then(|row| row.csm_id.as_ref()).map(|csm| csm.0.clone())),
        (Property::Completeness, summary.and_then(completeness).map(number)),
        (Property::Quality, summary.and_then(|row| row.quality).map(number)),
    ];
    properties.extend(known.into_iter().filter_map(|(property, text)| Some((property, text?))));
    // A field that was emptied here is emptied there, too.
    let text = |value: &FieldValue| if value.is_empty() { String::new() } else { project(value) };
    properties.extend(record.fields.iter().map(|(key, entry)| (Property::Field(key.clone()), text(&entry.value))));
    properties
}

/// Those of the wanted properties that the CRM has otherwise.
pub(crate) fn differing(
    wanted: BTreeMap<Property, String>,
    there: &BTreeMap<Property, String>,
) -> BTreeMap<Property, String> {
    let differs = |(property, text): &(Property, String)| match there.get(property) {
        Some(known) => !is_same(property, text, known),
        None => !text.is_empty(),
    };
    wanted.into_iter().filter(differs).collect()
}

/// A property that is longer than the CRM takes it, with how long that is; a field rather than the record, because a field
/// can be shortened.
pub(crate) fn too_long(
    changes: &BTreeMap<Property, String>,
    limits: &BTreeMap<Property, usize>,
) -> Option<(Property, usize)> {
    let limit =
        |property: &Property, text: &String| limits.get(property).filter(|limit| text.chars().nth(**limit).is_some());
    let long = changes.iter().filter_map(|(property, text)| Some((property.clone(), *limit(property, text)?)));
    long.max_by_key(|(property, _)| matches!(property, Property::Field(_)))
}

/// The field whose text is the longest.
pub(crate) fn longest_field(record: &HandoffRecord) -> Option<&FieldKey> {
    let length = |value: &FieldValue| project(value).chars().count();
    record.fields.iter().max_by_key(|(_, entry)| length(&entry.value)).map(|(key, _)| key)
}

fn is_same(property: &Property, ours: &str, theirs: &str) -> bool {
    match property {
        Property::Completeness | Property::Quality => match (ours.parse::<f64>(), theirs.parse::<f64>()) {
            (Ok(ours), Ok(theirs)) => (ours - theirs).abs() < 0.05,
            _ => false,
        },
        Property::Field(_) | Property::StatusReason => same_text(ours, theirs),
        _ => ours == theirs,
    }
}

fn completeness(summary: &HandoffSummary) -> Option<f64> {
    (summary.required > 0).then(|| f64::from(summary.filled) / f64::from(summary.required) * 100.0)
}

/// One decimal, without a needless one.
fn number(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    format!("{rounded}")
}

fn conflict(record: &HandoffRecord) -> String {
    let keys: Vec<String> = record.fields.conflicts().into_keys().map(|key| key.0).collect();
    keys.join(", ")
}

fn first_value_date(record: &HandoffRecord) -> Option<String> {
    let reached = record.last_event(|kind| matches!(kind, EventKind::FirstValueReached))?;
    Some(reached.at.date_naive().to_string())
}

/// Why the handoff is where it is: what was returned, why it is exempt or void, why it was released.
fn reason(record: &HandoffRecord, state: HandoffState) -> Option<String> {
    let explains = |kind: &EventKind| {
        matches!(
            (kind, state),
            (EventKind::Returned { .. }, HandoffState::Returned)
                | (EventKind::Exempted { .. }, HandoffState::Exempt)
                | (EventKind::Voided { .. }, HandoffState::Void)
                | (EventKind::Released { .. }, HandoffState::Submitted)
        )
    };
    match &record.last_event(explains)?.kind {
        EventKind::Returned { reasons, .. } => {
            let lines = reasons.iter().map(|one| format!("{}: {} ({})", one.field, one.sentence.trim(), one.code.0));
            Some(lines.collect::<Vec<_>>().join("\n"))
        }
        EventKind::Exempted { reason } | EventKind::Voided { reason } | EventKind::Released { reason } => {
            Some(reason.clone())
        }
        _ => None,
    }
    .filter(|text| !text.trim().is_empty())
}
