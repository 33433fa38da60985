#![allow(clippy::unwrap_used)]
use crate::testing::{World, berlin, new_york, world};
use crate::{Assessment, ClockKey, ClockReading, ClockStatus};
use chrono::TimeDelta;
use domain::{EventKind, Gap, TouchChannel};
use proptest::prelude::*;

fn reading(assessment: &Assessment, clock: &ClockKey) -> ClockReading {
    assessment.clock(clock).unwrap().clone()
}

fn due(world: &World, clock: &ClockKey) -> chrono::DateTime<chrono::Utc> {
    reading(&world.assess(), clock).deadline_at.unwrap()
}

fn touch() -> EventKind {
    EventKind::FirstTouchMade { channel: TouchChannel::Call, note: String::new(), activity: None }
}

#[test]
fn the_test_vector_of_the_domain_page() {
    let mut world = world();
    let closed_at = new_york("2026-09-18 18:00");
    assert_eq!(due(&world, &ClockKey::Completion), new_york("2026-09-22 09:00"));
    world.submitted(closed_at);
    assert_eq!(due(&world, &ClockKey::Review), berlin("2026-09-22 09:00"));
    assert_eq!(due(&world, &ClockKey::FirstTouch), berlin("2026-09-22 09:00"));
    assert_eq!(due(&world, &ClockKey::Engagement), closed_at + TimeDelta::hours(24));
    assert_eq!(due(&world, &ClockKey::Notify), closed_at + TimeDelta::minutes(5));
}

#[test]
fn the_arithmetic_shows_start_skipped_days_and_deadline() {
    let steps: Vec<String> =
        reading(&world().assess(), &ClockKey::Completion).arithmetic.into_iter().map(|step| step.sentence).collect();
    assert_eq!(
        steps,
        [
            "Closed Fri 18 Sep 2026 18:00 (New York)",
            "Outside working hours (9:00–17:00): counts from Mon 21 Sep 2026 09:00 (New York)",
            "Skips Sat 19 Sep and Sun 20 Sep",
            "1 business day later: due Tue 22 Sep 2026 09:00 (New York)",
        ]
    );
}

#[test]
fn a_clock_runs_breaches_and_stops_in_time_or_late() {
    let mut world = world();
    let status = |world: &World| reading(&world.assess(), &ClockKey::Completion).status;
    assert_eq!(status(&world), ClockStatus::Running);
    world.now = new_york("2026-09-22 09:00");
    assert_eq!(status(&world), ClockStatus::Running, "the deadline itself is in time");
    world.now = new_york("2026-09-22 09:01");
    assert_eq!(status(&world), ClockStatus::Breached);
    world.submitted(new_york("2026-09-22 09:30"));
    assert_eq!(status(&world), ClockStatus::StoppedLate);
    world.record.events.clear();
    world.submitted(new_york("2026-09-21 09:30"));
    assert_eq!(status(&world), ClockStatus::StoppedInTime);
}

#[test]
fn the_first_touch_is_never_later_than_two_business_days_after_close_even_if_nobody_submits() {
    let mut world = world();
    assert_eq!(due(&world, &ClockKey::FirstTouch), berlin("2026-09-23 09:00"));
    world.submitted(new_york("2026-09-24 10:00"));
    assert_eq!(due(&world, &ClockKey::FirstTouch), berlin("2026-09-23 09:00"));
}

#[test]
fn the_first_touch_runs_on_through_a_return_and_a_touch_before_submission_counts() {
    let mut world = world();
    world.submitted(berlin("2026-09-21 10:00"));
    world.returned(berlin("2026-09-21 12:00"));
    let first = reading(&world.assess(), &ClockKey::FirstTouch);
    assert_eq!((first.started_at, first.deadline_at), (berlin("2026-09-21 10:00"), Some(berlin("2026-09-22 10:00"))));
    let mut early = crate::testing::world();
    early.happened(berlin("2026-09-21 09:30"), "csm", touch());
    early.submitted(berlin("2026-09-21 15:00"));
    early.now = berlin("2026-09-25 10:00");
    let first = reading(&early.assess(), &ClockKey::FirstTouch);
    assert_eq!((first.stopped_at, first.status), (Some(berlin("2026-09-21 09:30")), ClockStatus::StoppedInTime));
}

#[test]
fn each_return_starts_a_resubmission_and_each_resubmission_a_review() {
    let mut world = world();
    world.submitted(new_york("2026-09-21 10:00"));
    world.returned(new_york("2026-09-22 04:00"));
    let assessment = world.assess();
    assert_eq!(reading(&assessment, &ClockKey::Resubmission).deadline_at, Some(new_york("2026-09-23 09:00")));
    assert_eq!(reading(&assessment, &ClockKey::Review).stopped_at, Some(new_york("2026-09-22 04:00")));
    world.submitted(new_york("2026-09-22 11:00"));
    let assessment = world.assess();
    assert_eq!(reading(&assessment, &ClockKey::Review).started_at, new_york("2026-09-22 11:00"));
    assert_eq!(reading(&assessment, &ClockKey::Resubmission).status, ClockStatus::StoppedInTime);
    assert_eq!(assessment.earlier_rounds.len(), 1);
    assert_eq!(assessment.earlier_rounds[0].started_at, new_york("2026-09-21 10:00"));
}

#[test]
fn a_reassignment_extends_and_restarts_the_review_once() {
    let mut world = world();
    world.deal().csm_id = None;
    let assigned = |csm: &str| EventKind::CsmAssigned { csm: csm.into(), why: String::new() };
    world.happened(berlin("2026-09-18 10:00"), "cs-manager", assigned("csm"));
    world.submitted(berlin("2026-09-21 10:00"));
    world.happened(berlin("2026-09-21 16:00"), "cs-manager", assigned("csm2"));
    let review = reading(&world.assess(), &ClockKey::Review);
    assert_eq!(
        review.deadline_at,
        Some(new_york("2026-09-22 10:00")),
        "counts from the reassignment at 10:00 in New York"
    );
    assert_eq!(review.owner, Some("csm2".into()));
    assert!(
        review.arithmetic.iter().any(|step| step.sentence == "Reassigned to Name of csm2: the review starts anew once")
    );
    world.happened(berlin("2026-09-22 15:00"), "cs-manager", assigned("csm"));
    let again = reading(&world.assess(), &ClockKey::Review);
    assert_eq!(again.deadline_at, review.deadline_at, "a second change does not move it");
}

#[test]
fn a_reassignment_extends_a_review_while_it_runs_and_not_from_its_end_on() {
    let deadline = |reassigned: &str| {
        let mut world = world();
        world.deal().csm_id = None;
        let assigned = |csm: &str| EventKind::CsmAssigned { csm: csm.into(), why: String::new() };
        world.happened(berlin("2026-09-18 10:00"), "cs-manager", assigned("csm"));
        world.submitted(berlin("2026-09-21 10:00"));
        world.accepted(berlin("2026-09-21 18:00"));
        world.happened(berlin(reassigned), "cs-manager", assigned("csm2"));
        due(&world, &ClockKey::Review)
    };
    assert_eq!(deadline("2026-09-21 16:00"), new_york("2026-09-22 10:00"));
    assert_eq!(deadline("2026-09-21 18:00"), berlin("2026-09-22 10:00"));
    assert_eq!(deadline("2026-09-21 19:00"), berlin("2026-09-22 10:00"));
}

#[test]
fn a_reassignment_by_the_crm_itself_only_extends() {
    let mut world = world();
    let assigned = EventKind::CsmAssigned { csm: "csm".into(), why: String::new() };
    world.happened(berlin("2026-09-18 10:00"), "cs-manager", assigned);
    world.submitted(berlin("2026-09-21 10:00"));
    world.deal().csm_id = Some("csm2".into());
    let arithmetic = reading(&world.assess(), &ClockKey::Review).arithmetic;
    assert!(arithmetic.iter().any(|step| step.sentence == "Reassigned to Name of csm2: a reassignment only extends"));
}

#[test]
fn a_reassignment_that_moves_no_deadline_is_not_told() {
    let mut world = world();
    world.submitted(berlin("2026-09-21 10:00"));
    let before = reading(&world.assess(), &ClockKey::FirstTouch);
    let assigned = |csm: &str| EventKind::CsmAssigned { csm: csm.into(), why: String::new() };
    world.happened(berlin("2026-09-18 10:00"), "cs-manager", assigned("csm"));
    world.happened(berlin("2026-09-21 12:00"), "cs-manager", assigned("cs-manager"));
    world.deal().csm_id = Some("cs-manager".into());
    assert_eq!(reading(&world.assess(), &ClockKey::FirstTouch).arithmetic, before.arithmetic);
}

#[test]
fn leave_without_an_end_pauses_the_clock_and_the_arithmetic_says_so() {
    let mut world = world();
    world.leave("rep", "2026-09-01", "2036-09-01", None);
    let completion = reading(&world.assess(), &ClockKey::Completion);
    assert_eq!((completion.deadline_at, completion.status), (None, ClockStatus::Paused));
    let last = completion.arithmetic.last().unwrap();
    assert_eq!(last.sentence, "There is no working day in sight: the clock is paused");
}

#[test]
fn a_clock_that_runs_day_and_night_skips_nothing() {
    let steps: Vec<String> =
        reading(&world().assess(), &ClockKey::Engagement).arithmetic.into_iter().map(|step| step.sentence).collect();
    let expected = ["Closed Sat 19 Sep 2026 00:00 (Berlin)", "24 hours later: due Sun 20 Sep 2026 00:00 (Berlin)"];
    assert_eq!(steps, expected);
}

#[test]
fn limits_are_compared_by_their_length() {
    use super::deadline::rough_length;
    use crate::model::Limit;
    assert_eq!(rough_length(Limit::Hours(2)), rough_length(Limit::Minutes(120)));
    assert_eq!(rough_length(Limit::BusinessDays(2)), rough_length(Limit::Hours(48)));
    assert!(rough_length(Limit::Minutes(3)) > rough_length(Limit::Minutes(2)));
    assert!(rough_length(Limit::None) < rough_length(Limit::Minutes(1)));
}

#[test]
fn leave_without_a_stand_in_pauses_and_extends_with_one_it_only_changes_who_answers() {
    let mut world = world();
    world.submitted(berlin("2026-09-21 10:00"));
    world.now = berlin("2026-09-22 09:00");
    world.leave("csm", "2026-09-22", "2026-09-23", None);
    let review = reading(&world.assess(), &ClockKey::Review);
    assert_eq!((review.deadline_at, review.status), (Some(berlin("2026-09-24 10:00")), ClockStatus::Paused));
    assert!(review.arithmetic.iter().any(|step| step.sentence == "Skips Tue 22 Sep (leave) and Wed 23 Sep (leave)"));
    world.roster.people[1].leave[0].stand_in = Some("csm2".into());
    let review = reading(&world.assess(), &ClockKey::Review);
    assert_eq!((review.deadline_at, review.status), (Some(berlin("2026-09-22 10:00")), ClockStatus::Running));
    assert_eq!(review.owner, Some("csm2".into()));
}

#[test]
fn the_notify_clock_never_breaches_by_itself() {
    let mut world = world();
    world.now = new_york("2026-09-20 18:00");
    assert_eq!(reading(&world.assess(), &ClockKey::Notify).status, ClockStatus::Paused);
    assert!(!world.assess().rungs.iter().any(|rung| rung.clock == ClockKey::Notify));
}

#[test]
fn the_kickoff_has_ten_business_days_and_none_in_tier_a() {
    let mut world = world();
    assert_eq!(due(&world, &ClockKey::Kickoff), berlin("2026-10-05 09:00"));
    world.deal().amount = Some(5_000.0);
    assert_eq!(world.assess().clock(&ClockKey::Kickoff), None);
    world.deal().amount = Some(50_000.0);
    world.happened(berlin("2026-09-30 11:00"), "csm", EventKind::KickoffHeld { note: String::new() });
    assert_eq!(reading(&world.assess(), &ClockKey::Kickoff).stopped_at, Some(berlin("2026-09-30 11:00")));
}

#[test]
fn who_has_first_value_waits_for_no_kickoff_that_nobody_logged() {
    let mut world = world();
    world.now = berlin("2026-10-06 09:00");
    assert_eq!(reading(&world.assess(), &ClockKey::Kickoff).status, ClockStatus::Breached);
    world.happened(berlin("2026-10-01 11:00"), "csm", EventKind::FirstValueReached);
    assert_eq!(reading(&world.assess(), &ClockKey::Kickoff).status, ClockStatus::StoppedInTime);
}

#[test]
fn a_partner_deal_has_three_business_days() {
    let mut world = world();
    world.deal().deal_type = domain::DealType::Partner;
    assert_eq!(due(&world, &ClockKey::Completion), new_york("2026-09-24 09:00"));
}

#[test]
fn a_gap_is_due_at_the_end_of_its_own_day_and_stops_when_the_field_is_written() {
    let mut world = world();
    world.submitted(berlin("2026-09-21 10:00"));
    let gap = Gap { field: "timeline".into(), owner: "rep".into(), due: "2026-09-30".parse().unwrap() };
    world.happened(berlin("2026-09-21 12:00"), "csm", EventKind::Accepted { gaps: vec![gap], rating: None });
    let key = ClockKey::Gap("timeline".into());
    world.now = berlin("2026-09-22 12:00");
    let open = reading(&world.assess(), &key);
    assert_eq!((open.deadline_at, open.status), (Some(new_york("2026-09-30 17:00")), ClockStatus::Running));
    assert!(world.assess().waits_for.contains(&"rep".into()));
    world.write_at("timeline", domain::FieldValue::Text("Live by 2026-11-15".into()), berlin("2026-09-25 09:00"));
    assert_eq!(reading(&world.assess(), &key).stopped_at, Some(berlin("2026-09-25 09:00")));
}

/// Accepts with a gap in the timeline.
fn accepted_with_a_gap() -> EventKind {
    let gap = Gap { field: "timeline".into(), owner: "rep".into(), due: "2026-09-30".parse().unwrap() };
    EventKind::Accepted { gaps: vec![gap], rating: None }
}

#[test]
fn a_gap_that_somebody_says_is_filled_is_filled_and_only_after_it_was_accepted() {
    let key = ClockKey::Gap("timeline".into());
    let filled = |field: &str| EventKind::GapFilled { field: field.into() };
    let mut world = world();
    world.submitted(berlin("2026-09-21 10:00"));
    world.happened(berlin("2026-09-21 11:00"), "rep", filled("timeline"));
    world.write_at("timeline", domain::FieldValue::Text("Soon".into()), berlin("2026-09-21 12:00"));
    world.happened(berlin("2026-09-21 12:00"), "csm", accepted_with_a_gap());
    world.happened(berlin("2026-09-22 11:00"), "rep", filled("risks"));
    world.now = berlin("2026-09-24 12:00");
    assert_eq!(reading(&world.assess(), &key).stopped_at, None);
    world.happened(berlin("2026-09-23 11:00"), "rep", filled("timeline"));
    assert_eq!(reading(&world.assess(), &key).stopped_at, Some(berlin("2026-09-23 11:00")));
}

#[test]
fn what_is_under_review_or_accepted_is_not_submitted_anew() {
    let mut world = world();
    world.submitted(berlin("2026-09-21 10:00"));
    world.submitted(berlin("2026-09-21 14:00"));
    let review = reading(&world.assess(), &ClockKey::Review);
    assert_eq!((review.started_at, world.assess().earlier_rounds.len()), (berlin("2026-09-21 10:00"), 0));
    world.accepted(berlin("2026-09-21 15:00"));
    world.submitted(berlin("2026-09-21 16:00"));
    let review = reading(&world.assess(), &ClockKey::Review);
    assert_eq!(review.stopped_at, Some(berlin("2026-09-21 15:00")));
}

#[test]
fn what_nobody_submitted_is_neither_returned_nor_accepted() {
    let mut world = world();
    world.returned(berlin("2026-09-21 10:00"));
    world.happened(berlin("2026-09-21 11:00"), "csm", accepted_with_a_gap());
    let assessment = world.assess();
    assert_eq!(assessment.clock(&ClockKey::Resubmission), None);
    assert_eq!(assessment.clock(&ClockKey::Gap("timeline".into())), None);
}

#[test]
fn a_bound_says_what_it_counts_from() {
    let steps = reading(&world().assess(), &ClockKey::FirstTouch).arithmetic;
    let last = &steps.last().unwrap().sentence;
    assert_eq!(last, "Never later than 2 business days after close: Wed 23 Sep 2026 09:00 (Berlin)");
}

#[test]
fn opening_sections_or_touching_the_customer_stops_the_engagement_clock() {
    let mut world = world();
    world.happened(berlin("2026-09-19 08:00"), "csm", EventKind::SectionOpened { section: "goals".into() });
    assert_eq!(reading(&world.assess(), &ClockKey::Engagement).stopped_at, Some(berlin("2026-09-19 08:00")));
}

#[test]
fn nothing_runs_before_close_or_after_a_void() {
    let mut world = world();
    world.deal().is_won = false;
    world.deal().is_closed = false;
    world.deal().probability = 0.9;
    assert_eq!(world.assess().clocks, []);
    let mut lost = crate::testing::world();
    lost.happened(new_york("2026-09-18 18:00"), "rep", EventKind::Closed);
    lost.deal().is_won = false;
    let assessment = lost.assess();
    assert_eq!((assessment.state, assessment.clocks.len(), assessment.rungs.len()), (domain::HandoffState::Void, 0, 0));
}

#[test]
fn clock_keys_are_text_on_the_wire() {
    for key in [ClockKey::FirstTouch, ClockKey::Gap("risks".into())] {
        let text = serde_json::to_string(&key).unwrap();
        assert_eq!(serde_json::from_str::<ClockKey>(&text).unwrap(), key);
    }
    assert_eq!(serde_json::to_string(&ClockKey::Gap("risks".into())).unwrap(), "\"gap:risks\"");
    assert!(serde_json::from_str::<ClockKey>("\"tea\"").is_err());
}

proptest! {
    #[test]
    fn every_running_clock_has_a_deadline_after_its_start_and_the_next_one_is_the_earliest(minutes in 0_i64..30_000, later in 0_i64..30_000) {
        let mut world = world();
        let closed_at = new_york("2026-10-30 09:00") + TimeDelta::minutes(minutes);
        world.deal().closed_at = Some(closed_at);
        world.submitted(closed_at);
        world.now = closed_at + TimeDelta::minutes(later);
        let assessment = world.assess();
        let ahead: Vec<_> = assessment.clocks.iter().filter(|c| c.status == ClockStatus::Running).filter_map(|c| c.deadline_at).collect();
        prop_assert!(assessment.clocks.iter().all(|clock| clock.deadline_at.is_some_and(|at| at > clock.started_at)));
        prop_assert_eq!(assessment.next_deadline.map(|(_, at)| at), ahead.into_iter().min());
    }
}
