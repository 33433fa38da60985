#![allow(clippy::unwrap_used, clippy::expect_used)]
use crate::{AlarmKind, Intent, Occasion, due, recorded, tell};
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
    with_occasion(record, now, due)
}

fn with_occasion<T>(record: &HandoffRecord, now: DateTime<Utc>, ask: impl Fn(&Occasion<'_>) -> T) -> T {
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
    ask(&Occasion {
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

fn alarm(title: &str, due: DateTime<Utc>, missed: bool) -> store::Alarm {
    store::Alarm {
        id: 1,
        key: title.to_owned(),
        kind: "breached".to_owned(),
        handoff_id: None,
        deal_id: None,
        person_id: "rep".into(),
        at: due,
        recorded_at: due,
        title: title.to_owned(),
        body: "Platform".to_owned(),
        handed_to_os_at: None,
        handover: None,
        seen_at: None,
        missed,
    }
}

fn told(pending: Vec<store::Alarm>, now: DateTime<Utc>) -> Vec<(String, String)> {
    tell(pending, now).into_iter().map(|notice| (notice.title, notice.body)).collect()
}

fn words(title: &str, body: &str) -> (String, String) {
    (title.to_owned(), body.to_owned())
}

#[test]
fn many_at_once_are_told_as_one_and_an_old_one_says_its_age() {
    let now = at("2026-11-16T12:00:00Z");
    let ago = |minutes| now - TimeDelta::minutes(minutes);
    assert_eq!(told(Vec::new(), now), []);
    assert_eq!(told(vec![alarm("Late", ago(14), false)], now), [words("Late", "Platform")]);
    assert_eq!(told(vec![alarm("Late", ago(15), false)], now), [words("Late", "Platform (15 min ago)")]);
    let three = ["a", "b", "c"].map(|title| alarm(title, now, false)).to_vec();
    assert_eq!(told(three, now).len(), 3);
    let five = ["a", "b", "c", "d", "e"].map(|title| alarm(title, now, false)).to_vec();
    assert_eq!(told(five, now), [words("5 things need you", "e; d; c and 2 more")]);
}

#[test]
fn what_was_missed_is_told_apart_and_as_missed() {
    let now = at("2026-11-16T12:00:00Z");
    let missed = |title, hours| alarm(title, now - TimeDelta::hours(hours), true);
    assert_eq!(told(vec![missed("Late", 3)], now), [words("Missed: Late", "Platform (3 h ago)")]);
    assert_eq!(told(vec![missed("Late", 47)], now), [words("Missed: Late", "Platform (47 h ago)")]);
    assert_eq!(told(vec![missed("Late", 240)], now), [words("Missed: Late", "Platform (10 days ago)")]);
    let both = vec![missed("a", 30), missed("b", 2), alarm("c", now, false)];
    let expected = [words("c", "Platform"), words("Missed while you were away: 2 things", "b; a")];
    assert_eq!(told(both, now), expected);
}

#[test]
fn an_alarm_that_is_noticed_more_than_an_hour_late_is_missed() {
    let close = at("2026-11-16T10:00:00Z");
    let noticed = |now: DateTime<Utc>, since| with_occasion(&record(vec![]), now, |occasion| recorded(occasion, since));
    let fresh = noticed(close + TimeDelta::hours(1), close);
    assert_eq!((fresh.len(), fresh[0].missed), (1, false));
    assert_eq!((fresh[0].deal_id.clone(), fresh[0].handoff_id.is_some()), (Some("1".into()), true));
    let late = noticed(close + TimeDelta::minutes(61), close);
    assert_eq!((late.len(), late[0].missed), (1, true));
    assert_eq!(noticed(close + TimeDelta::minutes(1), close + TimeDelta::seconds(1)), [], "before this laptop's time");
}
