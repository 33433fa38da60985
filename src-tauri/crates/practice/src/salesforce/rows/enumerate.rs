//! All rows of an object, deleted ones included.

use std::collections::HashSet;

use super::{RowKey, SYSTEM_USER, is_tracked};
use crate::org::{Kind, Moment, ObjectId, Org, PropertyKey};

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
    let linked = deals.flat_map(|deal| deal.linked(Kind::Contact).into_iter().map(|contact| (deal.id, contact)));
    let is_pair = |one: ObjectId, two: ObjectId| {
        org.table(Kind::Deal).row(one).is_some() && org.table(Kind::Contact).row(two).is_some()
    };
    let parted = org.parted.iter().flat_map(|parted| [(parted.one, parted.two), (parted.two, parted.one)]);
    let mut seen = HashSet::new();
    linked
        .chain(parted.filter(|(one, two)| is_pair(*one, *two)))
        .filter(|pair| seen.insert(*pair))
        .map(|(deal, contact)| RowKey::Role(deal, contact))
        .collect()
}

/// The properties whose changes make a row of a deal's progress.
const PROGRESS: [&str; 3] = ["dealstage", "amount", "closedate"];

/// Every moment at which a deal's stage, amount or close date changed.
pub fn progress(org: &Org) -> Vec<RowKey> {
    let schema = &org.table(Kind::Deal).schema;
    let keys: Vec<PropertyKey> = PROGRESS.iter().filter_map(|name| schema.key(name)).collect();
    let mut rows = Vec::new();
    for deal in org.table(Kind::Deal).rows() {
        let cells = keys.iter().filter_map(|key| deal.cell(*key));
        let mut moments: Vec<Moment> = cells.flat_map(|cell| cell.versions().map(|version| version.at)).collect();
        moments.sort_unstable();
        moments.dedup();
        rows.extend(moments.into_iter().map(|at| RowKey::Progress(deal.id, at)));
    }
    rows
}

/// Every change of a tracked field of a deal, but not its first value.
pub fn changes(org: &Org) -> Vec<RowKey> {
    let schema = &org.table(Kind::Deal).schema;
    let tracked: Vec<(PropertyKey, bool)> = schema
        .in_use()
        .filter(|(_, property)| is_tracked(&property.name))
        .map(|(key, property)| (key, property.name.ends_with("csm_id")))
        .collect();
    let mut rows = Vec::new();
    for deal in org.table(Kind::Deal).rows() {
        for (key, is_lookup) in &tracked {
            let moments = deal.cell(*key).into_iter().flat_map(|cell| cell.versions()).map(|version| version.at);
            for at in moments.filter(|at| *at > deal.created_at) {
                rows.extend(
                    [true, false]
                        .into_iter()
                        .filter(|named| *named || *is_lookup)
                        .map(|named| RowKey::Change(deal.id, *key, at, named)),
                );
            }
        }
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

/// Every note and file on a record.
pub fn document_links(org: &Org) -> Vec<RowKey> {
    let entities = [Kind::Deal, Kind::Company, Kind::Contact];
    let mut rows = Vec::new();
    for note in org.table(Kind::Note).rows() {
        let links = entities.iter().flat_map(|kind| note.linked(*kind).into_iter().map(move |id| (*kind, id)));
        rows.extend(links.map(|(kind, entity)| RowKey::Attached(note.id, kind, entity)));
    }
    for file in &org.files {
        rows.extend(file.on.iter().map(|link| RowKey::Attached(file.id, link.0, link.1)));
    }
    rows
}

/// The rows of a fixed list.
pub fn numbered(count: usize) -> Vec<RowKey> {
    (0..u16::try_from(count).unwrap_or(u16::MAX)).map(RowKey::Place).collect()
}

/// The only row.
pub fn one(_: &Org) -> Vec<RowKey> {
    numbered(1)
}
