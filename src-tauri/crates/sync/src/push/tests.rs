#![allow(clippy::unwrap_used, clippy::expect_used)]

//! What only a CRM that misbehaves to order can show; the rest is told by the journeys.

mod cabinet;
mod fake;
mod files;
mod outcomes;
mod readings;

use crate::Sync;
use chrono::{DateTime, TimeDelta, Utc};
use crm::port::Property;
use domain::{Deal, DealId, FieldEntry, FieldValue, HandoffRecord, Provenance};
use fake::FakeCrm;
use std::sync::Arc;
use store::{MirrorPage, NewOutboxEntry, OutboxEntry, OutboxState, RecordSave, Store};

fn at(minute: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_794_182_400 + minute * 60, 0).unwrap()
}

fn record(fields: &[(&str, &str, i64)]) -> HandoffRecord {
    let mut record = HandoffRecord::empty("org", "1".into());
    for (key, text, minute) in fields {
        let provenance = Provenance::Typed { by: "5".into(), at: at(*minute) };
        let entry = FieldEntry { value: FieldValue::Text((*text).to_owned()), provenance, at: at(*minute) };
        record.fields.insert((*key).into(), entry);
    }
    record
}

struct Desk {
    store: Store,
    sync: Sync,
    crm: Arc<FakeCrm>,
    _folder: tempfile::TempDir,
}

async fn desk(record: HandoffRecord) -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    let deals = vec![Deal::named("1", "Acme")];
    store.apply(&MirrorPage { deals, ..MirrorPage::default() }).await.unwrap();
    let outbox = vec![NewOutboxEntry::push("1".into(), at(0), at(0))];
    let save = RecordSave { record, edit: None, outbox, alarms: Vec::new(), at: at(0) };
    store.save_record(&save).await.unwrap();
    let crm = Arc::new(FakeCrm::default());
    Desk { sync: Sync::new(store.clone(), crm.clone()), store, crm, _folder: folder }
}

impl Desk {
    async fn entry(&self) -> OutboxEntry {
        self.store.outbox_of(&DealId::from("1")).await.unwrap().remove(0)
    }

    fn there(&self) -> HandoffRecord {
        serde_json::from_str(&self.crm.property(&Property::Record).unwrap()).unwrap()
    }
}

#[tokio::test]
async fn a_record_that_is_overwritten_in_between_is_merged_and_sent_again() {
    let desk = desk(record(&[("risks", "ours", 1)])).await;
    let theirs = record(&[("timeline", "theirs", 1)]);
    desk.crm.overwrite_after_next_write(serde_json::to_string(&theirs).unwrap());
    let report = desk.sync.push_due(at(1)).await.unwrap();
    assert_eq!((report.sent, report.waiting), (0, 1));
    assert_eq!(report.changed, ["1".into()]);
    assert_eq!(desk.entry().await.error.unwrap().code, "crm_busy");
    let report = desk.sync.push_due(at(60)).await.unwrap();
    assert_eq!(report.sent, 1);
    let there = desk.there();
    assert!(there.value(&"risks".into()).is_some() && there.value(&"timeline".into()).is_some());
    assert_eq!(desk.store.record(&"1".into()).await.unwrap().unwrap(), there);
}

#[tokio::test]
async fn a_text_beyond_the_crms_limit_is_kept_here_and_named() {
    let desk = desk(record(&[("risks", &"é".repeat(FakeCrm::TEXT_LIMIT + 1), 1)])).await;
    assert_eq!(desk.sync.push_due(at(1)).await.unwrap().stuck, 1);
    let entry = desk.entry().await;
    assert_eq!(entry.state, OutboxState::Stuck);
    assert!(entry.error.unwrap().message.contains("`risks`"));
    assert_eq!(desk.crm.writes(), 0, "nothing is cut off, nothing is half sent");
}

#[tokio::test]
async fn a_broken_record_there_is_replaced_by_ours() {
    let desk = desk(record(&[("risks", "ours", 1)])).await;
    desk.crm.set(Property::Record, "{\"format\":1,");
    assert_eq!(desk.sync.push_due(at(1)).await.unwrap().sent, 1);
    assert_eq!(desk.there().value(&"risks".into()), Some(&FieldValue::Text("ours".into())));
}

#[tokio::test]
async fn what_was_typed_in_the_crm_while_we_wrote_comes_back_beside_ours() {
    let desk = desk(record(&[("risks", "ours", 1)])).await;
    desk.crm.type_before_next_write(Property::Field("risks".into()), "typed there meanwhile");
    assert_eq!(desk.sync.push_due(at(1)).await.unwrap().sent, 0);
    assert_eq!(desk.sync.push_due(at(60)).await.unwrap().sent, 1);
    let alternatives = &desk.there().fields.conflicts()[&"risks".into()][0].alternatives;
    let mut texts: Vec<_> = alternatives.iter().map(|entry| domain::projection::project(&entry.value)).collect();
    texts.sort();
    assert_eq!(texts, ["ours", "typed there meanwhile"]);
    assert_eq!(desk.crm.property(&Property::Conflict).as_deref(), Some("risks"));
}

#[tokio::test]
async fn what_the_deal_says_that_ours_was_merged_into_is_nothing_of_ours() {
    let desk = desk(record(&[("risks", "ours", 1)])).await;
    desk.crm.merge_before_next_write(Property::Field("risks".into()), "typed into the deal that stays");
    assert_eq!(desk.sync.push_due(at(1)).await.unwrap().stuck, 1);
    assert_eq!(desk.entry().await.error.unwrap().code, "crm_gone");
    let kept = desk.store.record(&"1".into()).await.unwrap().unwrap();
    assert_eq!(kept.value(&"risks".into()), Some(&FieldValue::Text("ours".into())));
}

#[tokio::test]
async fn a_field_that_was_emptied_here_is_emptied_there() {
    let desk = desk(record(&[("risks", "", 1)])).await;
    desk.crm.set(Property::Field("risks".into()), "what we wrote before");
    let mut theirs = record(&[("risks", "what we wrote before", 0)]);
    theirs.playbook = None;
    desk.crm.set(Property::Record, &serde_json::to_string(&theirs).unwrap());
    assert_eq!(desk.sync.push_due(at(1)).await.unwrap().sent, 1);
    assert_eq!(desk.crm.property(&Property::Field("risks".into())).as_deref(), Some(""));
}

#[tokio::test]
async fn a_record_of_a_newer_app_is_not_written_over() {
    let desk = desk(record(&[("risks", "ours", 1)])).await;
    let mut newer = record(&[("risks", "theirs", 1)]);
    newer.min_reader = domain::record::FORMAT + 1;
    desk.crm.set(Property::Record, &serde_json::to_string(&newer).unwrap());
    assert_eq!(desk.sync.push_due(at(1)).await.unwrap().stuck, 1);
    assert_eq!(desk.crm.writes(), 0);
    let error = desk.entry().await.error.unwrap();
    assert!(error.remedy.contains("update Changeover"), "{error:?}");
}

#[tokio::test]
async fn only_what_differs_goes_out_and_all_of_it_in_one_request() {
    let desk = desk(record(&[("risks", "ours", 1), ("timeline", "same", 1)])).await;
    desk.crm.set(Property::Field("timeline".into()), "same");
    desk.sync.push_due(at(1)).await.unwrap();
    assert_eq!(desk.crm.writes(), 1);
    let written = desk.crm.last_write();
    assert_eq!(written, [Property::Status, Property::Record, Property::Field("risks".into())]);
}

#[tokio::test]
async fn a_sending_entry_that_was_left_behind_is_taken_up_again() {
    let desk = desk(record(&[("risks", "ours", 1)])).await;
    assert!(desk.store.mark_sending(desk.entry().await.id).await.unwrap());
    assert_eq!(desk.sync.push_due(at(1)).await.unwrap().sent, 1);
}

#[tokio::test]
async fn a_report_says_when_the_next_entry_is_due() {
    let desk = desk(record(&[("risks", "ours", 1)])).await;
    let report = desk.sync.push_due(at(0) - TimeDelta::minutes(5)).await.unwrap();
    assert_eq!((report.sent, report.next_due_at), (0, Some(at(0))));
}
