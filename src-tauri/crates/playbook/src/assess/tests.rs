#![allow(clippy::unwrap_used)]
use crate::testing::{World, berlin, new_york, world};
use crate::{Band, ClockKey, Credit, Requirement};
use domain::projection::parse;
use domain::{DealType, HandoffState, Person};

/// Every field that tier S requires, as its good example has it.
fn filled() -> World {
    let mut world = world();
    for rule in world.playbook.fields.clone() {
        let text = match rule.key.as_str() {
            "stakeholders" => "Ana Ruiz, champion, supporter\nJo Keller, decision-maker, sceptic",
            "success_criteria" => "Claims closed within 14 days: from 40 % to 75 % (by 2027-06-30, customer-validated)",
            "promises" => "Free migration of two sites (by Tom Hale, due 2026-12-01, source: call 3 Nov, open)",
            _ => &rule.good_example,
        };
        world.write(rule.key.as_str(), parse(text, &rule.shape.empty()));
    }
    world
}

#[test]
fn a_handoff_with_every_good_example_is_complete_and_scores_a_hundred() {
    let assessment = filled().assess();
    assert_eq!((assessment.completeness.filled, assessment.completeness.required), (12, 12));
    assert_eq!((assessment.quality, assessment.band), (100.0, Band::Ready), "{:?}", assessment.fields);
    assert_eq!(assessment.best_raise, None);
}

#[test]
fn an_empty_handoff_is_blocked_and_told_where_to_begin() {
    let mut world = world();
    world.deal().contract.term_months = None;
    let assessment = world.assess();
    assert_eq!((assessment.completeness.filled, assessment.quality, assessment.band), (0, 0.0, Band::Blocked));
    let raise = assessment.best_raise.unwrap();
    assert_eq!(raise.field, "business_goals".into());
    assert_eq!(raise.sentence, "Filling “Business goals” would raise the score by 13 points");
}

#[test]
fn a_generic_field_is_filled_but_earns_half() {
    let mut world = filled();
    world.write_text("business_goals", "They want to improve efficiency in every branch of the company");
    let assessment = world.assess();
    assert!(assessment.completeness.is_complete());
    assert_eq!(assessment.field("business_goals").unwrap().credit, Credit::Generic);
    assert!(assessment.quality < 100.0);
    world.write_text("business_goals", "TBD");
    assert_eq!(world.assess().completeness.missing, ["business_goals".into()]);
}

#[test]
fn fields_of_another_tier_are_hidden_and_count_for_nothing() {
    let mut world = filled();
    world.deal().amount = Some(5_000.0);
    let assessment = world.assess();
    assert_eq!(assessment.field("competitors").unwrap().requirement, Requirement::Hidden);
    assert!(assessment.quality_arithmetic.iter().all(|term| term.field != "competitors".into()));
    assert_eq!(assessment.completeness.required, 4);
}

#[test]
fn a_variant_reduces_what_is_required_and_promises_stay() {
    let required = |world: &World| -> Vec<String> {
        let fields = world.assess().fields.into_iter();
        fields.filter(|field| field.requirement == Requirement::Required).map(|field| field.key.0).collect()
    };
    let mut expansion = world();
    expansion.deal().deal_type = DealType::Expansion;
    assert_eq!(required(&expansion).len(), 10);
    assert!(
        required(&expansion).contains(&"promises".into()) && !required(&expansion).contains(&"communication".into())
    );
    let mut rapid = world();
    rapid.deal().created_at = Some(new_york("2026-09-10 10:00"));
    assert_eq!(
        required(&rapid),
        ["business_goals", "success_criteria", "stakeholders", "products", "risks", "key_conversations", "promises"]
    );
    assert_eq!(rapid.assess().variants[0].name, "Rapid close");
    rapid.deal().created_at = Some(new_york("2026-09-04 18:00"));
    assert_eq!(required(&rapid).len(), 12, "14 days are no rapid close");
}

#[test]
fn the_next_deadline_is_the_earliest_that_is_ahead() {
    let mut world = world();
    assert_eq!(world.assess().next_deadline, Some((ClockKey::Notify, new_york("2026-09-18 18:05"))));
    world.now = new_york("2026-09-20 12:00");
    assert_eq!(world.assess().next_deadline, Some((ClockKey::Completion, new_york("2026-09-22 09:00"))));
}

#[test]
fn the_handoff_waits_for_whose_move_it_is() {
    let mut world = filled();
    let state_and_person = |world: &World| (world.assess().state, world.assess().waits_for);
    assert_eq!(state_and_person(&world), (HandoffState::Due, vec!["rep".into()]));
    world.submitted(berlin("2026-09-21 10:00"));
    assert_eq!(state_and_person(&world), (HandoffState::Submitted, vec!["csm".into()]));
    world.returned(berlin("2026-09-21 11:00"));
    assert_eq!(state_and_person(&world), (HandoffState::Returned, vec!["rep".into()]));
    world.submitted(berlin("2026-09-21 12:00"));
    world.accepted(berlin("2026-09-21 13:00"));
    assert_eq!(state_and_person(&world), (HandoffState::Accepted, vec!["csm".into()]));
}

#[test]
fn an_assessment_can_be_told_to_the_front_end() {
    let json = serde_json::to_value(filled().assess()).unwrap();
    assert_eq!(json["band"], "ready");
    assert_eq!(json["clocks"][2]["clock"], "completion");
    assert_eq!(json["applies"]["applies"], "closed");
}

#[test]
fn the_same_situation_gives_the_same_assessment() {
    let world = filled();
    assert_eq!(world.assess(), world.assess());
}

#[test]
fn only_required_fields_are_told_that_they_are_empty() {
    let assessment = world().assess();
    assert_eq!(assessment.field("risks").unwrap().findings[0].check, "empty");
    assert_eq!(assessment.field("handoff_notes").unwrap().findings, []);
}

#[test]
fn an_early_introduction_is_told_where_the_playbook_asks_for_one() {
    let mut world = world();
    (world.deal().is_won, world.deal().is_closed, world.deal().closed_at) = (false, false, None);
    world.deal().probability = 0.8;
    world.deal().stage_name = "Commit".into();
    assert!(!world.assess().introduce_early);
    let at_commit = r#"{"test": {"field": "deal.stage", "op": {"is": "commit"}}}"#;
    world.playbook.triggers.early_introduction = serde_json::from_str(at_commit).unwrap();
    assert!(world.assess().introduce_early);
    world.deal().stage_name = "Proposal".into();
    assert!(!world.assess().introduce_early);
}

#[test]
fn for_a_rep_who_was_deactivated_the_manager_answers() {
    let mut world = world();
    let rep = |active| Person {
        id: "rep".into(),
        user_id: None,
        name: "Rep".into(),
        email: String::new(),
        teams: vec![],
        active,
    };
    world.context.owner = Some(rep(true));
    assert_eq!(world.assess().waits_for, ["rep".into()]);
    world.context.owner = Some(rep(false));
    let assessment = world.assess();
    assert_eq!(assessment.waits_for, ["sales-manager".into()]);
    assert_eq!(assessment.clock(&ClockKey::Completion).unwrap().owner, Some("sales-manager".into()));
}

#[test]
fn a_field_that_a_person_emptied_does_not_come_back_from_the_crm() {
    let mut world = filled();
    world.deal().flat_fields.insert("pain_points".into(), "Billing takes 12 days".into());
    world.record.fields = domain::Fields::default();
    assert!(world.assess().field("pain_points").unwrap().value.is_some());
    world.write("pain_points", domain::FieldValue::Text(String::new()));
    assert_eq!(world.assess().field("pain_points").unwrap().value, None);
}
