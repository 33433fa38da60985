//! The main job, through the application: from a closed deal to the CSM's first touch.

use crate::desk::{Desk, WORKSPACE, frame};
use app::intentions;
use app::wire::alarms::AlarmLine;
use app::wire::intake::{Accept, AnswerCheck, RatingInput, ReturnHandoff, ReturnInput, ReviewView};
use app::wire::list::HandoffRow;
use app::wire::overview::Nothing;
use app::wire::public_error::PublicError;
use app::wire::wizard::{HandoffView, OfHandoff};
use domain::{DealId, FieldKey, FieldValue, HandoffId, HandoffState, PersonId, ReasonCode};
use playbook::Tier;
use serde_json::{Value, json};
use store::Handover;

/// A structured handoff that its rep still owes.
async fn owed(desk: &Desk) -> (HandoffRow, DealId) {
    let rows = desk.rows().await;
    let due =
        rows.into_iter().filter(|row| row.state == HandoffState::Due && row.tier != Tier::A && row.owner_id.is_some());
    // The one that closed last: nobody reached out to its customer yet.
    let row = due.max_by_key(|row| row.close_at).expect("a due handoff");
    let deal = desk.deal_of(&row).await;
    (row, deal)
}

async fn submit(desk: &Desk, id: &HandoffId) -> HandoffView {
    intentions::submit(&desk.application, WORKSPACE, OfHandoff { id: id.clone() }).await.expect("submitted")
}

async fn send_back(desk: &Desk, id: &HandoffId, field: &str) -> ReviewView {
    let reason = ReturnInput {
        field: FieldKey::from(field),
        code: ReasonCode("generic".into()),
        sentence: "Which month?".into(),
    };
    let back = ReturnHandoff { id: id.clone(), fields: vec![reason], rating: None };
    intentions::return_handoff(&desk.application, WORKSPACE, back).await.expect("returned")
}

fn acceptance(id: &HandoffId) -> Accept {
    let rating = RatingInput { stars: 5, dimensions: Default::default() };
    Accept { id: id.clone(), rating, gaps: Vec::new(), fields_used: Vec::new() }
}

/// Accepts after the checklist was answered; before, it is refused.
async fn accept(desk: &Desk, id: &HandoffId) -> ReviewView {
    let early = intentions::accept(&desk.application, WORKSPACE, acceptance(id)).await.expect_err("not answered yet");
    assert_eq!(PublicError::from(early).code, "checklist_open");
    let review = intentions::open_review(&desk.application, WORKSPACE, OfHandoff { id: id.clone() }).await.unwrap();
    for check in review.checklist.iter().filter(|check| !check.machine) {
        let answer = AnswerCheck { id: id.clone(), check: check.key.clone(), ok: true };
        intentions::answer_check(&desk.application, WORKSPACE, answer).await.unwrap();
    }
    intentions::accept(&desk.application, WORKSPACE, acceptance(id)).await.expect("accepted")
}

fn csm_of(view: &HandoffView) -> PersonId {
    view.csm.as_ref().map(|csm| csm.id.clone()).expect("a CSM")
}

#[tokio::test]
async fn submitting_with_fields_missing_is_refused_and_names_them() {
    let desk = Desk::open().await;
    let (row, _) = owed(&desk).await;
    desk.view_as(&row.owner_id.clone().unwrap()).await;
    desk.save(&row.id, "promises", FieldValue::Text(String::new())).await;
    let refused = intentions::submit(&desk.application, WORKSPACE, OfHandoff { id: row.id.clone() }).await;
    let error = PublicError::from(refused.expect_err("refused"));
    assert_eq!(error.code, "fields_missing");
    assert!(error.fields.contains(&FieldKey::from("promises")), "{error:?}");
}

#[tokio::test]
async fn a_handoff_goes_from_close_to_first_touch_and_arrives_in_the_crm_once() {
    let desk = Desk::open().await;
    let (row, deal) = owed(&desk).await;
    let rep = row.owner_id.clone().unwrap();
    desk.view_as(&rep).await;
    let view = desk.fill(&row.id).await;
    assert!(view.score.missing.is_empty(), "{:?}", view.score.missing);
    let view = submit(&desk, &row.id).await;
    assert_eq!(view.state, HandoffState::Submitted);

    let csm = csm_of(&view);
    desk.view_as(&csm).await;
    assert_eq!(send_back(&desk, &row.id, "timeline").await.handoff.state, HandoffState::Returned);
    desk.view_as(&rep).await;
    let text = FieldValue::Text("Live by 22 January 2027; nothing before 4 January".into());
    desk.save(&row.id, "timeline", text).await;
    submit(&desk, &row.id).await;
    desk.view_as(&csm).await;
    assert_eq!(accept(&desk, &row.id).await.handoff.state, HandoffState::Accepted);
    desk.round().await;
    assert_eq!(desk.office.deal(&deal, "handoff_status").await["handoff_status"], "accepted");

    let call = json!({"kind": "call", "deal_id": deal.as_str(), "owner_id": csm.as_str(), "subject": "Welcome",
        "body": "First call", "completed": true});
    desk.office.control("clock", json!({"advance_seconds": 60})).await;
    desk.office.control("activity", call).await;
    desk.office.control("clock", json!({"advance_seconds": 60})).await;
    for _ in 0..3 {
        desk.round().await;
    }
    let engaged = desk.view(&row.id).await;
    assert_eq!(engaged.state, HandoffState::Engaged, "{:?}", engaged.first_touch_at);

    let there = desk.office.deal(&deal, "handoff_status,handoff_timeline,handoff_quality,handoff_tier").await;
    assert_eq!(there["handoff_status"], "engaged");
    assert!(there["handoff_timeline"].as_str().unwrap().starts_with("Live by 22 January"));
    assert_eq!(desk.keyed("notes", deal.as_str()).await, 2, "one for each submission");
    assert_eq!(desk.keyed("tasks", deal.as_str()).await, 2, "one for each submission");
}

#[tokio::test]
async fn work_done_offline_survives_a_restart_and_arrives_once() {
    let mut desk = Desk::open().await;
    let (row, deal) = owed(&desk).await;
    let rep = row.owner_id.clone().unwrap();
    desk.view_as(&rep).await;
    desk.office.control("offline", json!({"on": true})).await;
    desk.fill(&row.id).await;
    submit(&desk, &row.id).await;
    desk.round().await;
    assert!(frame(&desk).await.sync.sentence.starts_with("Offline since"), "{}", frame(&desk).await.sync.sentence);
    desk.restart().await;
    let view = desk.view(&row.id).await;
    assert_eq!(view.state, HandoffState::Submitted);
    desk.office.control("offline", json!({"on": false})).await;
    desk.office.control("clock", json!({"advance_seconds": 120})).await;
    for _ in 0..3 {
        desk.round().await;
    }
    let there = desk.office.deal(&deal, "handoff_status").await;
    assert_eq!(there["handoff_status"], "submitted");
    assert_eq!(desk.keyed("notes", deal.as_str()).await, 1);
    assert_eq!(desk.keyed("tasks", deal.as_str()).await, 1);
    assert_eq!(frame(&desk).await.sync.sentence, "All in the CRM");
}

#[tokio::test]
async fn a_close_in_the_crm_reaches_the_csm_as_one_notification() {
    let desk = Desk::open().await;
    let rows = desk.rows().await;
    let open = rows.iter().find(|row| !row.closed && row.tier != Tier::A).expect("an upcoming handoff");
    let deal = desk.deal_of(open).await;
    desk.office.control(&format!("deals/{deal}/close"), json!({})).await;
    desk.office.control("clock", json!({"advance_seconds": 30})).await;
    desk.round().await;
    let view = desk.view(&open.id).await;
    assert_eq!(view.state, HandoffState::Due);
    desk.view_as(&csm_of(&view)).await;
    desk.round().await;
    desk.round().await;
    let told = desk.host.notifications.lock().unwrap().clone();
    let about: Vec<_> = told.iter().filter(|one| one.handoff.as_ref() == Some(&open.id)).collect();
    let together = told.iter().filter(|one| one.handoff.is_none()).count();
    assert!(about.len() == 1 || (about.is_empty() && together == 1), "{told:#?}");
}

#[tokio::test]
async fn a_person_with_two_laptops_is_told_once() {
    let mut desk = Desk::open().await;
    let open =
        desk.rows().await.into_iter().find(|row| !row.closed && row.tier != Tier::A).expect("an upcoming handoff");
    let deal = desk.deal_of(&open).await;
    desk.office.control(&format!("deals/{deal}/close"), json!({})).await;
    desk.office.control("clock", json!({"advance_seconds": 30})).await;
    desk.round().await;
    let csm = csm_of(&desk.view(&open.id).await);
    desk.view_as(&csm).await;
    for _ in 0..3 {
        desk.round().await;
    }
    assert!(!desk.host.notifications.lock().unwrap().is_empty());

    desk.office.control("clock", json!({"advance_seconds": 60})).await;
    desk.round().await;
    desk.move_to_another_laptop().await;
    desk.view_as(&csm).await;
    for _ in 0..3 {
        desk.round().await;
    }
    assert!(!desk.alarms().await.is_empty(), "the list has them");
    let again = desk.host.notifications.lock().unwrap().clone();
    assert!(again.is_empty(), "{again:#?}");
}

#[tokio::test]
async fn words_about_a_deal_that_somebody_deletes_before_its_close_stay_in_sight() {
    let desk = Desk::open().await;
    let open = desk.rows().await.into_iter().find(|row| !row.closed && row.owner_id.is_some()).unwrap();
    let deal = desk.deal_of(&open).await;
    desk.view_as(open.owner_id.as_ref().unwrap()).await;
    desk.save(&open.id, "risks", FieldValue::Text("Their CFO left".into())).await;
    desk.office.api("DELETE", &format!("/crm/objects/2026-09/deals/{deal}"), Value::Null).await;
    desk.office.control("clock", json!({"advance_seconds": 900})).await;
    for _ in 0..3 {
        desk.round().await;
    }
    let row = desk.rows().await.into_iter().find(|row| row.id == open.id).expect("still in the list");
    assert_eq!(row.state, HandoffState::Void);
    let told = serde_json::to_string(&desk.view(&open.id).await).unwrap();
    assert!(told.contains("Their CFO left"), "the words are on its page");
    let log = intentions::sync_log(&desk.application, WORKSPACE, Nothing {}).await.unwrap();
    let stuck = log
        .entries
        .iter()
        .find(|entry| entry.handoff.as_ref() == Some(&open.id))
        .unwrap_or_else(|| panic!("{:#?}", log.entries));
    assert_eq!((stuck.account.as_str(), stuck.remedy.is_some()), (row.account.as_str(), true), "{stuck:?}");
}

#[tokio::test]
async fn what_came_due_while_the_laptop_was_closed_is_told_once_and_as_missed() {
    let mut desk = Desk::open().await;
    let (row, _) = owed(&desk).await;
    let rep = row.owner_id.unwrap();
    desk.view_as(&rep).await;
    desk.round().await;
    let before: Vec<String> = desk.alarms().await.into_iter().map(|alarm| alarm.key).collect();
    desk.restart().await;
    desk.office.control("clock", json!({"advance_seconds": 20 * 24 * 3600})).await;
    for _ in 0..4 {
        desk.round().await;
    }
    let new: Vec<AlarmLine> = desk.alarms().await.into_iter().filter(|alarm| !before.contains(&alarm.key)).collect();
    let late = new.iter().filter(|alarm| alarm.handoff == row.id && alarm.missed).collect::<Vec<_>>();
    assert!(!late.is_empty(), "more than a week later, too: {new:#?}");
    assert!(late.iter().all(|alarm| alarm.handover == Some(Handover::Taken)), "{late:#?}");
    let told = desk.host.notifications.lock().unwrap().clone();
    let missed = told.iter().filter(|one| one.title.starts_with("Missed")).count();
    assert_eq!(missed, 1, "{told:#?}");
}
