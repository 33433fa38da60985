//! Fields that are hidden, missing, or go while we work.

use super::*;
use crate::port::{ErrorClass, Object};

fn one_deal() -> Value {
    json!({"done": true, "totalSize": 1, "records": [{"Id": "006A", "Name": "Acme", "StageName": "Open", "SystemModstamp": "2026-11-09T07:00:00.000+0000"}]})
}

#[tokio::test]
async fn a_hidden_field_is_not_asked_for_and_told_once() {
    let shape = described("Opportunity", &["Handoff_Risks__c", "CurrencyIsoCode"]);
    let desk = Desk::answering(vec![
        ("/Opportunity/describe", 200, shape),
        ("COUNT()", 200, json!({"totalSize": 1})),
        ("SELECT Id, Name", 200, one_deal()),
    ])
    .await;
    let page = desk.salesforce.pull(Object::Deals, &Cursor::default()).await.unwrap();
    assert_eq!((page.deals.len(), page.of, page.done), (1, Some(1), true));
    let asked = desk.asked("SELECT Id, Name").remove(0);
    assert!(
        !asked.contains("Handoff_Risks__c")
            && !asked.contains("CurrencyIsoCode")
            && asked.contains("Handoff_Record__c")
    );
    let told: Vec<_> = page.flaws.iter().map(|flaw| flaw.property.as_str()).collect();
    assert_eq!(told, ["Handoff_Risks__c"]);
    let fields = desk.salesforce.describe().await.unwrap();
    assert!(fields.iter().any(|field| field.name == "Handoff_Status__c" && field.kind == FieldKind::Choice));
}

#[tokio::test]
async fn a_field_that_goes_in_between_has_the_fields_read_again() {
    let refusal =
        json!([{"errorCode": "INVALID_FIELD", "message": "No such column 'Handoff_Risks__c' on entity 'Opportunity'"}]);
    let desk = Desk::answering(vec![
        ("/Opportunity/describe", 200, described("Opportunity", &[])),
        ("/Opportunity/describe", 200, described("Opportunity", &["Handoff_Risks__c"])),
        ("COUNT()", 200, json!({"totalSize": 1})),
        ("COUNT()", 200, json!({"totalSize": 1})),
        ("SELECT Id, Name", 400, refusal),
        ("SELECT Id, Name", 200, one_deal()),
    ])
    .await;
    let page = desk.salesforce.pull(Object::Deals, &Cursor::default()).await.unwrap();
    assert_eq!(page.deals.len(), 1);
    let asked = desk.asked("SELECT Id, Name");
    assert!(asked[0].contains("Handoff_Risks__c") && !asked[1].contains("Handoff_Risks__c"));
}

#[tokio::test]
async fn what_can_not_be_seen_is_left_out_of_a_write_but_never_the_record() {
    let shape = || described("Opportunity", &["Handoff_Risks__c", "Handoff_Record__c"]);
    let desk = Desk::answering(vec![
        ("/Opportunity/describe", 200, shape()),
        ("/sobjects/Opportunity/006A", 204, Value::Null),
    ])
    .await;
    let risks = Property::Field("risks".into());
    let changes = BTreeMap::from([
        (risks, "x".to_owned()),
        (Property::Quality, "87".to_owned()),
        (Property::Tier, String::new()),
    ]);
    desk.salesforce.write_deal(&"006A".into(), &changes).await.unwrap();
    assert_eq!(
        desk.sent("PATCH", "/sobjects/Opportunity/006A"),
        [json!({"Handoff_Tier__c": null, "Handoff_Quality__c": 87.0})]
    );
    let record = BTreeMap::from([(Property::Record, "{}".to_owned())]);
    let error = desk.salesforce.write_deal(&"006A".into(), &record).await.unwrap_err();
    assert_eq!(error.class, ErrorClass::NotAllowed);
    assert!(error.message.contains("`Handoff_Record__c`") && error.remedy.contains("permission set"));
}

#[tokio::test]
async fn a_kind_of_record_that_can_not_be_seen_is_told_and_not_asked_for() {
    let absent = json!([{"errorCode": "NOT_FOUND", "message": "The requested resource does not exist"}]);
    let desk = Desk::answering(vec![("/EmailMessage/describe", 404, absent)]).await;
    let rest = Cursor(json!({"walk": "rest", "since": "2026-11-09T07:00:00Z"}).to_string());
    let page = desk.salesforce.pull(Object::Emails, &rest).await.unwrap();
    assert!(page.done && page.flaws[0].what.contains("EmailMessage"));
    assert_eq!(desk.asked("FROM EmailMessage").len(), 0);
}

#[tokio::test]
async fn a_hostile_id_or_address_leads_nowhere_else() {
    let desk = Desk::answering(vec![(
        "FROM User",
        200,
        json!({"done": false, "nextRecordsUrl": "https://evil.test/x", "records": []}),
    )])
    .await;
    assert!(desk.salesforce.people().await.unwrap().is_empty());
    desk.salesforce.deal(&"../../oauth2/revoke?x=".into()).await.unwrap_err();
    assert!(desk.asked("/oauth2/revoke").is_empty());
}
