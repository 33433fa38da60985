//! What becomes of an entry when the CRM refuses, or has it.

use super::*;
use crate::{Reach, ReviewTask, SummaryNote};
use crm::port::ErrorClass;
use std::time::Duration;
use store::OutboxKind;

/// A desk with a push of the record and, behind it, a note.
async fn desk_with_note() -> Desk {
    let desk = desk(record(&[("risks", "ours", 1)])).await;
    desk.enqueue(OutboxKind::SummaryNote, "note", "1", note()).await;
    desk
}

fn note() -> serde_json::Value {
    serde_json::to_value(SummaryNote { body: "Handed over".to_owned(), at: at(0), owner: None }).unwrap()
}

impl Desk {
    async fn enqueue(&self, kind: OutboxKind, key: &str, deal: &str, payload: serde_json::Value) {
        let entry = NewOutboxEntry::keyed(kind, key, deal.into(), payload, at(0) + TimeDelta::seconds(1));
        assert!(self.store.enqueue(&entry).await.unwrap());
    }

    /// The push first.
    async fn entries(&self) -> Vec<OutboxEntry> {
        let mut entries = self.store.outbox_of(&DealId::from("1")).await.unwrap();
        entries.reverse();
        entries
    }
}

#[tokio::test]
async fn out_of_reach_is_no_trouble_and_ends_the_push() {
    let desk = desk_with_note().await;
    desk.crm.refuse(Some(ErrorClass::Offline));
    let report = desk.sync.push_due(at(1)).await.unwrap();
    assert_eq!((report.sent, report.waiting, report.stuck), (0, 1, 0));
    assert!(report.trouble.is_none());
    assert_eq!(report.reach, Reach::Offline { since: at(1) });
    let tried: Vec<_> = desk.entries().await.iter().map(|entry| (entry.state, entry.attempts)).collect();
    assert_eq!(tried, [(OutboxState::Waiting, 1), (OutboxState::Waiting, 0)]);
    desk.crm.refuse(None);
    let report = desk.sync.push_due(at(5)).await.unwrap();
    assert_eq!((report.sent, report.reach), (2, Reach::Online));
}

#[tokio::test]
async fn what_waits_for_the_network_is_looked_at_again_within_two_minutes() {
    let desk = desk(record(&[("risks", "ours", 1)])).await;
    desk.crm.refuse(Some(ErrorClass::Offline));
    for hour in 0..10 {
        let now = at(60 * hour);
        let report = desk.sync.push_due(now).await.unwrap();
        assert!(report.next_due_at.unwrap() - now < TimeDelta::minutes(2), "{hour}");
    }
}

#[tokio::test]
async fn a_busy_crm_is_asked_again_when_it_wishes_and_the_others_are_tried_meanwhile() {
    let desk = desk_with_note().await;
    desk.enqueue(OutboxKind::SummaryNote, "of another deal", "2", note()).await;
    desk.crm.refuse(Some(ErrorClass::TryLater { after: Some(Duration::from_secs(1_800)) }));
    let report = desk.sync.push_due(at(1)).await.unwrap();
    assert_eq!((report.waiting, report.reach), (2, Reach::Online));
    assert!(report.trouble.is_none());
    assert!(report.next_due_at.unwrap() >= at(31));
    assert_eq!(desk.entries().await[0].error.as_ref().unwrap().code, "crm_busy");
}

#[tokio::test]
async fn a_sign_in_that_expired_ends_the_push_and_is_told() {
    let desk = desk_with_note().await;
    desk.crm.refuse(Some(ErrorClass::SignInAgain));
    let report = desk.sync.push_due(at(1)).await.unwrap();
    assert_eq!((report.waiting, report.stuck), (1, 0));
    assert_eq!(report.trouble.unwrap().class, ErrorClass::SignInAgain);
    assert_eq!(desk.entries().await[0].error.as_ref().unwrap().code, "crm_sign_in");
}

#[tokio::test]
async fn what_only_a_person_can_mend_is_stuck_and_the_others_are_tried() {
    let desk = desk_with_note().await;
    desk.enqueue(OutboxKind::SummaryNote, "of another deal", "2", note()).await;
    desk.crm.refuse(Some(ErrorClass::NotAllowed));
    let report = desk.sync.push_due(at(1)).await.unwrap();
    assert_eq!((report.waiting, report.stuck, report.next_due_at), (0, 2, None));
    let entry = desk.entries().await.remove(0);
    let error = entry.error.unwrap();
    assert_eq!((entry.state, error.code.as_str()), (OutboxState::Stuck, "crm_not_allowed"));
    assert_eq!((error.message.as_str(), error.remedy.as_str()), ("refused to order", "wait for the order to end"));
}

#[tokio::test]
async fn any_answer_says_that_the_crm_is_in_reach_again() {
    for class in [ErrorClass::TryLater { after: None }, ErrorClass::SignInAgain, ErrorClass::Broken] {
        let desk = desk(record(&[("risks", "ours", 1)])).await;
        desk.crm.refuse(Some(ErrorClass::Offline));
        desk.sync.push_due(at(1)).await.unwrap();
        desk.crm.refuse(Some(class));
        assert_eq!(desk.sync.push_due(at(10)).await.unwrap().reach, Reach::Online);
    }
}

#[tokio::test]
async fn a_note_and_a_task_arrive_and_their_names_in_the_crm_are_kept() {
    let desk = desk_with_note().await;
    let (subject, body) = ("Review it".to_owned(), "By Friday".to_owned());
    let task = ReviewTask { subject, body, due_at: at(99), owner: None };
    desk.enqueue(OutboxKind::ReviewTask, "task", "1", serde_json::to_value(task).unwrap()).await;
    assert_eq!(desk.sync.push_due(at(1)).await.unwrap().sent, 3);
    let made = desk.crm.made();
    let made: Vec<_> = made.iter().map(|(key, words)| (key.as_str(), words.as_str())).collect();
    assert_eq!(made, [("note", "Handed over"), ("task", "Review it")]);
    let names: Vec<_> = desk.entries().await.into_iter().map(|entry| entry.crm_id).collect();
    assert_eq!(names, [None, Some("made-note".to_owned()), Some("made-task".to_owned())]);
}

#[tokio::test]
async fn an_entry_that_this_version_cannot_read_waits_for_a_person() {
    let desk = desk(record(&[("risks", "ours", 1)])).await;
    desk.enqueue(OutboxKind::SummaryNote, "note", "1", serde_json::json!({"another": "shape"})).await;
    let report = desk.sync.push_due(at(1)).await.unwrap();
    assert_eq!((report.sent, report.stuck), (1, 1));
    assert!(desk.crm.made().is_empty());
}
