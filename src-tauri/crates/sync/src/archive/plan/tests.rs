#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use chrono::DateTime;
use domain::{Actor, FieldEntry, FieldValue, Provenance};
use proptest::prelude::*;

const LIMIT: usize = 20_000;

fn event(number: u32, kind: EventKind) -> Event {
    let at = DateTime::from_timestamp(1_800_000_000 + i64::from(number), 0).unwrap();
    Event { id: EventId(format!("r:{number}")), at, by: Actor::Playbook, kind, claimed_at: None }
}

fn opened(number: u32) -> Event {
    event(number, EventKind::SectionOpened { section: "risks".into() })
}

fn with(events: impl IntoIterator<Item = Event>) -> HandoffRecord {
    let mut record = HandoffRecord::empty("org", "1".into());
    events.into_iter().for_each(|event| record.add_event(event));
    record
}

fn filed(events: &[Event]) -> Filed {
    events.iter().map(|event| (event.id.clone(), event.clone())).collect()
}

fn text(record: &mut HandoffRecord, length: usize) {
    let at = DateTime::UNIX_EPOCH;
    let (value, provenance) = (FieldValue::Text("é".repeat(length)), Provenance::EditedInCrm { by: None, at: None });
    record.fields.insert("risks".into(), FieldEntry { value, provenance, at });
}

#[test]
fn a_record_far_from_the_limit_is_written_whole_whatever_files_say() {
    let record = with((0..20).map(opened));
    assert_eq!(plan(&record, &filed(&record.events), LIMIT), Plan::Write(record));
}

#[test]
fn near_the_limit_the_oldest_events_go_down_to_half() {
    let record = with((0..200).map(opened));
    assert!(length(&record) > LIMIT * 80 / 100);
    let Plan::File(chosen) = plan(&record, &Filed::new(), LIMIT) else { panic!("nothing is moved") };
    assert_eq!(chosen, record.events[1..=chosen.len()], "the first stays");
    let rest = length(&lean(&record, &filed(&chosen)));
    assert!(rest <= LIMIT / 2 && rest > LIMIT / 2 - 200, "{rest}");
}

#[test]
fn what_a_file_says_is_left_out_and_what_it_says_otherwise_is_not() {
    let record = with((0..200).map(opened));
    let mut said = record.events[..150].to_vec();
    said[7].at += chrono::TimeDelta::seconds(1);
    let Plan::Write(written) = plan(&record, &filed(&said), LIMIT) else { panic!("a file is made") };
    assert_eq!(written.events.len(), 52);
    assert!(written.events.contains(&record.events[7]));
}

#[test]
fn once_a_file_is_there_nothing_more_is_moved() {
    let record = with((0..200).map(opened));
    let Plan::File(chosen) = plan(&record, &Filed::new(), LIMIT) else { panic!("nothing is moved") };
    assert!(matches!(plan(&record, &filed(&chosen), LIMIT), Plan::Write(_)));
}

#[test]
fn a_handful_of_events_is_worth_a_file_only_where_the_record_would_not_fit() {
    let mut record = with((0..10).map(opened));
    text(&mut record, LIMIT * 85 / 100);
    assert_eq!(plan(&record, &Filed::new(), LIMIT), Plan::Write(record.clone()));
    text(&mut record, LIMIT - 750 - length(&with([])));
    assert!(length(&record) > LIMIT);
    let Plan::File(chosen) = plan(&record, &Filed::new(), LIMIT) else { panic!("nothing is moved") };
    assert_eq!(chosen.len(), 8, "the first and the last of a section stay");
}

#[test]
fn where_no_file_helps_none_is_made() {
    let mut record = with((0..10).map(opened));
    text(&mut record, LIMIT + 1);
    assert_eq!(plan(&record, &Filed::new(), LIMIT), Plan::Write(record));
}

#[test]
fn a_file_whose_reference_would_not_fit_is_not_made() {
    let mut record = with((0..3).map(opened));
    text(&mut record, 1);
    let without_its_second = length(&record) - length(&record.events[1]);
    text(&mut record, LIMIT + 1 - without_its_second);
    assert_eq!(plan(&record, &Filed::new(), LIMIT), Plan::Write(record));
}

#[test]
fn what_counts_stays_also_where_a_file_says_it() {
    let newer: Event = serde_json::from_str(
        r#"{"id":"n","at":"2020-01-01T00:00:00Z","by":{"actor":"playbook"},"event":"danced","with":"a"}"#,
    )
    .unwrap();
    let closed = event(300, EventKind::Closed);
    let record = with((0..200).map(opened).chain([closed.clone(), newer.clone()]));
    let lean = lean(&record, &filed(&record.events));
    assert_eq!(lean.events, [newer, opened(0), opened(199), closed]);
}

#[test]
fn of_what_is_told_again_and_again_the_first_and_the_last_stay() {
    let until = DateTime::UNIX_EPOCH;
    let repeated = [
        EventKind::SectionOpened { section: "risks".into() },
        EventKind::CheckAnswered { check: "goals".into(), ok: true },
        EventKind::GapFilled { field: "risks".into() },
        EventKind::ClockSnoozed { clock: "review".into(), reason: "holiday".into(), until },
        EventKind::FieldsUsed { fields: vec!["risks".into()] },
    ];
    let kinds = (0..5).flat_map(|_| repeated.clone());
    let record = with((0..).zip(kinds).map(|(number, kind)| event(number, kind)));
    let lean = lean(&record, &filed(&record.events));
    let numbers: Vec<&str> = lean.events.iter().map(|event| event.id.0.as_str()).collect();
    assert_eq!(numbers, ["r:0", "r:1", "r:2", "r:3", "r:4", "r:20", "r:21", "r:22", "r:23", "r:24"]);
}

fn kinds() -> impl Strategy<Value = EventKind> {
    let opened = "[a-c]".prop_map(|section| EventKind::SectionOpened { section });
    let checked = ("[a-c]", any::<bool>()).prop_map(|(check, ok)| EventKind::CheckAnswered { check, ok });
    prop_oneof![
        1 => Just(EventKind::Closed),
        1 => Just(EventKind::Voided { reason: "lost".into() }),
        1 => Just(EventKind::Submitted { quality: 50.0, filled: 1, required: 2 }),
        1 => Just(EventKind::Returned { reasons: Vec::new(), rating: None }),
        1 => Just(EventKind::Accepted { gaps: Vec::new(), rating: None }),
        8 => opened,
        4 => checked,
    ]
}

/// The last answer to each check.
fn answers(record: &HandoffRecord) -> BTreeMap<String, bool> {
    let answer = |event: &Event| match &event.kind {
        EventKind::CheckAnswered { check, ok } => Some((check.clone(), *ok)),
        _ => None,
    };
    record.events.iter().filter_map(answer).collect()
}

proptest! {
    /// Whatever happened, a laptop that can't read a file knows state and answers; and nothing is gone from record and file together.
    #[test]
    fn state_and_answers_are_known_without_any_file(kinds in proptest::collection::vec(kinds(), 0..80), limit in 200_usize..6_000) {
        let record = with((0..).zip(kinds).map(|(number, kind)| event(number, kind)));
        let mut said = Filed::new();
        for _ in 0..2 {
            match plan(&record, &said, limit) {
                Plan::File(chosen) => said.extend(filed(&chosen)),
                Plan::Write(written) => {
                    prop_assert_eq!(domain::state_of(&written), domain::state_of(&record));
                    prop_assert_eq!(answers(&written), answers(&record));
                    let mut whole = written;
                    said.values().for_each(|event| whole.add_event(event.clone()));
                    prop_assert_eq!(&whole, &record);
                    return Ok(());
                }
            }
        }
        prop_assert!(false, "one file is enough");
    }
}
