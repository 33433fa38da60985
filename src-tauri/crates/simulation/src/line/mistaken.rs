//! The planted mistakes that a line can make.

use super::Line;
use crate::bug::Bug;
use crate::org::Org;
use crate::story::FIELDS;
use crm::port::{FileDraft, Page, Property, PropertyHistory};
use domain::{Deal, DealId};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::PoisonError;

pub(super) fn page(bug: Option<Bug>, mut page: Page, org: &Org) -> Page {
    match bug {
        Some(Bug::FirstPageOnly) if !page.done => {
            page.next = org.end_of_log();
            page.done = true;
        }
        Some(Bug::OldIsNew) => page.deals.iter_mut().for_each(|deal| deal.modified_at = Some(org.now())),
        _ => {}
    }
    page.deals = page.deals.into_iter().map(|one| deal(bug, one)).collect();
    page
}

pub(super) fn deal(bug: Option<Bug>, mut deal: Deal) -> Deal {
    if bug == Some(Bug::BlindToTheCrm) {
        deal.flat_fields.clear();
    }
    deal
}

pub(super) fn history(bug: Option<Bug>, history: &mut PropertyHistory) {
    match bug {
        Some(Bug::BlindToTheCrm) => history.clear(),
        Some(Bug::ShortMemory) => history.values_mut().for_each(|versions| drop(versions.drain(..versions.len() - 1))),
        _ => {}
    }
}

pub(super) fn changes(
    bug: Option<Bug>,
    id: &DealId,
    changes: &BTreeMap<Property, String>,
    org: &Org,
) -> BTreeMap<Property, String> {
    let mut changes = changes.clone();
    let without = |changes: &mut BTreeMap<Property, String>, drop: &dyn Fn(&mut serde_json::Map<String, Value>)| {
        if let Some(json) = changes.get_mut(&Property::Record)
            && let Ok(Value::Object(mut record)) = serde_json::from_str(json)
        {
            drop(&mut record);
            *json = Value::Object(record).to_string();
        }
    };
    match bug {
        Some(Bug::DropsUnknownParts) => {
            without(&mut changes, &|record| record.retain(|part, _| !part.starts_with('w')));
        }
        Some(Bug::DropsEvents) => {
            without(&mut changes, &|record| drop(record.insert("events".to_owned(), Value::Array(Vec::new()))));
        }
        Some(Bug::WritesEverything) => {
            let property = Property::Field(FIELDS[2].into());
            let text = org.find(id).and_then(|row| row.field(&property)).map(str::to_owned);
            changes.extend(text.map(|text| (property, text)));
        }
        _ => {}
    }
    changes
}

pub(super) fn key(bug: Option<Bug>, key: &str, org: &Org) -> String {
    if bug == Some(Bug::KeyPerTry) { format!("{key} {}", org.requests) } else { key.to_owned() }
}

/// A file that never arrived is taken to be there, under this id.
pub(super) fn attached(line: &Line, key: &str, file: &FileDraft) -> Option<String> {
    let id = (line.bug == Some(Bug::FileIsNotReadBack)).then(|| format!("f-{key}"))?;
    line.believed.lock().unwrap_or_else(PoisonError::into_inner).insert(id.clone(), file.content.clone());
    Some(id)
}

pub(super) fn read(line: &Line, id: &str) -> Option<Vec<u8>> {
    line.believed.lock().unwrap_or_else(PoisonError::into_inner).get(id).cloned()
}
