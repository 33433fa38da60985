//! What was before, and who did it.

use serde_json::json;

use super::{later, open_deal, patch, records};
use crate::small;

#[tokio::test]
async fn a_reopened_and_won_again_opportunity_shows_every_step() {
    let (running, client) = small().await;
    let deal = open_deal(&client).await;
    for stage in ["Closed won", "Negotiation", "Closed won"] {
        later(&client, 60).await;
        assert_eq!(patch(&client, &deal, &json!({"StageName": stage})).await.status, 204);
    }
    let soql = format!(
        "SELECT StageName, Probability FROM OpportunityHistory WHERE OpportunityId = '{deal}' ORDER BY CreatedDate DESC LIMIT 3"
    );
    let steps: Vec<_> = records(&client, &soql).await.iter().map(|row| row["StageName"].clone()).collect();
    assert_eq!(steps, [json!("Closed won"), json!("Negotiation"), json!("Closed won")]);
    running.stop().await;
}

#[tokio::test]
async fn a_lookups_change_is_told_by_names_and_by_ids() {
    let (running, client) = small().await;
    let deal = open_deal(&client).await;
    let users =
        records(&client, "SELECT Id, Name FROM User WHERE Profile.Name = 'Customer Success User' LIMIT 2").await;
    for user in &users {
        later(&client, 60).await;
        patch(&client, &deal, &json!({"Handoff_CSM__c": user["Id"]})).await;
    }
    let soql = format!(
        "SELECT DataType, OldValue, NewValue FROM OpportunityFieldHistory \
         WHERE OpportunityId = '{deal}' AND Field = 'Handoff_CSM__c' AND CreatedDate = TODAY ORDER BY CreatedDate DESC, DataType LIMIT 2"
    );
    let rows = records(&client, &soql).await;
    let told = |row: usize| (rows[row]["OldValue"].clone(), rows[row]["NewValue"].clone());
    assert_eq!(told(0), (users[0]["Id"].clone(), users[1]["Id"].clone()));
    assert_eq!(told(1), (users[0]["Name"].clone(), users[1]["Name"].clone()));
    running.stop().await;
}

#[tokio::test]
async fn only_twenty_fields_are_tracked() {
    let (running, client) = small().await;
    let deal = open_deal(&client).await;
    later(&client, 60).await;
    let change = json!({"Handoff_Completeness__c": 50, "Handoff_Promises__c": "none", "Description": "x"});
    patch(&client, &deal, &change).await;
    let soql =
        format!("SELECT Field FROM OpportunityFieldHistory WHERE OpportunityId = '{deal}' AND CreatedDate = TODAY");
    let fields: Vec<_> = records(&client, &soql).await.iter().map(|row| row["Field"].clone()).collect();
    assert!(fields.contains(&json!("Handoff_Promises__c")));
    assert!(!fields.contains(&json!("Handoff_Completeness__c")) && !fields.contains(&json!("Description")));
    running.stop().await;
}
