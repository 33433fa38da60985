#![allow(clippy::unwrap_used)]
use super::{Measured, StatusChange, crm_events};
use crate::testing::{World, new_york, world};
use domain::{Actor, Event, EventKind, HandoffState, state_of};

const MEASURED: Measured = Measured { quality: 71.5, filled: 9, required: 13 };

fn change(value: &str, at: &str, by: Option<&str>) -> StatusChange {
    StatusChange { value: value.into(), at: new_york(at), by: by.map(Into::into) }
}

fn read(world: &World, history: &[StatusChange]) -> Vec<Event> {
    crm_events(&world.context.deal.id, &world.record, history, world.context.deal.closed_at, MEASURED)
}

#[test]
fn a_status_set_in_the_crm_submits_returns_and_accepts() {
    let mut world = world();
    let history = [
        change("due", "2026-09-18 18:01", None),
        change("submitted", "2026-09-21 10:00", Some("rep")),
        change("returned", "2026-09-21 12:00", Some("csm")),
        change("submitted", "2026-09-21 14:00", Some("rep")),
        change("accepted", "2026-09-22 10:00", Some("csm")),
        change("nonsense", "2026-09-22 11:00", Some("csm")),
    ];
    let events = read(&world, &history);
    assert_eq!(events.len(), 5);
    assert_eq!(events[0].kind, EventKind::Closed);
    assert_eq!(events[1].kind, EventKind::Submitted { quality: 71.5, filled: 9, required: 13 });
    assert_eq!(events[1].by, Actor::InCrm(Some("rep".into())));
    events.into_iter().for_each(|event| world.record.add_event(event));
    assert_eq!(state_of(&world.record), HandoffState::Accepted);
}

#[test]
fn reading_again_gives_the_same_events_and_adds_nothing() {
    let mut world = world();
    let history = [change("submitted", "2026-09-21 10:00", Some("rep"))];
    let first = read(&world, &history);
    assert!(first.iter().all(|event| event.id.as_str().starts_with("crm:")));
    assert_eq!(first, read(&world, &history));
    first.into_iter().for_each(|event| world.record.add_event(event));
    let again = read(&world, &history);
    again.into_iter().for_each(|event| world.record.add_event(event));
    assert_eq!(world.record.events.len(), 2);
}

#[test]
fn our_own_write_that_comes_back_is_no_second_submission() {
    let mut world = world();
    world.submitted(new_york("2026-09-21 10:00"));
    let events = read(&world, &[change("submitted", "2026-09-21 10:01", Some("rep"))]);
    assert_eq!(events.len(), 1, "only the close");
}

#[test]
fn an_acceptance_before_any_submission_is_ignored() {
    let events = read(&world(), &[change("accepted", "2026-09-21 10:00", Some("csm"))]);
    assert!(events.iter().all(|event| event.kind == EventKind::Closed));
}
