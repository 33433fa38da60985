//! What the tests of this room are made of.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::{HandoffSummary, Store, SyncState};
use chrono::{DateTime, Utc};
use domain::{
    Account, Activity, ActivityKind, Contact, Deal, Direction, FieldEntry, FieldValue, HandoffRecord, HandoffState,
    Person, Provenance,
};

/// A store in a folder that goes with it.
pub(crate) struct Bench {
    pub store: Store,
    pub folder: tempfile::TempDir,
}

pub(crate) async fn bench() -> Bench {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    Bench { store, folder }
}

impl Bench {
    /// Closes the store and opens the same folder again.
    pub async fn reopen(self) -> Bench {
        self.store.close().await;
        let store = Store::open(self.folder.path()).await.unwrap();
        Bench { store, folder: self.folder }
    }
}

/// Minutes after an agreed morning.
pub(crate) fn minute(minutes: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000 + minutes * 60, 0).unwrap()
}

pub(crate) fn deal(id: &str, name: &str, modified: i64) -> Deal {
    Deal {
        account_id: Some("a1".into()),
        owner_id: Some("p1".into()),
        modified_at: Some(minute(modified)),
        ..Deal::named(id, name)
    }
}

pub(crate) fn account(id: &str, name: &str) -> Account {
    Account {
        id: id.into(),
        name: name.to_owned(),
        industry: None,
        country: None,
        language: None,
        segment: None,
        csm_id: None,
        modified_at: Some(minute(0)),
    }
}

pub(crate) fn contact(id: &str, name: &str) -> Contact {
    Contact { id: id.into(), name: name.to_owned(), email: None, title: None, roles: Vec::new() }
}

pub(crate) fn person(id: &str, name: &str) -> Person {
    Person {
        id: id.into(),
        user_id: Some(format!("user-{id}")),
        name: name.to_owned(),
        email: format!("{id}@example.com"),
        teams: vec!["East".to_owned()],
        active: true,
    }
}

pub(crate) fn activity(id: &str, deal: &str, at: i64) -> Activity {
    Activity {
        id: id.into(),
        deal_id: deal.into(),
        kind: ActivityKind::Call,
        owner_id: None,
        at: minute(at),
        subject: format!("Call {id}"),
        body: String::new(),
        direction: Direction::ToCustomer,
        completed: true,
        made_by_us: None,
    }
}

pub(crate) fn entry(text: &str, at: i64) -> FieldEntry {
    let at = minute(at);
    FieldEntry { value: FieldValue::Text(text.to_owned()), provenance: Provenance::Typed { by: "p1".into(), at }, at }
}

/// A record of a deal in which fields have texts written at a minute.
pub(crate) fn record(deal: &str, fields: &[(&str, &str, i64)]) -> HandoffRecord {
    let mut record = HandoffRecord::empty("org", deal.into());
    for (field, text, at) in fields {
        record.fields.insert((*field).into(), entry(text, *at));
    }
    record
}

pub(crate) fn summary(number: u32) -> HandoffSummary {
    let record = HandoffRecord::empty("org", format!("d{number}").into());
    HandoffSummary {
        handoff_id: record.id,
        deal_id: record.deal_id,
        account: format!("Account {number}"),
        deal: format!("Deal {number}"),
        owner_id: Some("p1".into()),
        owner_name: "Ada".to_owned(),
        csm_id: Some("c1".into()),
        csm_name: "Carl".to_owned(),
        team: "East".to_owned(),
        tier: "s".to_owned(),
        value: Some(f64::from(number) * 1000.0),
        currency: Some("EUR".to_owned()),
        state: HandoffState::Due,
        close_at: Some(minute(0)),
        closed_at: Some(minute(0)),
        is_upcoming: false,
        clock: Some("completion".to_owned()),
        clock_owner_id: Some("p1".into()),
        deadline_at: Some(minute(i64::from(number))),
        started_at: Some(minute(0)),
        filled: 3,
        required: 10,
        quality: Some(50.0),
        band: Some("blocked".to_owned()),
        missing_first: Some("Promises".to_owned()),
        missing_count: 7,
        submitted_at: None,
        accepted_at: None,
        returned_at: None,
        first_touch_at: None,
        returns: 0,
        breaches: 0,
        first_pass: false,
        repeat_asks: 0,
        review_due_at: None,
        segment: None,
        families: vec!["Platform".to_owned()],
        waits_for: vec!["p1".into()],
        search_text: format!("Account {number} Deal {number} Ada Carl"),
        judge_at: None,
        conflicts: Vec::new(),
        promises: Vec::new(),
        measures: serde_json::Value::Null,
        sync_state: SyncState::Sent,
    }
}
