//! Two windows with two profiles on one practice CRM: what is written at once, one of them offline.

use crate::practice_crm::PracticeCrm;
use crate::window::Window;
use crate::writing::{go_to, type_text};
use serde_json::{Value, json};
use tempfile::TempDir;

const CONFLICT: &str = "[data-testid=conflict-risks]";

/// A laptop of the handoff's rep, with the handoff open.
async fn laptop(data: &TempDir, practice: &PracticeCrm, row: Option<Value>) -> (Window, Value) {
    let window = Window::open(data.path(), Some(practice.address())).await;
    window.loaded().await;
    let row = match row {
        Some(row) => row,
        None => due(&window).await,
    };
    window.view_as(row["owner"].as_str().unwrap()).await;
    window.go(&format!("#/handoffs/{}", row["id"].as_str().unwrap())).await;
    window.find("wizard").await;
    (window, row)
}

async fn due(window: &Window) -> Value {
    let ask = json!({"scope": "all", "states": ["due"], "tiers": ["S", "W"], "limit": 50});
    let page = window.call("list_handoffs", ask).await;
    page["rows"].as_array().unwrap().iter().find(|row| row["owner"].is_string()).cloned().expect("a due handoff")
}

async fn type_into(window: &Window, row: &Value, field: &str, text: &str) {
    let view = window.call("open_handoff", json!({"id": row["id"]})).await;
    assert!(go_to(window, &view, field).await);
    type_text(window, field, text).await;
}

/// Syncs until everything has left this laptop.
async fn sync(window: &Window, practice: &PracticeCrm) {
    for _ in 0..3 {
        practice.control("clock", json!({"advance_seconds": 40})).await;
        window.call("sync_now", json!({})).await;
        let sent = "return document.querySelector('[data-testid=sync-sentence]')?.innerText.includes('All in the CRM')";
        window.until(sent).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_windows_write_at_once_and_one_decision_stands_in_both() {
    let (first, second) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let practice = PracticeCrm::start(60).await;
    let (desk, row) = laptop(&first, &practice, None).await;
    let (train, row) = laptop(&second, &practice, Some(row)).await;
    let deal = practice.id_of(row["deal"].as_str().unwrap()).await;

    train.call("set_offline", json!({"offline": true})).await;
    type_into(&train, &row, "risks", "Typed on the train: Jon Berg leaves in February").await;
    type_into(&train, &row, "timeline", "Live by 15 January 2027").await;
    type_into(&desk, &row, "risks", "Typed at the desk: the CFO wants proof by March").await;
    type_into(&desk, &row, "communication", "Weekly call on Tuesdays").await;
    sync(&desk, &practice).await;
    train.call("set_offline", json!({"offline": false})).await;
    sync(&train, &practice).await;
    sync(&desk, &practice).await;

    for window in [&desk, &train] {
        let view = window.call("open_handoff", json!({"id": row["id"]})).await;
        go_to(window, &view, "risks").await;
        window.css(CONFLICT).await;
        let shown = window.text().await;
        for text in ["Typed on the train", "Typed at the desk"] {
            assert!(shown.contains(text), "`{text}` is not shown:\n{shown}");
        }
    }
    let there = practice.deal(&deal, "handoff_conflict,handoff_timeline,handoff_communication").await;
    assert_eq!(there["handoff_conflict"], "risks");
    assert_eq!(there["handoff_timeline"], "Live by 15 January 2027");
    assert_eq!(there["handoff_communication"], "Weekly call on Tuesdays");
    train.pictures("conflict").await;

    train.click("keep-risks-0-all").await;
    train.click("decide-risks").await;
    train.until(&format!("return !document.querySelector('{CONFLICT}')")).await;
    sync(&train, &practice).await;
    sync(&desk, &practice).await;
    desk.until(&format!("return !document.querySelector('{CONFLICT}')")).await;
    let decided = practice.deal(&deal, "handoff_risks,handoff_conflict").await;
    let risks = decided["handoff_risks"].as_str().unwrap();
    assert!(risks.contains("train") && risks.contains("desk"), "{risks}");
    assert_eq!(decided["handoff_conflict"].as_str().unwrap_or_default(), "");
    let said = "return document.querySelector('[data-testid=text-risks]')?.value.includes('train')";
    desk.until(said).await;
    train.close().await;
    desk.close().await;
}
