//! The real window, killed at random moments of a day's work: what it said is saved stays, and the CRM has it once.
//!
//! `cargo xtask soak` runs many; a few run with the window tests. Each world is ten kills long, so that a long soak can
//! be resumed between them.

use crate::practice_crm::PracticeCrm;
use crate::window::Window;
use crate::writing::fill;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::Duration;
use tempfile::TempDir;

const FIELDS: [&str; 3] = ["risks", "timeline", "why_bought"];
/// Kills in the window tests.
const FEW: u64 = 5;

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn random_kills_lose_nothing_and_send_nothing_twice() {
    let (start, kills) = (number("SOAK_START", 1), number("SOAK_KILLS", FEW));
    let mut world = World::begin().await;
    for kill in start..start + kills {
        let mut dice = ChaCha8Rng::seed_from_u64(kill);
        let act = world.begin_act(&mut dice, kill).await;
        let moment = [60, 250, 900, 2_500][dice.random_range(0..4)];
        tokio::time::sleep(Duration::from_millis(dice.random_range(0..moment))).await;
        world.kill(act).await;
        world.check(kill).await;
    }
    world.come_to_rest().await;
}

/// What was begun, and becomes true at the latest when the window says so.
enum Act {
    Text { field: &'static str, text: String },
    Submit,
    Return,
}

struct World {
    data: TempDir,
    practice: PracticeCrm,
    window: Option<Window>,
    row: Value,
    deal: String,
    /// What each field may say: the last text that was seen as saved, and those begun since.
    texts: BTreeMap<&'static str, Vec<String>>,
    submitted: u64,
}

impl World {
    async fn begin() -> Self {
        let data = TempDir::new().unwrap();
        let practice = PracticeCrm::start(60).await;
        let window = Window::open(data.path(), Some(practice.address())).await;
        window.loaded().await;
        let ask = json!({"scope": "all", "states": ["due"], "tiers": ["S", "W"], "limit": 50});
        let page = window.call("list_handoffs", ask).await;
        let mut rows = page["rows"].as_array().unwrap().iter();
        let row = rows.rfind(|row| row["owner"].is_string() && row["csm"].is_string()).unwrap().clone();
        let deal = practice.id_of(row["deal"].as_str().unwrap()).await;
        window.view_as(row["owner"].as_str().unwrap()).await;
        window.go(&format!("#/handoffs/{}", row["id"].as_str().unwrap())).await;
        window.find("wizard").await;
        fill(&window, row["id"].as_str().unwrap()).await;
        let view = window.call("open_handoff", json!({"id": row["id"]})).await;
        let texts = FIELDS.map(|field| (field, vec![text_of(&view, field)])).into();
        Self { data, practice, window: Some(window), row, deal, texts, submitted: 0 }
    }

    fn window(&self) -> &Window {
        self.window.as_ref().unwrap()
    }

    async fn view(&self) -> Value {
        self.window().call("open_handoff", json!({"id": self.row["id"]})).await
    }

    /// Begins something as the front end does, and does not wait for its end.
    async fn begin_act(&mut self, dice: &mut ChaCha8Rng, kill: u64) -> Act {
        if dice.random_range(0..4) == 0 {
            let offline = dice.random_range(0..2) == 0;
            self.practice.control("offline", json!({"on": offline})).await;
        }
        self.practice.control("clock", json!({"advance_seconds": 40})).await;
        if self.view().await["state"] == "submitted" {
            self.look_as("csm").await;
            let sentence = format!("Who says so? Asked for the {kill}th time");
            let returned = json!([{"field": "timeline", "code": "unclear_promise", "sentence": sentence}]);
            self.fire("return_handoff", json!({"id": self.row["id"], "fields": returned, "rating": null})).await;
            return Act::Return;
        }
        self.look_as("owner").await;
        if dice.random_range(0..3) == 0 {
            self.fire("submit", json!({"id": self.row["id"]})).await;
            return Act::Submit;
        }
        let field = FIELDS[dice.random_range(0..FIELDS.len())];
        let text = format!("Maria Lopez agreed on 12 November 2026 to start by 15 January 2027, version {kill}");
        let value = json!({"shape": "text", "value": text});
        self.texts.entry(field).or_default().push(text.clone());
        self.fire("save_field", json!({"id": self.row["id"], "field": field, "value": value})).await;
        Act::Text { field, text }
    }

    async fn look_as(&self, who: &str) {
        self.window().view_as(self.row[who].as_str().unwrap()).await;
    }

    async fn fire(&self, command: &str, arguments: Value) {
        let body = format!(
            "window.soaked = null;
             window.__TAURI_INTERNALS__.invoke({}, {{ workspace: '', arguments: {} }})
               .then(() => {{ window.soaked = 'done' }}, (error) => {{ window.soaked = JSON.stringify(error) }});",
            json!(command),
            arguments
        );
        self.window().script(&body).await;
    }

    /// Kills the window where it stands; what it had said by then must hold.
    async fn kill(&mut self, act: Act) {
        let said = self.window().script("return window.soaked").await;
        assert!(said.is_null() || said == "done", "refused: {said}");
        if said == "done" {
            match act {
                Act::Text { field, text } => drop(self.texts.insert(field, vec![text])),
                Act::Submit => self.submitted += 1,
                Act::Return => {}
            }
        }
        self.window.take().unwrap().kill();
        self.window = Some(Window::open(self.data.path(), Some(self.practice.address())).await);
    }

    /// What was seen as saved is there; the submissions are as many as were acknowledged, or one more.
    async fn check(&mut self, kill: u64) {
        let view = self.view().await;
        for (field, texts) in &mut self.texts {
            let said = text_of(&view, field);
            assert!(texts.contains(&said), "after kill {kill}: `{field}` says `{said}`, not one of {texts:?}");
            *texts = vec![said];
        }
        let there = self.submissions().await;
        let expected = self.submitted..=self.submitted + 1;
        assert!(expected.contains(&there), "after kill {kill}: {there} submissions, acknowledged {}", self.submitted);
        self.submitted = there;
    }

    async fn submissions(&self) -> u64 {
        let lines = self.window().call("timeline", json!({"id": self.row["id"]})).await;
        let submitted =
            |line: &&Value| line["sentence"].as_str().is_some_and(|sentence| sentence.starts_with("Submitted"));
        lines.as_array().unwrap().iter().filter(submitted).count() as u64
    }

    /// Online again, everything arrives in the CRM, and nothing twice.
    async fn come_to_rest(self) {
        self.practice.control("offline", json!({"on": false})).await;
        for _ in 0..3 {
            self.practice.control("clock", json!({"advance_seconds": 600})).await;
            self.window().call("sync_now", json!({})).await;
            self.window().loaded().await;
        }
        for (field, texts) in &self.texts {
            let property = format!("handoff_{field}");
            let there = self.practice.deal(&self.deal, &property).await;
            assert_eq!(there[&property].as_str(), texts.first().map(String::as_str), "{field} in the CRM");
        }
        let submitted = usize::try_from(self.submitted).unwrap();
        let lines = self.window().call("timeline", json!({"id": self.row["id"]})).await;
        for kind in ["notes", "tasks"] {
            let there = self.practice.keyed(kind, &self.deal).await;
            assert_eq!(there, submitted, "{kind}: one for each submission\n{lines:#}");
        }
        self.window.unwrap().close().await;
    }
}

fn text_of(view: &Value, field: &str) -> String {
    let sections = view["sections"].as_array().unwrap().iter();
    let mut fields = sections.flat_map(|section| section["fields"].as_array().unwrap());
    let found = fields.find(|one| one["key"] == field).unwrap_or_else(|| panic!("no `{field}`"));
    found["value"]["value"].as_str().unwrap_or_default().to_owned()
}
