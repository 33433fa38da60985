#![allow(clippy::unwrap_used)]
use crate::testing::{World, berlin, new_york, world};
use crate::{ClockKey, Rung, RungDue};
use domain::{EventKind, PersonId};

fn ladder(world: &World, clock: &ClockKey) -> Vec<RungDue> {
    world.assess().rungs.into_iter().filter(|rung| rung.clock == *clock).collect()
}

fn people(ids: &[&str]) -> Vec<PersonId> {
    ids.iter().map(|id| PersonId::from(*id)).collect()
}

#[test]
fn the_ladder_of_a_completion_clock() {
    let rungs = ladder(&world(), &ClockKey::Completion);
    let expected = [
        (Rung::Nudge, new_york("2026-09-21 15:00"), people(&["rep"]), false),
        (Rung::Breach, new_york("2026-09-22 09:00"), people(&["rep", "csm"]), false),
        (Rung::Managers, new_york("2026-09-23 09:00"), people(&["sales-manager", "cs-manager"]), false),
        (Rung::Executives, new_york("2026-09-24 09:00"), people(&["vp-sales", "vp-cs"]), true),
    ];
    let found: Vec<_> = rungs.into_iter().map(|rung| (rung.rung, rung.at, rung.to, rung.digest)).collect();
    assert_eq!(found, expected);
}

#[test]
fn rungs_stop_when_the_clock_stops() {
    let mut world = world();
    world.submitted(new_york("2026-09-22 12:00"));
    let rungs: Vec<Rung> = ladder(&world, &ClockKey::Completion).into_iter().map(|rung| rung.rung).collect();
    assert_eq!(rungs, [Rung::Nudge, Rung::Breach]);
    assert!(world.assess().rungs.is_sorted_by_key(|rung| rung.at));
}

#[test]
fn tier_a_reaches_managers_in_a_digest_and_a_vp_gets_single_alerts_in_tier_w_only() {
    let digest = |amount: f64| {
        let mut world = world();
        world.deal().amount = Some(amount);
        let rungs = ladder(&world, &ClockKey::Completion);
        let of = |wanted| rungs.iter().find(|rung| rung.rung == wanted).unwrap().digest;
        (of(Rung::Managers), of(Rung::Executives))
    };
    assert_eq!(digest(5_000.0), (true, true));
    assert_eq!(digest(50_000.0), (false, true));
    assert_eq!(digest(500_000.0), (false, false));
}

#[test]
fn a_rung_fires_once_per_clock_over_all_rounds() {
    let mut world = world();
    world.submitted(berlin("2026-09-21 10:00"));
    world.returned(berlin("2026-09-22 11:00"));
    world.submitted(berlin("2026-09-22 12:00"));
    let review = ladder(&world, &ClockKey::Review);
    let of = |rung| review.iter().filter(|due| due.rung == rung).map(|due| due.at).collect::<Vec<_>>();
    assert_eq!(
        of(Rung::Breach),
        [berlin("2026-09-22 10:00")],
        "the first round breached; the second does not fire again"
    );
    assert_eq!(of(Rung::Managers), [berlin("2026-09-24 12:00")], "the managers were not reached in the first round");
}

#[test]
fn a_snooze_moves_the_nudge_and_never_the_breach() {
    let mut world = world();
    let snooze = |until| EventKind::ClockSnoozed { clock: "completion".into(), reason: "customer visit".into(), until };
    world.happened(new_york("2026-09-21 09:00"), "rep", snooze(new_york("2026-09-21 16:30")));
    assert_eq!(ladder(&world, &ClockKey::Completion)[0].at, new_york("2026-09-21 16:30"));
    world.happened(new_york("2026-09-21 16:00"), "rep", snooze(new_york("2026-09-23 09:00")));
    let rungs = ladder(&world, &ClockKey::Completion);
    assert_eq!((rungs[0].rung, rungs[0].at), (Rung::Breach, new_york("2026-09-22 09:00")));
}

#[test]
fn a_stand_in_is_told_and_without_a_rep_the_manager_is() {
    let mut world = world();
    world.leave("csm", "2026-09-01", "2026-12-01", Some("csm2"));
    world.submitted(new_york("2026-09-21 10:00"));
    assert_eq!(ladder(&world, &ClockKey::Review)[0].to, people(&["csm2"]));
    let mut orphan = crate::testing::world();
    orphan.deal().owner_id = None;
    assert_eq!(ladder(&orphan, &ClockKey::Completion)[0].to, people(&["sales-manager"]));
}

#[test]
fn who_ends_a_clock_at_the_deadline_itself_is_not_late() {
    let mut world = world();
    world.submitted(new_york("2026-09-22 09:00"));
    let rungs: Vec<Rung> = ladder(&world, &ClockKey::Completion).into_iter().map(|rung| rung.rung).collect();
    assert_eq!(rungs, [Rung::Nudge]);
}

#[test]
fn a_clock_that_runs_day_and_night_is_nudged_when_three_quarters_of_its_time_are_over() {
    let nudge = ladder(&world(), &ClockKey::Engagement).remove(0);
    assert_eq!((nudge.rung, nudge.at), (Rung::Nudge, new_york("2026-09-19 12:00")));
}

#[test]
fn a_snooze_moves_only_the_nudge_of_its_clock_that_is_still_to_come() {
    let nudge_after = |at: &str, clock: &str, until: &str| {
        let mut world = world();
        let (clock, reason, until) = (clock.to_owned(), "customer visit".to_owned(), new_york(until));
        world.happened(new_york(at), "rep", EventKind::ClockSnoozed { clock, reason, until });
        ladder(&world, &ClockKey::Completion).into_iter().find(|due| due.rung == Rung::Nudge).map(|due| due.at)
    };
    let (unmoved, moved) = (Some(new_york("2026-09-21 15:00")), Some(new_york("2026-09-21 16:30")));
    assert_eq!(nudge_after("2026-09-21 15:00", "completion", "2026-09-21 16:30"), moved);
    assert_eq!(nudge_after("2026-09-21 15:30", "completion", "2026-09-21 16:30"), unmoved, "it was told before");
    assert_eq!(nudge_after("2026-09-21 09:00", "completion", "2026-09-21 14:00"), unmoved, "it ended before");
    assert_eq!(nudge_after("2026-09-21 09:00", "review", "2026-09-21 16:30"), unmoved);
    assert_eq!(nudge_after("2026-09-21 09:00", "completion", "2026-09-22 09:00"), None, "the breach takes its place");
}
