#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use crate::merge::merge;
use crate::{Actor, EventId, EventKind};
use chrono::DateTime;

fn event(number: i64) -> Event {
    Event {
        id: EventId(format!("r:{number}")),
        at: DateTime::from_timestamp(1_800_000_000 + number, 0).unwrap(),
        by: Actor::Playbook,
        kind: EventKind::SectionOpened { section: "réseau".into() },
        claimed_at: None,
    }
}

fn file() -> ArchiveFile {
    ArchiveFile::of(&"1".into(), &[event(1), event(2)]).unwrap()
}

fn reference(id: &str) -> Archive {
    Archive { hash: file().hash, file: id.into(), count: 2 }
}

#[test]
fn the_same_events_make_the_same_file_and_come_back_from_it() {
    assert_eq!(file(), file());
    assert_eq!(reference("9").events_in(&"1".into(), &file().bytes), Some(vec![event(1), event(2)]));
}

#[test]
fn an_event_of_a_newer_app_comes_back_from_a_file_as_it_was() {
    let newer: Event = serde_json::from_str(
        r#"{"id":"r:9","at":"2027-01-01T00:00:00Z","by":{"actor":"playbook"},"event":"danced","with":["a",1.5]}"#,
    )
    .unwrap();
    let file = ArchiveFile::of(&"1".into(), std::slice::from_ref(&newer)).unwrap();
    let archive = Archive { hash: file.hash.clone(), file: "9".into(), count: 1 };
    assert_eq!(archive.events_in(&"1".into(), &file.bytes), Some(vec![newer]));
}

#[test]
fn other_bytes_and_another_deals_file_are_not_believed() {
    let mut other = file().bytes;
    other.push(b' ');
    assert_eq!(reference("9").events_in(&"1".into(), &other), None);
    assert_eq!(reference("9").events_in(&"2".into(), &file().bytes), None);
}

#[test]
fn references_survive_json_and_unite_as_parts_that_an_older_app_does_not_know() {
    let mut one = HandoffRecord::empty("org", "1".into());
    let mut two = one.clone();
    one.refer_to(&reference("7"));
    let other = Archive { hash: "a".repeat(64), file: "8".into(), count: 5 };
    two.refer_to(&other);
    let read: HandoffRecord = serde_json::from_str(&serde_json::to_string(&one).unwrap()).unwrap();
    let mut both = merge(&read, &two).archives();
    both.sort_by(|a, b| a.file.cmp(&b.file));
    assert_eq!(both, [reference("7"), other]);
    assert_eq!(merge(&one, &two), merge(&two, &one));
}

#[test]
fn a_reference_that_makes_no_sense_is_left_alone() {
    let mut record = HandoffRecord::empty("org", "1".into());
    for (part, place) in [
        ("archive:../../etc:1", serde_json::json!(1)),
        (&format!("archive:{}", "b".repeat(64)), serde_json::json!(1)),
        (&format!("archive:{}:1", "b".repeat(64)), serde_json::json!("nonsense")),
    ] {
        record.unknown.insert(part.to_owned(), place);
    }
    assert_eq!(record.archives(), []);
}
