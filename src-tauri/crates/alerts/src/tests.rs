#![allow(clippy::unwrap_used, clippy::expect_used)]
use crate::{AlarmKind, Intent, Occasion, Telling, due, tell};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{Actor, Deal, DealContext, Event, EventKind, HandoffRecord, PersonId, Role};
use playbook::{Arrival, EarlierTexts, Playbook, Roster, RosterPerson, Situation, WorkingHours, Workload, assess};

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn person(id: &str, role: Role) -> RosterPerson {
    RosterPerson {
        id: id.into(),
        name: id.to_owned(),
        email: String::new(),
        role,
        team: "North".to_owned(),
        time_zone: chrono_tz::UTC,
        working_days: vec![1, 2, 3, 4, 5],
        working_hours: WorkingHours::default(),
        leave: Vec::new(),
        capacity: None,
        segments: Vec::new(),
        regions: Vec::new(),
        languages: Vec::new(),
        products: Vec::new(),
        manager: None,
    }
}

fn roster() -> Roster {
    let people = vec![
        person("rep", Role::Rep),
        person("csm", Role::Csm),
        person("boss", Role::SalesManager),
        person("chief", Role::CsManager),
    ];
    Roster { people, ..Roster::empty() }
}

/// Won on Monday at ten, structured, with a CSM.
fn context() -> DealContext {
    let mut deal = Deal::named("1", "Platform");
    deal.owner_id = Some("rep".into());
    deal.csm_id = Some("csm".into());
    deal.amount = Some(60_000.0);
    deal.currency = Some("USD".to_owned());
    deal.contract.term_months = Some(12);
    deal.created_at = Some(at("2026-08-03T10:00:00Z"));
    deal.closed_at = Some(at("2026-11-16T10:00:00Z"));
    deal.is_won = true;
    deal.is_closed = true;
    deal.probability = 1.0;
    DealContext::of(deal)
}

fn alarms(record: &HandoffRecord, now: DateTime<Utc>) -> Vec<Intent> {
    let (playbook, roster, context) = (Playbook::embedded(), roster(), context());
    let assessment = assess(&Situation {
        playbook: &playbook,
        roster: &roster,
        context: &context,
        record,
        earlier_texts: &EarlierTexts::default(),
        workload: &Workload::default(),
        arrival: Arrival::default(),
        now,
    });
    let owner = PersonId::from("rep");
    due(&Occasion {
        organisation: "org",
        playbook: &playbook,
        record,
        assessment: &assessment,
        account: "Acme",
        deal: "Platform",
        owner: Some(&owner),
        now,
    })
}

fn record(events: Vec<(&str, EventKind)>) -> HandoffRecord {
    let mut record = HandoffRecord::empty("org", "1".into());
    record.add_event(Event {
        id: "c".into(),
        at: at("2026-11-16T10:00:00Z"),
        by: Actor::InCrm(None),
        kind: EventKind::Closed,
        claimed_at: None,
    });
    for (number, (when, kind)) in events.into_iter().enumerate() {
        record.add_event(Event {
            id: format!("e{number}").into(),
            at: at(when),
            by: Actor::Person("csm".into()),
            kind,
            claimed_at: None,
        });
    }
    record
}

fn kinds(intents: &[Intent], person: &str) -> Vec<AlarmKind> {
    intents.iter().filter(|intent| intent.person.as_str() == person).map(|intent| intent.kind).collect()
}

#[test]
fn the_csm_hears_of_the_close_and_the_rep_of_nothing_yet() {
    let intents = alarms(&record(vec![]), at("2026-11-16T10:05:00Z"));
    assert_eq!(kinds(&intents, "csm"), [AlarmKind::DealClosed]);
    assert!(kinds(&intents, "rep").is_empty());
}

#[test]
fn three_quarters_nudge_the_rep_and_the_breach_tells_both_sides() {
    let soon = alarms(&record(vec![]), at("2026-11-17T09:30:00Z"));
    assert!(kinds(&soon, "rep").contains(&AlarmKind::DueSoon), "{soon:#?}");
    let late = alarms(&record(vec![]), at("2026-11-17T10:30:00Z"));
    assert!(kinds(&late, "rep").contains(&AlarmKind::Breached));
    assert!(kinds(&late, "csm").contains(&AlarmKind::Breached));
}

#[test]
fn a_submission_is_ready_for_the_csm_and_a_return_goes_to_the_rep() {
    let submitted = EventKind::Submitted { quality: 90.0, filled: 12, required: 12 };
    let returned = EventKind::Returned { reasons: Vec::new(), rating: None };
    let events = vec![("2026-11-16T11:00:00Z", submitted), ("2026-11-16T12:00:00Z", returned)];
    let intents = alarms(&record(events), at("2026-11-16T12:01:00Z"));
    assert!(kinds(&intents, "csm").contains(&AlarmKind::HandoffReady));
    assert_eq!(kinds(&intents, "rep"), [AlarmKind::Returned]);
}

#[test]
fn keys_are_the_same_each_time_and_different_for_each_round() {
    let now = at("2026-11-16T10:05:00Z");
    let once = alarms(&record(vec![]), now);
    assert_eq!(once, alarms(&record(vec![]), now));
    let submitted = |when| (when, EventKind::Submitted { quality: 90.0, filled: 12, required: 12 });
    let returned = ("2026-11-16T12:00:00Z", EventKind::Returned { reasons: Vec::new(), rating: None });
    let twice = record(vec![submitted("2026-11-16T11:00:00Z"), returned, submitted("2026-11-16T13:00:00Z")]);
    let ready: Vec<String> = alarms(&twice, at("2026-11-16T13:01:00Z"))
        .into_iter()
        .filter(|intent| intent.kind == AlarmKind::HandoffReady)
        .map(|intent| intent.key)
        .collect();
    assert_eq!(ready.len(), 2);
    assert_ne!(ready.first(), ready.last());
}

#[test]
fn many_at_once_are_told_as_one_and_an_old_one_says_its_age() {
    let now = at("2026-11-16T12:00:00Z");
    let alarm = |minutes| ("Late".to_owned(), "Platform".to_owned(), now - TimeDelta::minutes(minutes));
    assert_eq!(tell(&[], now), Telling::Nothing);
    let one = tell(&[alarm(130)], now);
    assert_eq!(one, Telling::EachAlone(vec![(0, "Late".to_owned(), "Platform (2 h ago)".to_owned())]));
    assert!(matches!(tell(&vec![alarm(1); 5], now), Telling::Together { title, .. } if title == "5 things need you"));
}
