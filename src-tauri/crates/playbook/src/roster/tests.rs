#![allow(clippy::unwrap_used)]
use super::Roster;
use domain::Role;

const PRACTICE: &str = r#"{
  "people": [
    {"owner_id": "101", "user_id": 9001, "email": "ana@lumen.test", "name": "Ana Ruiz", "role": "rep", "team": "East",
     "time_zone": "America/New_York", "working_hours": {"start": "08:30", "end": "17:00"}, "working_days": [1,2,3,4],
     "manager_owner_id": "201", "capacity": 0, "segments": ["mid_market"], "languages": ["en"], "regions": ["na"]},
    {"owner_id": "201", "role": "sales_manager", "leave": [{"from": "2026-09-01", "to": "2026-09-04", "stand_in": "101"}]},
    {"owner_id": "202", "role": "vp_cs"}
  ],
  "holidays": [{"date": "2026-11-26", "name": "Thanksgiving", "time_zones": ["America/New_York"]}],
  "exchange_rates": {"EUR": 1.08},
  "go_live": "2026-08-01"
}"#;

#[test]
fn the_practice_roster_is_read_with_its_defaults() {
    let roster = Roster::from_practice_json(PRACTICE).unwrap();
    let ana = roster.person(&"101".into()).unwrap();
    assert_eq!(
        (ana.role, ana.time_zone.name(), ana.working_hours.start.to_string().as_str()),
        (Role::Rep, "America/New_York", "08:30:00")
    );
    assert_eq!(roster.manager_of(&"101".into()), Some(&"201".into()));
    assert_eq!(roster.person(&"202".into()).unwrap().working_days, vec![1, 2, 3, 4, 5]);
    assert_eq!(roster.go_live.unwrap().to_rfc3339(), "2026-08-01T00:00:00+00:00");
    assert_eq!(roster.vps(), vec!["202".into()]);
}

#[test]
fn a_wrong_time_zone_is_named_with_its_place() {
    let error = Roster::from_practice_json(&PRACTICE.replace("America/New_York\", \"working", "New York\", \"working"))
        .unwrap_err();
    assert_eq!((error.path.as_str(), error.line), ("people[0].time_zone", 4));
}

#[test]
fn a_stand_in_answers_during_leave_and_nobody_else_after_it() {
    let roster = Roster::from_practice_json(PRACTICE).unwrap();
    let at = |text: &str| text.parse().unwrap();
    assert_eq!(roster.acting(&"201".into(), at("2026-09-03T10:00:00Z")), "101".into());
    assert_eq!(roster.acting(&"201".into(), at("2026-09-05T10:00:00Z")), "201".into());
}

#[test]
fn stand_ins_in_a_circle_come_to_an_end() {
    let mut roster = Roster::from_practice_json(PRACTICE).unwrap();
    roster.people[0].leave = vec![super::Leave {
        from: "2026-09-01".parse().unwrap(),
        to: "2026-09-04".parse().unwrap(),
        stand_in: Some("201".into()),
    }];
    roster.acting(&"201".into(), "2026-09-03T10:00:00Z".parse().unwrap());
}
