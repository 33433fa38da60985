#![allow(clippy::unwrap_used)]
use super::first_touch;
use crate::testing::{World, new_york, world};
use chrono::TimeDelta;
use domain::{Activity, ActivityKind, Direction, TouchChannel};

fn touch(id: &str, hours_after_close: i64, owner: &str, kind: ActivityKind) -> Activity {
    Activity {
        id: id.into(),
        deal_id: "d1".into(),
        kind,
        owner_id: Some(owner.into()),
        at: new_york("2026-09-18 18:00") + TimeDelta::hours(hours_after_close),
        subject: String::new(),
        body: String::new(),
        direction: Direction::ToCustomer,
        completed: true,
        made_by_us: None,
    }
}

fn found(world: &World, csm: Option<&str>) -> Option<(String, TouchChannel)> {
    let csm = csm.map(Into::into);
    let (_, id, channel) = first_touch(&world.context, new_york("2026-09-18 18:00"), &world.roster, csm.as_ref())?;
    Some((id.0, channel))
}

#[test]
fn the_earliest_activity_of_the_csm_after_close_counts() {
    let mut world = world();
    world.context.activities = vec![
        touch("meeting:9", 50, "csm", ActivityKind::Meeting),
        touch("call:1", 20, "csm", ActivityKind::Call),
        touch("email:0", -5, "csm", ActivityKind::Email),
        touch("email:2", 1, "rep", ActivityKind::Email),
    ];
    assert_eq!(found(&world, Some("csm")), Some(("call:1".into(), TouchChannel::Call)));
    assert_eq!(found(&world, Some("csm2")), None);
    assert_eq!(found(&world, None), Some(("call:1".into(), TouchChannel::Call)), "the pool is everyone of CS");
}

#[test]
fn plans_notes_incoming_mails_and_our_own_records_do_not_count() {
    let mut world = world();
    let planned = Activity { completed: false, ..touch("meeting:1", 1, "csm", ActivityKind::Meeting) };
    let note = Activity { direction: Direction::Internal, ..touch("note:1", 2, "csm", ActivityKind::Note) };
    let incoming = Activity { direction: Direction::FromCustomer, ..touch("email:1", 3, "csm", ActivityKind::Email) };
    let ours = Activity { made_by_us: Some("key".into()), ..touch("task:1", 4, "csm", ActivityKind::Task) };
    world.context.activities = vec![planned, note, incoming, ours];
    assert_eq!(found(&world, Some("csm")), None);
}

#[test]
fn a_stand_in_touches_for_the_csm_during_leave_only() {
    let mut world = world();
    world.context.activities = vec![touch("call:1", 72, "csm2", ActivityKind::Call)];
    assert_eq!(found(&world, Some("csm")), None);
    world.leave("csm", "2026-09-21", "2026-09-25", Some("csm2"));
    assert_eq!(found(&world, Some("csm")), Some(("call:1".into(), TouchChannel::Call)));
}
