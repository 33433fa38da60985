//! Pictures of every screen, light and dark. An error in the page fails the run. (Axe looks at every screen in the front
//! end's own browser tests: its source is too long for this driver.)

use crate::practice_crm::PracticeCrm;
use crate::window::Window;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Screens by the name of their picture; `{due}` and `{submitted}` are handoffs.
const SCREENS: &[(&str, &str, Who)] = &[
    ("today", "#/today", Who::Rep),
    ("handoffs", "#/handoffs", Who::Rep),
    ("wizard", "#/handoffs/{due}", Who::Rep),
    ("promises", "#/promises", Who::Rep),
    ("alarms", "#/alarms", Who::Rep),
    ("intake", "#/intake", Who::Csm),
    ("review", "#/intake/{submitted}", Who::Csm),
    ("metrics", "#/metrics", Who::Csm),
    ("playbook", "#/playbook", Who::Csm),
    ("sync", "#/sync", Who::Csm),
    ("setup", "#/setup", Who::Csm),
    ("import", "#/setup/import", Who::Csm),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Who {
    Rep,
    Csm,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes pictures: run by `cargo xtask shots`"]
async fn shots() {
    let folder = PathBuf::from(std::env::var("CHANGEOVER_SHOTS_DIR").expect("CHANGEOVER_SHOTS_DIR names a folder"));
    let data = TempDir::new().unwrap();
    let practice = PracticeCrm::start(400).await;
    let window = Window::open(data.path(), Some(practice.address())).await;
    window.loaded().await;
    window.keep_errors().await;
    let due = handoff(&window, "due").await;
    let submitted = handoff(&window, "submitted").await;
    let mut problems = Vec::new();
    for who in [Who::Rep, Who::Csm] {
        let name = if who == Who::Rep { &due["owner"] } else { &submitted["csm"] };
        window.view_as(name.as_str().expect("a name")).await;
        for (name, place, _) in SCREENS.iter().filter(|(_, _, whose)| *whose == who) {
            let place = place
                .replace("{due}", due["id"].as_str().unwrap())
                .replace("{submitted}", submitted["id"].as_str().unwrap());
            window.go(&place).await;
            settle(&window).await;
            problems.extend(window.errors().await.into_iter().map(|error| format!("{name}: {error}")));
            for theme in ["light", "dark"] {
                take(&window, &folder, name, theme).await;
            }
        }
    }
    window.close().await;
    assert!(problems.is_empty(), "found: {problems:#?}");
}

/// The busiest person's handoff in a state, so that the lists of the pictures are not empty.
async fn handoff(window: &Window, state: &str) -> Value {
    let page = window
        .call("list_handoffs", json!({"scope": "all", "states": [state], "tiers": ["S", "W"], "limit": 200}))
        .await;
    let rows = page["rows"].as_array().cloned().unwrap_or_default();
    let whose = if state == "submitted" { "csm" } else { "owner" };
    let busy = |row: &Value| rows.iter().filter(|other| other[whose] == row[whose]).count();
    rows.iter().filter(|row| row[whose].is_string()).max_by_key(|row| busy(row)).cloned().expect("such a handoff")
}

async fn take(window: &Window, folder: &Path, name: &str, theme: &str) {
    window.script(&format!("document.documentElement.dataset.theme = '{theme}'")).await;
    settle(window).await;
    window.picture(&folder.join(format!("{name}-{theme}.png"))).await;
}

/// Waits until nothing on the screen changes any more.
async fn settle(window: &Window) {
    let body = "const done = arguments[arguments.length - 1];
        let timer = setTimeout(finish, 700);
        const seen = new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(finish, 700); });
        seen.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
        const latest = setTimeout(finish, 6000);
        function finish() { clearTimeout(latest); seen.disconnect(); done(true); }";
    window.client.execute_async(body, Vec::new()).await.expect("it settles");
}
