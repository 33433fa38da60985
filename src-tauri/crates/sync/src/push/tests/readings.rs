//! What a record meets in the CRM on its way.

use super::*;
use domain::{Actor, Event, EventKind};
use store::StatusChange;

fn happened(record: HandoffRecord, kinds: Vec<EventKind>) -> HandoffRecord {
    let mut record = record;
    for (minute, kind) in (0..).zip(kinds) {
        let id = format!("r:{minute}").into();
        record.add_event(Event { id, at: at(minute), by: Actor::Playbook, kind, claimed_at: None });
    }
    record
}

impl Desk {
    async fn push_again(&self, minute: i64) {
        let entry = NewOutboxEntry::push("1".into(), at(minute), at(minute));
        assert!(self.store.enqueue(&entry).await.unwrap());
        assert_eq!(self.sync.push_due(at(minute)).await.unwrap().sent, 1);
    }

    fn set_record(&self, record: &HandoffRecord) {
        self.crm.set(Property::Record, &serde_json::to_string(record).unwrap());
    }

    async fn mirrored(&self) -> Deal {
        self.store.context(&"1".into()).await.unwrap().unwrap().deal
    }
}

#[tokio::test]
async fn a_step_of_a_clock_that_was_ahead_is_dated_by_the_crm_before_anybody_sees_it() {
    let mut ahead = record(&[("risks", "ours", 1)]);
    let (id, claimed_at) = ("r:1".into(), Some(at(90)));
    ahead.add_event(Event { id, at: at(90), by: Actor::Playbook, kind: EventKind::Closed, claimed_at });
    let desk = desk(ahead).await;
    desk.crm.set_time(at(60));
    let report = desk.sync.push_due(at(60)).await.unwrap();
    assert_eq!((report.sent, report.changed), (1, vec!["1".into()]));
    assert_eq!((desk.there().events[0].at, desk.there().events[0].claimed_at), (at(60), Some(at(90))));
    assert_eq!(desk.store.record(&"1".into()).await.unwrap().unwrap(), desk.there());
}

#[tokio::test]
async fn where_nothing_was_ahead_and_nothing_came_nothing_changed_here() {
    let desk = desk(happened(record(&[("risks", "ours", 1)]), vec![EventKind::Closed])).await;
    desk.crm.set_time(at(60));
    assert_eq!(desk.sync.push_due(at(60)).await.unwrap().changed, []);
}

#[tokio::test]
async fn after_a_try_that_was_cut_off_the_history_tells_what_it_replaced_unread() {
    let ours = record(&[("risks", "ours", 1)]);
    let desk = desk(ours.clone()).await;
    let risks = Property::Field("risks".into());
    desk.crm.set(risks.clone(), "ours");
    desk.set_record(&ours);
    desk.crm.note(&risks, "typed there meanwhile", Some("900"));
    desk.crm.note(&risks, "ours", None);
    let entry = desk.entry().await;
    desk.store.mark_sending(entry.id).await.unwrap();
    desk.store.retry_entry(entry.id, at(0), None).await.unwrap();
    assert_eq!(desk.sync.push_due(at(1)).await.unwrap().sent, 1);
    assert_eq!(desk.there().fields.conflicts_in(&"risks".into())[0].alternatives.len(), 2);
}

#[tokio::test]
async fn no_history_is_asked_for_where_all_is_as_it_was_left() {
    let desk = desk(record(&[("risks", "ours", 1)])).await;
    assert_eq!(desk.sync.push_due(at(1)).await.unwrap().sent, 1);
    let asked = desk.crm.asked_history();
    desk.push_again(2).await;
    assert_eq!((desk.crm.asked_history(), desk.crm.writes()), (asked, 1));
}

#[tokio::test]
async fn the_deal_as_read_is_kept_with_the_time_that_the_next_pull_goes_by() {
    let desk = desk(record(&[("risks", "ours", 1)])).await;
    desk.crm.set_deal(Deal { modified_at: Some(at(5)), amount: Some(7.0), ..Deal::named("1", "Acme") });
    desk.sync.push_due(at(6)).await.unwrap();
    let mirrored = desk.mirrored().await;
    assert_eq!((mirrored.amount, mirrored.modified_at), (Some(7.0), None));
    assert_eq!(mirrored.flat_fields[&"risks".into()], "ours");
}

#[tokio::test]
async fn a_deal_that_moved_on_is_left_to_the_next_pull() {
    let won = Deal { is_won: true, ..Deal::named("1", "Acme") };
    let moved = Deal { stage_id: Some("later".into()), ..Deal::named("1", "Acme") };
    for deal in [won, moved] {
        let desk = desk(record(&[("risks", "ours", 1)])).await;
        desk.crm.set_deal(deal);
        assert_eq!(desk.sync.push_due(at(6)).await.unwrap().sent, 1);
        assert_eq!(desk.mirrored().await, Deal::named("1", "Acme"));
    }
}

#[tokio::test]
async fn a_status_that_a_person_set_there_is_kept_for_the_next_evaluation() {
    let ours = happened(record(&[("risks", "ours", 1)]), vec![EventKind::Closed]);
    let desk = desk(ours.clone()).await;
    desk.set_record(&ours);
    desk.crm.type_status("exempt", at(3));
    let report = desk.sync.push_due(at(6)).await.unwrap();
    assert_eq!((report.sent, report.changed), (1, vec!["1".into()]));
    assert_eq!(desk.crm.property(&Property::Status).as_deref(), Some("exempt"));
    let known = desk.store.status_history(&"1".into()).await.unwrap();
    assert_eq!(known.iter().map(|change| change.value.as_str()).collect::<Vec<_>>(), ["exempt"]);
    desk.push_again(7).await;
    assert_eq!(desk.crm.property(&Property::Status).as_deref(), Some("due"), "it was judged meanwhile");
}

#[tokio::test]
async fn a_status_that_nobody_set_since_is_written_over() {
    let ours = happened(record(&[("risks", "ours", 1)]), vec![EventKind::Closed]);
    let desk = desk(ours.clone()).await;
    desk.set_record(&ours);
    desk.crm.type_status("exempt", at(3));
    let seen = StatusChange { value: "exempt".to_owned(), at: at(3), by_user: None, by_person: None };
    let statuses_of = vec![("1".into(), vec![seen])];
    desk.store.apply(&MirrorPage { statuses_of, ..MirrorPage::default() }).await.unwrap();
    assert_eq!(desk.sync.push_due(at(6)).await.unwrap().sent, 1);
    assert_eq!(desk.crm.property(&Property::Status).as_deref(), Some("due"));
}

#[tokio::test]
async fn a_status_that_the_record_beside_it_says_was_set_by_nobody() {
    let ours = record(&[("risks", "ours", 1)]);
    let desk = desk(happened(ours.clone(), vec![EventKind::Closed])).await;
    desk.set_record(&ours);
    desk.crm.type_status("upcoming", at(3));
    assert_eq!(desk.sync.push_due(at(6)).await.unwrap().sent, 1);
    assert_eq!(desk.crm.property(&Property::Status).as_deref(), Some("due"));
}

#[tokio::test]
async fn a_field_without_a_property_of_its_own_goes_in_the_record_alone() {
    let desk = desk(record(&[("risks", "ours", 1)])).await;
    desk.crm.take_property_away("risks".into());
    assert_eq!(desk.sync.push_due(at(1)).await.unwrap().sent, 1);
    assert_eq!(desk.crm.last_write(), [Property::Status, Property::Record]);
    assert!(desk.there().value(&"risks".into()).is_some());
}

#[tokio::test]
async fn a_handoff_that_is_too_long_as_a_whole_is_kept_here() {
    let long = "x".repeat(FakeCrm::TEXT_LIMIT / 2);
    let desk = desk(record(&[("risks", &long, 1), ("timeline", &long, 1)])).await;
    assert_eq!(desk.sync.push_due(at(1)).await.unwrap().stuck, 1);
    let error = desk.entry().await.error.unwrap();
    assert_eq!(error.code, "crm_field");
    assert!(error.message.starts_with("the handoff as a whole"), "{error:?}");
    assert_eq!(desk.crm.writes(), 0);
}
