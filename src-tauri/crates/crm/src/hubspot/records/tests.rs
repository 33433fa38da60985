#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use crate::hubspot::kinds::Kind;
use crate::reading::Raw;
use domain::{ActivityKind, BuyingRole, Deal, DealType, Direction, FieldKey, Pipeline, Segment, Stage};
use proptest::prelude::*;
use serde_json::{Value, json};

fn stages() -> Stages {
    let stage = |id: &str, probability, is_closed| Stage {
        id: id.into(),
        name: format!("Stage {id}"),
        probability,
        is_closed,
        position: 0,
    };
    let stages = vec![stage("1", 0.4, false), stage("won", 1.0, true), stage("lost", 0.0, true)];
    Stages::of(&[Pipeline { id: "p".into(), name: "Sales".into(), stages }])
}

fn fields() -> Vec<FieldKey> {
    vec!["risks".into(), "promises".into(), "status".into()]
}

fn mapped(properties: &Value) -> (Deal, Vec<String>) {
    let whole = json!({"id": "9", "properties": properties, "createdAt": "2026-01-01T00:00:00Z", "updatedAt": "2026-02-01T00:00:00Z"});
    let raw = Raw::new(Kind::Deal, &whole).unwrap();
    let deal = deal(&raw, &stages(), &FlatNames::of(&fields()));
    (deal, raw.into_flaws().into_iter().map(|flaw| flaw.property).collect())
}

#[test]
fn a_whole_deal_arrives() {
    let (deal, flaws) = mapped(&json!({
        "dealname": "Acme rollout", "amount": "120000.50", "deal_currency_code": "eur", "dealstage": "won", "pipeline": "p",
        "closedate": "2026-03-31T22:00:00Z", "hubspot_owner_id": "77", "dealtype": "existingbusiness", "contract_term_months": "24",
        "contract_start_date": "2026-04-01", "renewal_date": "2028-04-01", "billing_frequency": "annually", "regulated_data": "true",
        "handoff_status": "submitted", "handoff_risks": "Budget freeze\r\nin May", "handoff_record": "{}", "handoff_csm_id": "5",
    }));
    assert_eq!(flaws, Vec::<String>::new());
    assert!(deal.is_won && deal.is_closed && deal.regulated_data);
    assert_eq!(
        (deal.name.as_str(), deal.stage_name.as_str(), deal.amount),
        ("Acme rollout", "Stage won", Some(120_000.5))
    );
    assert_eq!(
        (deal.currency.as_deref(), deal.deal_type, deal.contract.term_months),
        (Some("EUR"), DealType::Expansion, Some(24))
    );
    assert_eq!(deal.flat_fields, [("risks".into(), "Budget freeze\nin May".to_owned())].into());
    assert_eq!((deal.handoff_status.as_deref(), deal.record_json.as_deref()), (Some("submitted"), Some("{}")));
    assert_eq!(deal.modified_at.unwrap().to_rfc3339(), "2026-02-01T00:00:00+00:00");
    assert_eq!(deal.closed_at, None);
}

#[test]
fn won_is_told_by_the_stages_probability_and_not_by_its_name_or_flag() {
    let (deal, _) = mapped(&json!({"dealstage": "1", "hs_is_closed_won": "true"}));
    assert!(!deal.is_won && !deal.is_closed);
    let (deal, flaws) =
        mapped(&json!({"dealstage": "unknown", "hs_is_closed_won": "true", "hs_deal_stage_probability": "7"}));
    assert!(deal.is_won && deal.is_closed);
    assert_eq!((deal.probability, flaws), (1.0, vec!["dealstage".to_owned()]));
}

#[test]
fn what_is_wrong_is_left_empty_and_the_rest_arrives() {
    let (deal, flaws) = mapped(&json!({
        "dealname": null, "amount": {"x": 1}, "closedate": "tomorrow", "dealtype": "gift", "handoff_risks": ["a"], "hubspot_owner_id": 77,
    }));
    assert_eq!(deal.owner_id.unwrap().as_str(), "77");
    assert_eq!(flaws, ["dealtype", "amount", "closedate", "handoff_risks"]);
}

#[test]
fn merged_deals_are_named_by_the_survivor() {
    let whole = json!({"id": "9", "properties": {"hs_merged_object_ids": "3;4;9;<x>"}});
    assert_eq!(merged_ids(&Raw::new(Kind::Deal, &whole).unwrap()), ["3".into(), "4".into()]);
}

#[test]
fn company_contact_and_line_arrive() {
    let company =
        json!({"id": "1", "properties": {"name": "Acme", "customer_segment": "mid_market", "customer_language": "DE"}});
    let company = account(&Raw::new(Kind::Company, &company).unwrap());
    assert_eq!((company.segment, company.language.as_deref()), (Some(Segment::MidMarket), Some("de")));
    let person = json!({"id": "2", "properties": {"email": "a@b.c", "hs_buying_role": "CHAMPION; NEW_ROLE"}});
    let person = contact(&Raw::new(Kind::Contact, &person).unwrap());
    assert_eq!((person.name.as_str(), person.roles), ("a@b.c", vec![BuyingRole::Champion, BuyingRole::Other]));
    for (period, months) in
        [("P12M", Some(12)), ("P1Y", Some(12)), ("P0M", None), ("é", None), ("P99999999999M", None), ("12", None)]
    {
        let item =
            json!({"id": "3", "properties": {"price": "10", "quantity": "3", "hs_recurring_billing_period": period}});
        let item = line(&Raw::new(Kind::LineItem, &item).unwrap());
        assert_eq!((item.amount, item.recurring_months), (Some(30.0), months), "{period}");
    }
}

#[test]
fn activities_know_who_spoke_to_whom_and_whether_it_happened() {
    let read = |kind, properties: &Value| {
        let whole = json!({"id": "4", "properties": properties, "createdAt": "2026-01-01T00:00:00Z"});
        activity(&Raw::new(Kind::Activity(kind), &whole).unwrap(), kind, &"9".into()).unwrap()
    };
    let call = read(
        ActivityKind::Call,
        &json!({"hs_call_direction": "OUTBOUND", "hs_call_status": "COMPLETED", "hs_call_body": "<p>Hi</p>"}),
    );
    assert!(call.is_customer_facing());
    assert_eq!((call.id.as_str(), call.body.as_str()), ("call:4", "Hi"));
    let mail = read(ActivityKind::Email, &json!({"hs_email_direction": "INCOMING_EMAIL", "hs_email_status": "SENT"}));
    assert_eq!((mail.direction, mail.is_customer_facing()), (Direction::FromCustomer, false));
    let meeting = read(
        ActivityKind::Meeting,
        &json!({"hs_meeting_outcome": "SCHEDULED", "hs_meeting_start_time": "2026-05-01T10:00:00Z"}),
    );
    assert_eq!((meeting.completed, meeting.at.to_rfc3339().as_str()), (false, "2026-05-01T10:00:00+00:00"));
    let task = read(
        ActivityKind::Task,
        &json!({"hs_task_status": "COMPLETED", "hs_task_type": "CALL", "changeover_key": "k"}),
    );
    assert!(task.completed && !task.is_customer_facing());
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,40}".prop_map(Value::from),
        "[0-9PMYZT:;.+-]{0,24}".prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 8, 4, |inner| prop::collection::vec(inner, 0..4).prop_map(Value::from))
}

proptest! {
    #[test]
    fn no_record_however_malformed_panics(values in prop::collection::vec(any_json(), 8), kind in 0_usize..9) {
        let kinds = [
            Kind::Deal, Kind::Company, Kind::Contact, Kind::LineItem, Kind::Activity(ActivityKind::Note), Kind::Activity(ActivityKind::Task),
            Kind::Activity(ActivityKind::Meeting), Kind::Activity(ActivityKind::Call), Kind::Activity(ActivityKind::Email),
        ];
        let kind = kinds[kind];
        let names = kind.properties().iter().chain(&["handoff_risks", "handoff_record", "handoff_status"]);
        let properties: serde_json::Map<String, Value> = names.zip(values.iter().cycle()).map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        let whole = json!({"id": "1", "properties": properties, "createdAt": values[0], "updatedAt": values[1]});
        let raw = Raw::new(kind, &whole).unwrap();
        match kind {
            Kind::Deal => { deal(&raw, &stages(), &FlatNames::of(&fields())); merged_ids(&raw); }
            Kind::Company => { account(&raw); }
            Kind::Contact => { contact(&raw); }
            Kind::LineItem => { line(&raw); }
            Kind::Activity(which) => { activity(&raw, which, &"9".into()); }
        }
    }
}
