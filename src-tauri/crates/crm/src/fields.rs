//! Which fields of the CRM carry the handoff: those that the set-up makes, or fields that were there before and fit.

mod likeness;
#[cfg(test)]
mod tests;

use crate::port::{CrmField, Names, Slot};
use likeness::is_like;
use std::collections::{BTreeMap, BTreeSet};

/// A slot, what fills it, and what could.
#[derive(Debug)]
pub struct SlotFields<'a> {
    pub slot: &'a Slot,
    pub field: &'a CrmField,
    /// A field that is named after it and fits, where the slot is empty.
    pub proposed: Option<&'a CrmField>,
    /// Fields that fit and carry nothing else.
    pub fitting: Vec<&'a CrmField>,
}

/// Every slot with the fields around it, from what the CRM describes.
pub fn slots(fields: &[CrmField]) -> Vec<SlotFields<'_>> {
    let free: Vec<&CrmField> = fields.iter().filter(|field| field.slot.is_none()).collect();
    let mut taken = BTreeSet::new();
    let around = |field| slot_fields(field, &free, &mut taken);
    fields.iter().filter_map(around).collect()
}

fn slot_fields<'a>(
    field: &'a CrmField,
    free: &[&'a CrmField],
    taken: &mut BTreeSet<&'a str>,
) -> Option<SlotFields<'a>> {
    let slot = field.slot.as_ref()?;
    let mut fitting = if slot.may_be_renamed() { fitting(slot, free) } else { Vec::new() };
    fitting.sort_by(|one, other| one.label.cmp(&other.label));
    let wanting = !field.serves() && !field.visible;
    let alike = |field: &&&CrmField| is_like(slot, field) && !taken.contains(field.name.as_str());
    let proposed = fitting.iter().find(alike).filter(|_| wanting).copied();
    taken.extend(proposed.map(|field| field.name.as_str()));
    Some(SlotFields { slot, field, proposed, fitting })
}

fn fitting<'a>(slot: &Slot, free: &[&'a CrmField]) -> Vec<&'a CrmField> {
    let fits = |field: &&&CrmField| {
        let written = matches!(slot, Slot::Handoff(_));
        field.holder == slot.holder() && (field.writable || !written) && field.misfit(slot).is_none()
    };
    free.iter().filter(fits).copied().collect()
}

/// Why a mapping can't be used; `None` where it can.
pub fn trouble(names: &Names, fields: &[CrmField]) -> Option<String> {
    let mut carried: BTreeMap<(_, &str), &str> = BTreeMap::new();
    for field in fields {
        let Some(slot) = &field.slot else { continue };
        let Some(name) = names.of(slot) else { continue };
        if !name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_') {
            return Some(format!("`{name}` is no name of a field"));
        }
        if let Some(other) = carried.insert((slot.holder(), name), slot.word()) {
            return Some(format!("`{name}` can't carry both `{other}` and `{}`", slot.word()));
        }
        if let Some(misfit) = field.misfit(slot).filter(|_| field.visible) {
            return Some(format!("`{name}` {misfit}"));
        }
    }
    None
}
