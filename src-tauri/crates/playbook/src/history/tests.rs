#![allow(clippy::unwrap_used)]
use crate::testing::{World, berlin, new_york, world};
use crate::{Applies, ClockKey};
use chrono::TimeDelta;
use domain::{Activity, ActivityKind, Direction, EventKind, FieldValue, HandoffState, ProductLine};

fn void(reason: &str) -> EventKind {
    EventKind::Voided { reason: reason.into() }
}

/// Closed on 18 September, submitted on the 21st, reopened on the 22nd.
fn reopened() -> World {
    let mut world = world();
    world.happened(new_york("2026-09-18 18:00"), "crm", EventKind::Closed);
    world.submitted(new_york("2026-09-21 10:00"));
    world.happened(new_york("2026-09-22 10:00"), "crm", void("the deal reopened"));
    world.now = new_york("2026-10-20 10:00");
    world
}

#[test]
fn a_close_in_the_crm_makes_the_handoff_due_without_any_event_in_the_record() {
    let assessment = world().assess();
    assert_eq!((assessment.state, assessment.applies), (HandoffState::Due, Applies::Closed));
    assert_eq!(assessment.closed_at, Some(new_york("2026-09-18 18:00")));
    assert_eq!(assessment.waits_for, vec!["rep".into()]);
}

#[test]
fn a_close_that_is_in_the_record_already_is_not_counted_twice() {
    let mut world = world();
    world.happened(new_york("2026-09-18 18:00") + TimeDelta::seconds(2), "rep", EventKind::Closed);
    world.submitted(new_york("2026-09-21 10:00"));
    let assessment = world.assess();
    assert_eq!(assessment.state, HandoffState::Submitted);
    assert_eq!(
        assessment.closed_at,
        Some(new_york("2026-09-18 18:00") + TimeDelta::seconds(2)),
        "the record's own close counts"
    );
}

#[test]
fn a_deal_that_reopened_was_lost_or_was_deleted_is_void_and_says_why() {
    let ended = |change: fn(&mut World)| {
        let mut world = world();
        world.happened(new_york("2026-09-18 18:00"), "rep", EventKind::Closed);
        change(&mut world);
        let assessment = world.assess();
        assert_eq!(assessment.state, HandoffState::Void);
        assert_eq!(assessment.waits_for, []);
        match assessment.applies {
            Applies::Ended { why } => why,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(ended(|world| (world.deal().is_won, world.deal().is_closed) = (false, false)), "The deal reopened");
    assert_eq!(ended(|world| world.deal().is_won = false), "The deal was lost");
    assert_eq!(ended(|world| world.deal().archived = true), "The deal was deleted");
}

#[test]
fn won_again_within_five_business_days_with_unchanged_fields_resumes_silently() {
    let mut world = reopened();
    world.deal().closed_at = Some(new_york("2026-09-29 10:00"));
    let assessment = world.assess();
    assert_eq!(assessment.state, HandoffState::Submitted);
    assert_eq!(assessment.closed_at, Some(new_york("2026-09-18 18:00")), "the same close: nobody is notified again");
}

#[test]
fn won_again_later_or_with_rewritten_fields_it_is_due_again() {
    let mut late = reopened();
    late.deal().closed_at = Some(new_york("2026-09-29 10:01"));
    let assessment = late.assess();
    assert_eq!((assessment.state, assessment.closed_at), (HandoffState::Due, Some(new_york("2026-09-29 10:01"))));
    assert_eq!(assessment.clock(&ClockKey::Completion).unwrap().stopped_at, None, "the old submission does not count");
    let mut rewritten = reopened();
    rewritten.deal().closed_at = Some(new_york("2026-09-25 10:00"));
    rewritten.write_at("business_goals", FieldValue::Text("Something else".into()), new_york("2026-09-24 10:00"));
    assert_eq!(rewritten.assess().state, HandoffState::Due);
    rewritten.write_at("business_goals", FieldValue::Text("Something else".into()), new_york("2026-09-18 10:00"));
    assert_eq!(rewritten.assess().state, HandoffState::Submitted);
}

#[test]
fn a_second_close_that_nobody_saw_reopen_is_a_new_close() {
    let mut world = world();
    world.happened(new_york("2026-06-18 18:00"), "rep", EventKind::Closed);
    world.submitted(new_york("2026-06-19 10:00"));
    world.write_at("risks", FieldValue::Text("x".into()), new_york("2026-09-18 18:00") - TimeDelta::seconds(1));
    assert_eq!(
        world.assess().state,
        HandoffState::Submitted,
        "resumed: reopened and won again at once, nothing rewritten"
    );
    world.happened(new_york("2026-06-25 10:00"), "crm", void("the deal reopened"));
    assert_eq!(world.assess().state, HandoffState::Due);
}

fn call(id: &str, at: chrono::DateTime<chrono::Utc>, owner: &str) -> Activity {
    Activity {
        id: id.into(),
        deal_id: "d1".into(),
        kind: ActivityKind::Call,
        owner_id: Some(owner.into()),
        at,
        subject: String::new(),
        body: String::new(),
        direction: Direction::ToCustomer,
        completed: true,
        made_by_us: None,
    }
}

#[test]
fn an_activity_of_the_csm_is_the_first_touch_and_engages_an_accepted_handoff() {
    let mut world = world();
    world.submitted(berlin("2026-09-21 10:00"));
    world.context.activities =
        vec![call("call:2", berlin("2026-09-22 09:00"), "csm"), call("call:1", berlin("2026-09-21 09:30"), "csm")];
    assert_eq!(world.assess().state, HandoffState::Submitted, "the review is still owed");
    world.accepted(berlin("2026-09-21 12:00"));
    let assessment = world.assess();
    assert_eq!(
        (assessment.state, assessment.first_touch_at),
        (HandoffState::Engaged, Some(berlin("2026-09-21 09:30")))
    );
    world.deal().first_value_at = Some(berlin("2026-11-01 09:00"));
    assert_eq!(world.assess().state, HandoffState::Live);
}

fn small() -> World {
    let mut world = world();
    world.deal().amount = Some(5_000.0);
    world.write_text("business_goals", "Answer 90 % of tickets within one working day by March");
    world.write("stakeholders", domain::projection::parse("Ana Ruiz", &FieldValue::Stakeholders(vec![])));
    world.write("promises", FieldValue::ExplicitNone);
    world.context.lines = vec![ProductLine {
        id: "l".into(),
        name: "Basic".into(),
        family: None,
        quantity: Some(5.0),
        amount: None,
        recurring_months: None,
    }];
    world
}

#[test]
fn in_tier_a_the_playbook_submits_and_accepts_what_is_complete() {
    let assessment = small().assess();
    assert_eq!((assessment.state, assessment.completeness.missing.len()), (HandoffState::Accepted, 0));
    let review = assessment.clock(&ClockKey::Review).unwrap();
    assert_eq!(review.stopped_at, Some(new_york("2026-09-18 18:00")));
    assert_eq!(assessment.clock(&ClockKey::Engagement).unwrap().stopped_at, None, "the playbook is not the CSM");
}

#[test]
fn in_tier_a_the_rep_owes_what_the_crm_does_not_know_and_the_playbook_goes_on_from_there() {
    let mut world = small();
    world.write_at("promises", FieldValue::Text(String::new()), new_york("2026-09-18 17:00"));
    let assessment = world.assess();
    assert_eq!(
        (assessment.state, assessment.completeness.missing.clone()),
        (HandoffState::Due, vec!["promises".into()])
    );
    world.write_at("promises", FieldValue::ExplicitNone, new_york("2026-09-21 11:00"));
    let assessment = world.assess();
    assert_eq!(assessment.state, HandoffState::Accepted);
    assert_eq!(assessment.clock(&ClockKey::Completion).unwrap().stopped_at, Some(new_york("2026-09-21 11:00")));
}
