//! Taking an edit back, or making it again.

use super::Desk;
use super::person::{begin, rows_of, text_in, text_of};
use crate::disk::Disk;
use crate::gate::Site;
use crate::oracle::{Place, Text};
use domain::{DealId, FieldEntry};
use std::collections::BTreeSet;
use store::{Revision, RevisionStep, Way};
use sync::Storage;

pub async fn step(desk: Desk, deal: DealId, way: Way) {
    let is_there = matches!(desk.store.context(&deal).await, Ok(Some(context)) if !context.deal.archived);
    let Ok(Some(revision)) = desk.store.next_step(&deal, way).await else { return };
    if !is_there {
        return;
    }
    desk.store.gate.pass(Site::Thought).await;
    let changes = changes(&revision, way);
    let place = |row: Option<String>| Place { deal: deal.clone(), field: revision.field.0.clone(), row };
    let beside = revision.left_by(way).map(|(row, entry)| (row.map(str::to_owned), text_in(&entry.value), None));
    let changes = changes.into_iter().map(|(row, text, saw)| (row, text, Some(saw)));
    let writes: Vec<usize> = changes
        .chain(beside)
        .map(|(row, text, saw)| begin(&desk, place(row), text, saw.into_iter().collect()))
        .collect();
    let now = desk.clock.now();
    let Ok(push) = sync::edit_push(&desk.store, &deal, now).await else { return };
    if let Ok(RevisionStep::Done { .. }) = desk.store.take_step(&deal, way, now, &[push]).await {
        writes.iter().for_each(|write| desk.oracle().acknowledge(*write));
    }
}

/// What a step writes: the row, its text, and the text that it replaces.
fn changes(revision: &Revision, way: Way) -> Vec<(Option<String>, Text, Text)> {
    let (from, to) = revision.ends(way);
    let text = |entry: Option<&FieldEntry>| entry.and_then(|entry| text_of(&entry.value));
    let whole = (None, text(to), text(from));
    let (before, after) = (rows(from), rows(to));
    let ids: BTreeSet<&String> = before.iter().chain(&after).map(|(id, _)| id).collect();
    let said = |rows: &[(String, String)], id: &String| rows.iter().find(|(row, _)| row == id).map(|row| row.1.clone());
    let rows = ids.into_iter().map(|id| (Some(id.clone()), said(&after, id), said(&before, id)));
    rows.chain([whole]).filter(|(_, text, saw)| text != saw).collect()
}

fn rows(entry: Option<&FieldEntry>) -> Vec<(String, String)> {
    let rows = entry.map(|entry| rows_of(&entry.value)).unwrap_or_default();
    rows.into_iter().map(|row| (row.id, row.what)).collect()
}
