//! What a store is asked to do: each step is one call, and one commit.

use crate::journal::{Edit, ImportIssue, LogLevel, LogLine, NewAlarm, OutboxError, OutboxKind, OutboxState, Seen};
use crate::mirror::{ContactLink, Cursor, StatusChange};
use crate::samples::{account, activity, contact, deal, entry, minute, person, record, summary};
use crate::{MirrorPage, NewOutboxEntry, OutboxEntry, RecordSave, RevisionStep, Store};
use domain::{DealId, HandoffRecord, Knew};
use serde_json::json;

#[derive(Debug)]
pub enum Step {
    /// A field, a text and a minute.
    Edit(&'static str, &'static str, i64),
    /// An edit with a push, a note, a task and as many alarms.
    EditAndMore(u32),
    /// An edit with a text of so many kilobytes.
    LongEdit(usize),
    /// Somebody else's text comes with a pull.
    Theirs(&'static str, &'static str, i64),
    Undo(i64),
    /// An undo that finds the field changed.
    UndoOvertaken(i64),
    Redo(i64),
    EventId,
    Enqueue(&'static str),
    Claim,
    Sent,
    Stuck,
    Retry,
    Unstick,
    Discard,
    Recover,
    Alarm(u32),
    Alarms(u32),
    HandOver,
    See,
    SeeAll,
    Set(&'static str, u32),
    Unset(&'static str),
    Issues(u64),
    ClearIssues,
    Log(&'static str),
    /// Deals with all that hangs on them, and the cursor past them.
    Page(u32),
    Archive(&'static str),
    RemoveCall(&'static str),
    Statuses(u32),
    CursorAlone,
    Rows(u32, &'static str),
    RemoveRow(u32),
    MarkUnjudged,
    TakeMarksOff,
}

pub async fn take(store: &Store, step: &Step) {
    match step {
        Step::Edit(field, text, at) => save(store, Some((*field, text)), *at, Vec::new(), Vec::new()).await,
        Step::EditAndMore(alarms) => {
            let note = keyed(OutboxKind::SummaryNote, "note");
            let more = vec![note, keyed(OutboxKind::ReviewTask, "task")];
            save(store, Some(("risks", "with all")), 3, more, (0..*alarms).map(alarm).collect()).await;
        }
        Step::LongEdit(kilobytes) => {
            let text = "Their IT freezes in May.".repeat(kilobytes * 1024 / 24);
            save(store, Some(("risks", &text)), 4, Vec::new(), Vec::new()).await;
        }
        Step::Theirs(field, text, at) => {
            let record = record("d1", &[(field, text, *at)]);
            let save = RecordSave { record, edit: None, outbox: Vec::new(), alarms: Vec::new(), at: minute(*at) };
            store.save_record(&save).await.unwrap();
        }
        Step::Undo(at) => assert!(matches!(undo(store, *at).await, RevisionStep::Done { .. })),
        Step::UndoOvertaken(at) => assert!(matches!(undo(store, *at).await, RevisionStep::Overtaken { .. })),
        Step::Redo(at) => {
            let step = store.redo(&d1(), minute(*at), &[push(*at)]).await.unwrap();
            assert!(matches!(step, RevisionStep::Done { .. }));
        }
        Step::EventId => drop(store.next_event_id().await.unwrap()),
        Step::Enqueue(key) => assert!(store.enqueue(&keyed(OutboxKind::SummaryNote, key)).await.unwrap()),
        Step::Claim | Step::Sent | Step::Stuck | Step::Retry | Step::Unstick | Step::Discard | Step::Recover => {
            send(store, step).await;
        }
        Step::Alarm(number) => assert!(store.record_alarm(&alarm(*number)).await.unwrap()),
        Step::Alarms(count) => store.record_alarms(&(0..*count).map(alarm).collect::<Vec<_>>()).await.unwrap(),
        Step::HandOver => {
            let first = store.pending_alarms(&"p1".into(), 1).await.unwrap().remove(0);
            assert!(store.mark_handed_to_os(first.id, minute(5)).await.unwrap());
        }
        Step::See => store.mark_seen(&Seen::These(vec![1, 2]), minute(6)).await.unwrap(),
        Step::SeeAll => store.mark_seen(&Seen::All("p1".into()), minute(7)).await.unwrap(),
        Step::Set(name, value) => store.set_setting(name, value).await.unwrap(),
        Step::Unset(name) => store.remove_setting(name).await.unwrap(),
        Step::Issues(count) => store.add_import_issues(&(0..*count).map(issue).collect::<Vec<_>>()).await.unwrap(),
        Step::ClearIssues => store.clear_import_issues().await.unwrap(),
        Step::Log(sentence) => {
            let line = LogLine { at: minute(1), level: LogLevel::Info, sentence: (*sentence).to_owned() };
            store.log_sync(&line).await.unwrap();
        }
        Step::Rows(count, tier) => {
            let row = |number| crate::HandoffSummary { tier: (*tier).to_owned(), ..summary(number) };
            store.put_summaries(&(0..*count).map(row).collect::<Vec<_>>()).await.unwrap();
        }
        Step::RemoveRow(number) => store.remove_summaries(&[summary(*number).handoff_id]).await.unwrap(),
        Step::MarkUnjudged => drop(store.mark_unjudged(&d1()).await.unwrap()),
        Step::TakeMarksOff => store.take_marks_off(&store.unjudged().await.unwrap()).await.unwrap(),
        Step::Page(_) | Step::Archive(_) | Step::RemoveCall(_) | Step::Statuses(_) | Step::CursorAlone => {
            drop(store.apply(&page(step)).await.unwrap());
        }
    }
}

async fn send(store: &Store, step: &Step) {
    let problem =
        OutboxError { code: "refused".to_owned(), message: "too long".to_owned(), remedy: "shorten it".to_owned() };
    match step {
        Step::Claim => {
            let due = store.due_entries(minute(60), 1).await.unwrap().remove(0);
            assert!(store.mark_sending(due.id).await.unwrap());
        }
        Step::Sent => store.mark_sent(first(store, OutboxState::Sending).await, minute(8), Some("77")).await.unwrap(),
        Step::Stuck => store.mark_stuck(first(store, OutboxState::Sending).await, &problem).await.unwrap(),
        Step::Retry => {
            let entry = first(store, OutboxState::Sending).await;
            store.retry_entry(entry, minute(9), Some(&problem)).await.unwrap();
        }
        Step::Unstick => {
            assert!(store.unstick_entry(first(store, OutboxState::Stuck).await, minute(10)).await.unwrap());
        }
        Step::Discard => assert!(store.discard_entry(first(store, OutboxState::Waiting).await).await.unwrap()),
        _ => assert_eq!(store.recover_sending().await.unwrap(), 1),
    }
}

async fn first(store: &Store, state: OutboxState) -> i64 {
    let entries: Vec<OutboxEntry> = store.outbox_log(100).await.unwrap();
    entries.into_iter().find(|entry| entry.state == state).expect("an entry in this state").id
}

async fn save(
    store: &Store,
    edit: Option<(&str, &str)>,
    at: i64,
    mut outbox: Vec<NewOutboxEntry>,
    alarms: Vec<NewAlarm>,
) {
    let record = store.record(&d1()).await.unwrap().unwrap_or_else(|| HandoffRecord::empty("org", d1()));
    let edit = edit.map(|(field, text)| Edit {
        field: field.into(),
        entry: entry(text, at),
        knew: Knew::Everything,
        knew_crm_until: None,
        by: "p1".into(),
    });
    outbox.push(push(at));
    store.save_record(&RecordSave { record, edit, outbox, alarms, at: minute(at) }).await.unwrap();
}

async fn undo(store: &Store, at: i64) -> RevisionStep {
    store.undo(&d1(), minute(at), &[push(at)]).await.unwrap()
}

fn d1() -> DealId {
    "d1".into()
}

fn push(at: i64) -> NewOutboxEntry {
    NewOutboxEntry::push(d1(), minute(at), minute(at))
}

fn keyed(kind: OutboxKind, key: &str) -> NewOutboxEntry {
    NewOutboxEntry::keyed(kind, key, d1(), json!({"body": "Summary"}), minute(3))
}

fn alarm(number: u32) -> NewAlarm {
    NewAlarm {
        key: format!("k{number}"),
        kind: "due_soon".to_owned(),
        handoff_id: None,
        deal_id: Some(d1()),
        person_id: "p1".into(),
        at: minute(i64::from(number)),
        recorded_at: minute(2),
        title: format!("Acme is due, {number}"),
        body: String::new(),
        missed: false,
    }
}

fn issue(line: u64) -> ImportIssue {
    ImportIssue {
        file: "deals.csv".to_owned(),
        line,
        column: None,
        code: "bad_date".to_owned(),
        reason: "no date".to_owned(),
        value: "soon".repeat(20),
    }
}

fn page(step: &Step) -> MirrorPage {
    let cursor = |position: String| vec![Cursor { name: "deals".to_owned(), position }];
    let empty = MirrorPage::default();
    match step {
        Step::Page(number) => {
            let id = |place: u32| format!("d{}", number * 10 + place);
            let link = |contact: &str| ContactLink { contact: contact.into(), primary: false };
            MirrorPage {
                deals: (0..5).map(|place| deal(&id(place), &format!("Deal {place} of {number}"), 1)).collect(),
                accounts: vec![account("a1", &format!("Acme {number}"))],
                contacts: vec![contact("c1", "Cleo"), contact(&format!("c2-{number}"), "Dora")],
                contacts_of: (0..5).map(|place| (id(place).as_str().into(), vec![link("c1")])).collect(),
                activities: (0..5).map(|place| activity(&format!("call:{}", id(place)), &id(place), 1)).collect(),
                people: vec![person("p1", &format!("Ada {number}"))],
                cursors: cursor(format!("after page {number}")),
                ..empty
            }
        }
        Step::Archive(deal) => MirrorPage { archived: vec![(*deal).into()], ..empty },
        Step::RemoveCall(call) => MirrorPage { removed_activities: vec![(*call).into()], ..empty },
        Step::Statuses(count) => {
            let by = || Some("user-p1".to_owned());
            let change = |at: u32| StatusChange {
                value: format!("status {at}"),
                at: minute(i64::from(at)),
                by_user: by(),
                by_person: None,
            };
            MirrorPage { statuses_of: vec![("d10".into(), (0..*count).map(change).collect())], ..empty }
        }
        _ => MirrorPage { cursors: cursor("far on".to_owned()), ..empty },
    }
}
