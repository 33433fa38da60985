#![allow(clippy::unwrap_used)]

use super::*;
use crate::event::{Actor, Event, EventKind};
use crate::field_entry::FieldEntry;
use crate::field_value::FieldValue;
use crate::fields::Knew;
use crate::ids::EventId;
use crate::provenance::Provenance;
use crate::register::Dot;
use chrono::{DateTime, Utc};
use proptest::prelude::*;

fn at(minute: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000 + minute * 60, 0).unwrap()
}

fn event(id: &str, minute: i64, reason: &str) -> Event {
    let kind = EventKind::Voided { reason: reason.to_owned() };
    Event { id: EventId(id.to_owned()), at: at(minute), by: Actor::Playbook, kind, claimed_at: None }
}

fn record() -> HandoffRecord {
    HandoffRecord::empty("org", "d1".into())
}

fn ids(record: &HandoffRecord) -> Vec<&str> {
    record.events.iter().map(|event| event.id.0.as_str()).collect()
}

#[test]
fn events_stand_by_time_then_id_however_they_came() {
    let mut record = record();
    for (id, minute) in [("b:1", 5), ("a:2", 5), ("c:1", 1), ("a:1", 9)] {
        record.add_event(event(id, minute, ""));
    }
    assert_eq!(ids(&record), ["c:1", "a:2", "b:1", "a:1"]);
    assert_eq!(record.last_event(|_| true).unwrap().id.0, "a:1");
    assert!(record.last_event(|kind| matches!(kind, EventKind::Closed)).is_none());
}

#[test]
fn an_event_comes_once_and_of_two_under_one_name_every_laptop_keeps_the_same() {
    let (one, other) = (event("a:1", 1, "one"), event("a:1", 2, "other"));
    let (mut here, mut there) = (record(), record());
    [&one, &other, &one].into_iter().for_each(|event| here.add_event(event.clone()));
    [&other, &one, &other].into_iter().for_each(|event| there.add_event(event.clone()));
    assert_eq!((here.events.len(), &here), (1, &there));
    assert_eq!(here.events[0], Event { at: at(1), ..other });
}

#[test]
fn a_step_of_a_clock_that_was_ahead_is_dated_when_it_arrives_and_stays_so() {
    let mut ours = record();
    ours.add_event(Event { claimed_at: Some(at(90)), ..event("a:1", 90, "") });
    ours.add_event(event("a:2", 80, "of a confirmed clock"));
    let arrived = ours.arriving(at(60));
    assert_eq!(ids(&arrived), ["a:1", "a:2"]);
    assert_eq!((arrived.events[0].at, arrived.events[0].claimed_at), (at(60), Some(at(90))));
    assert_eq!(arrived.arriving(at(70)), arrived);
    assert_eq!((merge(&ours, &arrived), merge(&arrived, &ours)), (arrived.clone(), arrived));
}

#[test]
fn a_record_of_another_deal_is_left_out_whole() {
    let mut ours = record();
    ours.add_event(event("a:1", 1, ""));
    let mut clone = HandoffRecord::empty("org", "d2".into());
    clone.add_event(event("b:1", 2, ""));
    clone.told.insert("alarm".to_owned());
    assert_eq!(merge(&ours, &clone), ours);
}

#[test]
fn what_was_told_grows_and_of_two_playbooks_every_laptop_takes_the_same() {
    let (mut ours, mut theirs) = (record(), record());
    ours.told.insert("one".to_owned());
    theirs.told.insert("other".to_owned());
    (ours.playbook, theirs.playbook) = (Some("2".to_owned()), Some("1".to_owned()));
    let merged = merge(&ours, &theirs);
    assert_eq!(merged.told.len(), 2);
    assert_eq!(merged.playbook.as_deref(), Some("1"));
    assert_eq!(merged, merge(&theirs, &ours));
    assert_eq!(merge(&ours, &record()).playbook.as_deref(), Some("2"), "one that nobody else pinned stands");
}

#[test]
fn a_field_that_was_cleared_says_nothing() {
    let mut record = record();
    let entry = |text: &str| FieldEntry {
        value: FieldValue::Text(text.to_owned()),
        provenance: Provenance::Typed { by: "ada".into(), at: at(1) },
        at: at(1),
    };
    record.fields.write("risks".into(), &entry("slow"), &Knew::Everything, &Dot::new("a", 1));
    assert!(record.value(&"risks".into()).is_some());
    record.fields.write("risks".into(), &entry(" "), &Knew::Everything, &Dot::new("a", 2));
    assert!(record.value(&"risks".into()).is_none());
}

/// A record with chosen events, unknown parts, told alarms, and fields; two that name the same thing say it differently.
fn any_record() -> impl Strategy<Value = HandoffRecord> {
    let events = prop::collection::vec((0..6_u8, 0..4_i64, "[ab]"), 0..6);
    let parts = prop::collection::btree_map("[xyz]", "[a-c]{1,2}", 0..3);
    let fields = prop::collection::vec(("[fg]", 1..4_u64, "[rs]", "[a-c]"), 0..4);
    (events, parts, prop::collection::btree_set("[k-m]", 0..3), prop::option::of("[12]"), fields).prop_map(
        |(events, parts, told, playbook, fields)| {
            let mut record = record();
            events.into_iter().for_each(|(id, at, why)| record.add_event(event(&format!("r:{id}"), at, &why)));
            record.unknown = parts.into_iter().map(|(key, part)| (key, part.into())).collect();
            (record.told, record.playbook) = (told, playbook);
            for (field, counter, replica, text) in fields {
                let provenance = Provenance::Typed { by: "ada".into(), at: at(0) };
                let entry = FieldEntry { value: FieldValue::Text(text), provenance, at: at(0) };
                let dot = Dot::new(&replica, counter);
                record.fields.write(field.as_str().into(), &entry, &Knew::Everything, &dot);
            }
            record
        },
    )
}

proptest! {
    #[test]
    fn records_meet_in_any_order_and_as_often_as_they_like(
        one in any_record(), other in any_record(), third in any_record()
    ) {
        let both = merge(&one, &other);
        prop_assert_eq!(&both, &merge(&other, &one));
        prop_assert_eq!(&merge(&both, &other), &both);
        prop_assert_eq!(merge(&both, &third), merge(&one, &merge(&other, &third)));
        for (key, part) in one.unknown.iter().chain(&other.unknown) {
            let kept = both.unknown.get(key).map(text);
            prop_assert!(kept >= Some(text(part)), "of two parts the greater is kept");
        }
        for event in one.events.iter().chain(&other.events) {
            prop_assert!(both.events.iter().any(|kept| kept.id == event.id));
        }
    }
}
