//! What happens in the CRM between two pulls, and how it came about.

use super::subject::Subject;
use crm::port::{Part, Property};
use serde_json::json;
use std::collections::BTreeSet;

pub async fn an_edit_arrives_with_the_next_pull_and_only_that(subject: Subject) {
    let (deals, mut cursors) = subject.settled().await;
    let deal = deals.values().find(|deal| deal.owner_id.is_some()).unwrap();
    assert!(subject.news(&mut cursors).await.deals.is_empty());
    subject.edit(deal, "dealname", "Renamed there").await;
    let news = subject.news(&mut cursors).await;
    let names: Vec<_> = news.deals.iter().map(|deal| (deal.id.clone(), deal.name.as_str())).collect();
    assert_eq!(names, [(deal.id.clone(), "Renamed there")]);
    assert!(news.archived.is_empty());
}

pub async fn a_deleted_deal_is_told_as_archived(subject: Subject) {
    let (deals, mut cursors) = subject.settled().await;
    let deal = deals.keys().next().unwrap();
    subject.later().await;
    subject.control("delete", json!({"object": "deal", "id": deal})).await;
    let news = subject.news(&mut cursors).await;
    assert!(news.archived.contains(deal), "{:?}", news.archived);
    assert!(news.deals.iter().all(|told| told.id != *deal));
}

pub async fn a_deal_that_was_brought_back_arrives_again(subject: Subject) {
    let (deals, mut cursors) = subject.settled().await;
    let deal = deals.keys().next().unwrap();
    subject.control("delete", json!({"object": "deal", "id": deal})).await;
    subject.later().await;
    subject.news(&mut cursors).await;
    subject.control("restore", json!({"object": "deal", "id": deal})).await;
    let news = subject.news(&mut cursors).await;
    let back = news.deals.iter().find(|told| told.id == *deal).expect("it arrives");
    assert!(!back.archived);
    subject.crm.deal(deal).await.unwrap();
}

pub async fn a_merged_away_deal_leads_to_its_survivor(subject: Subject) {
    let (deals, mut cursors) = subject.settled().await;
    let ids: Vec<_> = deals.keys().take(2).cloned().collect();
    subject.later().await;
    let merged = subject.control("merge", json!({"object": "deal", "first": ids[0], "second": ids[1]})).await;
    let survivor = merged["id"].as_str().unwrap();
    assert_eq!(subject.crm.deal(&ids[0]).await.unwrap().deal.id.as_str(), survivor);
    let news = subject.news(&mut cursors).await;
    assert!(news.deals.iter().any(|deal| deal.id.as_str() == survivor));
    let away: BTreeSet<_> = news.archived.into_iter().collect();
    assert!(ids.iter().filter(|id| id.as_str() != survivor).all(|id| away.contains(id)), "{away:?}");
}

pub async fn a_new_owner_arrives(subject: Subject) {
    let (deals, mut cursors) = subject.settled().await;
    let deal = deals.values().find(|deal| deal.owner_id.is_some()).unwrap();
    let heir = subject.someone_else(deal.owner_id.as_ref()).await;
    subject.later().await;
    let number = Subject::number_of(heir.as_str());
    subject.edit(deal, "hubspot_owner_id", &number).await;
    let news = subject.news(&mut cursors).await;
    let told = news.deals.iter().find(|told| told.id == deal.id).unwrap();
    assert_eq!(told.owner_id.as_ref(), Some(&heir));
}

pub async fn a_contacts_change_touches_its_deals(subject: Subject) {
    let (deal, around) = subject.open_deal().await;
    let (_, mut cursors) = subject.settled().await;
    let contact = around.contacts.unwrap().remove(0).contact;
    subject.later().await;
    let by = deal.owner_id.clone().unwrap();
    subject.office.edit("contact", contact.id.as_str(), "jobtitle", "Head of Everything", &by).await;
    let news = subject.news(&mut cursors).await;
    assert!(news.touched.contains(&deal.id) && news.deals.is_empty(), "{news:?}");
    let (arounds, _) = subject.crm.around(&news.touched, &[Part::Contacts]).await.unwrap();
    let here = arounds.into_iter().find(|around| around.deal_id == deal.id).unwrap().contacts.unwrap();
    let person = here.into_iter().find(|person| person.contact.id == contact.id).unwrap();
    assert_eq!(person.contact.title.as_deref(), Some("Head of Everything"));
}

pub async fn a_product_lines_change_touches_its_deal(subject: Subject) {
    let (deal, around) = subject.open_deal().await;
    let (_, mut cursors) = subject.settled().await;
    let line = around.lines.unwrap().remove(0);
    subject.later().await;
    let by = deal.owner_id.clone().unwrap();
    subject.office.edit("line_item", line.id.as_str(), "quantity", "77", &by).await;
    let news = subject.news(&mut cursors).await;
    assert_eq!(news.touched, std::slice::from_ref(&deal.id));
    let (arounds, _) = subject.crm.around(&news.touched, &[Part::Lines]).await.unwrap();
    let lines = arounds.into_iter().next().unwrap().lines.unwrap();
    assert_eq!(lines.iter().find(|told| told.id == line.id).unwrap().quantity, Some(77.0));
}

pub async fn an_activity_touches_its_deal(subject: Subject) {
    let (deal, _) = subject.open_deal().await;
    let (_, mut cursors) = subject.settled().await;
    subject.later().await;
    for kind in ["task", "meeting", "call", "email", "note"] {
        let owner = deal.owner_id.clone().unwrap();
        subject
            .control(
                "activity",
                json!({"kind": kind, "deal_id": deal.id, "owner_id": owner, "subject": "Hello", "completed": true}),
            )
            .await;
        let news = subject.news(&mut cursors).await;
        assert!(news.touched.contains(&deal.id), "{kind}: {:?}", news.touched);
        subject.later().await;
        subject.news(&mut cursors).await;
    }
}

pub async fn the_close_is_the_first_won_row_after_the_last_that_was_not(subject: Subject) {
    let (deal, _) = subject.open_deal().await;
    let stage_before = subject.property(&deal.id, "dealstage").await;
    subject.control(&format!("deals/{}/close", deal.id), json!({})).await;
    subject.later().await;
    subject.edit(&deal, "dealstage", &stage_before).await;
    subject.later().await;
    let closed = subject.control(&format!("deals/{}/close", deal.id), json!({})).await;
    subject.later().await;
    subject.edit(&deal, "amount", "4711").await;
    let stages = subject.crm.pipelines().await.unwrap().into_iter().flat_map(|one| one.stages);
    let won: BTreeSet<String> = stages.filter(|stage| stage.probability >= 1.0).map(|stage| stage.id.0).collect();
    let histories = subject.crm.deal_history(std::slice::from_ref(&deal.id)).await.unwrap();
    let closed_at = histories[0].closed_at(|stage| won.contains(stage)).unwrap();
    let expected: chrono::DateTime<chrono::Utc> = closed["closed_at"].as_str().unwrap().parse().unwrap();
    assert_eq!(closed_at.timestamp(), expected.timestamp());
    let now = subject.crm.deal(&deal.id).await.unwrap().deal;
    assert!(now.is_won && now.is_closed && now.probability >= 1.0);
}

pub async fn the_history_of_a_status_tells_who_and_when(subject: Subject) {
    let (deal, _) = subject.open_deal().await;
    subject.edit(&deal, "handoff_status", "submitted").await;
    subject.later().await;
    subject.edit(&deal, "handoff_status", "accepted").await;
    let histories = subject.crm.deal_history(std::slice::from_ref(&deal.id)).await.unwrap();
    let statuses = &histories[0].statuses;
    let last_two: Vec<&str> = statuses.iter().rev().take(2).map(|version| version.value.as_str()).collect();
    assert_eq!(last_two, ["accepted", "submitted"]);
    let people = subject.crm.people().await.unwrap();
    let author = people.iter().find(|person| person.user_id == statuses.last().unwrap().by_user).unwrap();
    assert_eq!(Some(&author.id), deal.owner_id.as_ref());
    let named = subject.crm.property_history(std::slice::from_ref(&deal.id), &[Property::Status]).await.unwrap();
    assert_eq!(named[&deal.id][&Property::Status], *statuses);
}

pub async fn the_history_of_a_text_tells_every_value(subject: Subject) {
    let (deal, _) = subject.open_deal().await;
    let risks = Property::Field("risks".into());
    subject.edit(&deal, "handoff_risks", "Budget").await;
    subject.later().await;
    subject.edit(&deal, "handoff_risks", "Budget and time").await;
    let named =
        subject.crm.property_history(std::slice::from_ref(&deal.id), std::slice::from_ref(&risks)).await.unwrap();
    let values: Vec<&str> = named[&deal.id][&risks].iter().map(|version| version.value.as_str()).collect();
    assert!(values.ends_with(&["Budget", "Budget and time"]), "{values:?}");
}
