//! What a person does at a laptop. They see the screen, think, and save; meanwhile the world may go on.

use super::Desk;
use crate::bug::Bug;
use crate::gate::Site;
use crate::oracle::{Place, Text};
use crate::org::ORGANISATION;
use domain::{
    Actor, DealId, Event, EventKind, FieldEntry, FieldKey, FieldValue, HandoffRecord, Knew, Promise, PromiseOutcome,
    Provenance,
};
use store::{Edit, NewOutboxEntry, OutboxKind, RecordSave, StoreError};
use sync::{ReviewTask, Storage, SummaryNote};

const PROMISES: &str = "promises";
/// So many events an edit leaves where records are short of room.
const EVENTS: usize = 5;

/// What a screen shows of a field.
struct Shown {
    record: HandoffRecord,
    value: FieldValue,
}

pub async fn edit(desk: Desk, deal: DealId, field: String) {
    let Some(shown) = look(&desk, &deal, &field, FieldValue::Text(String::new())).await else { return };
    let text = desk.oracle().new_text();
    let place = Place { deal, field, row: None };
    let write = begin(&desk, place.clone(), Some(text.clone()), vec![text_of(&shown.value)]);
    let _ = save(&desk, shown, &place.field, FieldValue::Text(text), None, &[write]).await;
}

pub async fn add_row(desk: Desk, deal: DealId) {
    let Some(shown) = look(&desk, &deal, PROMISES, FieldValue::Promises(Vec::new())).await else { return };
    let text = desk.oracle().new_text();
    let id = format!("row-{text}");
    let mut rows = rows_of(&shown.value);
    rows.push(promise(&id, &text));
    let place = Place { deal, field: PROMISES.to_owned(), row: Some(id) };
    let write = begin(&desk, place, Some(text), Vec::new());
    let _ = save(&desk, shown, PROMISES, FieldValue::Promises(rows), None, &[write]).await;
}

pub async fn edit_row(desk: Desk, deal: DealId, row: usize) {
    let Some(shown) = look(&desk, &deal, PROMISES, FieldValue::Promises(Vec::new())).await else { return };
    let mut rows = rows_of(&shown.value);
    let Some(promise) = rows.get_mut(row) else { return };
    let text = desk.oracle().new_text();
    let saw = vec![Some(std::mem::replace(&mut promise.what, text.clone()))];
    let place = Place { deal, field: PROMISES.to_owned(), row: Some(promise.id.clone()) };
    let write = begin(&desk, place, Some(text), saw);
    let _ = save(&desk, shown, PROMISES, FieldValue::Promises(rows), None, &[write]).await;
}

pub async fn remove_row(desk: Desk, deal: DealId, row: usize) {
    let Some(shown) = look(&desk, &deal, PROMISES, FieldValue::Promises(Vec::new())).await else { return };
    let mut rows = rows_of(&shown.value);
    if row >= rows.len() {
        return;
    }
    let gone = rows.remove(row);
    let place = Place { deal, field: PROMISES.to_owned(), row: Some(gone.id) };
    let write = begin(&desk, place, None, vec![Some(gone.what)]);
    let _ = save(&desk, shown, PROMISES, FieldValue::Promises(rows), None, &[write]).await;
}

/// Decides the first conflict of a deal: what is shown is kept with a word of its own added, everything else goes.
pub async fn decide(desk: Desk, deal: DealId) {
    let Ok(Some(record)) = desk.store.record(&deal).await else { return };
    let Some((field, conflicts)) = record.fields.conflicts().into_iter().next() else { return };
    let Some(value) = record.fields.get(&field).map(|entry| entry.value.clone()) else { return };
    let text = desk.oracle().new_text();
    let mut writes = Vec::new();
    let mut decided = value.clone();
    for conflict in &conflicts {
        let place = Place { deal: deal.clone(), field: field.0.clone(), row: conflict.row.clone() };
        let saw: Vec<Text> = conflict.alternatives.iter().map(|entry| text_in(&entry.value)).collect();
        let says = match (&mut decided, &conflict.row) {
            (FieldValue::Text(kept), None) => {
                kept.clone_from(&text);
                Some(text.clone())
            }
            (FieldValue::Promises(rows), Some(id)) => match rows.iter_mut().find(|row| row.id == *id) {
                Some(row) => {
                    row.what = format!("{text} {id}");
                    Some(row.what.clone())
                }
                None => None,
            },
            _ => continue,
        };
        writes.push(begin(&desk, place, says, saw));
    }
    let knew = Knew::Conflicts(record.fields.seen(&field));
    let shown = Shown { record, value };
    desk.store.gate.pass(Site::Thought).await;
    let _ = save(&desk, shown, &field.0, decided, Some(knew), &writes).await;
}

/// Submits: an event, a note and a task, saved together.
pub async fn submit(desk: Desk, deal: DealId) {
    let Ok(Some(context)) = desk.store.context(&deal).await else { return };
    if context.deal.archived {
        return;
    }
    let Ok(Some(mut record)) = desk.store.record(&deal).await else { return };
    if !record.fields.conflicts().is_empty() {
        return;
    }
    let Ok(id) = crate::disk::Disk::next_event_id(&desk.store).await else { return };
    let now = desk.clock.now();
    let kind = EventKind::Submitted { quality: 50.0, filled: 1, required: 2 };
    let round = 1 + record.events.iter().filter(|event| matches!(event.kind, EventKind::Submitted { .. })).count();
    let believes = desk.clock.is_confirmed() || desk.bug == Some(Bug::BelievesAnyClock);
    let claimed_at = (!believes).then_some(now);
    record.add_event(Event { id: id.clone(), at: now, by: Actor::Person(desk.person.clone()), kind, claimed_at });
    let about = format!("{deal} round {round}");
    let note = SummaryNote { body: about.clone(), at: now, owner: None };
    let task = ReviewTask { subject: about.clone(), body: String::new(), due_at: now, owner: None };
    let key = |what: &str| format!("{what} {about}");
    let outbox = vec![
        NewOutboxEntry::push(deal.clone(), now, now),
        keyed(OutboxKind::SummaryNote, key("note"), &deal, &note, now),
        keyed(OutboxKind::ReviewTask, key("task"), &deal, &task, now),
    ];
    let save = RecordSave { record, edit: None, outbox, alarms: Vec::new(), at: now };
    if desk.store.save_record(&save).await.is_ok() {
        desk.oracle().events.push((deal, id));
    }
}

fn keyed<T: serde::Serialize>(
    kind: OutboxKind,
    key: String,
    deal: &DealId,
    payload: &T,
    at: chrono::DateTime<chrono::Utc>,
) -> NewOutboxEntry {
    NewOutboxEntry::keyed(kind, key, deal.clone(), serde_json::to_value(payload).unwrap_or_default(), at)
}

/// Looks at a field, which shows what the CRM has where nobody wrote yet. Nobody may write where a conflict is open, or
/// where the deal is gone.
async fn look(desk: &Desk, deal: &DealId, field: &str, empty: FieldValue) -> Option<Shown> {
    let context = desk.store.context(deal).await.ok()??;
    if context.deal.archived {
        return None;
    }
    let stored = desk.store.record(deal).await.ok()?;
    let record = stored.unwrap_or_else(|| HandoffRecord::empty(ORGANISATION, deal.clone()));
    let key = FieldKey::from(field);
    if !record.fields.conflicts_in(&key).is_empty() {
        return None;
    }
    let in_crm = context.deal.flat_fields.get(&key).filter(|_| matches!(empty, FieldValue::Text(_)));
    let proposed = in_crm.map_or(empty, |text| FieldValue::Text(text.clone()));
    let value = record.fields.get(&key).map_or(proposed, |entry| entry.value.clone());
    desk.store.gate.pass(Site::Thought).await;
    Some(Shown { record, value })
}

pub(super) fn begin(desk: &Desk, place: Place, text: Text, saw: Vec<Text>) -> usize {
    desk.oracle().begin(desk.name(), place, text, saw)
}

/// Saves as the application does: the record is read anew, the edit says what was shown.
async fn save(
    desk: &Desk,
    shown: Shown,
    field: &str,
    value: FieldValue,
    decides: Option<Knew>,
    writes: &[usize],
) -> Result<(), StoreError> {
    let deal = shown.record.deal_id.clone();
    let now = desk.clock.now();
    let record = desk.store.record(&deal).await?.unwrap_or(shown.record);
    let context = desk.store.context(&deal).await?;
    if decides.is_none() && !record.fields.conflicts_in(&FieldKey::from(field)).is_empty() {
        return Ok(());
    }
    let mut record = record;
    let part = desk.newer.then(|| desk.oracle().new_text());
    record.unknown.extend(part.iter().map(|part| (part.clone(), serde_json::json!({"of": "a newer application"}))));
    let events = events_of(desk, now).await?;
    events.iter().for_each(|event| record.add_event(event.clone()));
    let outbox = vec![sync::edit_push(&desk.store, &deal, now).await?];
    let knew = decides.unwrap_or(Knew::Shown(shown.value));
    let edit = Edit {
        field: field.into(),
        entry: FieldEntry { value, provenance: Provenance::Typed { by: desk.person.clone(), at: now }, at: now },
        knew_crm_until: context.and_then(|context| sync::knew_crm_until(&record, &context, &field.into(), &knew)),
        knew,
        by: desk.person.clone(),
    };
    desk.store.save_record(&RecordSave { record, edit: Some(edit), outbox, alarms: Vec::new(), at: now }).await?;
    let mut oracle = desk.oracle();
    oracle.events.extend(events.into_iter().map(|event| (deal.clone(), event.id)));
    oracle.parts.extend(part.map(|part| (deal, part)));
    writes.iter().for_each(|write| oracle.acknowledge(*write));
    Ok(())
}

/// Where records are short of room, an edit leaves events, most of which may move to a file.
async fn events_of(desk: &Desk, now: chrono::DateTime<chrono::Utc>) -> Result<Vec<Event>, StoreError> {
    let mut events = Vec::new();
    let claimed_at = (!desk.clock.is_confirmed()).then_some(now);
    for _ in 0..if desk.leaves_events { EVENTS } else { 0 } {
        let id = crate::disk::Disk::next_event_id(&desk.store).await?;
        let kind = EventKind::SectionOpened { section: "risks".into() };
        events.push(Event { id, at: now, by: Actor::Person(desk.person.clone()), kind, claimed_at });
    }
    Ok(events)
}

pub(super) fn rows_of(value: &FieldValue) -> Vec<Promise> {
    if let FieldValue::Promises(rows) = value { rows.clone() } else { Vec::new() }
}

fn promise(id: &str, what: &str) -> Promise {
    Promise {
        id: id.to_owned(),
        what: what.to_owned(),
        owner: String::new(),
        due: None,
        source: String::new(),
        outcome: PromiseOutcome::Open,
    }
}

/// The text of a field as shown; nothing is no text.
pub(super) fn text_of(value: &FieldValue) -> Text {
    match value {
        FieldValue::Text(text) if !text.is_empty() => Some(text.clone()),
        _ => None,
    }
}

/// The text of an alternative: of a row its words, `None` where it was removed.
pub(super) fn text_in(value: &FieldValue) -> Text {
    match value {
        FieldValue::Text(_) => text_of(value),
        FieldValue::Promises(rows) => rows.first().map(|row| row.what.clone()),
        _ => None,
    }
}
