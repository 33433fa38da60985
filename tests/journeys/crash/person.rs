//! Somebody at the application, in the child: does things, and says so line by line.
#![allow(clippy::print_stdout, reason = "the output is what the parent reads")]

use super::child::{ADDRESS, FOLDER, MARK, TOKEN};
use crate::desk::WORKSPACE;
use app::wire::list::{HandoffRow, ListHandoffs, Scope};
use app::wire::overview::{Nothing, ViewAs};
use app::wire::sync::{OutboxEntryId, OutboxLine, OutboxState, SyncState};
use app::wire::wizard::{HandoffView, OfHandoff, SaveField};
use app::{Application, Changed, CrmAddress, Host, Notification, intentions};
use domain::{DealId, FieldKey, FieldValue, HandoffId, PersonId};
use net::Secret;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::Arc;

/// Says one line to the parent.
pub fn say(line: &str) {
    println!("{MARK}{line}");
}

/// A shell that says aloud what the desktop would show.
struct Aloud;

#[async_trait::async_trait]
impl Host for Aloud {
    fn changed(&self, _: Changed) {}

    fn import_progress(&self, _: app::wire::import::ImportProgress) {}

    fn notify(&self, told: Notification) -> Result<(), String> {
        say(&format!("told {}: {} {:?}", told.title, told.body, told.handoff).replace('\n', " "));
        Ok(())
    }

    fn profile_offered(&self) {}

    async fn pick_profile(&self) -> Option<PathBuf> {
        None
    }

    fn open_in_browser(&self, _: &str) -> Result<(), String> {
        Err("nobody signs in here".to_owned())
    }

    async fn pick_files(&self) -> Vec<PathBuf> {
        Vec::new()
    }

    async fn pick_save_path(&self, _: &str, _: &str) -> Option<PathBuf> {
        None
    }
}

pub struct Person {
    pub application: Arc<Application>,
    pub folder: PathBuf,
    address: String,
    client: reqwest::Client,
}

impl Person {
    pub async fn sit_down() -> Self {
        let told = |name: &str| std::env::var(name).expect("the parent says it");
        let (address, folder) = (told(ADDRESS), PathBuf::from(told(FOLDER)));
        let crm = CrmAddress { base_url: address.clone(), token: Secret::new(told(TOKEN)) };
        let application = Application::open(&folder, crm, Arc::new(Aloud)).await;
        #[allow(clippy::disallowed_methods, reason = "this client is somebody at the CRM's own screen")]
        let client = reqwest::Client::new();
        Self { application, folder, address, client }
    }

    /// Something at the practice CRM: its clock, a fault, an edit in its own screen.
    pub async fn in_the_crm(&self, path: &str, body: Value) {
        let request = self.client.post(format!("{}/practice/{path}", self.address)).json(&body);
        request.send().await.unwrap().error_for_status().unwrap();
    }

    pub async fn deal_named(&self, name: &str) -> DealId {
        let filter = json!({"propertyName": "dealname", "operator": "EQ", "value": name});
        let body = json!({"filterGroups": [{"filters": [filter]}], "limit": 5});
        let request = self.client.post(format!("{}/crm/objects/2026-09/deals/search", self.address)).json(&body);
        let token = std::env::var(TOKEN).expect("the parent says it");
        let found: Value = request.bearer_auth(token).send().await.unwrap().json().await.unwrap();
        DealId::from(found["results"][0]["id"].as_str().unwrap())
    }

    /// A minute passes, and the application goes round once.
    pub async fn a_minute_later(&self) {
        self.in_the_crm("clock", json!({"advance_seconds": 60})).await;
        self.application.round(WORKSPACE).await.unwrap();
    }

    pub async fn look_as(&self, person: &PersonId) {
        intentions::view_as(&self.application, WORKSPACE, ViewAs { person: person.clone() }).await.unwrap();
    }

    pub async fn rows(&self) -> Vec<HandoffRow> {
        let ask = ListHandoffs { scope: Scope::All, limit: 200, ..ListHandoffs::default() };
        intentions::list_handoffs(&self.application, WORKSPACE, ask).await.unwrap().rows
    }

    pub async fn view(&self, id: &HandoffId) -> HandoffView {
        intentions::open_handoff(&self.application, WORKSPACE, OfHandoff { id: id.clone() }).await.unwrap()
    }

    pub async fn value(&self, id: &HandoffId, field: &str) -> Option<FieldValue> {
        let sections = self.view(id).await.sections;
        let mut fields = sections.into_iter().flat_map(|section| section.fields);
        fields.find(|known| known.key.as_str() == field).and_then(|known| known.value)
    }

    /// Writes a field unless it says so already.
    pub async fn write(&self, id: &HandoffId, field: &str, value: &FieldValue) {
        let json = serde_json::to_string(value).unwrap();
        if self.value(id, field).await.as_ref() != Some(value) {
            say(&format!("begins {field} {json}"));
            let save =
                SaveField { id: id.clone(), field: FieldKey::from(field), value: Some(value.clone()), shown: None };
            intentions::save_field(&self.application, WORKSPACE, save).await.unwrap();
        }
        say(&format!("saved {field} {json}"));
    }

    pub async fn outbox(&self) -> Vec<OutboxLine> {
        intentions::sync_log(&self.application, WORKSPACE, Nothing {}).await.unwrap().entries
    }

    pub async fn stuck(&self) -> Option<OutboxEntryId> {
        let stuck = self.outbox().await.into_iter().find(|entry| entry.state == OutboxState::Stuck);
        stuck.map(|entry| OutboxEntryId { id: entry.id })
    }

    /// Goes on until the sync line says that all is sent.
    pub async fn until_all_is_sent(&self) {
        for _ in 0..12 {
            while let Some(stuck) = self.stuck().await {
                intentions::retry_entry(&self.application, WORKSPACE, stuck).await.unwrap();
            }
            self.a_minute_later().await;
            let frame = intentions::overview(&self.application, WORKSPACE, Nothing {}).await.unwrap();
            if frame.sync.state == SyncState::AllSent {
                return;
            }
        }
        panic!("something still waits: {:?}", self.outbox().await);
    }
}
