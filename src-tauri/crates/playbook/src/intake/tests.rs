#![allow(clippy::unwrap_used)]
use crate::CheckResult;
use crate::testing::{World, berlin, world};
use domain::projection::parse;
use domain::{EventKind, FieldValue};

fn check(world: &World, key: &str) -> CheckResult {
    world.assess().checks.into_iter().find(|check| check.key == key).unwrap()
}

#[test]
fn the_machine_ticks_what_it_can_and_says_why_not() {
    let mut world = world();
    world.deal().contract.term_months = None;
    let all = check(&world, "all_required_present");
    assert_eq!((all.machine, all.ok), (true, Some(false)));
    assert!(all.why.starts_with("0 of 12 are filled; missing: Business goals, "), "{}", all.why);
    assert_eq!(check(&world, "measurable").ok, Some(false));
    world.write("success_criteria", parse("Tickets: from 120 to 60 (sales-assumed)", &FieldValue::Criteria(vec![])));
    assert_eq!(check(&world, "measurable").ok, Some(true));
    world.write_text("business_goals", "Improve efficiency");
    assert_eq!(check(&world, "specific").why, "Generic: Business goals");
}

#[test]
fn the_owner_may_be_a_field_or_a_stakeholder() {
    let mut world = world();
    assert_eq!(check(&world, "post_sale_owner").ok, Some(false));
    world.write("stakeholders", parse("Jo Keller, post-sale owner", &FieldValue::Stakeholders(vec![])));
    assert_eq!(check(&world, "post_sale_owner").ok, Some(true));
}

#[test]
fn a_risk_without_a_person_is_not_owned() {
    let mut world = world();
    world.write_text("risks", "the budget of next year is not signed off and may be cut at any time before the spring");
    let owned = check(&world, "risks_owned");
    assert_eq!((owned.ok, owned.why.as_str()), (Some(false), "It does not say who watches it"));
    world.write_text("risks", "the budget of next year is not signed off; Jo Keller watches it");
    assert_eq!(check(&world, "risks_owned").ok, Some(true));
}

#[test]
fn a_tier_that_does_not_ask_gives_no_verdict() {
    let mut world = world();
    world.deal().amount = Some(100.0);
    assert_eq!((check(&world, "measurable").ok, check(&world, "risks_owned").ok), (None, None));
}

#[test]
fn answers_of_the_csm_count_for_their_round_only() {
    let mut world = world();
    let answer = |ok| EventKind::CheckAnswered { check: "exclusions_read".into(), ok };
    assert_eq!(check(&world, "exclusions_read").ok, None);
    world.submitted(berlin("2026-09-21 10:00"));
    world.happened(berlin("2026-09-21 10:30"), "csm", answer(true));
    world.happened(berlin("2026-09-21 10:40"), "csm", answer(false));
    assert_eq!(check(&world, "exclusions_read").ok, Some(false));
    world.returned(berlin("2026-09-21 11:00"));
    world.submitted(berlin("2026-09-21 12:00"));
    assert_eq!(check(&world, "exclusions_read").ok, None);
}
