//! Driving the practice CRM from outside.

use practice::{Options, start};
use serde_json::{Value, json};

use crate::client::Client;
use crate::{open_deal, small, with};

const DEALS: &str = "/crm/objects/2026-09/deals";

#[tokio::test]
async fn closing_a_deal_looks_as_if_its_owner_did_it_in_the_crm() {
    let (running, client) = small().await;
    let id = open_deal(&client).await;
    assert_eq!(client.post(&format!("/practice/deals/{id}/close"), json!({})).await.status, 200);
    let query = "properties=hubspot_owner_id,hs_is_closed_won&propertiesWithHistory=dealstage";
    let deal = client.get(&format!("{DEALS}/{id}?{query}")).await.body;
    assert_eq!(deal["properties"]["hs_is_closed_won"], json!("true"));
    let owner = deal["properties"]["hubspot_owner_id"].as_str().unwrap();
    let user = &client.get(&format!("/crm/owners/2026-09/{owner}")).await.body["userId"];
    let row = &deal["propertiesWithHistory"]["dealstage"][0];
    assert_eq!(row["sourceType"], json!("CRM_UI"));
    assert_eq!(&row["updatedByUserId"], user);
    assert!(row["timestamp"].as_str().unwrap().starts_with("2026-11-20T15:0"));
    running.stop().await;
}

#[tokio::test]
async fn an_edit_and_an_activity_carry_the_person_who_made_them() {
    let (running, client) = small().await;
    let id = open_deal(&client).await;
    let roster = client.get("/practice/roster").await.body;
    let people = roster["people"].as_array().unwrap();
    let csm = people.iter().find(|person| person["role"] == "csm").unwrap();
    let edit = json!({"object": "deal", "id": id, "property": "handoff_status", "value": "accepted", "by_owner_id": csm["owner_id"]});
    assert_eq!(client.post("/practice/edit", edit).await.status, 200);
    let deal = client.get(&format!("{DEALS}/{id}?propertiesWithHistory=handoff_status")).await.body;
    assert_eq!(deal["propertiesWithHistory"]["handoff_status"][0]["updatedByUserId"], csm["user_id"]);
    let activity = json!({"kind": "call", "deal_id": id, "owner_id": csm["owner_id"], "subject": "Hello", "body": "", "completed": true});
    let made = client.post("/practice/activity", activity).await.body;
    let linked = client.get(&format!("/crm/objects/2026-09/deals/{id}/associations/calls")).await.body;
    let ids: Vec<String> =
        linked["results"].as_array().unwrap().iter().map(|row| row["toObjectId"].to_string()).collect();
    assert!(ids.contains(&made["id"].as_str().unwrap().to_owned()));
    running.stop().await;
}

#[tokio::test]
async fn an_edit_that_does_not_fit_is_refused_in_the_screens_too() {
    let (running, client) = small().await;
    let id = open_deal(&client).await;
    let owner = client.get("/practice/roster").await.body["people"][0]["owner_id"].clone();
    let edit = json!({"object": "deals", "id": id, "property": "amount", "value": "much", "by_owner_id": owner});
    assert_eq!(client.post("/practice/edit", edit).await.status, 400);
    running.stop().await;
}

#[tokio::test]
async fn a_fault_hits_matching_requests_as_often_as_asked() {
    let (running, client) = small().await;
    let fault = json!({"match_path": "/deals", "method": "GET", "status": 503, "times": 2});
    client.post("/practice/faults", fault).await;
    let path = format!("{DEALS}?limit=1");
    assert_eq!(client.get("/crm/owners/2026-09").await.status, 200);
    assert_eq!(client.get(&path).await.status, 503);
    assert_eq!(client.get(&path).await.status, 503);
    assert_eq!(client.get(&path).await.status, 200);
    running.stop().await;
}

#[tokio::test]
async fn a_lost_answer_leaves_the_change_behind() {
    let (running, client) = small().await;
    let id = open_deal(&client).await;
    client.post("/practice/faults", json!({"match_path": &id, "timeout_after_commit": true})).await;
    let body = json!({"properties": {"amount": "4321"}}).to_string();
    assert!(client.try_send("PATCH", &format!("{DEALS}/{id}"), "", &body).await.is_none());
    let deal = client.get(&format!("{DEALS}/{id}")).await.body;
    assert_eq!(deal["properties"]["amount"], json!("4321"));
    running.stop().await;
}

#[tokio::test]
async fn a_dropped_connection_changes_nothing() {
    let (running, client) = small().await;
    let id = open_deal(&client).await;
    client.post("/practice/faults", json!({"match_path": &id, "drop_connection": true})).await;
    let body = json!({"properties": {"amount": "4321"}}).to_string();
    assert!(client.try_send("PATCH", &format!("{DEALS}/{id}"), "", &body).await.is_none());
    let deal = client.get(&format!("{DEALS}/{id}")).await.body;
    assert_ne!(deal["properties"]["amount"], json!("4321"));
    running.stop().await;
}

#[tokio::test]
async fn every_request_of_a_client_is_counted_and_none_of_the_driver() {
    let (running, client) = small().await;
    client.get(DEALS).await;
    client.get("/services/data").await;
    assert_eq!(client.get("/practice/state").await.body["requests"], json!(2));
    running.stop().await;
}

#[tokio::test]
async fn offline_cuts_the_dialect_but_not_the_driver() {
    let (running, client) = small().await;
    client.post("/practice/offline", json!({"on": true})).await;
    assert!(client.try_send("GET", DEALS, "", "").await.is_none());
    assert_eq!(client.get("/practice/state").await.body["offline"], json!(true));
    client.post("/practice/offline", json!({"on": false})).await;
    assert_eq!(client.get(DEALS).await.status, 200);
    running.stop().await;
}

#[tokio::test]
async fn web_pages_and_foreign_names_may_not_drive() {
    let (running, client) = small().await;
    let from_page = client.try_send("GET", "/practice/state", "origin: http://evil.example\r\n", "").await.unwrap();
    assert_eq!(from_page.status, 403);
    let mut pretending = client.clone();
    pretending.host = "evil.example:80".into();
    assert_eq!(pretending.get("/practice/state").await.status, 403);
    pretending.host = "localhost:80".into();
    assert_eq!(pretending.get("/practice/state").await.status, 200);
    running.stop().await;
}

#[tokio::test]
async fn the_index_lag_can_be_set() {
    let (running, client) = small().await;
    let state = client.post("/practice/settings", json!({"search_lag_seconds": 3_600})).await.body;
    assert_eq!(state["search_lag_seconds"], json!(3_600));
    let new = json!({"properties": {"dealname": "Fresh", "dealstage": "qualifiedtobuy"}});
    client.post(DEALS, new).await;
    let search = json!({"query": "Fresh"});
    let total = async || client.post(&format!("{DEALS}/search"), search.clone()).await.body["total"].clone();
    assert_eq!(total().await, json!(0));
    client.post("/practice/clock", json!({"advance_seconds": 3_601})).await;
    assert_eq!(total().await, json!(1));
    running.stop().await;
}

#[tokio::test]
async fn hostile_records_come_only_on_demand_and_are_served() {
    let (running, client) = small().await;
    let search = json!({"query": "script"});
    let before = client.post(&format!("{DEALS}/search"), search).await.body["total"].clone();
    assert_eq!(before, json!(0));
    let made = client.post("/practice/hostile", Value::Null).await.body["injected"].clone();
    let ids: Vec<Value> = made.as_array().unwrap().iter().map(|row| json!({"id": row["deal_id"]})).collect();
    assert!(ids.len() >= 12);
    let read = json!({"inputs": ids, "properties": ["dealname", "amount", "handoff_risks", "closedate"]});
    let read = client.post(&format!("{DEALS}/batch/read"), read).await;
    assert_eq!(read.status, 200);
    let longest =
        read.body["results"].as_array().unwrap().iter().filter_map(|row| row["properties"]["handoff_risks"].as_str());
    assert!(longest.map(str::len).max().unwrap() > 1_000_000);
    running.stop().await;
}

#[tokio::test]
async fn a_workspace_survives_a_restart_with_its_clock() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options {
        deals: 30,
        state_file: Some(folder.path().join("org.json")),
        rate_limits: false,
        ..Options::default()
    };
    let (running, client) = with(options.clone()).await;
    let id = open_deal(&client).await;
    client.post("/practice/clock", json!({"advance_seconds": 1_000_000})).await;
    client.send("PATCH", &format!("{DEALS}/{id}"), &json!({"properties": {"dealname": "Kept"}})).await;
    running.stop().await;

    let again = start(Options { seed: 99, ..options }).await.unwrap();
    let client = Client::of(&again);
    let deal = client.get(&format!("{DEALS}/{id}")).await.body;
    assert_eq!(deal["properties"]["dealname"], json!("Kept"));
    let offset = client.get("/practice/state").await.body["offset_seconds"].as_i64().unwrap();
    assert!((999_999..=1_000_001).contains(&offset), "{offset}");
    again.stop().await;
}

#[tokio::test]
async fn a_taken_port_is_an_error_with_its_number() {
    let (running, client) = small().await;
    let port: u16 = client.address.rsplit(':').next().unwrap().parse().unwrap();
    let refused = start(Options { port, deals: 1, ..Options::default() });
    let error = refused.await.err().unwrap();
    assert!(error.to_string().contains(&port.to_string()));
    running.stop().await;
}
