//! Roles, lines and activities have stamps of their own, and leave their parent's alone.

use serde_json::{Value, json};

use super::{DATA, ask, error, id, later, open_deal, records, value};
use crate::client::Client;
use crate::small;

/// A contact that has no part in a deal.
async fn stranger(client: &Client, deal: &str) -> String {
    let soql = format!(
        "SELECT Id FROM Contact WHERE Id NOT IN (SELECT ContactId FROM OpportunityContactRole WHERE OpportunityId = '{deal}') LIMIT 1"
    );
    id(&records(client, &soql).await[0]).to_owned()
}

async fn make(client: &Client, object: &str, fields: Value) -> String {
    let made = client.post(&format!("{DATA}/sobjects/{object}"), fields).await;
    assert_eq!(made.status, 201, "{}", made.text);
    made.body["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_new_role_is_found_by_its_own_stamp_only_and_so_is_its_end() {
    let (running, client) = small().await;
    let deal = open_deal(&client).await;
    let before = value(&client, &deal, "SystemModstamp").await;
    later(&client, 60).await;
    let contact = stranger(&client, &deal).await;
    let role = make(
        &client,
        "OpportunityContactRole",
        json!({"OpportunityId": deal, "ContactId": contact, "Role": "Champion"}),
    );
    let role = role.await;
    assert_eq!(value(&client, &deal, "SystemModstamp").await, before);
    let since = before.as_str().unwrap().replace("+0000", "Z");
    let soql = format!(
        "SELECT Id, Role, IsDeleted FROM OpportunityContactRole WHERE SystemModstamp > {since} AND OpportunityId = '{deal}'"
    );
    let found = records(&client, &soql).await;
    assert_eq!(found.iter().map(id).collect::<Vec<_>>(), [role.as_str()]);
    assert_eq!(found[0]["Role"], json!("Champion"));
    client.send("DELETE", &format!("{DATA}/sobjects/OpportunityContactRole/{role}"), &Value::Null).await;
    assert!(records(&client, &soql).await.is_empty());
    assert_eq!(ask(&client, "queryAll", &soql).await.body["records"][0]["IsDeleted"], json!(true));
    running.stop().await;
}

#[tokio::test]
async fn a_line_is_sold_at_a_price_of_the_book_and_goes_with_its_deal() {
    let (running, client) = small().await;
    let deal = open_deal(&client).await;
    let before = value(&client, &deal, "SystemModstamp").await;
    later(&client, 60).await;
    let entry =
        records(&client, "SELECT Id, Product2.Name, Product2.Family FROM PricebookEntry LIMIT 1").await[0].clone();
    let line = json!({"OpportunityId": deal, "PricebookEntryId": entry["Id"], "Quantity": 3, "UnitPrice": 10.5});
    let line = make(&client, "OpportunityLineItem", line).await;
    let soql = format!(
        "SELECT TotalPrice, Product2.Name, Product2.Family, OpportunityId FROM OpportunityLineItem WHERE Id = '{line}'"
    );
    let found = records(&client, &soql).await[0].clone();
    assert_eq!((&found["TotalPrice"], &found["OpportunityId"]), (&json!(31.5), &json!(deal)));
    assert_eq!(found["Product2"]["Name"], entry["Product2"]["Name"]);
    assert_eq!(found["Product2"]["Family"], entry["Product2"]["Family"]);
    assert_eq!(value(&client, &deal, "SystemModstamp").await, before);
    client.post("/practice/delete", json!({"object": "deal", "id": deal})).await;
    assert!(records(&client, &soql).await.is_empty());
    let unknown = json!({"OpportunityId": deal, "PricebookEntryId": "01ugL000000000x", "Quantity": 1});
    assert_eq!(client.post(&format!("{DATA}/sobjects/OpportunityLineItem"), unknown).await.status, 400);
    running.stop().await;
}

#[tokio::test]
async fn an_activity_is_seen_on_its_deal_and_on_the_deals_account() {
    let (running, client) = small().await;
    let deal = open_deal(&client).await;
    let account = value(&client, &deal, "AccountId").await;
    let call = json!({"Subject": "Kickoff", "TaskSubtype": "Call", "CallType": "Outbound", "Status": "Completed", "WhatId": deal});
    make(&client, "Task", call).await;
    let soql = format!(
        "SELECT Subject, AccountId, IsClosed, CompletedDateTime, TaskSubtype FROM Task WHERE WhatId = '{deal}' AND Subject = 'Kickoff'"
    );
    let found = records(&client, &soql).await[0].clone();
    assert_eq!((&found["AccountId"], &found["TaskSubtype"]), (&account, &json!("Call")));
    assert!(found["CompletedDateTime"].is_string());
    let event = json!({"Subject": "Workshop", "WhatId": deal, "StartDateTime": "2026-11-23T09:00:00.000+0100"});
    make(&client, "Event", event).await;
    let soql = format!("SELECT StartDateTime FROM Event WHERE WhatId = '{deal}' AND Subject = 'Workshop'");
    assert_eq!(records(&client, &soql).await[0]["StartDateTime"], json!("2026-11-23T08:00:00.000+0000"));
    running.stop().await;
}

#[tokio::test]
async fn links_of_documents_are_asked_for_by_document_or_record_and_made_once() {
    let (running, client) = small().await;
    let deal = open_deal(&client).await;
    let note = make(&client, "ContentNote", json!({"Title": "T", "Content": "Jmx0Ow=="})).await;
    let link = json!({"ContentDocumentId": note, "LinkedEntityId": deal, "ShareType": "V"});
    make(&client, "ContentDocumentLink", link.clone()).await;
    let again = client.post(&format!("{DATA}/sobjects/ContentDocumentLink"), link).await;
    assert_eq!(error(&again), (400, "DUPLICATE_VALUE"));
    let bare = super::query(&client, "SELECT Id FROM ContentDocumentLink").await;
    assert_eq!(error(&bare), (400, "MALFORMED_QUERY"));
    let soql = format!("SELECT LinkedEntityId FROM ContentDocumentLink WHERE ContentDocumentId IN ('{note}')");
    assert_eq!(records(&client, &soql).await[0]["LinkedEntityId"], json!(deal));
    let broken =
        client.post(&format!("{DATA}/sobjects/ContentNote"), json!({"Title": "T", "Content": "no base64!"})).await;
    assert_eq!(error(&broken), (400, "INVALID_BASE64_STRING"));
    running.stop().await;
}
