//! From the CRM to the laptop.

use crate::bench::{Laptop, Office};
use crate::conformance::subject::{Dialect, Subject};
use crate::desk::{Desk, WORKSPACE};
use app::intentions;
use app::wire::overview::Nothing;
use crm::port::{Crm, Cursor, Object};
use domain::{ActivityKind, Deal, DealContext, DealId, PersonId, Provenance};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use store::{MirrorPage, Store};
use sync::{Cancel, Reach, Stage, Sync};

#[tokio::test]
async fn the_first_load_brings_every_deal_with_owner_account_contacts_and_lines() {
    let office = Office::with_deals(300).await;
    let laptop = office.loaded_laptop().await;
    assert_eq!(laptop.store.deal_count().await.unwrap(), office.count("deals").await);
    assert!(laptop.sync.is_loaded().await.unwrap());
    let all = laptop.all().await;
    let recent = office.now().await - chrono::TimeDelta::days(90);
    let near: Vec<_> = all
        .iter()
        .filter(|context| !context.deal.is_closed || context.deal.closed_at.is_some_and(|at| at > recent))
        .collect();
    assert!(near.len() > 50, "{}", near.len());
    for context in &near {
        let id = &context.deal.id;
        assert!(context.owner.is_some() && context.account.is_some(), "deal {id} has no owner or account");
    }
    let with = |has: fn(&DealContext) -> bool| near.iter().filter(|context| has(context)).count();
    assert!(with(|context| !context.contacts.is_empty()) * 10 > near.len() * 9, "contacts");
    assert!(with(|context| !context.lines.is_empty()) * 10 > near.len() * 9, "lines");
    assert!(with(|context| !context.activities.is_empty()) * 2 > near.len(), "activities");
    let won = all.iter().filter(|context| context.deal.is_won);
    assert!(
        won.clone().count() > 20 && won.clone().all(|context| context.deal.closed_at.is_some()),
        "won deals know when they closed"
    );
    assert!(laptop.store.people().await.unwrap().len() > 50);
}

#[tokio::test]
async fn what_happens_in_the_crm_arrives_with_the_next_pull() {
    let office = Office::with_deals(120).await;
    let laptop = office.loaded_laptop().await;
    let context = laptop.untouched_deal().await;
    let (deal, owner) = (context.deal.id.clone(), context.owner.unwrap().id);
    let quiet = laptop.pull(&office).await;
    assert!(quiet.is_complete() && quiet.changed.is_empty(), "{:?}", quiet.changed);

    office.control("clock", json!({"advance_seconds": 3600})).await;
    let closed = office.control(&format!("deals/{deal}/close"), json!({})).await;
    let report = laptop.pull(&office).await;
    assert!(report.changed.contains(&deal));
    let server_time = report.server_time.unwrap().at;
    assert!((server_time - office.now().await).num_seconds().abs() < 60, "the CRM's clock, not the laptop's");
    let after = laptop.context(&deal).await;
    assert!(after.deal.is_won && after.deal.is_closed);
    let seconds = |at: chrono::DateTime<chrono::Utc>| at.timestamp();
    assert_eq!(after.deal.closed_at.map(seconds), closed["closed_at"].as_str().map(|at| seconds(at.parse().unwrap())));

    office
        .control(
            "activity",
            json!({"kind": "call", "deal_id": deal, "owner_id": owner, "subject": "Kick-off", "completed": true}),
        )
        .await;
    let report = laptop.pull(&office).await;
    assert_eq!(report.changed, std::slice::from_ref(&deal));
    let after = laptop.context(&deal).await;
    let call = after.activities.iter().find(|activity| activity.subject == "Kick-off").unwrap();
    assert!(call.is_customer_facing() && call.owner_id.as_ref() == Some(&owner));
}

#[tokio::test]
async fn a_change_of_a_contact_arrives_though_the_deal_itself_did_not_change() {
    let office = Office::with_deals(120).await;
    let laptop = office.loaded_laptop().await;
    let context = laptop
        .all()
        .await
        .into_iter()
        .find(|context| !context.deal.is_closed && !context.contacts.is_empty() && context.owner.is_some())
        .unwrap();
    let contact = context.contacts[0].contact.id.clone();
    office.edit("contact", contact.as_str(), "jobtitle", "Head of Everything", &context.owner.unwrap().id).await;
    let report = laptop.pull(&office).await;
    assert!(report.changed.contains(&context.deal.id));
    let after = laptop.context(&context.deal.id).await;
    let person = after.contacts.iter().find(|person| person.contact.id == contact).unwrap();
    assert_eq!(person.contact.title.as_deref(), Some("Head of Everything"));
}

#[tokio::test]
async fn a_load_that_was_stopped_goes_on_where_it_was() {
    let office = Office::with_deals(620).await;
    let laptop = office.laptop().await;
    let cancel = Cancel::new();
    let stop_after_a_page = |progress: sync::Progress| {
        if progress.stage == Stage::Deals {
            assert_eq!(progress.of, Some(620));
            cancel.cancel();
        }
    };
    let report = laptop.sync.initial_load(office.now().await, &stop_after_a_page, &cancel).await.unwrap();
    assert!(report.cancelled && !report.is_complete());
    assert_eq!(laptop.store.deal_count().await.unwrap(), 500);
    assert!(!laptop.sync.is_loaded().await.unwrap());
    // While it stood still, someone changed a deal that was loaded already.
    let context = laptop.all().await.into_iter().find(|context| context.owner.is_some()).unwrap();
    office.edit("deal", context.deal.id.as_str(), "dealname", "Renamed meanwhile", &context.owner.unwrap().id).await;
    let report = laptop.pull(&office).await;
    assert!(report.is_complete(), "{report:?}");
    assert_eq!(laptop.store.deal_count().await.unwrap(), 620);
    let report = laptop.pull(&office).await;
    assert!(report.is_complete());
    assert_eq!(laptop.context(&context.deal.id).await.deal.name, "Renamed meanwhile");
}

#[tokio::test]
async fn a_glance_brings_deals_at_once_and_the_rest_within_a_quarter_of_an_hour() {
    let office = Office::with_deals(60).await;
    let laptop = office.loaded_laptop().await;
    let context = laptop.untouched_deal().await;
    let (deal, owner) = (context.deal.id.clone(), context.owner.unwrap().id);
    let other = laptop.all().await.into_iter().find(|other| other.deal.id != deal && !other.deal.archived).unwrap();
    office.edit("deal", deal.as_str(), "dealname", "Renamed", &owner).await;
    office.control("delete", json!({"object": "deal", "id": other.deal.id.as_str()})).await;
    assert!(laptop.sync.glance(office.now().await).await.unwrap().is_complete());
    assert_eq!(laptop.context(&deal).await.deal.name, "Renamed");
    assert!(!laptop.context(&other.deal.id).await.deal.archived, "nobody looked for what was deleted");
    office.control("clock", json!({"advance_seconds": 16 * 60})).await;
    assert!(laptop.sync.glance(office.now().await).await.unwrap().is_complete());
    assert!(laptop.context(&other.deal.id).await.deal.archived);
}

#[tokio::test]
async fn a_deal_that_the_crm_has_forgotten_is_found_within_a_week() {
    let office = Office::with_deals(120).await;
    let laptop = office.loaded_laptop().await;
    let forgotten = Deal::named("999000999", "Deleted while this laptop was off for a month");
    laptop.store.apply(&MirrorPage { deals: vec![forgotten.clone()], ..MirrorPage::default() }).await.unwrap();
    assert!(laptop.pull(&office).await.is_complete());
    assert!(!laptop.context(&forgotten.id).await.deal.archived, "no change tells of it");
    office.control("clock", json!({"advance_seconds": 8 * 24 * 3_600})).await;
    let report = laptop.pull(&office).await;
    assert!(report.is_complete() && report.changed.contains(&forgotten.id), "{report:?}");
    assert!(laptop.context(&forgotten.id).await.deal.archived);
    assert_eq!(laptop.store.deal_count().await.unwrap(), 120, "and nothing else went");
    assert!(!laptop.pull(&office).await.changed.contains(&forgotten.id));
}

#[tokio::test]
async fn a_note_that_somebody_deleted_goes_within_a_week() {
    for dialect in [Dialect::HubSpot, Dialect::Salesforce] {
        let subject = Subject::start(dialect).await;
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let laptop = Laptop { sync: Sync::new(store.clone(), subject.crm.clone()), store, folder };
        assert!(laptop.pull(&subject.office).await.is_complete());
        let notes = |context: &DealContext| {
            let notes = context.activities.iter().filter(|activity| activity.kind == ActivityKind::Note);
            notes.map(|note| note.id.clone()).collect::<Vec<_>>()
        };
        let open = |context: &DealContext| !context.deal.is_closed && !context.deal.archived;
        let all = laptop.all().await;
        let context = all.iter().find(|context| open(context) && !notes(context).is_empty()).unwrap();
        let note = notes(context).remove(0);
        let number = Subject::number_of(note.as_str().trim_start_matches("note:"));
        let deleted = subject.control("delete", json!({"object": "note", "id": number})).await;
        assert_eq!(deleted["deleted"], json!(true), "{note:?}");
        subject.later().await;
        assert!(laptop.pull(&subject.office).await.is_complete());
        let is_here = notes(&laptop.context(&context.deal.id).await).contains(&note);
        assert!(is_here || dialect == Dialect::Salesforce, "no change tells of it in HubSpot");
        subject.control("clock", json!({"advance_seconds": 8 * 24 * 3_600})).await;
        assert!(laptop.pull(&subject.office).await.is_complete());
        assert_eq!(notes(&laptop.context(&context.deal.id).await), notes(context)[1..]);
    }
}

#[tokio::test]
async fn faults_in_the_middle_of_a_load_are_outlasted() {
    let office = Office::with_deals(120).await;
    for fault in [
        json!({"match_path": "/crm/objects/2026-09/deals", "status": 500}),
        json!({"match_path": "/associations/", "status": 429, "retry_after": 1}),
        json!({"match_path": "/contacts/batch/read", "drop_connection": true}),
        json!({"match_path": "/deals/batch/read", "timeout_after_commit": true}),
    ] {
        office.control("faults", fault).await;
    }
    let laptop = office.loaded_laptop().await;
    assert_eq!(laptop.store.deal_count().await.unwrap(), 120);
    assert_eq!(office.state().await["faults"], json!([]), "every fault was met");
}

#[tokio::test]
async fn offline_is_a_state_and_not_a_failure() {
    let office = Office::with_deals(60).await;
    let laptop = office.loaded_laptop().await;
    let context = laptop.untouched_deal().await;
    office.offline(true).await;
    let cut_at = office.now().await;
    let report = laptop.sync.pull_once(cut_at).await.unwrap();
    assert_eq!((report.reach, report.trouble), (Reach::Offline { since: cut_at }, None));
    let later = cut_at + chrono::TimeDelta::minutes(5);
    assert_eq!(laptop.sync.pull_once(later).await.unwrap().reach, Reach::Offline { since: cut_at });
    office.edit("deal", context.deal.id.as_str(), "amount", "4711", &context.owner.unwrap().id).await;
    office.offline(false).await;
    let report = laptop.pull(&office).await;
    assert_eq!(report.reach, Reach::Online);
    assert_eq!(laptop.context(&context.deal.id).await.deal.amount, Some(4711.0));
}

#[tokio::test]
async fn hostile_records_arrive_as_far_as_they_go_and_stop_nothing() {
    let office = Office::with_deals(60).await;
    let laptop = office.loaded_laptop().await;
    let injected = office.control("hostile", json!({})).await;
    let report = laptop.pull(&office).await;
    assert!(report.is_complete(), "{report:?}");
    let injected = injected["injected"].as_array().unwrap();
    assert!(injected.len() > 10);
    for one in injected {
        let id = DealId::from(one["deal_id"].as_str().unwrap());
        let context = laptop.context(&id).await;
        assert!(context.deal.is_won, "{}", one["trouble"]);
        let body = &context.activities[0].body;
        assert!(!body.contains("<script>") && !body.contains("innerHTML"), "{body}");
        assert!(context.deal.flat_fields.values().all(|text| text.chars().count() <= 65_536));
    }
    let flaws: BTreeSet<&str> = report.flaws.iter().map(|flaw| flaw.property.as_str()).collect();
    for property in ["amount", "closedate", "contract_term_months", "handoff_risks", "handoff_record"] {
        assert!(flaws.contains(property), "{property} in {flaws:?}");
    }
    assert!(report.flaws.iter().all(|flaw| !flaw.what.contains("about 40k") && !flaw.what.contains("script")));
    let context = laptop.untouched_deal().await;
    office.edit("deal", context.deal.id.as_str(), "dealname", "Still pulled", &context.owner.unwrap().id).await;
    assert!(laptop.pull(&office).await.is_complete());
    assert_eq!(laptop.context(&context.deal.id).await.deal.name, "Still pulled");
}

#[tokio::test]
async fn each_value_that_could_not_be_used_is_in_the_log_once() {
    let desk = Desk::open().await;
    desk.office.control("hostile", json!({})).await;
    desk.round().await;
    let log = intentions::sync_log(&desk.application, WORKSPACE, Nothing {}).await.unwrap();
    let told: Vec<&str> =
        log.lines.iter().map(|line| line.sentence.as_str()).filter(|told| told.contains(": amount ")).collect();
    let different: BTreeSet<&str> = told.iter().copied().collect();
    assert!(!told.is_empty() && told.len() == different.len(), "{told:?}");
}

#[tokio::test]
async fn deleted_and_merged_deals_are_marked_and_the_survivor_arrives() {
    let office = Office::with_deals(60).await;
    let laptop = office.loaded_laptop().await;
    let ids: Vec<DealId> = laptop.all().await.into_iter().map(|context| context.deal.id).take(3).collect();
    office.api("DELETE", &format!("/crm/objects/2026-09/deals/{}", ids[0]), Value::Null).await;
    let merged = office
        .api("POST", "/crm/objects/2026-09/deals/merge", json!({"primaryObjectId": ids[1], "objectIdToMerge": ids[2]}))
        .await;
    let survivor = DealId::from(merged["id"].as_str().unwrap());
    office.control("clock", json!({"advance_seconds": 900})).await;
    // Any answer tells the new time of day; the pull after it looks through the archive.
    laptop.pull(&office).await;
    laptop.pull(&office).await;
    for id in &ids {
        assert!(laptop.context(id).await.deal.archived, "{id}");
    }
    assert!(!laptop.context(&survivor).await.deal.archived);
}

#[tokio::test]
async fn a_status_set_in_the_crm_is_kept_with_the_person_who_set_it() {
    let office = Office::with_deals(60).await;
    let laptop = office.loaded_laptop().await;
    let context = laptop.untouched_deal().await;
    let owner: PersonId = context.owner.unwrap().id;
    office.edit("deal", context.deal.id.as_str(), "handoff_status", "submitted", &owner).await;
    laptop.pull(&office).await;
    let history = laptop.store.status_history(&context.deal.id).await.unwrap();
    let last = history.last().unwrap();
    assert_eq!((last.value.as_str(), last.by_person.as_ref()), ("submitted", Some(&owner)));
}

#[tokio::test]
async fn an_edit_of_a_handoff_field_in_the_crm_stands_with_its_author() {
    let office = Office::with_deals(60).await;
    let laptop = office.loaded_laptop().await;
    let context = laptop.untouched_deal().await;
    let deal = context.deal.id.clone();
    laptop
        .write(&context, &[("risks", "Budget freeze"), ("timeline", "Go-live in May")], Vec::new(), office.now().await)
        .await;
    assert_eq!(laptop.push(&office).await.sent, 1);
    let editor = laptop
        .store
        .people()
        .await
        .unwrap()
        .into_iter()
        .find(|person| person.active && Some(&person.id) != context.deal.owner_id.as_ref())
        .unwrap();
    office.edit("deal", deal.as_str(), "handoff_risks", "Budget freeze until June", &editor.id).await;
    let report = laptop.pull(&office).await;
    assert!(report.changed.contains(&deal));
    let record = laptop.store.record(&deal).await.unwrap().unwrap();
    let entry = &record.fields[&"risks".into()];
    assert_eq!(domain::projection::project(&entry.value), "Budget freeze until June");
    assert!(
        matches!(&entry.provenance, Provenance::EditedInCrm { by: Some(by), .. } if *by == editor.id),
        "{:?}",
        entry.provenance
    );
    assert_eq!(laptop.field(&deal, "timeline").await.as_deref(), Some("Go-live in May"));
    // The record beside the flat field learns of the edit, and the edit is not overwritten.
    assert_eq!(laptop.push(&office).await.sent, 1);
    let there = office.deal(&deal, "handoff_risks,handoff_record").await;
    assert_eq!(there["handoff_risks"], "Budget freeze until June");
    assert!(there["handoff_record"].as_str().unwrap().contains("Budget freeze until June"));
    let quiet = laptop.pull(&office).await;
    assert!(quiet.is_complete());
    assert_eq!(laptop.store.outbox_counts().await.unwrap().waiting, 0, "nothing goes to and fro");
}

#[tokio::test]
async fn twelve_thousand_deals_changed_at_once_all_arrive_beyond_the_search_cap() {
    let office = Office::with_deals(12_000).await;
    let hubspot = office.hubspot(office.crm.token());
    hubspot.pipelines().await.unwrap();
    let (ids, cursor) = pull_all(&hubspot, Cursor::default()).await;
    assert_eq!(ids.len(), 12_000);
    office.control("clock", json!({"advance_seconds": 7200})).await;
    hubspot.pipelines().await.unwrap();
    let all: Vec<&DealId> = ids.iter().collect();
    for some in all.chunks(100) {
        let inputs: Vec<Value> =
            some.iter().map(|id| json!({"id": id, "properties": {"primary_competitor": "Imported Ltd"}})).collect();
        office.api("POST", "/crm/objects/2026-09/deals/batch/update", json!({"inputs": inputs})).await;
    }
    // Later than the overlap of two pulls, so that the pull after the next one has nothing to repeat.
    office.control("clock", json!({"advance_seconds": 300})).await;
    hubspot.pipelines().await.unwrap();
    let (changed, cursor) = pull_all(&hubspot, cursor).await;
    assert_eq!(changed, ids);
    let (quiet, _) = pull_all(&hubspot, cursor).await;
    assert_eq!(quiet.len(), 0, "what was pulled does not come for ever");
}

async fn pull_all(hubspot: &crm::HubSpot, mut cursor: Cursor) -> (BTreeSet<DealId>, Cursor) {
    let mut ids = BTreeSet::new();
    loop {
        let page = hubspot.pull(Object::Deals, &cursor).await.unwrap();
        ids.extend(page.deals.into_iter().map(|deal| deal.id));
        cursor = page.next;
        if page.done {
            return (ids, cursor);
        }
    }
}
