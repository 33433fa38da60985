#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use chrono::{DateTime, Utc};
use domain::event::ReasonCode;
use domain::{Actor, Event, FieldEntry, FieldReturn, FieldValue, Provenance};

fn at(minute: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_794_182_400 + minute * 60, 0).unwrap()
}

fn record(kinds: Vec<EventKind>) -> HandoffRecord {
    let mut record = HandoffRecord::empty("org", "1".into());
    record.playbook = Some("1.0".into());
    for (minute, kind) in (0..).zip(kinds) {
        record.add_event(Event {
            id: format!("r:{minute}").into(),
            at: at(minute),
            by: Actor::Playbook,
            kind,
            claimed_at: None,
        });
    }
    let provenance = Provenance::Typed { by: "5".into(), at: at(0) };
    for (key, value) in [
        ("promises", FieldValue::ExplicitNone),
        ("risks", FieldValue::Text("Budget".into())),
        ("timeline", FieldValue::Text(" ".into())),
    ] {
        record.fields.insert(key.into(), FieldEntry { value, provenance: provenance.clone(), at: at(0) });
    }
    record
}

fn submitted() -> EventKind {
    EventKind::Submitted { quality: 73.5, filled: 8, required: 9 }
}

#[test]
fn status_fields_and_playbook_follow_from_the_record_alone() {
    let properties = properties(&record(vec![EventKind::Closed, submitted()]), None);
    let expected = [
        (Property::Status, "submitted"),
        (Property::StatusReason, ""),
        (Property::Conflict, ""),
        (Property::Playbook, "1.0"),
        (Property::Field("promises".into()), "none"),
        (Property::Field("risks".into()), "Budget"),
        (Property::Field("timeline".into()), ""),
    ];
    assert_eq!(properties, expected.map(|(property, text)| (property, text.to_owned())).into());
}

#[test]
fn a_return_says_why_and_a_resubmission_stops_saying_it() {
    let returned = EventKind::Returned {
        reasons: vec![FieldReturn {
            field: "promises".into(),
            code: ReasonCode("unclear_promise".into()),
            sentence: "Who does it?".into(),
        }],
        rating: None,
    };
    let returned = vec![EventKind::Closed, submitted(), returned];
    assert_eq!(
        properties(&record(returned.clone()), None)[&Property::StatusReason],
        "promises: Who does it? (unclear_promise)"
    );
    let again: Vec<_> = returned.into_iter().chain([submitted()]).collect();
    let wanted = properties(&record(again), None);
    assert_eq!(wanted[&Property::StatusReason], "");
    let there = [(Property::StatusReason, "promises: Who does it?".to_owned())].into();
    assert!(differing(wanted.clone(), &there).contains_key(&Property::StatusReason), "the old reason is cleared");
    assert!(
        !differing(wanted, &BTreeMap::new()).contains_key(&Property::StatusReason),
        "nothing is cleared where nothing is"
    );
}

#[test]
fn only_what_differs_is_written_and_numbers_differ_by_value() {
    let wanted: BTreeMap<_, _> = [
        (Property::Quality, "73.5".to_owned()),
        (Property::Completeness, "80".to_owned()),
        (Property::Field("risks".into()), "a\nb".to_owned()),
        (Property::Tier, "s".to_owned()),
    ]
    .into();
    let there: BTreeMap<_, _> = [
        (Property::Quality, "73.50".to_owned()),
        (Property::Completeness, "80.0".to_owned()),
        (Property::Field("risks".into()), "a \r\nb".to_owned()),
        (Property::Tier, "a".to_owned()),
    ]
    .into();
    assert_eq!(differing(wanted, &there).into_keys().collect::<Vec<_>>(), [Property::Tier]);
}

#[test]
fn numbers_are_written_short() {
    assert_eq!((number(88.888), number(100.0), number(0.04)), ("88.9".into(), "100".into(), "0".into()));
}

#[test]
fn of_all_texts_beyond_the_limit_the_field_is_named() {
    let long = "é".repeat(11);
    let field = Property::Field("risks".into());
    let record = [(Property::Tier, "s".to_owned()), (Property::Record, long.clone())].into();
    let limits = |record, risks| [(Property::Record, record), (field.clone(), risks)].into();
    assert_eq!(too_long(&record, &limits(10, 11)), Some((Property::Record, 10)));
    assert_eq!(too_long(&record, &limits(11, 10)), None);
    let both = [(Property::Record, long.clone()), (field.clone(), long)].into();
    assert_eq!(too_long(&both, &limits(10, 9)), Some((field.clone(), 9)));
    assert_eq!(too_long(&both, &limits(10, 11)), Some((Property::Record, 10)));
}

/// The row of a handoff, as far as the CRM is told of it.
fn row(tier: &str, filled: u32, required: u32) -> HandoffSummary {
    let row = serde_json::json!({
        "handoff_id": "h", "deal_id": "1", "account": "", "deal": "", "owner_name": "", "csm_id": "77", "csm_name": "",
        "team": "", "tier": tier, "state": "live", "is_upcoming": false, "filled": filled, "required": required,
        "quality": 73.456, "missing_count": 0, "returns": 0, "breaches": 0, "first_pass": true, "repeat_asks": 0,
        "families": [], "waits_for": [], "search_text": "", "measures": null,
    });
    serde_json::from_value(row).unwrap()
}

#[test]
fn the_row_gives_state_tier_csm_and_measures() {
    let record = record(vec![EventKind::Closed, submitted()]);
    let told = properties(&record, Some(&row("S", 1, 3)));
    let of = |property: &Property| told.get(property).map(String::as_str);
    assert_eq!((of(&Property::Status), of(&Property::Tier), of(&Property::Csm)), (Some("live"), Some("s"), Some("77")));
    assert_eq!((of(&Property::Completeness), of(&Property::Quality)), (Some("33.3"), Some("73.5")));
    let untold = properties(&record, Some(&row("", 0, 0)));
    assert!(!untold.contains_key(&Property::Tier) && !untold.contains_key(&Property::Completeness));
}

#[test]
fn numbers_that_differ_by_less_than_the_last_place_are_the_same() {
    let differs = |there: &str| {
        let wanted = [(Property::Quality, "73.5".to_owned())].into();
        !differing(wanted, &[(Property::Quality, there.to_owned())].into()).is_empty()
    };
    assert!(!differs("73.52") && !differs("73.48"));
    assert!(differs("73.6") && differs("73.4") && differs("") && differs("good"));
    assert!(differs("-73.5"));
}

#[test]
fn the_day_of_first_value_is_told_once_it_came() {
    let told = |kinds| properties(&record(kinds), None).remove(&Property::FirstValueDate);
    assert_eq!(told(vec![EventKind::Closed]), None);
    assert_eq!(told(vec![EventKind::Closed, EventKind::FirstValueReached]), Some(at(1).date_naive().to_string()));
}

#[test]
fn an_exemption_a_void_and_a_release_say_why() {
    let why = |kinds| properties(&record(kinds), None).remove(&Property::StatusReason).unwrap();
    let reason = || "a renewal".to_owned();
    assert_eq!(why(vec![EventKind::Closed, EventKind::Exempted { reason: reason() }]), "a renewal");
    assert_eq!(why(vec![EventKind::Closed, EventKind::Voided { reason: reason() }]), "a renewal");
    assert_eq!(why(vec![EventKind::Closed, EventKind::Released { reason: reason() }, submitted()]), "a renewal");
    assert_eq!(why(vec![EventKind::Closed, EventKind::Voided { reason: " ".to_owned() }]), "", "nothing is no reason");
    assert_eq!(why(vec![EventKind::Closed, EventKind::Released { reason: reason() }]), "", "it is due all the same");
}

#[test]
fn fields_with_two_texts_are_named() {
    let mut torn = record(vec![EventKind::Closed]);
    let provenance = Provenance::Typed { by: "6".into(), at: at(1) };
    for field in ["risks", "timeline"] {
        let entry = FieldEntry { value: FieldValue::Text("another".into()), provenance: provenance.clone(), at: at(1) };
        torn.fields.write_beside(&field.into(), None, &entry, &domain::Dot::new("r2", 1));
    }
    assert_eq!(properties(&torn, None)[&Property::Conflict], "risks, timeline");
}
