//! Two copies of one record become one.
//!
//! For each field the later write stands; events are a grow-only set. The result is the same in whichever order copies
//! meet. Two people who write one field at the same time are not yet both kept: the later one is.

use crate::record::{FieldEntry, HandoffRecord};

/// What `theirs` adds to `ours`.
///
/// Both must be of the same deal; a record of another deal (a cloned one) is left out whole.
pub fn merge(ours: &HandoffRecord, theirs: &HandoffRecord) -> HandoffRecord {
    let mut merged = ours.clone();
    if ours.deal_id != theirs.deal_id {
        return merged;
    }
    for (key, entry) in &theirs.fields {
        if merged.fields.get(key).is_none_or(|known| is_later(entry, known)) {
            merged.fields.insert(key.clone(), entry.clone());
        }
    }
    for event in &theirs.events {
        merged.add_event(event.clone());
    }
    merged.playbook = merged.playbook.or_else(|| theirs.playbook.clone());
    for (key, part) in &theirs.unknown {
        merged.unknown.entry(key.clone()).or_insert_with(|| part.clone());
    }
    merged
}

/// Later in time; the same instant is decided by the text of the value, so that every laptop decides alike.
fn is_later(entry: &FieldEntry, known: &FieldEntry) -> bool {
    (entry.at, text_of(entry)) > (known.at, text_of(known))
}

fn text_of(entry: &FieldEntry) -> String {
    serde_json::to_string(entry).unwrap_or_default()
}
