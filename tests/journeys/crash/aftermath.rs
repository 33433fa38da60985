//! What has to hold after a kill, and at the end of the day.

use super::child::Day;
use super::ledger::Ledger;
use super::story::ANSWERS;
use crate::bench::Office;
use crate::desk::{Recorder, WORKSPACE, answers};
use app::wire::list::{ListHandoffs, Scope};
use app::wire::wizard::OfHandoff;
use app::{Application, CrmAddress, Host, intentions};
use domain::{DealId, EventKind, HandoffId, HandoffRecord};
use net::Secret;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use store::{OpeningNote, Store};

/// On the folder as the kill left it: every acknowledged edit is there, or a later one that was begun.
pub async fn nothing_is_lost(folder: &Path, ledger: &Ledger) {
    let store = Store::open(&folder.join("workspaces").join(WORKSPACE)).await.unwrap();
    let calm = |note: &OpeningNote| matches!(note, OpeningNote::SendingRecovered { .. });
    assert!(store.opening_notes().iter().all(calm), "{:?}", store.opening_notes());
    if let Some((_, deal)) = &ledger.handoff {
        let record = store.record(&DealId::from(deal.as_str())).await.unwrap();
        for (field, written) in &ledger.fields {
            let value = record.as_ref().and_then(|record| record.value(&field.as_str().into()));
            let found = value.map(|value| serde_json::to_string(value).unwrap());
            let kept = found == written.saved || found.as_ref().is_some_and(|found| written.begun.contains(found));
            assert!(kept, "{field}: {found:?} instead of {written:?}");
        }
    }
    assert_eq!(store.outbox_counts().await.unwrap().sending, 0);
    store.close().await;
}

/// At the end: the CRM has everything, once, and this laptop shows what a new one does.
pub async fn check(office: &Office, folder: &Path, day: Day, ledger: &Ledger) {
    let (handoff, deal) = ledger.handoff.as_ref().unwrap();
    let there =
        office.deal(&deal.as_str().into(), "handoff_status,handoff_record,handoff_risks,handoff_timeline").await;
    assert_eq!(there["handoff_status"], "submitted");
    let record: HandoffRecord = serde_json::from_str(there["handoff_record"].as_str().unwrap()).unwrap();
    for (field, value) in answers() {
        assert_eq!(record.value(&field.into()), Some(&value), "{field} in the CRM's record");
        let saved = ledger.fields[field].saved.as_deref();
        assert_eq!(saved, Some(serde_json::to_string(&value).unwrap().as_str()), "{field} was acknowledged");
    }
    let flat = |field: &str| record.value(&field.into()).map(domain::projection::project);
    for field in ["risks", "timeline"] {
        assert_eq!(there[format!("handoff_{field}")].as_str(), flat(field).as_deref(), "{field} as a field of the CRM");
    }
    for kind in ["notes", "tasks"] {
        let keyed = office.keyed(kind).await;
        let keys = keyed.iter().filter_map(|one| one["properties"]["changeover_key"].as_str());
        // In HubSpot a file hangs on a note of its own.
        let keys: Vec<&str> = keys.filter(|key| !key.starts_with("events-")).collect();
        assert_eq!(keys.len(), 1, "{kind}: {keys:?}");
    }
    let twice: Vec<_> = ledger.told.iter().filter(|(_, often)| **often > 1).collect();
    assert!(twice.is_empty(), "told twice: {twice:?}");
    let fresh = tempfile::tempdir().unwrap();
    let (here, new) = (shown(office, folder, handoff).await, shown(office, fresh.path(), handoff).await);
    assert_eq!(here["rows"], new["rows"], "the list here, and on a new laptop");
    assert_eq!(here["handoff"], new["handoff"], "the handoff here, and on a new laptop");
    let events = kept(folder, deal).await.events;
    assert_eq!(events, kept(fresh.path(), deal).await.events, "the events here, and on a new laptop");
    if day == Day::Long {
        assert!(!record.archives().is_empty(), "old events are in files");
        let answers = events.iter().filter(|event| matches!(event.kind, EventKind::CheckAnswered { .. })).count();
        assert!(answers >= ANSWERS, "{answers} answers");
    }
}

/// The record as the folder has it.
async fn kept(folder: &Path, deal: &str) -> HandoffRecord {
    let store = Store::open(&folder.join("workspaces").join(WORKSPACE)).await.unwrap();
    let record = store.record(&DealId::from(deal)).await.unwrap().unwrap();
    store.close().await;
    record
}

/// What a laptop shows: the list, and the handoff of the day.
async fn shown(office: &Office, folder: &Path, handoff: &str) -> Value {
    let address = CrmAddress { base_url: office.crm.base_url().to_owned(), token: Secret::new(office.crm.token()) };
    let host = Arc::new(Recorder::default());
    let application = Application::open(folder, address, Arc::clone(&host) as Arc<dyn Host>).await;
    application.round(WORKSPACE).await.unwrap();
    let ask = ListHandoffs { scope: Scope::All, limit: 200, ..ListHandoffs::default() };
    let rows = intentions::list_handoffs(&application, WORKSPACE, ask).await.unwrap().rows;
    let mut rows: Vec<Value> = rows.iter().map(|row| serde_json::to_value(row).unwrap()).collect();
    rows.sort_by_key(|row| row["id"].to_string());
    let of = OfHandoff { id: HandoffId::from(handoff) };
    let view = intentions::open_handoff(&application, WORKSPACE, of).await.unwrap();
    let log = intentions::sync_log(&application, WORKSPACE, app::wire::overview::Nothing {}).await.unwrap();
    // What a kill kept from being shown, a new laptop shows, and is about to tell the others so.
    let told = host.notifications.lock().unwrap().len();
    assert!(log.line.waiting == 0 || told > 0, "{:?}", log.entries);
    assert_eq!(log.line.stuck, 0, "{:?}", log.entries);
    application.close().await;
    let fields: Vec<_> =
        view.sections.iter().flat_map(|part| &part.fields).map(|field| json!([field.key, field.value])).collect();
    json!({"rows": rows, "handoff": {"state": view.state, "fields": fields, "quality": view.score.quality}})
}
