#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::journal::*;
use crate::samples::{Bench, bench, entry, minute, record};
use crate::{Store, Topic};
use domain::{Actor, Event, EventKind, FieldValue, HandoffRecord, Knew};

fn save(record: HandoffRecord, at: i64) -> RecordSave {
    RecordSave { record, edit: None, outbox: Vec::new(), alarms: Vec::new(), at: minute(at) }
}

fn alarm(key: &str) -> NewAlarm {
    NewAlarm {
        key: key.to_owned(),
        kind: "deal_closed".to_owned(),
        handoff_id: None,
        deal_id: Some("d1".into()),
        person_id: "p1".into(),
        at: minute(1),
        recorded_at: minute(1),
        title: "Acme closed".to_owned(),
        body: String::new(),
        missed: false,
    }
}

fn typed(field: &str, text: &str, at: i64, knew: Knew) -> Edit {
    Edit { field: field.into(), entry: entry(text, at), knew, knew_crm_until: None, by: "p1".into() }
}

/// Types a text into a field, as the wizard does.
async fn edit(bench: &Bench, field: &str, text: &str, at: i64) {
    let stored = bench.store.record(&"d1".into()).await.unwrap();
    let record = stored.unwrap_or_else(|| record("d1", &[]));
    let edit = Some(typed(field, text, at, Knew::Everything));
    bench.store.save_record(&RecordSave { edit, ..save(record, at) }).await.unwrap();
}

async fn text(store: &Store, field: &str) -> Option<String> {
    let record = store.record(&"d1".into()).await.unwrap()?;
    match record.value(&field.into()) {
        Some(FieldValue::Text(text)) => Some(text.clone()),
        _ => None,
    }
}

async fn undo(bench: &Bench, at: i64) -> RevisionStep {
    bench.store.undo(&"d1".into(), minute(at), &[]).await.unwrap()
}

async fn redo(bench: &Bench, at: i64) -> RevisionStep {
    bench.store.redo(&"d1".into(), minute(at), &[]).await.unwrap()
}

#[tokio::test]
async fn a_record_is_saved_with_its_entry_and_its_alarm_in_one_commit() {
    let bench = bench().await;
    let mut changes = bench.store.changes();
    let all = RecordSave {
        outbox: vec![NewOutboxEntry::push("d1".into(), minute(1), minute(1))],
        alarms: vec![alarm("k1"), alarm("k1")],
        ..save(record("d1", &[("risks", "Budget freeze in June", 1)]), 1)
    };
    let saved = bench.store.save_record(&all).await.unwrap();
    assert_eq!((saved.record, saved.new_alarms), (all.record, vec!["k1".to_owned()]));
    let topics = [Topic::Handoffs, Topic::Promises, Topic::Outbox, Topic::Alarms];
    assert_eq!(changes.try_recv().unwrap(), topics.into());
    assert_eq!(bench.store.outbox_counts().await.unwrap().waiting, 1);
    assert_eq!(bench.store.unseen_alarms(&"p1".into()).await.unwrap(), 1);
}

#[tokio::test]
async fn a_save_that_fails_at_its_last_part_leaves_none_of_it() {
    let bench = bench().await;
    sqlx::query("CREATE TRIGGER refuse BEFORE INSERT ON alarm BEGIN SELECT raise(ABORT, 'no'); END")
        .execute(bench.store.inner.journal.writer())
        .await
        .unwrap();
    let mut changes = bench.store.changes();
    let all = RecordSave {
        edit: Some(typed("risks", "x", 1, Knew::Everything)),
        outbox: vec![NewOutboxEntry::push("d1".into(), minute(1), minute(1))],
        alarms: vec![alarm("k1")],
        ..save(record("d1", &[]), 1)
    };
    bench.store.save_record(&all).await.unwrap_err();
    assert_eq!(bench.store.record(&"d1".into()).await.unwrap(), None);
    assert_eq!(bench.store.revisions(&"d1".into(), 10).await.unwrap(), []);
    assert_eq!(bench.store.outbox_counts().await.unwrap(), OutboxCounts::default());
    assert!(changes.try_recv().is_err());
}

#[tokio::test]
async fn a_save_from_an_old_reading_loses_nothing() {
    let bench = bench().await;
    let mut first = record("d1", &[("risks", "mine", 1)]);
    bench.store.save_record(&save(first.clone(), 1)).await.unwrap();
    let mut theirs = record("d1", &[("risks", "theirs, later", 5)]);
    let closed =
        Event { id: "r2:1".into(), at: minute(5), by: Actor::Playbook, kind: EventKind::Closed, claimed_at: None };
    theirs.add_event(closed);
    bench.store.save_record(&save(theirs, 5)).await.unwrap();
    first.fields.insert("why_bought".into(), entry("price", 6));
    let saved = bench.store.save_record(&save(first, 6)).await.unwrap().record;
    assert_eq!(text(&bench.store, "risks").await.as_deref(), Some("theirs, later"));
    assert_eq!(text(&bench.store, "why_bought").await.as_deref(), Some("price"));
    assert_eq!(saved.events.len(), 1);
    assert_eq!(bench.store.record(&"d1".into()).await.unwrap(), Some(saved));
}

#[tokio::test]
async fn what_came_while_somebody_was_writing_is_kept_beside_their_words() {
    let bench = bench().await;
    edit(&bench, "risks", "shown", 1).await;
    let shown = bench.store.record(&"d1".into()).await.unwrap().unwrap();
    edit(&bench, "risks", "came meanwhile", 2).await;
    let knew = Knew::Shown(FieldValue::Text("shown".to_owned()));
    let edit = Some(typed("risks", "typed", 3, knew));
    let saved = bench.store.save_record(&RecordSave { edit, ..save(shown, 3) }).await.unwrap().record;
    assert_eq!(saved.fields.conflicts()[&"risks".into()][0].alternatives.len(), 2);
}

#[tokio::test]
async fn an_edit_stands_even_when_the_clock_went_back() {
    let bench = bench().await;
    edit(&bench, "risks", "written in the future", 60).await;
    edit(&bench, "risks", "written after that", 1).await;
    assert_eq!(text(&bench.store, "risks").await.as_deref(), Some("written after that"));
    let old = record("d1", &[("risks", "written in the future", 60)]);
    bench.store.save_record(&save(old, 2)).await.unwrap();
    assert_eq!(text(&bench.store, "risks").await.as_deref(), Some("written after that"));
}

#[tokio::test]
async fn a_save_that_changes_nothing_tells_nobody() {
    let bench = bench().await;
    let same = save(record("d1", &[("risks", "x", 1)]), 1);
    bench.store.save_record(&same).await.unwrap();
    let mut changes = bench.store.changes();
    bench.store.save_record(&same).await.unwrap();
    assert!(changes.try_recv().is_err());
}

#[tokio::test]
async fn undo_and_redo_walk_through_the_edits() {
    let bench = bench().await;
    edit(&bench, "risks", "one", 1).await;
    edit(&bench, "risks", "two", 2).await;
    edit(&bench, "why_bought", "price", 3).await;
    assert!(matches!(undo(&bench, 4).await, RevisionStep::Done { field, .. } if field.as_str() == "why_bought"));
    assert_eq!(text(&bench.store, "why_bought").await, None);
    undo(&bench, 5).await;
    assert_eq!(text(&bench.store, "risks").await.as_deref(), Some("one"));
    undo(&bench, 6).await;
    assert_eq!(text(&bench.store, "risks").await, None);
    assert_eq!(undo(&bench, 7).await, RevisionStep::Nothing);
    assert_eq!(bench.store.undo_steps(&"d1".into()).await.unwrap(), UndoSteps { undo: false, redo: true });
    redo(&bench, 8).await;
    redo(&bench, 9).await;
    assert_eq!(text(&bench.store, "risks").await.as_deref(), Some("two"));
    redo(&bench, 10).await;
    assert_eq!(text(&bench.store, "why_bought").await.as_deref(), Some("price"));
    assert_eq!(redo(&bench, 11).await, RevisionStep::Nothing);
}

#[tokio::test]
async fn undo_works_after_reopening_and_tells_the_crm() {
    let bench = bench().await;
    edit(&bench, "risks", "one", 1).await;
    edit(&bench, "risks", "two", 2).await;
    let bench = bench.reopen().await;
    let push = NewOutboxEntry::push("d1".into(), minute(3), minute(3));
    bench.store.undo(&"d1".into(), minute(3), &[push]).await.unwrap();
    assert_eq!(text(&bench.store, "risks").await.as_deref(), Some("one"));
    assert_eq!(bench.store.outbox_counts().await.unwrap().waiting, 1);
}

#[tokio::test]
async fn a_new_edit_ends_the_possibility_to_redo() {
    let bench = bench().await;
    edit(&bench, "risks", "one", 1).await;
    undo(&bench, 2).await;
    edit(&bench, "risks", "other", 3).await;
    assert_eq!(redo(&bench, 4).await, RevisionStep::Nothing);
    undo(&bench, 5).await;
    assert_eq!(text(&bench.store, "risks").await, None);
    redo(&bench, 6).await;
    assert_eq!(text(&bench.store, "risks").await.as_deref(), Some("other"));
}

#[tokio::test]
async fn undo_decides_no_conflict() {
    let bench = bench().await;
    edit(&bench, "risks", "ours", 2).await;
    let theirs = record("d1", &[("risks", "theirs, written at once", 1)]);
    bench.store.save_record(&save(theirs, 3)).await.unwrap();
    assert_eq!(text(&bench.store, "risks").await.unwrap(), "ours", "the later one is shown");
    assert_eq!(undo(&bench, 4).await, RevisionStep::Overtaken { field: "risks".into() });
    let record = bench.store.record(&"d1".into()).await.unwrap().unwrap();
    assert_eq!(record.fields.conflicts_in(&"risks".into()).len(), 1, "both texts stay");
}

#[tokio::test]
async fn a_decision_that_is_taken_back_leaves_the_conflict_and_can_be_made_again() {
    let bench = bench().await;
    edit(&bench, "risks", "ours", 2).await;
    let theirs = record("d1", &[("risks", "theirs, written at once", 1)]);
    let torn = bench.store.save_record(&save(theirs, 3)).await.unwrap().record;
    let field = "risks".into();
    let edit = typed("risks", "both", 4, Knew::Conflicts(torn.fields.seen(&field)));
    bench.store.save_record(&RecordSave { edit: Some(edit), ..save(torn.clone(), 4) }).await.unwrap();
    assert!(matches!(undo(&bench, 5).await, RevisionStep::Done { .. }));
    let record = bench.store.record(&"d1".into()).await.unwrap().unwrap();
    let values = |conflicts: Vec<domain::Conflict>| -> Vec<FieldValue> {
        let alternatives = conflicts.into_iter().flat_map(|conflict| conflict.alternatives);
        alternatives.map(|entry| entry.value).collect()
    };
    assert_eq!(values(record.fields.conflicts_in(&field)), values(torn.fields.conflicts_in(&field)));
    assert_eq!(text(&bench.store, "risks").await.unwrap(), "ours", "what was shown before is shown again");
    assert!(matches!(redo(&bench, 6).await, RevisionStep::Done { .. }));
    let record = bench.store.record(&"d1".into()).await.unwrap().unwrap();
    assert!(record.fields.conflicts().is_empty());
    assert_eq!(text(&bench.store, "risks").await.unwrap(), "both");
}

#[tokio::test]
async fn undo_never_overwrites_what_someone_else_wrote_since() {
    let bench = bench().await;
    edit(&bench, "why_bought", "price", 1).await;
    edit(&bench, "risks", "mine", 2).await;
    bench.store.save_record(&save(record("d1", &[("risks", "theirs", 3)]), 3)).await.unwrap();
    assert_eq!(undo(&bench, 4).await, RevisionStep::Overtaken { field: "risks".into() });
    assert_eq!(text(&bench.store, "risks").await.as_deref(), Some("theirs"));
    undo(&bench, 5).await;
    assert_eq!(text(&bench.store, "why_bought").await, None);
    assert_eq!(bench.store.undo_steps(&"d1".into()).await.unwrap(), UndoSteps { undo: false, redo: true });
}

#[tokio::test]
async fn the_last_two_hundred_edits_of_a_handoff_are_kept() {
    let bench = bench().await;
    for number in 0..205 {
        edit(&bench, "risks", &format!("text {number}"), number).await;
    }
    let kept = bench.store.revisions(&"d1".into(), 1000).await.unwrap();
    assert_eq!(kept.len(), 200);
    assert_eq!(kept[0].after.as_ref().unwrap().value, FieldValue::Text("text 204".to_owned()));
}

#[tokio::test]
async fn records_come_in_the_order_asked_for_and_a_walk_meets_all() {
    let bench = bench().await;
    for deal in ["d1", "d2", "d3"] {
        bench.store.save_record(&save(record(deal, &[]), 1)).await.unwrap();
    }
    let asked = bench.store.records(&["d3".into(), "nobody".into(), "d1".into()]).await.unwrap();
    assert_eq!(asked.iter().map(|record| record.deal_id.as_str()).collect::<Vec<_>>(), ["d3", "d1"]);
    let first = bench.store.walk_records(None, 2).await.unwrap();
    let rest = bench.store.walk_records(Some(first[1].0), 2).await.unwrap();
    assert_eq!((first.len(), rest.len()), (2, 1));
}

#[tokio::test]
async fn a_megabyte_of_hostile_text_is_saved_as_it_is() {
    let bench = bench().await;
    let hostile = format!("<img onerror=x> '; -- \u{202e}مرحبا 🦀 \0 {}", "ß".repeat(500_000));
    edit(&bench, "risks", &hostile, 1).await;
    let bench = bench.reopen().await;
    assert!(text(&bench.store, "risks").await.unwrap() == hostile);
}

/// A conflict between two texts that was decided, and the decision taken back.
async fn decided_and_taken_back(bench: &Bench) -> HandoffRecord {
    edit(bench, "risks", "ours", 2).await;
    let theirs = record("d1", &[("risks", "theirs, written at once", 1)]);
    let torn = bench.store.save_record(&save(theirs, 3)).await.unwrap().record;
    let edit = typed("risks", "both", 4, Knew::Conflicts(torn.fields.seen(&"risks".into())));
    bench.store.save_record(&RecordSave { edit: Some(edit), ..save(torn, 4) }).await.unwrap();
    assert!(matches!(undo(bench, 5).await, RevisionStep::Done { .. }));
    bench.store.record(&"d1".into()).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_decision_is_not_made_again_where_somebody_else_made_one() {
    let bench = bench().await;
    let mut theirs = decided_and_taken_back(&bench).await;
    let seen = Knew::Conflicts(theirs.fields.seen(&"risks".into()));
    theirs.fields.write("risks".into(), &entry("ours", 6), &seen, &domain::Dot::new("r2", 1));
    bench.store.save_record(&save(theirs, 6)).await.unwrap();
    assert_eq!(text(&bench.store, "risks").await.unwrap(), "ours", "what the decision replaced stands again");
    assert_eq!(redo(&bench, 7).await, RevisionStep::Overtaken { field: "risks".into() });
}

#[tokio::test]
async fn a_decision_is_not_made_again_over_a_text_that_it_did_not_know() {
    let bench = bench().await;
    let mut theirs = decided_and_taken_back(&bench).await;
    theirs.fields.write_beside(&"risks".into(), None, &entry("a third", 0), &domain::Dot::new("r2", 1));
    bench.store.save_record(&save(theirs, 6)).await.unwrap();
    assert_eq!(text(&bench.store, "risks").await.unwrap(), "ours");
    assert_eq!(redo(&bench, 7).await, RevisionStep::Overtaken { field: "risks".into() });
}

#[tokio::test]
async fn a_step_is_dated_when_it_is_made_and_always_after_what_it_replaces() {
    let bench = bench().await;
    let written_at = async |bench: &Bench| {
        let record = bench.store.record(&"d1".into()).await.unwrap().unwrap();
        record.fields[&"risks".into()].at
    };
    edit(&bench, "risks", "one", 1).await;
    edit(&bench, "risks", "two", 60).await;
    undo(&bench, 70).await;
    assert_eq!(written_at(&bench).await, minute(70));
    redo(&bench, 3).await;
    assert!(written_at(&bench).await > minute(70), "though the clock went back");
}
