//! Records near the limit of their property.

use super::*;
use chrono::TimeDelta;
use crm::port::ErrorClass;
use domain::{Actor, Event, EventKind};
use std::sync::atomic::{AtomicU32, Ordering};

/// How often anybody pushed.
static PUSHES: AtomicU32 = AtomicU32::new(0);

/// Events that take about 130 characters each: some thirteen fit near the limit of the CRM.
fn with_events(count: u32) -> HandoffRecord {
    let mut record = record(&[("risks", "ours", 1)]);
    (0..count).for_each(|number| record.add_event(event("r1", number)));
    record
}

fn event(replica: &str, number: u32) -> Event {
    Event {
        id: domain::EventId(format!("{replica}:{number}")),
        at: at(i64::from(number)),
        by: Actor::Person("5".into()),
        kind: EventKind::SectionOpened { section: "risks".into() },
        claimed_at: None,
    }
}

impl Desk {
    /// Another laptop at the same CRM, with a record of its own or none.
    async fn other(&self, record: HandoffRecord) -> Desk {
        let mut other = desk(record).await;
        other.crm = self.crm.clone();
        other.restart();
        other
    }

    /// The process starts again.
    fn restart(&mut self) {
        self.sync = Sync::new(self.store.clone(), self.crm.clone());
    }

    /// Two hours after whatever push came before.
    async fn push(&self) -> crate::PushReport {
        let now = at(6_000 + 120 * i64::from(PUSHES.fetch_add(1, Ordering::Relaxed)));
        self.store.enqueue(&NewOutboxEntry::push("1".into(), now, now)).await.unwrap();
        self.sync.push_due(now + TimeDelta::hours(1)).await.unwrap()
    }

    async fn events(&self) -> usize {
        self.store.record(&"1".into()).await.unwrap().unwrap().events.len()
    }

    async fn add(&self, event: Event) {
        let mut record = self.store.record(&"1".into()).await.unwrap().unwrap();
        record.add_event(event);
        let save = RecordSave { record, edit: None, outbox: Vec::new(), alarms: Vec::new(), at: at(1) };
        self.store.save_record(&save).await.unwrap();
    }

    fn length_there(&self) -> usize {
        self.crm.property(&Property::Record).unwrap().chars().count()
    }
}

#[tokio::test]
async fn old_events_move_to_a_file_that_is_read_before_they_leave_the_record() {
    let desk = desk(with_events(40)).await;
    assert_eq!(desk.push().await.sent, 1);
    assert_eq!(desk.crm.files.take_asked(), ["attach", "read"]);
    assert!(desk.length_there() <= FakeCrm::TEXT_LIMIT, "{}", desk.length_there());
    let there = desk.there();
    let archive = there.archives().remove(0);
    assert_eq!(there.events.len() + archive.count as usize, 40);
    assert_eq!(there.events.last(), Some(&event("r1", 39)));
    let here = desk.store.record(&"1".into()).await.unwrap().unwrap();
    assert_eq!((here.events.len(), here.archives()), (40, vec![archive]), "the history is here, and the reference");
}

#[tokio::test]
async fn another_laptop_has_all_events_and_both_come_to_rest() {
    let desk = desk(with_events(40)).await;
    desk.push().await;
    let mut other = desk.other(record(&[("timeline", "theirs", 1)])).await;
    assert_eq!(other.push().await.sent, 1);
    assert_eq!(other.events().await, 40);
    for _ in 0..2 {
        other.restart();
        let writes = desk.crm.writes();
        assert_eq!((desk.push().await.sent, other.push().await.sent), (1, 1));
        assert_eq!(desk.crm.writes(), writes, "nobody writes any more");
        assert_eq!(desk.store.record(&"1".into()).await.unwrap(), other.store.record(&"1".into()).await.unwrap());
    }
    assert_eq!(desk.crm.files.kept.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn two_laptops_that_move_events_at_once_refer_to_both_files() {
    let one = desk(with_events(40)).await;
    let two = one.other(with_events(39)).await;
    one.push().await;
    let ours = one.crm.property(&Property::Record).unwrap();
    one.crm.set(Property::Record, "");
    two.push().await;
    // Our write came right after theirs, from a reading before it.
    one.crm.set(Property::Record, &ours);
    assert_eq!((two.push().await.sent, one.push().await.sent), (1, 1));
    assert_eq!((one.events().await, two.events().await, one.there().archives().len()), (40, 40, 2));
    let writes = one.crm.writes();
    assert_eq!((one.push().await.sent, two.push().await.sent), (1, 1));
    assert_eq!(one.crm.writes(), writes);
}

#[tokio::test]
async fn a_file_that_was_uploaded_before_a_cut_is_found_again() {
    let mut desk = desk(with_events(40)).await;
    desk.crm.files.refuse("read", Some(ErrorClass::Offline));
    assert_eq!(desk.push().await.sent, 0);
    assert_eq!(desk.crm.writes(), 0, "nothing leaves the record unread");
    desk.crm.files.refuse("read", None);
    desk.restart();
    assert_eq!(desk.push().await.sent, 1);
    assert_eq!(desk.crm.files.kept.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn a_file_is_read_once_until_the_process_ends() {
    let mut desk = desk(with_events(40)).await;
    for asked in [vec!["attach", "read"], vec![], vec!["read"]] {
        desk.push().await;
        assert_eq!(desk.crm.files.take_asked(), asked);
        if asked.is_empty() {
            desk.restart();
        }
    }
}

#[tokio::test]
async fn a_file_that_can_not_be_read_back_is_made_three_times_at_most() {
    let desk = desk(with_events(13)).await;
    desk.crm.files.refuse("read", Some(ErrorClass::Gone));
    assert_eq!(desk.push().await.sent, 1, "as long as there is room");
    assert_eq!(desk.crm.files.take_asked(), ["attach", "read"].repeat(3));
    assert_eq!((desk.there().events.len(), desk.there().archives().len()), (13, 0));
}

#[tokio::test]
async fn not_being_connected_or_signed_in_while_a_file_is_read_waits_and_writes_nothing() {
    for class in [ErrorClass::Offline, ErrorClass::SignInAgain] {
        let desk = desk(with_events(40)).await;
        desk.push().await;
        let other = desk.other(record(&[("timeline", "theirs", 1)])).await;
        other.crm.files.refuse("read", Some(class));
        let writes = other.crm.writes();
        let report = other.push().await;
        assert_eq!((report.sent, report.waiting, report.stuck, other.crm.writes()), (0, 1, 0, writes));
        other.crm.files.refuse("read", None);
        assert_eq!(other.push().await.sent, 1);
        assert_eq!(other.events().await, 40);
    }
}

#[tokio::test]
async fn where_files_are_refused_everything_stays_in_the_record_as_long_as_it_fits() {
    for verb in ["attach", "read"] {
        for class in [ErrorClass::NotAllowed, ErrorClass::TryLater { after: None }] {
            let desk = desk(with_events(13)).await;
            desk.crm.files.refuse(verb, Some(class));
            assert_eq!(desk.push().await.sent, 1, "{verb}");
            assert!(desk.length_there() > FakeCrm::TEXT_LIMIT * 8 / 10, "{}", desk.length_there());
            assert_eq!((desk.there().events.len(), desk.there().archives().len()), (13, 0));
        }
    }
}

#[tokio::test]
async fn where_files_are_refused_and_there_is_no_room_the_entry_is_stuck_and_says_so() {
    let desk = desk(with_events(40)).await;
    desk.crm.files.refuse("attach", Some(ErrorClass::NotAllowed));
    assert_eq!(desk.push().await.stuck, 1);
    assert_eq!(desk.entry().await.error.unwrap().code, "crm_not_allowed");
    assert_eq!((desk.crm.writes(), desk.events().await), (0, 40));
}

#[tokio::test]
async fn what_is_missing_is_told_everything_else_goes_on_and_it_is_asked_for_again() {
    let desk = desk(with_events(40)).await;
    desk.push().await;
    let other = desk.other(record(&[("timeline", "theirs", 1)])).await;
    for class in [ErrorClass::Gone, ErrorClass::NotAllowed] {
        desk.crm.files.refuse("read", Some(class));
        assert_eq!(other.push().await.stuck, 1);
        let error = other.entry().await.error.unwrap();
        assert!(error.message.contains("older events") && !error.remedy.is_empty(), "{error:?}");
    }
    assert!(desk.there().value(&"timeline".into()).is_some(), "what was typed is there");
    assert_eq!(desk.there().archives().len(), 1);
    desk.crm.files.refuse("read", Some(ErrorClass::TryLater { after: None }));
    assert_eq!(other.push().await.waiting, 1);
    desk.crm.files.refuse("read", None);
    assert_eq!((other.push().await.sent, other.events().await), (1, 40));
}

#[tokio::test]
async fn who_lacks_history_does_not_write_what_follows_from_it() {
    let desk = desk(with_events(40)).await;
    desk.push().await;
    desk.crm.set(Property::Status, "accepted");
    desk.crm.files.refuse("read", Some(ErrorClass::Gone));
    let other = desk.other(record(&[("timeline", "theirs", 1)])).await;
    other.push().await;
    assert!(desk.there().value(&"timeline".into()).is_some());
    assert_eq!(desk.crm.property(&Property::Status).as_deref(), Some("accepted"));
}

#[tokio::test]
async fn a_file_with_other_bytes_is_not_believed() {
    let desk = desk(with_events(40)).await;
    desk.push().await;
    desk.crm.files.kept.lock().unwrap().values_mut().for_each(|bytes| bytes.push(b' '));
    let other = desk.other(record(&[("timeline", "theirs", 1)])).await;
    assert_eq!(other.push().await.stuck, 1);
    assert!(other.entry().await.error.unwrap().message.contains("changed"));
    assert!(other.events().await < 40);
}

#[tokio::test]
async fn who_has_the_events_of_a_deleted_file_puts_them_back() {
    let mut desk = desk(with_events(40)).await;
    desk.push().await;
    desk.crm.files.delete_all();
    desk.restart();
    desk.push().await;
    assert_eq!(desk.crm.files.kept.lock().unwrap().len(), 1);
    let other = desk.other(record(&[("timeline", "theirs", 1)])).await;
    other.push().await;
    assert_eq!(other.events().await, 40);
    let writes = desk.crm.writes();
    desk.push().await;
    other.push().await;
    assert_eq!(desk.crm.writes(), writes, "and both rest");
}

#[tokio::test]
async fn an_older_application_that_puts_the_events_back_starts_no_quarrel() {
    let desk = desk(with_events(40)).await;
    desk.push().await;
    let mut older = desk.store.record(&"1".into()).await.unwrap().unwrap();
    older.add_event(event("r2", 50));
    desk.crm.set(Property::Record, &serde_json::to_string(&older).unwrap());
    let writes = desk.crm.writes();
    assert_eq!((desk.push().await.sent, desk.events().await), (1, 41));
    assert_eq!(desk.crm.writes(), writes, "all of it is there");
    desk.add(event("r1", 60)).await;
    assert_eq!(desk.push().await.sent, 1);
    assert!(desk.length_there() <= FakeCrm::TEXT_LIMIT, "{}", desk.length_there());
    let other = desk.other(record(&[])).await;
    other.push().await;
    assert_eq!(other.events().await, 42);
}

#[tokio::test]
async fn a_record_that_is_too_long_without_its_events_is_stuck_and_names_the_longest_field() {
    let mut long = with_events(5);
    for (key, text) in [("timeline", "a".repeat(500)), ("risks", "b".repeat(1_900))] {
        long.fields = HandoffRecord { ..record(&[(key, &text, 2)]) }.fields.merge(&long.fields);
    }
    let desk = desk(long).await;
    assert_eq!(desk.push().await.stuck, 1);
    let error = desk.entry().await.error.unwrap();
    assert!(error.message.contains("as a whole") && error.remedy.contains("`risks`"), "{error:?}");
    assert_eq!((desk.crm.writes(), desk.crm.files.take_asked().len()), (0, 0), "nothing is half done");
}
