#![allow(clippy::unwrap_used)]
use super::{parse, project};
use crate::field_value::{
    Criterion, FieldValue, Promise, PromiseOutcome, Sentiment, Stakeholder, StakeholderRole, Validation,
};

#[test]
fn a_promise_reads_back_with_all_its_parts() {
    let promise = Promise {
        id: "p1".into(),
        what: "Free migration of two sites".into(),
        owner: "Tom Hale".into(),
        due: Some("2026-12-01".parse().unwrap()),
        source: "call 3 Nov".into(),
        outcome: PromiseOutcome::Open,
    };
    let text = project(&FieldValue::Promises(vec![promise.clone()]));
    assert_eq!(text, "Free migration of two sites (by Tom Hale, due 2026-12-01, source: call 3 Nov, open)");
    let FieldValue::Promises(back) = parse(&text, &FieldValue::Promises(vec![])) else { panic!("not promises") };
    assert_eq!(Promise { id: "p1".into(), ..back[0].clone() }, promise);
}

#[test]
fn a_stakeholder_reads_back_with_roles_sentiment_and_note() {
    let person = Stakeholder {
        id: "s1".into(),
        name: "Ana Ruiz".into(),
        roles: vec![StakeholderRole::Champion, StakeholderRole::DecisionMaker],
        sentiment: Sentiment::Supporter,
        note: "met in every call".into(),
        contact_id: None,
    };
    let text = project(&FieldValue::Stakeholders(vec![person.clone()]));
    let FieldValue::Stakeholders(back) = parse(&text, &FieldValue::Stakeholders(vec![])) else { panic!("not people") };
    assert_eq!(Stakeholder { id: "s1".into(), ..back[0].clone() }, person);
}

#[test]
fn a_criterion_reads_back_with_date_and_validation() {
    let criterion = Criterion {
        id: "c1".into(),
        metric: "Tickets per week".into(),
        target: "from 120 to 60".into(),
        by: Some("2027-02-28".parse().unwrap()),
        validation: Validation::CustomerValidated,
    };
    let text = project(&FieldValue::Criteria(vec![criterion.clone()]));
    assert_eq!(text, "Tickets per week: from 120 to 60 (by 2027-02-28, customer-validated)");
    let FieldValue::Criteria(back) = parse(&text, &FieldValue::Criteria(vec![])) else { panic!("not criteria") };
    assert_eq!(Criterion { id: "c1".into(), ..back[0].clone() }, criterion);
}

#[test]
fn a_line_without_parts_keeps_its_text_and_none_stays_an_answer() {
    let FieldValue::Promises(back) = parse("We will call them (soon", &FieldValue::Promises(vec![])) else {
        panic!("not promises")
    };
    assert_eq!(back[0].what, "We will call them (soon");
    assert_eq!(parse(" None ", &FieldValue::Promises(vec![])), FieldValue::ExplicitNone);
}
