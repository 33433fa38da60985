#![allow(clippy::unwrap_used)]
use super::{Condition, ConditionField, Facts, Op, Operand, Test};
use crate::testing::{World, world};
use domain::{BuyingRole, Contact, ContactOnDeal, FieldValue, ProductLine};
use proptest::prelude::*;

fn read(json: &str) -> Condition {
    serde_json::from_str(json).unwrap()
}

fn test(field: &str, op: &str) -> Condition {
    read(&format!("{{\"test\": {{\"field\": \"{field}\", \"op\": {op}}}}}"))
}

fn holds(world: &World, condition: &Condition) -> bool {
    condition.holds(&Facts {
        context: &world.context,
        record: &world.record,
        annual_value: Some(50_000.0),
        before: None,
        now: world.now,
    })
}

/// 22:01 UTC on Friday 18 September 2026, a USD deal of 50,000, owned by `rep`.
fn rich() -> World {
    let mut world = world();
    world.deal().close_date = Some("2026-10-01".parse().unwrap());
    world.deal().region = Some(" EMEA ".into());
    let line = |name: &str, family: &str| ProductLine {
        id: name.into(),
        name: name.into(),
        family: Some(family.into()),
        quantity: None,
        amount: None,
        recurring_months: None,
    };
    world.context.lines =
        vec![line("Platform Pro", "Platform"), line("Workshop", "Services"), line("Workshop 2", "services")];
    let contact = |id: &str, roles| ContactOnDeal {
        contact: Contact { id: id.into(), name: id.into(), email: None, title: None, roles },
        primary: false,
    };
    world.context.contacts = vec![contact("Ana", vec![BuyingRole::Champion]), contact("Jo", vec![BuyingRole::Other])];
    world.write_text("risks", "The CFO left");
    world
}

#[test]
fn each_operator_on_a_filled_field() {
    let world = rich();
    let truths = [
        ("deal.currency", r#"{"is": "usd"}"#),
        ("deal.region", r#"{"is": "emea"}"#),
        ("deal.currency", r#"{"is_not": "EUR"}"#),
        ("deal.currency", r#"{"is_one_of": ["EUR", "USD"]}"#),
        ("deal.name", r#"{"contains": "ROLL"}"#),
        ("deal.amount", r#""is_filled""#),
        ("deal.amount", r#"{"less_than": 50001}"#),
        ("deal.amount", r#"{"at_most": 50000}"#),
        ("deal.amount", r#"{"more_than": 49999.5}"#),
        ("deal.annual_value", r#"{"at_least": 50000}"#),
        ("deal.amount", r#"{"between": [50000, 60000]}"#),
        ("deal.close_date", r#"{"before": "2026-10-02"}"#),
        ("deal.close_date", r#"{"after": "2026-09-30"}"#),
        ("deal.close_date", r#"{"in_next_days": 13}"#),
        ("deal.closed_at", r#"{"in_last_days": 0}"#),
        ("deal.is_won", r#"{"is": true}"#),
        ("deal.regulated_data", r#"{"is": false}"#),
        ("contacts.role", r#"{"is": "champion"}"#),
        ("contacts.count", r#"{"is": 2}"#),
        ("people.count", r#"{"is": 1}"#),
        ("products.family", r#"{"contains": "service"}"#),
        ("products.family_count", r#"{"is": 2}"#),
        ("handoff.risks", r#"{"contains": "cfo"}"#),
        ("deal.close_date", r#"{"is": "2026-10-01"}"#),
    ];
    for (field, op) in truths {
        assert!(holds(&world, &test(field, op)), "{field} {op}");
    }
    let lies = [
        ("deal.close_date", r#"{"in_next_days": 12}"#),
        ("deal.close_date", r#"{"in_last_days": 30}"#),
        ("contacts.role", r#"{"is_not": "champion"}"#),
        ("deal.amount", r#"{"more_than": 50000}"#),
        ("deal.close_date", r#"{"before": "2026-10-01"}"#),
    ];
    for (field, op) in lies {
        assert!(!holds(&world, &test(field, op)), "{field} {op}");
    }
}

#[test]
fn an_empty_field_meets_only_is_empty_and_is_not() {
    let mut world = rich();
    world.deal().competitor = Some("   ".into());
    world.deal().amount = None;
    world.deal().close_date = None;
    for (field, op, truth) in [
        ("deal.competitor", r#""is_empty""#, true),
        ("deal.competitor", r#"{"is_not": "Gainsight"}"#, true),
        ("deal.competitor", r#"{"is": "Gainsight"}"#, false),
        ("deal.competitor", r#"{"contains": "g"}"#, false),
        ("deal.competitor", r#""is_filled""#, false),
        ("deal.amount", r#"{"at_most": 100000000}"#, false),
        ("deal.amount", r#"{"is_not": 0}"#, true),
        ("deal.close_date", r#"{"before": "2999-01-01"}"#, false),
        ("handoff.timeline", r#""is_empty""#, true),
    ] {
        assert_eq!(holds(&world, &test(field, op)), truth, "{field} {op}");
    }
}

#[test]
fn changed_to_needs_the_deal_as_it_was_before() {
    let (mut before, mut after) = (rich(), rich());
    before.deal().stage_name = "Proposal".into();
    after.deal().stage_name = "Commit".into();
    let condition = test("deal.stage", r#"{"changed_to": "commit"}"#);
    let facts =
        |before| Facts { context: &after.context, record: &after.record, annual_value: None, before, now: after.now };
    assert!(condition.holds(&facts(Some(&before.context))));
    assert!(!condition.holds(&facts(Some(&after.context))));
    assert!(!condition.holds(&facts(None)));
}

#[test]
fn a_condition_reads_as_a_sentence() {
    let condition = crate::Playbook::embedded().triggers.upcoming;
    assert_eq!(
        condition.sentence(),
        "the probability is at least 60 % or (the probability is at least 30 % and (the close date is in the next 30 days or the close \
         date is in the last 30 days))"
    );
    assert_eq!(
        Condition::Not(Box::new(test("deal.type", r#"{"is": "renewal"}"#))).sentence(),
        "it is not so that the deal type is “renewal”"
    );
    assert_eq!(test("deal.regulated_data", r#"{"is": true}"#).sentence(), "regulated data is involved");
}

#[test]
fn every_field_is_found_under_its_own_name_and_has_words() {
    for field in ConditionField::ALL {
        assert_eq!(ConditionField::try_from(field.to_string()).as_ref(), Ok(field));
        assert!(!field.words().is_empty());
    }
    assert_eq!(ConditionField::try_from("handoff.risks".to_owned()), Ok(ConditionField::Handoff("risks".into())));
    assert!(ConditionField::try_from("handoff.".to_owned()).is_err());
}

#[test]
fn an_operator_that_does_not_fit_makes_no_sense() {
    let makes_sense = |json: &str| match read(json) {
        Condition::Test(test) => test.makes_sense(),
        _ => false,
    };
    assert!(!makes_sense(r#"{"test": {"field": "deal.amount", "op": {"contains": "5"}}}"#));
    assert!(!makes_sense(r#"{"test": {"field": "deal.name", "op": {"at_least": 5}}}"#));
    assert!(!makes_sense(r#"{"test": {"field": "deal.close_date", "op": {"is": "soon"}}}"#));
    assert!(!makes_sense(r#"{"test": {"field": "deal.name", "op": {"is_one_of": []}}}"#));
    assert!(makes_sense(r#"{"test": {"field": "deal.close_date", "op": {"is": "2026-10-01"}}}"#));
}

fn operands() -> impl Strategy<Value = Operand> {
    prop_oneof![
        any::<bool>().prop_map(Operand::Flag),
        (-10_i32..10).prop_map(|number| Operand::Number(number.into())),
        prop::sample::select(vec!["USD", "renewal", "x"]).prop_map(|text| Operand::Text(text.into())),
    ]
}

fn ops() -> impl Strategy<Value = Op> {
    prop_oneof![
        operands().prop_map(Op::Is),
        operands().prop_map(Op::IsNot),
        prop::collection::vec(operands(), 0..3).prop_map(Op::IsOneOf),
        Just(Op::IsEmpty),
        Just(Op::IsFilled),
        (-10_i32..100_000).prop_map(|bound| Op::AtLeast(bound.into())),
        (-10_i32..100_000).prop_map(|bound| Op::LessThan(bound.into())),
        (0_u32..100).prop_map(Op::InLastDays),
        (0_u32..100).prop_map(Op::InNextDays),
    ]
}

fn tests() -> impl Strategy<Value = Test> {
    (prop::sample::select(ConditionField::ALL.to_vec()), ops()).prop_map(|(field, op)| Test { field, op })
}

fn conditions() -> impl Strategy<Value = Condition> {
    tests().prop_map(Condition::Test).prop_recursive(3, 20, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Condition::All),
            prop::collection::vec(inner.clone(), 0..4).prop_map(Condition::Any),
            inner.prop_map(|part| Condition::Not(Box::new(part))),
        ]
    })
}

proptest! {
    #[test]
    fn a_condition_reads_back_from_its_json(condition in conditions()) {
        let text = serde_json::to_string(&condition).unwrap();
        prop_assert_eq!(serde_json::from_str::<Condition>(&text).unwrap(), condition);
    }

    #[test]
    fn not_swaps_all_and_any(parts in prop::collection::vec(conditions(), 0..4)) {
        let world = rich();
        let not = |part: &Condition| Condition::Not(Box::new(part.clone()));
        let any_not = Condition::Any(parts.iter().map(not).collect());
        prop_assert_eq!(holds(&world, &not(&Condition::All(parts.clone()))), holds(&world, &any_not));
        let all_not = Condition::All(parts.iter().map(not).collect());
        prop_assert_eq!(holds(&world, &not(&Condition::Any(parts))), holds(&world, &all_not));
    }

    #[test]
    fn is_not_is_the_opposite_of_is_and_filled_of_empty(field in prop::sample::select(ConditionField::ALL.to_vec()), operand in operands()) {
        let world = rich();
        let truth = |op| holds(&world, &Condition::Test(Test { field: field.clone(), op }));
        prop_assert_ne!(truth(Op::Is(operand.clone())), truth(Op::IsNot(operand.clone())));
        prop_assert_ne!(truth(Op::IsEmpty), truth(Op::IsFilled));
        prop_assert_eq!(truth(Op::IsOneOf(vec![operand.clone()])), truth(Op::Is(operand)));
    }

    #[test]
    fn an_empty_deal_meets_no_comparison(test in tests()) {
        let mut world = world();
        world.context = domain::DealContext::of(domain::Deal::named("d", ""));
        world.record.fields = domain::Fields::default();
        let empty = holds(&world, &Condition::Test(Test { op: Op::IsEmpty, ..test.clone() }));
        let compares = !matches!(test.op, Op::IsEmpty | Op::IsNot(_));
        prop_assert!(!(empty && compares && holds(&world, &Condition::Test(test))));
    }
}

#[test]
fn stakeholders_of_the_record_count_where_they_are_more_than_the_contacts() {
    let mut world = rich();
    let people = domain::projection::parse("Ana\nJo\nMax", &FieldValue::Stakeholders(vec![]));
    world.write("stakeholders", people);
    assert!(holds(&world, &test("people.count", r#"{"is": 3}"#)));
}
