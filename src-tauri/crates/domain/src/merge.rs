//! Two copies of one record become one.
//!
//! Fields keep what was written at once ([`crate::fields`]); events are a grow-only set. The result is the same in
//! whichever order copies meet, and however often.

#[cfg(test)]
mod tests;

use crate::record::HandoffRecord;
use crate::register::text;

/// What `theirs` adds to `ours`.
///
/// Where two laptops pinned a playbook at once, or two newer apps wrote different unknown parts, every laptop takes the same
/// of the two. Both records must be of the same deal; one of another deal (a clone) is left
/// out whole.
pub fn merge(ours: &HandoffRecord, theirs: &HandoffRecord) -> HandoffRecord {
    let mut merged = ours.clone();
    if ours.deal_id != theirs.deal_id {
        return merged;
    }
    merged.fields = ours.fields.merge(&theirs.fields);
    for event in &theirs.events {
        merged.add_event(event.clone());
    }
    merged.told.extend(theirs.told.iter().cloned());
    merged.playbook = [&ours.playbook, &theirs.playbook].into_iter().flatten().min().cloned();
    for (key, part) in &theirs.unknown {
        let kept = merged.unknown.entry(key.clone()).or_insert_with(|| part.clone());
        if text(part) > text(kept) {
            kept.clone_from(part);
        }
    }
    merged
}
