//! All rows of an object, deleted ones included.

use std::collections::HashSet;

use super::{RowKey, SYSTEM_USER, is_tracked};
use crate::org::{Kind, Moment, Object, ObjectId, Org};

/// Every record of some kinds.
pub fn objects(org: &Org, kinds: &[Kind]) -> Vec<RowKey> {
    let of = |kind: &Kind| {
        let kind = *kind;
        org.table(kind).rows().iter().map(move |row| RowKey::Object(kind, row.id))
    };
    kinds.iter().flat_map(of).collect()
}

/// Everybody, and the system itself.
pub fn owners(org: &Org) -> Vec<RowKey> {
    let people = org.owners.iter().map(|owner| RowKey::Owner(owner.id));
    std::iter::once(RowKey::Owner(SYSTEM_USER)).chain(people).collect()
}

/// Every part that a contact has or had in a deal.
pub fn roles(org: &Org) -> Vec<RowKey> {
    let deals = org.table(Kind::Deal).rows().iter();
    deals.flat_map(|deal| roles_of(org, deal)).collect()
}

/// Every part that a contact has or had in one deal.
pub fn roles_of(org: &Org, deal: &Object) -> Vec<RowKey> {
    let mut contacts = deal.linked(Kind::Contact);
    let parted = org.parted.iter().filter_map(|parted| parted.other(deal.id));
    for former in parted.filter(|former| org.table(Kind::Contact).row(*former).is_some()) {
        if !contacts.contains(&former) {
            contacts.push(former);
        }
    }
    contacts.into_iter().map(|contact| RowKey::Role(deal.id, contact)).collect()
}

/// The properties whose changes make a row of a deal's progress.
const PROGRESS: [&str; 3] = ["dealstage", "amount", "closedate"];

/// Every moment at which a deal's stage, amount or close date changed.
pub fn progress(org: &Org) -> Vec<RowKey> {
    let deals = org.table(Kind::Deal).rows().iter();
    deals.flat_map(|deal| progress_of(org, deal)).collect()
}

/// Every moment at which one deal's stage, amount or close date changed.
pub fn progress_of(org: &Org, deal: &Object) -> Vec<RowKey> {
    let schema = &org.table(Kind::Deal).schema;
    let cells = PROGRESS.iter().filter_map(|name| deal.cell(schema.key(name)?));
    let mut moments: Vec<Moment> = cells.flat_map(|cell| cell.versions().map(|version| version.at)).collect();
    moments.sort_unstable();
    moments.dedup();
    moments.into_iter().map(|at| RowKey::Progress(deal.id, at)).collect()
}

/// Every change of a tracked field of a deal, but not its first value.
pub fn changes(org: &Org) -> Vec<RowKey> {
    let deals = org.table(Kind::Deal).rows().iter();
    deals.flat_map(|deal| changes_of(org, deal)).collect()
}

/// Every change of a tracked field of one deal. A lookup's change has a row with names and one with ids.
pub fn changes_of(org: &Org, deal: &Object) -> Vec<RowKey> {
    let schema = &org.table(Kind::Deal).schema;
    let mut rows = Vec::new();
    for cell in &deal.cells {
        let property = schema.property(cell.property);
        if property.archived_at.is_some() || !is_tracked(&property.name) {
            continue;
        }
        let ways: &[bool] = if property.name.ends_with("csm_id") { &[true, false] } else { &[true] };
        let moments = cell.versions().map(|version| version.at).filter(|at| *at > deal.created_at);
        rows.extend(
            moments.flat_map(|at| ways.iter().map(move |named| RowKey::Change(deal.id, cell.property, at, *named))),
        );
    }
    rows
}

/// One line item for each product that was ever sold: a product has one entry in the price book.
pub fn entries(org: &Org) -> Vec<RowKey> {
    let schema = &org.table(Kind::LineItem).schema;
    let name = schema.key("name");
    let mut seen = HashSet::new();
    let lines = org.table(Kind::LineItem).rows().iter();
    let firsts = lines.filter(|line| {
        let sold = name.and_then(|key| line.value(key)).unwrap_or_default();
        !sold.is_empty() && seen.insert(sold.to_owned())
    });
    firsts.map(|line| RowKey::Sold(line.id)).collect()
}

/// The records that documents hang on.
const ENTITIES: [Kind; 3] = [Kind::Deal, Kind::Company, Kind::Contact];

/// Every note and file on a record.
pub fn document_links(org: &Org) -> Vec<RowKey> {
    let notes = org.table(Kind::Note).rows().iter().map(|note| note.id);
    notes.chain(org.files.iter().map(|file| file.id)).flat_map(|document| links_of(org, document)).collect()
}

/// Every record that one note or file hangs on.
pub fn links_of(org: &Org, document: ObjectId) -> Vec<RowKey> {
    if let Some(file) = org.files.iter().find(|file| file.id == document) {
        return file.on.iter().map(|(kind, entity)| RowKey::Attached(document, *kind, *entity)).collect();
    }
    let Some(note) = org.table(Kind::Note).row(document) else { return Vec::new() };
    let linked = ENTITIES.iter().flat_map(|kind| note.linked(*kind).into_iter().map(move |id| (*kind, id)));
    linked.map(|(kind, entity)| RowKey::Attached(document, kind, entity)).collect()
}

/// Every note and file on one record.
pub fn links_on(org: &Org, entity: ObjectId) -> Vec<RowKey> {
    let record = ENTITIES.iter().find_map(|kind| org.table(*kind).row(entity));
    let notes = record.map(|record| record.linked(Kind::Note)).unwrap_or_default();
    let files = org.files.iter().filter(|file| file.on.iter().any(|(_, id)| *id == entity)).map(|file| file.id);
    let documents = notes.into_iter().chain(files).flat_map(|document| links_of(org, document));
    documents.filter(|key| matches!(key, RowKey::Attached(_, _, id) if *id == entity)).collect()
}

/// The records of some kinds that are linked with a record.
pub fn linked_with(org: &Org, entity: ObjectId, kinds: &[Kind]) -> Vec<RowKey> {
    let Some(record) = ENTITIES.iter().find_map(|kind| org.table(*kind).row(entity)) else { return Vec::new() };
    kinds.iter().flat_map(|kind| record.linked(*kind).into_iter().map(|id| RowKey::Object(*kind, id))).collect()
}

/// The rows of a fixed list.
pub fn numbered(count: usize) -> Vec<RowKey> {
    (0..u16::try_from(count).unwrap_or(u16::MAX)).map(RowKey::Place).collect()
}

/// The only row.
pub fn one(_: &Org) -> Vec<RowKey> {
    numbered(1)
}
