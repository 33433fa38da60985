//! Who may do what, and what an admin puts in the way.

use serde_json::json;

use super::{DATA, error, open_deal, patch, query, records};
use crate::client::Client;
use crate::small;

#[tokio::test]
async fn a_field_that_a_profile_does_not_see_is_not_there_for_it() {
    let (running, client) = small().await;
    let hidden = json!({"profile": "Read Only", "object": "Opportunity", "field": "Handoff_Risks__c"});
    client.post("/practice/salesforce/hide", hidden).await;
    let reader = Client { token: running.limited_token().to_owned(), ..client.clone() };
    let soql = "SELECT Handoff_Risks__c FROM Opportunity LIMIT 1";
    assert_eq!(error(&query(&reader, soql).await), (400, "INVALID_FIELD"));
    assert_eq!(query(&client, soql).await.status, 200);
    let described = async |client: &Client| {
        let told = client.get(&format!("{DATA}/sobjects/Opportunity/describe")).await.body;
        told["fields"].as_array().unwrap().iter().any(|field| field["name"] == json!("Handoff_Risks__c"))
    };
    assert_eq!((described(&reader).await, described(&client).await), (false, true));
    running.stop().await;
}

#[tokio::test]
async fn a_rule_on_another_field_fails_our_write_and_names_the_field() {
    let (running, client) = small().await;
    let deal = open_deal(&client).await;
    let rule =
        json!({"object": "Opportunity", "field": "Description", "when_won": true, "message": "Say why it was won"});
    client.post("/practice/salesforce/rules", rule).await;
    assert_eq!(patch(&client, &deal, &json!({"Handoff_Status__c": "due"})).await.status, 204);
    let refused = patch(&client, &deal, &json!({"StageName": "Closed won"})).await;
    assert_eq!(error(&refused), (400, "FIELD_CUSTOM_VALIDATION_EXCEPTION"));
    assert_eq!(refused.body[0]["fields"], json!(["Description"]));
    let both = json!({"StageName": "Closed won", "Description": "Price"});
    assert_eq!(patch(&client, &deal, &both).await.status, 204);
    running.stop().await;
}

#[tokio::test]
async fn a_lock_holds_for_as_many_tries_as_it_was_told() {
    let (running, client) = small().await;
    let deal = open_deal(&client).await;
    client.post("/practice/salesforce/locks", json!({"id": deal, "times": 2})).await;
    for _ in 0..2 {
        assert_eq!(error(&patch(&client, &deal, &json!({"Amount": 1})).await), (400, "UNABLE_TO_LOCK_ROW"));
    }
    assert_eq!(patch(&client, &deal, &json!({"Amount": 1})).await.status, 204);
    running.stop().await;
}

#[tokio::test]
async fn nobody_gets_work_who_left() {
    let (running, client) = small().await;
    let deal = open_deal(&client).await;
    let left = records(&client, "SELECT Id FROM User WHERE IsActive = false").await;
    let refused = patch(&client, &deal, &json!({"OwnerId": left[0]["Id"]})).await;
    assert_eq!(error(&refused), (400, "INACTIVE_OWNER_OR_USER"));
    running.stop().await;
}

#[tokio::test]
async fn pages_go_on_until_the_query_expires() {
    let (running, client) = small().await;
    client.post("/practice/salesforce/settings", json!({"page_size": 20})).await;
    let first = query(&client, "SELECT Id FROM Opportunity").await.body;
    let next = first["nextRecordsUrl"].as_str().unwrap();
    assert_eq!(client.get(next).await.body["records"].as_array().unwrap().len(), 20);
    client.post("/practice/salesforce/expire-queries", json!({})).await;
    assert_eq!(error(&client.get(next).await), (400, "INVALID_QUERY_LOCATOR"));
    running.stop().await;
}
