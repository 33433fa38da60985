//! From the laptop to the CRM: once, whatever happens on the way.

use crate::bench::{Laptop, Office};
use chrono::TimeDelta;
use domain::Knew;
use domain::{DealContext, EventKind};
use serde_json::{Value, json};
use store::{NewOutboxEntry, OutboxKind, OutboxState};
use sync::{Reach, ReviewTask, SummaryNote};

const FIELDS: &[(&str, &str)] =
    &[("business_goals", "Halve ticket time by March 2027"), ("risks", "Works council & \"data\" <b>residency</b>")];

fn submitted() -> Vec<EventKind> {
    vec![EventKind::Closed, EventKind::Submitted { quality: 91.25, filled: 7, required: 9 }]
}

/// Submits a handoff as the application does: record, note and task.
async fn submit(laptop: &Laptop, office: &Office) -> DealContext {
    let context = laptop.untouched_deal().await;
    let (deal, now) = (context.deal.id.clone(), office.now().await);
    laptop.write(&context, FIELDS, submitted(), now).await;
    let owner = context.deal.owner_id.clone();
    let note = SummaryNote { body: "Summary\n1 < 2".into(), at: now, owner: owner.clone() };
    let task = ReviewTask {
        subject: "Review the handoff".into(),
        body: "In Changeover".into(),
        due_at: now + TimeDelta::days(1),
        owner,
    };
    for (kind, name, payload) in [
        (OutboxKind::SummaryNote, "note", serde_json::to_value(note).unwrap()),
        (OutboxKind::ReviewTask, "task", serde_json::to_value(task).unwrap()),
    ] {
        let entry = NewOutboxEntry::keyed(kind, format!("{deal}:submitted:{name}"), deal.clone(), payload, now);
        assert!(laptop.store.enqueue(&entry).await.unwrap());
    }
    context
}

/// Pushes until nothing waits.
async fn push_all(laptop: &Laptop, office: &Office) {
    for hours in 2..12 {
        laptop.push_after(office, hours).await;
        let counts = laptop.store.outbox_counts().await.unwrap();
        assert_eq!(counts.stuck, 0, "{:?}", laptop.store.outbox_log(5).await.unwrap());
        if counts.waiting == 0 {
            return;
        }
    }
    panic!("something still waits: {:?}", laptop.store.outbox_log(5).await.unwrap());
}

/// The CRM holds fields, status, note and task of the handoff, once each.
async fn assert_arrived_once(office: &Office, context: &DealContext) {
    let deal = &context.deal.id;
    let there = office.deal(deal, "handoff_status,handoff_business_goals,handoff_risks,handoff_record").await;
    assert_eq!(there["handoff_status"], "submitted");
    for (key, text) in FIELDS {
        assert_eq!(there[format!("handoff_{key}")], *text);
    }
    let record: Value = serde_json::from_str(there["handoff_record"].as_str().unwrap()).unwrap();
    assert_eq!(record["deal_id"], deal.as_str());
    for (kind, other) in [("notes", "note"), ("tasks", "task")] {
        let found = office.keyed(kind).await;
        assert_eq!(found.len(), 1, "{kind}");
        assert_eq!(found[0]["properties"]["changeover_key"], format!("{deal}:submitted:{other}"));
        let id = found[0]["id"].as_str().unwrap();
        let links =
            office.api("GET", &format!("/crm/objects/2026-09/{kind}/{id}?associations=deals"), Value::Null).await;
        assert_eq!(links["associations"]["deals"]["results"].as_array().unwrap().len(), 1, "{kind}");
        assert_eq!(links["associations"]["deals"]["results"][0]["id"], deal.as_str());
    }
}

/// How often the CRM's history says that the handoff was submitted.
async fn submissions(office: &Office, context: &DealContext) -> usize {
    let path = format!("/crm/objects/2026-09/deals/{}?propertiesWithHistory=handoff_status", context.deal.id);
    let deal = office.api("GET", &path, Value::Null).await;
    let history = deal["propertiesWithHistory"]["handoff_status"].as_array().unwrap();
    history.iter().filter(|version| version["value"] == "submitted").count()
}

#[tokio::test]
async fn a_submitted_handoff_arrives_with_fields_status_note_and_task() {
    let office = Office::with_deals(60).await;
    let laptop = office.loaded_laptop().await;
    let context = submit(&laptop, &office).await;
    let report = laptop.push(&office).await;
    assert_eq!((report.sent, report.waiting, report.stuck, report.reach), (3, 0, 0, Reach::Online));
    assert_arrived_once(&office, &context).await;
    let note = office.keyed("notes").await[0]["id"].as_str().unwrap().to_owned();
    let body =
        office.api("GET", &format!("/crm/objects/2026-09/notes/{note}?properties=hs_note_body"), Value::Null).await;
    assert_eq!(body["properties"]["hs_note_body"], "Summary<br>1 &lt; 2");
    // What we wrote comes back as ours: no edit, no customer-facing activity, nothing to send.
    laptop.pull(&office).await;
    let after = laptop.context(&context.deal.id).await;
    let ours: Vec<_> = after.activities.iter().filter(|activity| activity.made_by_us.is_some()).collect();
    assert_eq!(ours.len(), 2);
    assert!(ours.iter().all(|activity| !activity.is_customer_facing()));
    assert_eq!(laptop.store.outbox_counts().await.unwrap().waiting, 0);
}

#[tokio::test]
async fn a_push_that_changes_nothing_writes_nothing() {
    let office = Office::with_deals(60).await;
    let laptop = office.loaded_laptop().await;
    let context = submit(&laptop, &office).await;
    push_all(&laptop, &office).await;
    let written = submissions(&office, &context).await;
    let now = office.now().await;
    laptop.store.enqueue(&NewOutboxEntry::push(context.deal.id.clone(), now, now)).await.unwrap();
    office.control("faults", json!({"match_path": "/deals/", "method": "PATCH", "status": 500, "times": 1})).await;
    assert_eq!(laptop.push(&office).await.sent, 1);
    assert_eq!(office.state().await["faults"].as_array().unwrap().len(), 1, "no PATCH was made");
    assert_eq!(submissions(&office, &context).await, written);
}

#[tokio::test]
async fn a_field_of_a_playbook_of_their_own_arrives_with_the_record() {
    let office = Office::with_deals(60).await;
    let laptop = office.loaded_laptop().await;
    let context = laptop.untouched_deal().await;
    laptop.write(&context, &[("rollout_order", "Berlin first")], submitted(), office.now().await).await;
    push_all(&laptop, &office).await;
    let there = office.deal(&context.deal.id, "handoff_status,handoff_record").await;
    assert_eq!(there["handoff_status"], "submitted");
    assert!(there["handoff_record"].as_str().unwrap().contains("Berlin first"));
    let (written, now) = (submissions(&office, &context).await, office.now().await);
    laptop.store.enqueue(&NewOutboxEntry::push(context.deal.id.clone(), now, now)).await.unwrap();
    assert_eq!(laptop.push(&office).await.sent, 1);
    assert_eq!(submissions(&office, &context).await, written, "nothing was written again");
}

#[tokio::test]
async fn whatever_fails_on_the_way_all_of_it_arrives_once() {
    let places = [
        "/deals/",
        "/notes/batch/upsert",
        "/tasks/batch/upsert",
        "/notes/deals/batch/create",
        "/tasks/deals/batch/create",
    ];
    let faults = [
        json!({"status": 429, "retry_after": 1}),
        json!({"status": 500}),
        json!({"drop_connection": true}),
        json!({"timeout_after_commit": true}),
    ];
    for fault in faults {
        let office = Office::with_deals(60).await;
        let laptop = office.loaded_laptop().await;
        let context = submit(&laptop, &office).await;
        for place in places {
            let mut fault = fault.clone();
            fault["match_path"] = json!(place);
            if place == "/deals/" {
                fault["method"] = json!("PATCH");
            }
            office.control("faults", fault).await;
        }
        push_all(&laptop, &office).await;
        assert_eq!(office.state().await["faults"], json!([]), "every fault was met: {fault}");
        assert_arrived_once(&office, &context).await;
        assert_eq!(submissions(&office, &context).await, 1, "{fault}");
    }
}

#[tokio::test]
async fn work_done_offline_arrives_after_a_restart_and_once() {
    let office = Office::with_deals(60).await;
    let laptop = office.loaded_laptop().await;
    office.offline(true).await;
    let context = submit(&laptop, &office).await;
    let report = laptop.push(&office).await;
    assert_eq!((report.sent, report.stuck, report.trouble), (0, 0, None));
    assert!(matches!(report.reach, Reach::Offline { .. }));
    let folder = laptop.folder;
    laptop.store.close().await;
    drop((laptop.sync, laptop.store));
    let laptop = office.laptop_in(folder, office.crm.token()).await;
    assert_eq!(laptop.store.outbox_counts().await.unwrap().waiting, 3);
    office.offline(false).await;
    push_all(&laptop, &office).await;
    assert_arrived_once(&office, &context).await;
}

#[tokio::test]
async fn a_push_that_is_killed_while_the_crm_answers_arrives_once() {
    let office = Office::with_deals(60).await;
    let laptop = office.loaded_laptop().await;
    let context = submit(&laptop, &office).await;
    for place in ["/deals/", "/notes/batch/upsert", "/tasks/batch/upsert"] {
        let slow = json!({"match_path": place, "method": if place == "/deals/" { "PATCH" } else { "POST" }, "delay_ms": 2_000});
        office.control("faults", slow).await;
        // The push is dropped while its request is under way; the CRM carries it out all the same, or not at all.
        let killed = tokio::time::timeout(std::time::Duration::from_millis(700), laptop.push(&office)).await;
        assert!(killed.is_err(), "{place}");
    }
    push_all(&laptop, &office).await;
    assert_arrived_once(&office, &context).await;
}

#[tokio::test]
async fn two_laptops_that_write_at_once_keep_all_of_it_and_a_decision_reaches_both() {
    let office = Office::with_deals(60).await;
    let (one, two) = (office.loaded_laptop().await, office.loaded_laptop().await);
    let context = one.untouched_deal().await;
    let deal = context.deal.id.clone();
    one.write(&context, &[("risks", "from one"), ("timeline", "early")], Vec::new(), office.now().await).await;
    office.control("clock", json!({"advance_seconds": 5})).await;
    two.write(&context, &[("promises", "from two"), ("timeline", "late")], Vec::new(), office.now().await).await;
    push_all(&one, &office).await;
    push_all(&two, &office).await;
    one.pull(&office).await;
    for laptop in [&one, &two] {
        assert_eq!(laptop.field(&deal, "risks").await.as_deref(), Some("from one"));
        assert_eq!(laptop.field(&deal, "promises").await.as_deref(), Some("from two"));
        assert_eq!(laptop.conflict(&deal, "timeline").await, ["early", "late"]);
    }
    let properties = "handoff_risks,handoff_promises,handoff_timeline,handoff_conflict";
    let there = office.deal(&deal, properties).await;
    assert_eq!((&there["handoff_risks"], &there["handoff_promises"]), (&json!("from one"), &json!("from two")));
    assert_eq!((&there["handoff_timeline"], &there["handoff_conflict"]), (&json!("late"), &json!("timeline")));

    let seen = two.store.record(&deal).await.unwrap().unwrap();
    let knew = Knew::Conflicts(seen.fields.seen(&"timeline".into()));
    two.edit(seen, "timeline", "early or late", knew, office.now().await).await;
    push_all(&two, &office).await;
    one.pull(&office).await;
    for laptop in [&one, &two] {
        assert_eq!(laptop.field(&deal, "timeline").await.as_deref(), Some("early or late"));
        assert_eq!(laptop.conflict(&deal, "timeline").await, Vec::<String>::new());
    }
    let there = office.deal(&deal, properties).await;
    assert_eq!(there["handoff_timeline"], json!("early or late"));
    assert_eq!(there["handoff_conflict"].as_str().unwrap_or_default(), "");
}

#[tokio::test]
async fn an_edit_here_and_one_in_the_crm_at_once_become_a_conflict_on_every_laptop() {
    let office = Office::with_deals(60).await;
    let (one, two) = (office.loaded_laptop().await, office.loaded_laptop().await);
    let context = one.untouched_deal().await;
    let deal = context.deal.id.clone();
    one.write(&context, &[("risks", "first")], Vec::new(), office.now().await).await;
    push_all(&one, &office).await;
    two.pull(&office).await;
    let seen = two.store.record(&deal).await.unwrap().unwrap();
    office.control("clock", json!({"advance_seconds": 60})).await;
    office.edit("deal", deal.as_str(), "handoff_risks", "edited there", &context.deal.owner_id.clone().unwrap()).await;
    two.edit(seen, "risks", "typed on a train", Knew::Everything, office.now().await).await;
    push_all(&two, &office).await;
    one.pull(&office).await;
    for laptop in [&one, &two] {
        let mut texts = laptop.conflict(&deal, "risks").await;
        texts.sort();
        assert_eq!(texts, ["edited there", "typed on a train"]);
    }
    assert_eq!(one.store.record(&deal).await.unwrap(), two.store.record(&deal).await.unwrap());
}

#[tokio::test]
async fn a_status_that_a_person_set_in_the_crm_is_not_overwritten_unseen() {
    let office = Office::with_deals(60).await;
    let laptop = office.loaded_laptop().await;
    let context = submit(&laptop, &office).await;
    push_all(&laptop, &office).await;
    let deal = context.deal.id.clone();
    office.edit("deal", deal.as_str(), "handoff_status", "accepted", &context.deal.owner_id.clone().unwrap()).await;
    laptop.write(&context, &[("risks", "one more")], Vec::new(), office.now().await).await;
    let report = laptop.push(&office).await;
    assert_eq!(report.sent, 1);
    assert!(report.changed.contains(&deal));
    let there = office.deal(&deal, "handoff_status,handoff_risks").await;
    assert_eq!((&there["handoff_status"], &there["handoff_risks"]), (&json!("accepted"), &json!("one more")));
    assert_eq!(laptop.store.status_history(&deal).await.unwrap().last().unwrap().value, "accepted");
}

#[tokio::test]
async fn a_token_without_the_right_leaves_the_entry_stuck_with_a_remedy() {
    let office = Office::with_deals(60).await;
    let writer = office.loaded_laptop().await;
    let context = writer.untouched_deal().await;
    let laptop = office.laptop_with(office.crm.limited_token()).await;
    laptop.write(&context, FIELDS, Vec::new(), office.now().await).await;
    let report = laptop.push(&office).await;
    assert_eq!((report.sent, report.stuck), (0, 1));
    let entry = laptop.store.outbox_log(1).await.unwrap().remove(0);
    assert_eq!(entry.state, OutboxState::Stuck);
    let error = entry.error.unwrap();
    assert_eq!(error.code, "crm_not_allowed");
    assert!(error.remedy.contains("admin"), "{error:?}");
    assert!(!format!("{error:?}").contains(office.crm.limited_token()));
}

#[tokio::test]
async fn an_expired_sign_in_stops_the_push_and_keeps_everything() {
    let office = Office::with_deals(60).await;
    let laptop = office.loaded_laptop().await;
    let context = submit(&laptop, &office).await;
    office.control("faults", json!({"match_path": "/deals/", "status": 401})).await;
    let report = laptop.push(&office).await;
    assert_eq!(report.trouble.as_ref().map(sync::CrmError::code), Some("crm_sign_in"));
    assert_eq!((report.sent, report.stuck), (0, 0));
    push_all(&laptop, &office).await;
    assert_arrived_once(&office, &context).await;
}

#[tokio::test]
async fn a_deal_that_was_merged_away_leaves_the_text_here_and_says_so() {
    let office = Office::with_deals(60).await;
    let laptop = office.loaded_laptop().await;
    let context = laptop.untouched_deal().await;
    let other =
        laptop.all().await.into_iter().map(|context| context.deal.id).find(|id| *id != context.deal.id).unwrap();
    office
        .api(
            "POST",
            "/crm/objects/2026-09/deals/merge",
            json!({"primaryObjectId": other, "objectIdToMerge": context.deal.id}),
        )
        .await;
    laptop.write(&context, FIELDS, Vec::new(), office.now().await).await;
    assert_eq!(laptop.push(&office).await.stuck, 1);
    let error = laptop.store.outbox_log(1).await.unwrap().remove(0).error.unwrap();
    assert!(error.message.contains("merged"), "{error:?}");
    assert_eq!(laptop.field(&context.deal.id, "business_goals").await.as_deref(), Some(FIELDS[0].1));
}
