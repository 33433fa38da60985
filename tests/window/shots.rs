//! Pictures of every screen, light and dark, with the number of problems that axe finds on each.

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
    window.until("return document.querySelector('[data-testid=sync-sentence]').innerText.includes('All sent')").await;
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
            for theme in ["light", "dark"] {
                problems.extend(take(&window, &folder, name, theme).await);
            }
        }
    }
    window.close().await;
    assert!(problems.is_empty(), "axe found: {problems:#?}");
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

async fn take(window: &Window, folder: &Path, name: &str, theme: &str) -> Vec<String> {
    window.script(&format!("document.documentElement.dataset.theme = '{theme}'")).await;
    settle(window).await;
    window.picture(&folder.join(format!("{name}-{theme}.png"))).await;
    axe(window).await.into_iter().map(|problem| format!("{name}, {theme}: {problem}")).collect()
}

/// Waits until nothing on the screen changes any more.
async fn settle(window: &Window) {
    let body = "const done = arguments[arguments.length - 1];
        let timer = setTimeout(finish, 700);
        const seen = new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(finish, 700); });
        seen.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
        function finish() { seen.disconnect(); done(true); }";
    window.client.execute_async(body, Vec::new()).await.expect("it settles");
}

/// What axe finds wrong on the screen, one line a rule.
async fn axe(window: &Window) -> Vec<String> {
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/../ui/node_modules/axe-core/axe.min.js");
    let source = std::fs::read_to_string(source).expect("axe is installed with the front end");
    window.client.execute(&source, Vec::new()).await.expect("axe loads");
    let body = "const done = arguments[arguments.length - 1];
        const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
        axe.run(document, { runOnly: { type: 'tag', values: tags } }).then(
          (result) => done(result.violations.map((one) => one.id + ': ' + one.nodes.map((node) => node.target.join(' ')).slice(0, 3).join(', '))),
          (error) => done([String(error)]));";
    let found = window.client.execute_async(body, Vec::new()).await.expect("axe runs");
    found.as_array().cloned().unwrap_or_default().iter().filter_map(Value::as_str).map(str::to_owned).collect()
}
