//! What others lost weeks to.

use serde_json::{Value, json};

use super::{DATA, ask, error, open_deal, patch, query, records, value};
use crate::small;

#[tokio::test]
async fn stamps_are_whole_seconds_and_bump_with_every_save() {
    let (running, client) = small().await;
    let deal = open_deal(&client).await;
    let before = value(&client, &deal, "SystemModstamp").await;
    super::later(&client, 5).await;
    let same = json!({"Amount": value(&client, &deal, "Amount").await});
    assert_eq!(patch(&client, &deal, &same).await.status, 204);
    let after = value(&client, &deal, "SystemModstamp").await;
    assert!(after.as_str() > before.as_str(), "a save without a change counts, too");
    assert!(after.as_str().unwrap().ends_with(".000+0000"));
    running.stop().await;
}

#[tokio::test]
async fn who_read_before_the_last_save_is_stopped_to_the_second() {
    let (running, client) = small().await;
    let deal = open_deal(&client).await;
    patch(&client, &deal, &json!({"Amount": 1})).await;
    let stamp = value(&client, &deal, "SystemModstamp").await;
    let at = chrono::DateTime::parse_from_str(stamp.as_str().unwrap(), "%Y-%m-%dT%H:%M:%S%.f%z").unwrap();
    let path = format!("{DATA}/sobjects/Opportunity/{deal}");
    for (read_at, status) in [(at - chrono::TimeDelta::seconds(1), 412), (at, 204)] {
        let header = format!("if-unmodified-since: {}\r\n", read_at.format("%a, %d %b %Y %H:%M:%S GMT"));
        let answer = client.try_send("PATCH", &path, &header, r#"{"Amount": 2}"#).await.unwrap();
        assert_eq!(answer.status, status);
    }
    running.stop().await;
}

#[tokio::test]
async fn an_etag_means_nothing_on_an_opportunity() {
    let (running, client) = small().await;
    let deal = open_deal(&client).await;
    let path = format!("{DATA}/sobjects/Opportunity/{deal}");
    let answer = client.try_send("PATCH", &path, "if-match: \"nonsense\"\r\n", r#"{"Amount": 2}"#).await.unwrap();
    assert_eq!(answer.status, 204);
    running.stop().await;
}

#[tokio::test]
async fn a_deleted_opportunity_is_found_by_query_all_only_until_it_is_brought_back() {
    let (running, client) = small().await;
    let deal = open_deal(&client).await;
    let soql = format!("SELECT Id, IsDeleted FROM Opportunity WHERE Id = '{deal}'");
    client.post("/practice/delete", json!({"object": "deal", "id": deal})).await;
    assert!(records(&client, &soql).await.is_empty());
    let all = ask(&client, "queryAll", &soql).await.body;
    assert_eq!(all["records"][0]["IsDeleted"], json!(true));
    assert_eq!(error(&patch(&client, &deal, &json!({"Amount": 1})).await), (404, "ENTITY_IS_DELETED"));
    let gone = value_of_stamp(&all, &client, &deal).await;
    super::later(&client, 5).await;
    client.post("/practice/restore", json!({"object": "deal", "id": deal})).await;
    assert_eq!(records(&client, &soql).await.len(), 1);
    assert!(value(&client, &deal, "SystemModstamp").await.as_str() > gone.as_str(), "coming back counts as a change");
    running.stop().await;
}

async fn value_of_stamp(_: &Value, client: &crate::client::Client, deal: &str) -> Value {
    let soql = format!("SELECT SystemModstamp FROM Opportunity WHERE Id = '{deal}'");
    ask(client, "queryAll", &soql).await.body["records"][0]["SystemModstamp"].clone()
}

#[tokio::test]
async fn a_merged_account_says_what_it_was_merged_into_and_an_opportunity_is_only_gone() {
    let (running, client) = small().await;
    let accounts = records(&client, "SELECT Id FROM Account LIMIT 2").await;
    let (one, two) = (accounts[0]["Id"].clone(), accounts[1]["Id"].clone());
    let merged = client.post("/practice/merge", json!({"object": "company", "first": one, "second": two})).await.body;
    let soql = format!("SELECT IsDeleted, MasterRecordId FROM Account WHERE Id = '{}'", one.as_str().unwrap());
    let old = ask(&client, "queryAll", &soql).await.body["records"][0].clone();
    assert_eq!((&old["IsDeleted"], &old["MasterRecordId"]), (&json!(true), &merged["salesforce_id"]));

    let deals = records(&client, "SELECT Id FROM Opportunity LIMIT 2").await;
    let pair = json!({"object": "deal", "first": deals[0]["Id"], "second": deals[1]["Id"]});
    let new = client.post("/practice/merge", pair).await.body;
    let soql = format!("SELECT IsDeleted FROM Opportunity WHERE Id = '{}'", deals[0]["Id"].as_str().unwrap());
    assert_eq!(ask(&client, "queryAll", &soql).await.body["records"][0]["IsDeleted"], json!(true));
    let soql = format!("SELECT Id FROM Opportunity WHERE Id = '{}'", new["salesforce_id"].as_str().unwrap());
    assert_eq!(records(&client, &soql).await.len(), 1);
    running.stop().await;
}

#[tokio::test]
async fn a_long_text_can_be_read_but_not_asked_for() {
    let (running, client) = small().await;
    for soql in [
        "SELECT Id FROM Opportunity WHERE Handoff_Risks__c LIKE '%x%'",
        "SELECT Id FROM Opportunity ORDER BY Handoff_Risks__c",
        "SELECT Id FROM Opportunity WHERE Description != null",
    ] {
        assert_eq!(error(&query(&client, soql).await), (400, "INVALID_FIELD"), "{soql}");
    }
    assert_eq!(query(&client, "SELECT Handoff_Risks__c, Description FROM Opportunity LIMIT 1").await.status, 200);
    running.stop().await;
}

#[tokio::test]
async fn an_address_can_be_too_long_and_a_version_too_new() {
    let (running, client) = small().await;
    let soql = format!("SELECT Id FROM Opportunity WHERE Name = '{}'", "x".repeat(17_000));
    assert_eq!(query(&client, &soql).await.status, 414);
    assert_eq!(client.get("/services/data/v99.0/limits").await.status, 404);
    let versions = client.get("/services/data").await.body;
    assert!(versions.as_array().unwrap().iter().any(|row| row["version"] == json!("62.0")));
    running.stop().await;
}

#[tokio::test]
async fn a_days_limit_stops_all_but_the_sign_in_and_the_next_day_goes_on() {
    let (running, client) = crate::with(practice::Options { deals: 5, ..practice::Options::default() }).await;
    client.post("/practice/salesforce/settings", json!({"daily_limit": 2})).await;
    for _ in 0..2 {
        assert_eq!(query(&client, "SELECT Id FROM User LIMIT 1").await.status, 200);
    }
    let refused = query(&client, "SELECT Id FROM User LIMIT 1").await;
    assert_eq!(error(&refused), (403, "REQUEST_LIMIT_EXCEEDED"));
    assert_eq!(refused.header("sforce-limit-info"), Some("api-usage=3/2"));
    assert_eq!(client.get("/services/oauth2/userinfo").await.status, 200);
    super::later(&client, 86_400).await;
    assert_eq!(query(&client, "SELECT Id FROM User LIMIT 1").await.status, 200);
    running.stop().await;
}

#[tokio::test]
async fn faults_speak_the_dialect_of_the_path() {
    let (running, client) = small().await;
    let codes = [(401, "INVALID_SESSION_ID"), (503, "SERVER_UNAVAILABLE"), (500, "UNKNOWN_EXCEPTION")];
    for (status, code) in codes {
        client.post("/practice/faults", json!({"match_path": "/query", "status": status, "retry_after": 7})).await;
        let failed = query(&client, "SELECT Id FROM User LIMIT 1").await;
        assert_eq!((error(&failed), failed.header("retry-after")), ((status, code), Some("7")));
    }
    client.post("/practice/faults", json!({"match_path": "/query", "captive_portal": true})).await;
    let portal = query(&client, "SELECT Id FROM User LIMIT 1").await;
    assert!(portal.status == 200 && portal.text.starts_with("<!doctype html>"));
    client.post("/practice/faults", json!({"match_path": "/query", "truncate_body": true})).await;
    let half = query(&client, "SELECT Id FROM User LIMIT 1").await;
    assert!(half.status == 200 && half.text.starts_with('{') && half.body.is_null());
    running.stop().await;
}

#[tokio::test]
async fn the_same_org_speaks_both_dialects() {
    let (running, client) = small().await;
    let deal = open_deal(&client).await;
    patch(&client, &deal, &json!({"Handoff_Risks__c": "Two go-lives in one week", "Handoff_Status__c": "due"})).await;
    let name = value(&client, &deal, "Name").await;
    let search = json!({"filterGroups": [{"filters": [{"propertyName": "dealname", "operator": "EQ", "value": name}]}],
                        "properties": ["handoff_risks", "handoff_status"]});
    super::later(&client, 10).await;
    let found = client.post("/crm/objects/2026-09/deals/search", search).await.body["results"][0].clone();
    assert_eq!(found["properties"]["handoff_risks"], json!("Two go-lives in one week"));
    let path = format!("/crm/objects/2026-09/deals/{}", found["id"].as_str().unwrap());
    client.send("PATCH", &path, &json!({"properties": {"handoff_status": "submitted"}})).await;
    assert_eq!(value(&client, &deal, "Handoff_Status__c").await, json!("submitted"));
    running.stop().await;
}

#[tokio::test]
async fn what_would_hang_on_a_deleted_record_is_not_made() {
    let (running, client) = small().await;
    let deal = open_deal(&client).await;
    client.post("/practice/delete", json!({"object": "deal", "id": deal})).await;
    let task = json!({"Subject": "Late", "WhatId": deal});
    let path = format!("{DATA}/sobjects/Task/Changeover_Key__c/late");
    for _ in 0..2 {
        assert_eq!(error(&client.send("PATCH", &path, &task).await), (404, "ENTITY_IS_DELETED"));
    }
    assert_eq!(client.get(&path).await.status, 404, "its key is free");
    let made = ask(&client, "queryAll", "SELECT Id FROM Task WHERE Subject = 'Late'").await;
    assert_eq!(made.body["totalSize"], json!(0));
    running.stop().await;
}
