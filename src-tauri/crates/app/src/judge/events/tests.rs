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

/// Accepted by the CSM, who called a minute later; our own status of it reached the CRM after another minute.
fn called() -> (DealContext, HandoffRecord, StatusChange) {
    let mut record = returned();
    for (id, second, by, kind) in [
        ("r:3", 80, "rep", EventKind::Submitted { quality: 80.0, filled: 1, required: 1 }),
        ("r:4", 90, "csm", EventKind::Accepted { gaps: Vec::new(), rating: None }),
    ] {
        record.add_event(Event { id: id.into(), at: at(second), by: Actor::Person(by.into()), kind, claimed_at: None });
    }
    let mut context = DealContext::of(domain::Deal::named("d1", "Northwind"));
    context.deal.is_won = true;
    context.deal.closed_at = Some(at(0));
    context.deal.csm_id = Some("csm".into());
    context.activities.push(domain::Activity {
        id: "a1".into(),
        deal_id: "d1".into(),
        kind: domain::ActivityKind::Call,
        owner_id: Some("csm".into()),
        at: at(150),
        subject: "Welcome".to_owned(),
        body: String::new(),
        direction: domain::Direction::ToCustomer,
        completed: true,
        made_by_us: None,
    });
    let status =
        StatusChange { value: "engaged".to_owned(), at: at(210), by_user: None, by_person: Some("rep".into()) };
    (context, record, status)
}

#[test]
fn our_own_status_of_a_call_that_was_found_leaves_the_call_the_first_touch() {
    let (context, mut record, status) = called();
    complete(&Process::built_in(playbook::Roster::empty()), &context, &[status], &mut record);
    let touches: Vec<&Event> =
        record.events.iter().filter(|event| matches!(event.kind, EventKind::FirstTouchMade { .. })).collect();
    assert_eq!(touches.len(), 1, "{touches:?}");
    assert!(matches!(&touches[0].kind, EventKind::FirstTouchMade { activity: Some(_), .. }));
    assert_eq!(touches[0].at, at(150));
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
