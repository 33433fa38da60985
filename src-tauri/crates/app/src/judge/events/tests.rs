#![allow(clippy::unwrap_used)]

use super::*;

fn at(second: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000 + second, 0).unwrap()
}

/// Closed, submitted by the rep after a minute, returned by the CSM ten seconds later.
fn returned() -> HandoffRecord {
    let mut record = HandoffRecord::empty("org", "d1".into());
    add(&mut record, "closed", at(0), Actor::InCrm(None), EventKind::Closed);
    let steps = [
        ("r:1", 60, "rep", EventKind::Submitted { quality: 80.0, filled: 1, required: 1 }),
        ("r:2", 70, "csm", EventKind::Returned { reasons: Vec::new(), rating: None }),
    ];
    for (id, second, by, kind) in steps {
        record.add_event(Event { id: id.into(), at: at(second), by: Actor::Person(by.into()), kind, claimed_at: None });
    }
    record
}

fn after(second: i64, by: Option<&str>) -> usize {
    let mut record = returned();
    let before = record.events.len();
    let change = StatusChange {
        value: "submitted".to_owned(),
        at: at(second),
        by_user: by.map(|by| format!("user-{by}")),
        by_person: by.filter(|by| *by != "unknown").map(PersonId::from),
    };
    add_status(&change, &mut record);
    record.events.len() - before
}

#[test]
fn our_own_status_that_arrives_late_is_no_step_of_anybody() {
    assert_eq!(after(75, None), 0, "a key without a person");
    assert_eq!(after(75, Some("rep")), 0, "the person who is signed in");
}

#[test]
fn a_status_that_somebody_set_in_the_crm_is_their_step() {
    assert_eq!(after(75, Some("manager")), 1, "somebody who took no step here");
    assert_eq!(after(75, Some("unknown")), 1, "a user whom nobody knows");
    assert_eq!(after(1_000, Some("rep")), 1, "long after it held");
    assert_eq!(after(1_000, None), 1, "a workflow");
}
