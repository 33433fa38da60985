//! What is written: only what changed, and everything once.

use super::line::Fault;
use super::subject::{Dialect, Subject};
use axum::http::Method;
use chrono::{DateTime, Utc};
use crm::port::{ErrorClass, FileDraft, NoteDraft, Part, Property, TaskDraft};
use domain::{Activity, ActivityKind, Deal};
use serde_json::json;
use std::collections::BTreeMap;

fn risks() -> Property {
    Property::Field("risks".into())
}

fn changes(all: &[(Property, &str)]) -> BTreeMap<Property, String> {
    all.iter().map(|(property, text)| (property.clone(), (*text).to_owned())).collect()
}

async fn activities_of(subject: &Subject, deal: &Deal) -> Vec<Activity> {
    let (arounds, _) = subject.crm.around(std::slice::from_ref(&deal.id), &[Part::Activities]).await.unwrap();
    arounds.into_iter().next().unwrap().activities.unwrap()
}

pub async fn only_what_changed_is_written_and_can_be_read_back(subject: Subject) {
    let (deal, _) = subject.open_deal().await;
    let long = "Ümläute, “quotes” & <tags>\nand a second line\n".repeat(400);
    let written = changes(&[
        (Property::Status, "submitted"),
        (Property::Completeness, "88"),
        (Property::FirstValueDate, "2027-01-31"),
        (Property::Record, "{\"format\":1}"),
        (risks(), long.trim_end()),
    ]);
    subject.line.take_heard();
    subject.crm.write_deal(&deal.id, &written).await.unwrap();
    let heard = subject.line.take_heard();
    let patch = heard.iter().find(|heard| heard.method == Method::PATCH).unwrap();
    assert_eq!(heard.iter().filter(|heard| heard.method == Method::PATCH).count(), 1);
    for other in ["dealname", "\"Name\"", "amount", "Amount", "StageName"] {
        assert!(!patch.body.contains(other), "{other} was not asked for");
    }
    let there = subject.crm.deal(&deal.id).await.unwrap();
    for (property, text) in &written {
        assert_eq!(there.properties.get(property), Some(text), "{property:?}");
    }
    assert_eq!(there.deal.name, deal.name);
}

pub async fn an_empty_text_clears(subject: Subject) {
    let (deal, _) = subject.open_deal().await;
    subject.crm.write_deal(&deal.id, &changes(&[(risks(), "Budget"), (Property::Conflict, "risks")])).await.unwrap();
    subject.crm.write_deal(&deal.id, &changes(&[(risks(), ""), (Property::Conflict, "")])).await.unwrap();
    let there = subject.crm.deal(&deal.id).await.unwrap();
    assert_eq!((there.properties.get(&risks()), there.properties.get(&Property::Conflict)), (None, None));
    assert!(!there.deal.flat_fields.contains_key(&"risks".into()));
}

async fn task(subject: &Subject, deal: &Deal, subject_line: &str) -> Result<String, crm::CrmError> {
    let due_at: DateTime<Utc> = subject.office.now().await + chrono::TimeDelta::days(2);
    let draft = TaskDraft {
        subject: subject_line.into(),
        body: "Line one\nLine <two>".into(),
        due_at,
        owner: deal.owner_id.clone(),
    };
    subject.crm.upsert_task("key/1 of 'tests'", &deal.id, &draft).await
}

pub async fn a_task_is_made_once_for_its_key_and_stays_completed(subject: Subject) {
    let (deal, _) = subject.open_deal().await;
    let first = task(&subject, &deal, "Review").await.unwrap();
    let found = activities_of(&subject, &deal).await;
    let made = found.iter().find(|activity| activity.made_by_us.is_some()).unwrap();
    assert_eq!(
        (made.subject.as_str(), made.completed, made.owner_id.as_ref()),
        ("Review", false, deal.owner_id.as_ref())
    );
    assert_eq!(made.body, "Line one\nLine <two>");
    let by = deal.owner_id.clone().unwrap();
    subject.office.edit("task", &first, "hs_task_status", "COMPLETED", &by).await;
    assert_eq!(task(&subject, &deal, "Review now").await.unwrap(), first);
    let after = activities_of(&subject, &deal).await;
    let made: Vec<_> = after.iter().filter(|activity| activity.made_by_us.is_some()).collect();
    assert_eq!(made.len(), 1);
    assert_eq!((made[0].subject.as_str(), made[0].completed), ("Review now", true));
    assert!(!made[0].is_customer_facing(), "what we made is no touch");
}

async fn note(subject: &Subject, deal: &Deal, body: &str) -> String {
    let at = subject.office.now().await;
    let draft = NoteDraft { body: body.into(), at, owner: deal.owner_id.clone() };
    subject.crm.upsert_note("note-key-1", &deal.id, &draft).await.unwrap()
}

pub async fn a_note_is_made_once_for_its_key_and_is_brought_up_to_date(subject: Subject) {
    let (deal, _) = subject.open_deal().await;
    let first = note(&subject, &deal, "First summary").await;
    assert_eq!(note(&subject, &deal, "Second summary").await, first);
    let found = activities_of(&subject, &deal).await;
    let ours: Vec<_> = found.iter().filter(|activity| activity.made_by_us.as_deref() == Some("note-key-1")).collect();
    assert_eq!(ours.len(), 1, "{found:?}");
    assert_eq!((ours[0].kind, ours[0].body.as_str()), (ActivityKind::Note, "Second summary"));
}

pub async fn what_looks_like_markup_in_a_note_stays_text(subject: Subject) {
    let (deal, _) = subject.open_deal().await;
    note(&subject, &deal, "Use <b>SSO</b> & \"SAML\"").await;
    let found = activities_of(&subject, &deal).await;
    let ours = found.iter().find(|activity| activity.made_by_us.is_some()).unwrap();
    assert_eq!(ours.body, "Use <b>SSO</b> & \"SAML\"");
}

pub async fn a_file_is_attached_once_for_its_key(subject: Subject) {
    let (deal, _) = subject.open_deal().await;
    let content = b"<h1>Handoff</h1>".to_vec();
    let file = FileDraft { name: "handoff.html".into(), media_type: "text/html".into(), content };
    let first = subject.crm.attach_file("file-key-1", &deal.id, &file).await.unwrap();
    subject.line.take_heard();
    assert_eq!(subject.crm.attach_file("file-key-1", &deal.id, &file).await.unwrap(), first);
    let heard = subject.line.take_heard();
    let uploads = heard.iter().filter(|heard| {
        heard.method == Method::POST
            && (heard.path.contains("/files/v3/files") || heard.path.ends_with("/ContentVersion"))
    });
    assert_eq!(uploads.count(), 0, "a second try finds the first one's file");
    assert!(!format!("{file:?}").contains("Handoff"), "what is in a file is in no log");
}

pub async fn a_file_is_read_back_as_it_was_attached_and_one_that_is_not_there_is_gone(subject: Subject) {
    let (deal, _) = subject.open_deal().await;
    let content = "{\"names\":[\"Zoë\",\"\u{0}\"]}".repeat(4_000).into_bytes();
    let file = FileDraft { name: "a.json".into(), media_type: "application/json".into(), content: content.clone() };
    let id = subject.crm.attach_file("file-key-1", &deal.id, &file).await.unwrap();
    assert_eq!(subject.crm.read_file(&id).await.unwrap(), content);
    let path = format!("/files/v3/files/{}", Subject::number_of(&id));
    subject.office.api("DELETE", &path, serde_json::Value::Null).await;
    assert_eq!(subject.crm.read_file(&id).await.unwrap_err().class, ErrorClass::Gone);
}

pub async fn the_longest_text_that_a_property_takes_is_taken_and_one_more_is_refused(subject: Subject) {
    let (deal, _) = subject.open_deal().await;
    for property in [Property::Record, risks()] {
        let longest = subject.crm.longest(&property).await.unwrap();
        for (more, taken) in [(0, true), (1, false)] {
            let text = "é".repeat(longest + more);
            let outcome = subject.crm.write_deal(&deal.id, &changes(&[(property.clone(), &text)])).await;
            assert_eq!(outcome.is_ok(), taken, "{property:?}: {longest} + {more}");
            if let Err(error) = outcome {
                assert!(matches!(error.class, ErrorClass::FixField { field: Some(_) }), "{error:?}");
            }
        }
    }
}

pub async fn a_write_whose_answer_was_lost_is_not_made_twice(subject: Subject) {
    let (deal, _) = subject.open_deal().await;
    let place = match subject.dialect {
        Dialect::HubSpot => (Method::POST, "/tasks/batch/upsert"),
        _ => (Method::PATCH, "/sobjects/Task/Changeover_Key__c/"),
    };
    subject.line.plays_for(place.0, place.1, Fault::SilentAfterwards);
    let error = task(&subject, &deal, "Review").await.unwrap_err();
    assert_eq!(error.class, ErrorClass::Offline);
    task(&subject, &deal, "Review").await.unwrap();
    let found = activities_of(&subject, &deal).await;
    assert_eq!(found.iter().filter(|activity| activity.made_by_us.is_some()).count(), 1);
    assert_eq!(subject.line.unmet(), 0);
}

pub async fn a_deal_that_someone_changed_meanwhile_is_refused_where_the_crm_can_tell(subject: Subject) {
    let (deal, _) = subject.open_deal().await;
    let read_at = subject.crm.deal(&deal.id).await.unwrap().deal.modified_at;
    subject.control("clock", json!({"advance_seconds": 60})).await;
    subject.edit(&deal, "handoff_risks", "Typed meanwhile").await;
    let ours = changes(&[(risks(), "Ours")]);
    let outcome = subject.crm.write_deal_unchanged_since(&deal.id, &ours, read_at).await;
    let there = subject.crm.deal(&deal.id).await.unwrap();
    if subject.crm.capabilities().guarded_writes {
        assert!(matches!(outcome.unwrap_err().class, ErrorClass::TryLater { .. }));
        assert_eq!(there.properties[&risks()], "Typed meanwhile");
        subject.crm.write_deal_unchanged_since(&deal.id, &ours, there.deal.modified_at).await.unwrap();
    } else {
        outcome.unwrap();
    }
    assert_eq!(subject.crm.deal(&deal.id).await.unwrap().properties[&risks()], "Ours");
}
