#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::journal::*;
use crate::samples::{Bench, bench, minute, record};
use crate::{RecordSave, SyncState, Topic};
use serde_json::json;

fn push(deal: &str, not_before: i64) -> NewOutboxEntry {
    NewOutboxEntry::push(deal.into(), minute(0), minute(not_before))
}

fn note(key: &str, deal: &str) -> NewOutboxEntry {
    NewOutboxEntry::keyed(OutboxKind::SummaryNote, key, deal.into(), json!({"n": 1}), minute(0))
}

fn error() -> OutboxError {
    OutboxError { code: "refused".into(), message: "The CRM refused it".into(), remedy: "Ask".into() }
}

async fn due(bench: &Bench, at: i64) -> Vec<OutboxEntry> {
    bench.store.due_entries(minute(at), 100).await.unwrap()
}

async fn send_first(bench: &Bench, at: i64) -> OutboxEntry {
    let entry = due(bench, at).await.remove(0);
    assert!(bench.store.mark_sending(entry.id).await.unwrap());
    entry
}

#[tokio::test]
async fn pushes_of_a_deal_that_wait_are_one() {
    let bench = bench().await;
    for at in [30, 40, 50] {
        assert!(bench.store.enqueue(&push("d1", at)).await.unwrap());
    }
    bench.store.enqueue(&push("d2", 60)).await.unwrap();
    assert_eq!(bench.store.outbox_counts().await.unwrap().waiting, 2);
    assert_eq!(due(&bench, 29).await, []);
    assert_eq!(due(&bench, 30).await.len(), 1);
    assert_eq!(bench.store.next_due_at().await.unwrap(), Some(minute(30)));
}

#[tokio::test]
async fn a_transition_brings_a_waiting_push_forward() {
    let bench = bench().await;
    bench.store.enqueue(&push("d1", 30)).await.unwrap();
    bench.store.enqueue(&push("d1", 2)).await.unwrap();
    assert_eq!(due(&bench, 2).await.len(), 1);
}

#[tokio::test]
async fn typing_does_not_hurry_a_push_that_failed_before() {
    let bench = bench().await;
    bench.store.enqueue(&push("d1", 1)).await.unwrap();
    let entry = send_first(&bench, 1).await;
    bench.store.retry_entry(entry.id, minute(90), Some(&error())).await.unwrap();
    bench.store.enqueue(&push("d1", 2)).await.unwrap();
    assert_eq!(due(&bench, 89).await, []);
    let again = due(&bench, 90).await.remove(0);
    assert_eq!((again.id, again.attempts, again.error), (entry.id, 1, Some(error())));
}

#[tokio::test]
async fn an_edit_while_a_push_is_being_sent_waits_behind_it() {
    let bench = bench().await;
    bench.store.enqueue(&push("d1", 1)).await.unwrap();
    let first = send_first(&bench, 1).await;
    bench.store.enqueue(&push("d1", 1)).await.unwrap();
    assert_eq!(due(&bench, 5).await, [], "one of the deal is being sent");
    bench.store.mark_sent(first.id, minute(2), None).await.unwrap();
    let second = due(&bench, 5).await.remove(0);
    assert_ne!((second.id, &second.key), (first.id, &first.key));
}

#[tokio::test]
async fn a_push_that_comes_back_takes_the_one_behind_it_in_and_keeps_its_place() {
    let bench = bench().await;
    bench.store.enqueue(&push("d1", 1)).await.unwrap();
    let first = send_first(&bench, 1).await;
    bench.store.enqueue(&push("d1", 1)).await.unwrap();
    bench.store.enqueue(&note("k1", "d1")).await.unwrap();
    bench.store.retry_entry(first.id, minute(2), None).await.unwrap();
    let ids = |entries: Vec<OutboxEntry>| entries.into_iter().map(|entry| entry.id).collect::<Vec<_>>();
    assert_eq!(ids(due(&bench, 5).await), [first.id], "the note waits behind it");
    assert_eq!(ids(bench.store.outbox_of(&"d1".into()).await.unwrap()), [3, first.id]);
}

#[tokio::test]
async fn a_push_that_gets_stuck_takes_the_chance_of_the_one_behind_it() {
    let bench = bench().await;
    bench.store.enqueue(&push("d1", 1)).await.unwrap();
    let first = send_first(&bench, 1).await;
    bench.store.enqueue(&push("d1", 4)).await.unwrap();
    bench.store.mark_stuck(first.id, &error()).await.unwrap();
    assert_eq!(due(&bench, 3).await, []);
    let again = due(&bench, 4).await.remove(0);
    assert_eq!((again.id, again.attempts, again.error), (first.id, 1, None));
    assert_eq!(bench.store.outbox_counts().await.unwrap(), OutboxCounts { waiting: 1, ..OutboxCounts::default() });
}

#[tokio::test]
async fn a_note_is_added_once_for_its_key_even_after_it_was_sent() {
    let bench = bench().await;
    assert!(bench.store.enqueue(&note("org:d1:close", "d1")).await.unwrap());
    let mut changes = bench.store.changes();
    assert!(!bench.store.enqueue(&note("org:d1:close", "d1")).await.unwrap());
    assert!(changes.try_recv().is_err());
    let entry = send_first(&bench, 1).await;
    bench.store.mark_sent(entry.id, minute(1), Some("note-77")).await.unwrap();
    assert!(!bench.store.enqueue(&note("org:d1:close", "d1")).await.unwrap());
    let sent = bench.store.outbox_of(&"d1".into()).await.unwrap().remove(0);
    assert_eq!(
        (sent.state, sent.sent_at, sent.crm_id.as_deref()),
        (OutboxState::Sent, Some(minute(1)), Some("note-77"))
    );
    assert_eq!(sent.payload, json!({"n": 1}));
}

#[tokio::test]
async fn what_tells_of_a_record_waits_until_the_record_is_there() {
    let bench = bench().await;
    for entry in [push("d1", 10), note("k1", "d1"), push("d2", 0), note("k2", "d2")] {
        bench.store.enqueue(&entry).await.unwrap();
    }
    let keys = |due: Vec<OutboxEntry>| due.into_iter().map(|entry| entry.key).collect::<Vec<_>>();
    assert_eq!(keys(due(&bench, 5).await), ["push_record:d2:3"], "the record of the other deal waits");
    assert_eq!(bench.store.next_due_at().await.unwrap(), Some(minute(0)));
    bench.store.mark_stuck(3, &error()).await.unwrap();
    assert_eq!(keys(due(&bench, 5).await), Vec::<String>::new(), "nor does it go while its record is stuck");
    assert_eq!(bench.store.next_due_at().await.unwrap(), Some(minute(10)), "and nobody wakes up for it");
    bench.store.discard_entry(3).await.unwrap();
    assert_eq!(keys(due(&bench, 5).await), ["k2"], "unless a person gave the record up");
    assert_eq!(send_first(&bench, 5).await.key, "k2");
    let record = send_first(&bench, 10).await;
    assert_eq!(record.kind, OutboxKind::PushRecord);
    bench.store.mark_sent(record.id, minute(10), None).await.unwrap();
    assert_eq!(keys(due(&bench, 10).await), ["k1"]);
}

#[tokio::test]
async fn notes_of_a_deal_go_one_after_the_other_and_a_stuck_one_holds_nobody_up() {
    let bench = bench().await;
    for key in ["k1", "k2"] {
        bench.store.enqueue(&note(key, "d1")).await.unwrap();
    }
    bench.store.retry_entry(1, minute(30), None).await.unwrap();
    assert_eq!(due(&bench, 5).await, [], "the first one has another try");
    bench.store.mark_stuck(1, &error()).await.unwrap();
    assert_eq!(due(&bench, 5).await.len(), 1);
}

#[tokio::test]
async fn an_entry_is_claimed_by_one_sender_only() {
    let bench = bench().await;
    bench.store.enqueue(&note("k", "d1")).await.unwrap();
    let entry = due(&bench, 1).await.remove(0);
    let (first, second) = tokio::join!(bench.store.mark_sending(entry.id), bench.store.mark_sending(entry.id));
    assert_eq!(u8::from(first.unwrap()) + u8::from(second.unwrap()), 1);
}

#[tokio::test]
async fn a_stuck_entry_waits_for_a_person() {
    let bench = bench().await;
    bench.store.enqueue(&note("k", "d1")).await.unwrap();
    let entry = send_first(&bench, 1).await;
    bench.store.mark_stuck(entry.id, &error()).await.unwrap();
    assert_eq!(due(&bench, 9999).await, []);
    assert_eq!(bench.store.outbox_counts().await.unwrap().stuck, 1);
    assert_eq!(bench.store.outbox_log(1).await.unwrap()[0].error, Some(error()));
    assert!(bench.store.unstick_entry(entry.id, minute(7)).await.unwrap());
    assert!(!bench.store.unstick_entry(entry.id, minute(7)).await.unwrap());
    let again = due(&bench, 7).await.remove(0);
    assert_eq!((again.attempts, again.error), (1, None), "that it was tried is not forgotten");
    assert!(bench.store.discard_entry(entry.id).await.unwrap());
    assert!(!bench.store.discard_entry(entry.id).await.unwrap());
    assert_eq!(due(&bench, 9999).await, []);
}

#[tokio::test]
async fn a_stuck_push_gets_a_new_chance_with_the_next_edit() {
    let bench = bench().await;
    bench.store.enqueue(&push("d1", 1)).await.unwrap();
    let entry = send_first(&bench, 1).await;
    bench.store.mark_stuck(entry.id, &error()).await.unwrap();
    bench.store.enqueue(&push("d1", 3)).await.unwrap();
    let again = due(&bench, 3).await.remove(0);
    assert_eq!((again.id, again.attempts, again.error), (entry.id, 1, None), "that it was tried is not forgotten");
}

#[tokio::test]
async fn what_was_sent_never_goes_back() {
    let bench = bench().await;
    bench.store.enqueue(&note("k", "d1")).await.unwrap();
    let entry = send_first(&bench, 1).await;
    bench.store.mark_sent(entry.id, minute(1), None).await.unwrap();
    bench.store.retry_entry(entry.id, minute(2), None).await.unwrap();
    bench.store.mark_stuck(entry.id, &error()).await.unwrap();
    assert_eq!(bench.store.recover_sending().await.unwrap(), 0);
    assert_eq!(bench.store.outbox_counts().await.unwrap().sent, 1);
}

#[tokio::test]
async fn the_log_shows_what_changed_last_first() {
    let bench = bench().await;
    let mut changes = bench.store.changes();
    for key in ["a", "b", "c"] {
        bench.store.enqueue(&note(key, key)).await.unwrap();
        assert_eq!(changes.try_recv().unwrap(), [Topic::Outbox].into());
    }
    let first = due(&bench, 1).await.remove(0);
    bench.store.mark_sending(first.id).await.unwrap();
    let log: Vec<String> = bench.store.outbox_log(10).await.unwrap().into_iter().map(|entry| entry.key).collect();
    assert_eq!(log, ["a", "c", "b"]);
}

#[tokio::test]
async fn the_export_holds_what_has_not_arrived_with_its_records() {
    let bench = bench().await;
    for deal in ["d1", "d2"] {
        let save = RecordSave {
            record: record(deal, &[("risks", "kept", 1)]),
            edit: None,
            outbox: vec![push(deal, 0)],
            alarms: Vec::new(),
            at: minute(1),
        };
        bench.store.save_record(&save).await.unwrap();
    }
    let sent = send_first(&bench, 1).await;
    bench.store.mark_sent(sent.id, minute(1), None).await.unwrap();
    let unsent = bench.store.export_unsent().await.unwrap();
    assert_eq!(unsent.entries.len(), 1);
    assert_eq!(unsent.records.iter().map(|record| record.deal_id.as_str()).collect::<Vec<_>>(), ["d2"]);
    assert!(serde_json::to_string(&unsent).unwrap().contains("kept"));
}

#[tokio::test]
async fn the_export_holds_what_a_person_gave_up_until_a_later_push_of_the_deal() {
    let bench = bench().await;
    bench.store.enqueue(&push("d1", 0)).await.unwrap();
    let entry = due(&bench, 1).await.remove(0);
    assert!(bench.store.discard_entry(entry.id).await.unwrap());
    let given_up = bench.store.export_unsent().await.unwrap().entries;
    assert_eq!(given_up.iter().map(|entry| entry.deal_id.as_str()).collect::<Vec<_>>(), ["d1"]);
    bench.store.enqueue(&push("d1", 2)).await.unwrap();
    let later = send_first(&bench, 3).await;
    bench.store.mark_sent(later.id, minute(3), None).await.unwrap();
    assert_eq!(bench.store.export_unsent().await.unwrap().entries, []);
}

#[tokio::test]
async fn what_was_given_up_is_counted_and_can_be_sent_after_all() {
    let bench = bench().await;
    bench.store.enqueue(&note("k1", "d1")).await.unwrap();
    bench.store.enqueue(&push("d2", 1)).await.unwrap();
    for entry in [1, 2] {
        assert!(bench.store.discard_entry(entry).await.unwrap());
    }
    assert_eq!(bench.store.outbox_counts().await.unwrap(), OutboxCounts { given_up: 2, ..OutboxCounts::default() });
    bench.store.enqueue(&push("d2", 1)).await.unwrap();
    assert_eq!(bench.store.given_up().await.unwrap(), [1].into(), "a later push takes all along");
    assert!(bench.store.unstick_entry(1, minute(3)).await.unwrap());
    assert_eq!(bench.store.outbox_counts().await.unwrap(), OutboxCounts { waiting: 2, ..OutboxCounts::default() });
    assert_eq!(due(&bench, 3).await.len(), 2);
}

#[tokio::test]
async fn an_entry_that_a_clock_ahead_dated_is_due() {
    let bench = bench().await;
    bench.store.enqueue(&push("d1", 300)).await.unwrap();
    assert_eq!(due(&bench, 180).await, [], "two hours are no long wait");
    assert_eq!(due(&bench, 179).await.len(), 1);
}

#[tokio::test]
async fn entries_that_were_cut_off_wait_again_and_are_told_of() {
    let bench = bench().await;
    for deal in ["d1", "d2"] {
        bench.store.enqueue(&push(deal, 1)).await.unwrap();
        send_first(&bench, 1).await;
    }
    let counts = OutboxCounts { sending: 2, ..OutboxCounts::default() };
    assert_eq!(bench.store.outbox_counts().await.unwrap(), counts);
    let mut changes = bench.store.changes();
    assert_eq!(bench.store.recover_sending().await.unwrap(), 2);
    assert_eq!(changes.try_recv().unwrap(), [Topic::Outbox].into());
    assert_eq!(due(&bench, 1).await.iter().map(|entry| entry.attempts).collect::<Vec<_>>(), [1, 1]);
    assert_eq!(bench.store.recover_sending().await.unwrap(), 0);
    assert!(changes.try_recv().is_err());
}

#[tokio::test]
async fn the_worst_that_befell_a_deals_entries_is_its_state() {
    let bench = bench().await;
    for deal in ["sending", "stuck", "sent"] {
        bench.store.enqueue(&push(deal, 1)).await.unwrap();
        let entry = send_first(&bench, 1).await;
        match deal {
            "stuck" => bench.store.mark_stuck(entry.id, &error()).await.unwrap(),
            "sent" => bench.store.mark_sent(entry.id, minute(1), None).await.unwrap(),
            _ => {}
        }
    }
    for deal in ["saved", "sending", "stuck"] {
        bench.store.enqueue(&note(deal, deal)).await.unwrap();
    }
    let entry = note("given up", "given up");
    bench.store.enqueue(&entry).await.unwrap();
    assert!(bench.store.discard_entry(bench.store.outbox_of(&entry.deal_id).await.unwrap()[0].id).await.unwrap());
    let deals = ["saved", "sending", "stuck", "sent", "given up"].map(Into::into);
    let states = bench.store.sync_states(&deals).await.unwrap();
    let expected = [
        ("saved", SyncState::Saved),
        ("sending", SyncState::Sending),
        ("stuck", SyncState::Stuck),
        ("given up", SyncState::GivenUp),
    ];
    assert_eq!(states, expected.map(|(deal, state)| (deal.into(), state)).into());
}

#[tokio::test]
async fn an_entry_comes_back_as_the_kind_that_it_was() {
    let bench = bench().await;
    bench.store.enqueue(&push("d1", 1)).await.unwrap();
    for kind in [OutboxKind::SummaryNote, OutboxKind::ReviewTask] {
        let entry = NewOutboxEntry::keyed(kind, kind.as_str(), kind.as_str().into(), json!({}), minute(1));
        bench.store.enqueue(&entry).await.unwrap();
    }
    let kinds: Vec<OutboxKind> = due(&bench, 1).await.into_iter().map(|entry| entry.kind).collect();
    assert_eq!(kinds, [OutboxKind::PushRecord, OutboxKind::SummaryNote, OutboxKind::ReviewTask]);
}
