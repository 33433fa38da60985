#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use crate::port::Property;
use crate::reading::Raw;
use crate::salesforce::names::Sobject;
use chrono::DateTime;
use domain::{ActivityKind, BuyingRole, Deal, DealType, Direction, FieldKey, Segment};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

fn fields() -> Vec<FieldKey> {
    vec!["risks".into(), "key_conversations".into(), "status".into()]
}

fn mapped(whole: &Value) -> (Deal, Vec<String>) {
    let raw = Raw::new(Sobject::Opportunity, whole).unwrap();
    let deal = deal(&raw, &FlatNames::of(&fields()));
    (deal, raw.into_flaws().into_iter().map(|flaw| flaw.property).collect())
}

#[test]
fn a_whole_opportunity_arrives() {
    let (deal, flaws) = mapped(&json!({
        "attributes": {"type": "Opportunity"}, "Id": "006A", "Name": "Acme rollout", "AccountId": "001A", "OwnerId": "005A",
        "StageName": "Closed Won", "Type": "Existing Business", "Amount": 120_000.5, "CurrencyIsoCode": "eur", "Probability": 100.0,
        "IsWon": true, "IsClosed": true, "CloseDate": "2026-03-31", "CreatedDate": "2026-01-01T08:00:00.000+0000",
        "SystemModstamp": "2026-02-01T00:00:00.000+0000", "Contract_Term_Months__c": 24.0, "Billing_Frequency__c": "annually",
        "Regulated_Data__c": true, "Handoff_Status__c": "submitted", "Handoff_Risks__c": "Budget freeze\r\nin May",
        "Handoff_Record__c": "{}", "Handoff_CSM__c": "005B",
    }));
    assert_eq!(flaws, Vec::<String>::new());
    assert!(deal.is_won && deal.is_closed && deal.regulated_data && !deal.archived);
    assert_eq!((deal.stage_id.unwrap().0.as_str(), deal.probability), ("Closed Won", 1.0));
    assert_eq!(
        (deal.deal_type, deal.amount, deal.currency.as_deref()),
        (DealType::Expansion, Some(120_000.5), Some("EUR"))
    );
    assert_eq!(deal.contract.term_months, Some(24));
    assert_eq!(deal.flat_fields, [("risks".into(), "Budget freeze\nin May".to_owned())].into());
    assert_eq!((deal.csm_id.unwrap().0.as_str(), deal.record_json.as_deref()), ("005B", Some("{}")));
    assert_eq!(deal.modified_at.unwrap().to_rfc3339(), "2026-02-01T00:00:00+00:00");
    assert_eq!(deal.closed_at, None, "the history tells it");
}

#[test]
fn an_open_deal_is_never_certain_whatever_an_admin_typed() {
    let (deal, _) =
        mapped(&json!({"Id": "006A", "StageName": "Verbal", "Probability": 100, "IsWon": false, "IsClosed": false}));
    assert!(!deal.is_won && deal.probability < 1.0);
}

#[test]
fn what_is_wrong_is_left_empty_and_the_rest_arrives() {
    let (deal, flaws) = mapped(&json!({
        "Id": "006A", "Name": null, "Amount": {"x": 1}, "CloseDate": "tomorrow", "Type": "Gift", "Handoff_Risks__c": ["a"],
    }));
    assert_eq!((deal.id.as_str(), deal.amount), ("006A", None));
    assert_eq!(flaws, ["Type", "Amount", "CloseDate", "Handoff_Risks__c"]);
}

#[test]
fn numbers_come_back_as_they_were_written() {
    let whole =
        json!({"Id": "006A", "Handoff_Quality__c": 87.0, "Handoff_Completeness__c": 66.5, "Handoff_Tier__c": "a"});
    let raw = Raw::new(Sobject::Opportunity, &whole).unwrap();
    let text = |property: Property| property_text(&raw, &property);
    assert_eq!(text(Property::Quality).as_deref(), Some("87"));
    assert_eq!(text(Property::Completeness).as_deref(), Some("66.5"));
    assert_eq!((text(Property::Tier).as_deref(), text(Property::Status)), (Some("a"), None));
}

#[test]
fn account_roles_and_lines_arrive() {
    let company = json!({"Id": "001A", "Name": "Acme", "Customer_Segment__c": "mid_market", "CSM__c": "005B"});
    let company = account(&Raw::new(Sobject::Account, &company).unwrap());
    assert_eq!((company.segment, company.csm_id.unwrap().0.as_str()), (Some(Segment::MidMarket), "005B"));
    let role = json!({"Id": "00KA", "ContactId": "003A", "Role": "Economic Buyer", "IsPrimary": true, "Contact": {"Name": "Ana Ruiz", "Email": "a@b.c", "Title": "CFO"}});
    let role = contact(&Raw::new(Sobject::ContactRole, &role).unwrap()).unwrap();
    assert!(role.primary);
    assert_eq!((role.contact.name.as_str(), role.contact.roles), ("Ana Ruiz", vec![BuyingRole::BudgetHolder]));
    let item = json!({"Id": "00kA", "Quantity": 3, "UnitPrice": 10, "TotalPrice": null, "Billing_Period__c": "P12M", "Product2": {"Name": "Pro", "Family": "Platform"}});
    let item = line(&Raw::new(Sobject::LineItem, &item).unwrap());
    assert_eq!(
        (item.name.as_str(), item.family.as_deref(), item.amount, item.recurring_months),
        ("Pro", Some("Platform"), Some(30.0), Some(12))
    );
}

#[test]
fn activities_know_who_spoke_to_whom_and_whether_it_happened() {
    let now = DateTime::from_timestamp(1_794_182_400, 0).unwrap();
    let raw = |whole: &Value| Raw::new(Sobject::Task, Box::leak(Box::new(whole.clone()))).unwrap();
    let call = json!({"Id": "00TA", "TaskSubtype": "Call", "CallType": "Outbound", "IsClosed": true, "CompletedDateTime": "2026-11-01T10:00:00Z"});
    let call = task(&raw(&call), &"006A".into()).unwrap();
    assert!(call.is_customer_facing() && call.kind == ActivityKind::Call);
    let ours =
        json!({"Id": "00TB", "Type": "Call", "IsClosed": true, "ActivityDate": "2026-11-01", "Changeover_Key__c": "k"});
    assert!(!task(&raw(&ours), &"006A".into()).unwrap().is_customer_facing());
    let ahead = json!({"Id": "00UA", "StartDateTime": "2026-12-01T10:00:00Z", "EndDateTime": "2026-12-01T11:00:00Z"});
    assert!(!event(&raw(&ahead), &"006A".into(), now).unwrap().completed);
    let held = json!({"Id": "00UB", "StartDateTime": "2026-11-01T10:00:00Z", "EndDateTime": "2026-11-01T11:00:00Z"});
    assert!(event(&raw(&held), &"006A".into(), now).unwrap().is_customer_facing());
    let mail = json!({"Id": "02sA", "Incoming": true, "Status": "1", "MessageDate": "2026-11-01T10:00:00Z"});
    let mail = email(&raw(&mail), &"006A".into()).unwrap();
    assert_eq!((mail.direction, mail.is_customer_facing()), (Direction::FromCustomer, false));
    let draft = json!({"Id": "02sB", "Incoming": false, "Status": "5", "MessageDate": "2026-11-01T10:00:00Z"});
    assert!(!email(&raw(&draft), &"006A".into()).unwrap().completed);
    let summary = json!({"Id": "069A", "Title": "Handoff summary [abc]", "TextPreview": "a <b> b", "CreatedDate": "2026-11-01T10:00:00Z"});
    let summary = note(&raw(&summary), &"006A".into()).unwrap();
    assert_eq!((summary.made_by_us.as_deref(), summary.body.as_str()), (Some("abc"), "a <b> b"));
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,40}".prop_map(Value::from),
        "[0-9PMYZT:;.+-]{0,24}".prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 8, 4, |inner| prop::collection::vec(inner, 0..4).prop_map(Value::from))
}

proptest! {
    #[test]
    fn no_record_however_malformed_panics(values in prop::collection::vec(any_json(), 8)) {
        let all = [Sobject::Opportunity, Sobject::Account, Sobject::ContactRole, Sobject::LineItem, Sobject::Task, Sobject::Event, Sobject::EmailMessage, Sobject::ContentNote];
        let names = all.iter().flat_map(|each| each.fields()).chain(&["Handoff_Risks__c", "Handoff_Record__c", "Contact", "Product2"]);
        let mut whole: Map<String, Value> = names.zip(values.iter().cycle()).map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        whole.insert("Id".into(), json!("1"));
        let whole = Value::Object(whole);
        let raw = Raw::new(Sobject::Opportunity, &whole).unwrap();
        let (deal_id, now) = ("006A".into(), DateTime::from_timestamp(0, 0).unwrap());
        deal(&raw, &FlatNames::of(&fields()));
        account(&raw);
        contact(&raw);
        line(&raw);
        task(&raw, &deal_id);
        event(&raw, &deal_id, now);
        email(&raw, &deal_id);
        note(&raw, &deal_id);
    }
}
