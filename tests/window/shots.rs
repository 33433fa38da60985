//! Pictures of every screen, light and dark. An error in the page fails the run. (Axe looks at every screen in the front
//! end's own browser tests: its source is too long for this driver.)

use crate::practice_crm::PracticeCrm;
use crate::window::Window;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// One picture: its name, its place, whose eyes, and what is done there first. `{due}`, `{submitted}` and `{accepted}` are
/// handoffs.
struct Screen {
    name: &'static str,
    place: &'static str,
    who: Who,
    first: First,
}

/// What is done on a screen before its picture is taken.
enum First {
    Nothing,
    /// Presses what has this test id.
    Press(&'static str),
    /// Opens the palette and writes a word.
    Palette(&'static str),
    /// Looks at the small files of the tests, as an import.
    Files,
    /// Imports what `Files` looked at: the screen keeps its plan.
    Import,
}

const fn screen(name: &'static str, place: &'static str, who: Who) -> Screen {
    Screen { name, place, who, first: First::Nothing }
}

const fn after(first: First, name: &'static str, place: &'static str, who: Who) -> Screen {
    Screen { name, place, who, first }
}

const SCREENS: &[Screen] = &[
    screen("today", "#/today", Who::Rep),
    screen("handoffs", "#/handoffs", Who::Rep),
    screen("wizard", "#/handoffs/{due}", Who::Rep),
    after(First::Press("tab-document"), "wizard-document", "#/handoffs/{due}", Who::Rep),
    after(First::Press("tab-why"), "wizard-score", "#/handoffs/{due}", Who::Rep),
    after(First::Press("tab-timeline"), "wizard-timeline", "#/handoffs/{due}", Who::Rep),
    after(First::Palette("c"), "palette", "#/today", Who::Rep),
    screen("intake", "#/intake", Who::Csm),
    screen("review", "#/intake/{submitted}", Who::Csm),
    after(First::Press("return"), "review-return", "#/intake/{submitted}", Who::Csm),
    screen("promises", "#/promises", Who::Csm),
    screen("alarms", "#/alarms", Who::Csm),
    screen("metrics", "#/metrics", Who::Csm),
    screen("playbook", "#/playbook", Who::Csm),
    screen("sync", "#/sync", Who::Csm),
    screen("setup", "#/setup", Who::Csm),
    screen("connect", "#/setup/connect", Who::Csm),
    screen("import", "#/setup/import", Who::Csm),
    after(First::Files, "import-plan", "#/setup/import", Who::Csm),
    screen("first-touch", "#/intake/{accepted}", Who::Receiver),
    after(First::Import, "import-report", "#/setup/import", Who::Receiver),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Who {
    Rep,
    Csm,
    /// The CSM of the accepted handoff.
    Receiver,
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
    let story = Story {
        due: handoff(&window, "due").await,
        submitted: handoff(&window, "submitted").await,
        accepted: handoff(&window, "accepted").await,
    };
    let mut problems = Vec::new();
    for who in [Who::Rep, Who::Csm, Who::Receiver] {
        window.view_as(story.name(who)).await;
        window.until("return !document.querySelector('[data-testid=toast]')").await;
        for screen in SCREENS.iter().filter(|screen| screen.who == who) {
            show(&window, screen, &story).await;
            problems.extend(window.errors().await.into_iter().map(|error| format!("{}: {error}", screen.name)));
            for theme in ["light", "dark"] {
                take(&window, &folder, screen.name, theme).await;
            }
            window.script("document.querySelector('dialog[open], [popover]:popover-open')?.close?.()").await;
        }
    }
    window.close().await;
    assert!(problems.is_empty(), "found: {problems:#?}");
}

/// The handoffs of the pictures.
struct Story {
    due: Value,
    submitted: Value,
    accepted: Value,
}

impl Story {
    fn name(&self, who: Who) -> &str {
        let name = match who {
            Who::Rep => &self.due["owner"],
            Who::Csm => &self.submitted["csm"],
            Who::Receiver => &self.accepted["csm"],
        };
        name.as_str().expect("a name")
    }

    fn place(&self, place: &str) -> String {
        let id = |handoff: &Value| handoff["id"].as_str().expect("an id").to_owned();
        place
            .replace("{due}", &id(&self.due))
            .replace("{submitted}", &id(&self.submitted))
            .replace("{accepted}", &id(&self.accepted))
    }
}

async fn show(window: &Window, screen: &Screen, story: &Story) {
    window.go("#/today").await;
    settle(window).await;
    window.go(&story.place(screen.place)).await;
    settle(window).await;
    match screen.first {
        First::Nothing => {}
        First::Press(testid) => window.click(testid).await,
        First::Palette(word) => {
            window.click("search").await;
            window.css("[data-testid=palette] input").await.send_keys(word).await.expect("the palette takes text");
        }
        First::Files => {
            window.find("import-paths").await;
            window.paste("import-paths", &small_files()).await;
            window.click("look").await;
            window.find("run-import").await;
        }
        First::Import => {
            window.click("run-import").await;
            window.find("import-report").await;
        }
    }
    settle(window).await;
}

/// The paths of the small files that the tests of the import use.
fn small_files() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/import/pipeline");
    let file = |name: &str| folder.join(name).display().to_string();
    ["sales_pipeline.csv", "accounts.csv", "products.csv", "sales_teams.csv"].map(file).join("\n")
}

/// The busiest person's handoff in a state, so that the lists of the pictures are not empty.
async fn handoff(window: &Window, state: &str) -> Value {
    let page = window
        .call("list_handoffs", json!({"scope": "all", "states": [state], "tiers": ["S", "W"], "limit": 200}))
        .await;
    let rows = page["rows"].as_array().cloned().unwrap_or_default();
    let whose = if state == "due" { "owner" } else { "csm" };
    let busy = |row: &Value| rows.iter().filter(|other| other[whose] == row[whose]).count();
    rows.iter().filter(|row| row[whose].is_string()).max_by_key(|row| busy(row)).cloned().expect("such a handoff")
}

async fn take(window: &Window, folder: &Path, name: &str, theme: &str) {
    window.script(&format!("document.documentElement.dataset.theme = '{theme}'")).await;
    settle(window).await;
    window.picture(&folder.join(format!("{name}-{theme}.png"))).await;
}

/// Waits until nothing on the screen has changed for a moment. By short scripts only: a script that waits itself is lost
/// when the page goes to another place meanwhile.
async fn settle(window: &Window) {
    let watch = "window.watched?.observer.disconnect();
        const watched = { at: performance.now(), since: performance.now() };
        watched.observer = new MutationObserver(() => { watched.at = performance.now(); });
        watched.observer.observe(document.body,
          { subtree: true, childList: true, attributes: true, characterData: true });
        window.watched = watched;";
    window.script(watch).await;
    window.until("const now = performance.now(); return now - watched.at > 500 || now - watched.since > 6000").await;
}
