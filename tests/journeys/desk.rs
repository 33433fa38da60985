//! The whole application without its window: real rooms, real SQLite, the practice CRM over real HTTP.

use crate::bench::Office;
use app::wire::alarms::AlarmLine;
use app::wire::list::{HandoffRow, ListHandoffs, Scope};
use app::wire::overview::{Nothing, ViewAs};
use app::wire::wizard::{HandoffView, OfHandoff, SaveField};
use app::{Application, Changed, CrmAddress, Host, Notification, Vault, intentions};
use domain::{
    Criterion, DealId, FieldKey, FieldValue, HandoffId, PersonId, Promise, Sentiment, Stakeholder, StakeholderRole,
};
use net::Secret;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use tempfile::TempDir;

pub const WORKSPACE: &str = "practice";

/// A shell that only remembers.
#[derive(Default)]
pub struct Recorder {
    pub notifications: Mutex<Vec<Notification>>,
    /// What the browser was sent to.
    pub opened: Mutex<Vec<String>>,
}

#[async_trait::async_trait]
impl Host for Recorder {
    fn changed(&self, _: Changed) {}

    fn import_progress(&self, _: app::wire::import::ImportProgress) {}

    fn notify(&self, notification: Notification) -> Result<(), String> {
        self.notifications.lock().unwrap().push(notification);
        Ok(())
    }

    fn profile_offered(&self) {}

    async fn pick_profile(&self) -> Option<PathBuf> {
        None
    }

    fn open_in_browser(&self, address: &str) -> Result<(), String> {
        self.opened.lock().unwrap().push(address.to_owned());
        Ok(())
    }

    async fn pick_files(&self) -> Vec<PathBuf> {
        Vec::new()
    }

    async fn pick_save_path(&self, _: &str, _: &str) -> Option<PathBuf> {
        None
    }
}

/// An application on a practice CRM of its own.
pub struct Desk {
    pub office: Office,
    pub application: Arc<Application>,
    pub host: Arc<Recorder>,
    pub folder: TempDir,
    /// Secrets, in memory only.
    pub vault: Vault,
}

impl Desk {
    /// A small company; the first load is done.
    pub async fn open() -> Self {
        let desk = Self::unloaded().await;
        desk.round().await;
        desk
    }

    /// A small company that was not read yet.
    pub async fn unloaded() -> Self {
        let office = Office::with_deals(120).await;
        let folder = TempDir::new().unwrap();
        let host = Arc::new(Recorder::default());
        let vault = Vault::of_this_session();
        let application = open(&folder, &office, &host, &vault).await;
        Self { office, application, host, folder, vault }
    }

    /// As after the process was killed: the same folder, everything in memory gone.
    pub async fn restart(&mut self) {
        self.application.close().await;
        self.host = Arc::new(Recorder::default());
        self.application = open(&self.folder, &self.office, &self.host, &self.vault).await;
    }

    /// The same person on a laptop that has nothing yet: its first load is done.
    pub async fn move_to_another_laptop(&mut self) {
        self.application.close().await;
        self.folder = TempDir::new().unwrap();
        self.host = Arc::new(Recorder::default());
        self.application = open(&self.folder, &self.office, &self.host, &self.vault).await;
        self.round().await;
        self.host.notifications.lock().unwrap().clear();
    }

    pub async fn alarms(&self) -> Vec<AlarmLine> {
        intentions::list_alarms(&self.application, WORKSPACE, Nothing {}).await.unwrap()
    }

    pub async fn round(&self) {
        self.application.round(WORKSPACE).await.unwrap();
    }

    /// How many notes or tasks with a key of Changeover hang on a deal.
    pub async fn keyed(&self, kind: &str, deal: &str) -> usize {
        let path = format!("/crm/objects/2026-09/deals/{deal}?associations={kind}");
        let read = self.office.api("GET", &path, Value::Null).await;
        let mut keyed = 0;
        for link in read["associations"][kind]["results"].as_array().cloned().unwrap_or_default() {
            let path =
                format!("/crm/objects/2026-09/{kind}/{}?properties=changeover_key", link["id"].as_str().unwrap());
            let object = self.office.api("GET", &path, Value::Null).await;
            keyed += usize::from(object["properties"]["changeover_key"].as_str().is_some_and(|key| !key.is_empty()));
        }
        keyed
    }

    pub async fn view_as(&self, person: &PersonId) {
        intentions::view_as(&self.application, WORKSPACE, ViewAs { person: person.clone() }).await.unwrap();
    }

    /// All handoffs.
    pub async fn rows(&self) -> Vec<HandoffRow> {
        let ask = ListHandoffs { scope: Scope::All, limit: 200, ..ListHandoffs::default() };
        intentions::list_handoffs(&self.application, WORKSPACE, ask).await.unwrap().rows
    }

    /// The id of the deal behind a handoff.
    pub async fn deal_of(&self, row: &HandoffRow) -> DealId {
        let filter = json!({"propertyName": "dealname", "operator": "EQ", "value": row.deal});
        let body = json!({"filterGroups": [{"filters": [filter]}], "limit": 5});
        let read = self.office.api("POST", "/crm/objects/2026-09/deals/search", body).await;
        DealId::from(read["results"][0]["id"].as_str().unwrap())
    }

    pub async fn view(&self, id: &HandoffId) -> HandoffView {
        intentions::open_handoff(&self.application, WORKSPACE, OfHandoff { id: id.clone() }).await.unwrap()
    }

    pub async fn save(&self, id: &HandoffId, field: &str, value: FieldValue) -> HandoffView {
        let save = SaveField { id: id.clone(), field: FieldKey::from(field), value: Some(value), shown: None };
        intentions::save_field(&self.application, WORKSPACE, save).await.unwrap()
    }

    /// Fills every field that a rep can be asked for, well.
    pub async fn fill(&self, id: &HandoffId) -> HandoffView {
        for (field, value) in answers() {
            self.save(id, field, value).await;
        }
        self.view(id).await
    }
}

/// Every field that a rep can be asked for, answered well.
pub fn answers() -> Vec<(&'static str, FieldValue)> {
    let texts = TEXTS.iter().map(|(field, text)| (*field, FieldValue::Text((*text).to_owned())));
    let lists = [
        ("success_criteria", FieldValue::Criteria(vec![criterion()])),
        ("stakeholders", FieldValue::Stakeholders(stakeholders())),
        ("products", FieldValue::Items(vec!["20 × Platform Pro (12 months)".into()])),
        ("exclusions", FieldValue::ExplicitNone),
        ("promises", FieldValue::Promises(vec![promise()])),
    ];
    texts.chain(lists).collect()
}

async fn open(folder: &TempDir, office: &Office, host: &Arc<Recorder>, vault: &Vault) -> Arc<Application> {
    let address = CrmAddress { base_url: office.crm.base_url().to_owned(), token: Secret::new(office.crm.token()) };
    Application::open_with(folder.path(), address, Arc::clone(host) as Arc<dyn Host>, vault.clone()).await
}

const TEXTS: &[(&str, &str)] = &[
    ("business_goals", "Cut ticket handling from 14 to 6 minutes by 31 March 2027"),
    ("pain_points", "Their 12 agents copy each ticket between two tools, about 40 times a day"),
    ("why_bought", "We beat Zentro because the migration is ours to do and takes two weeks"),
    ("post_sale_owner", "Maria Lopez, Head of Support"),
    ("contract_terms", "Starts 1 December 2026, 12 months, renews 1 December 2027, billed annually"),
    ("timeline", "Live by 15 January 2027; nothing between 20 December and 3 January"),
    ("integrations", "Salesforce Service Cloud and Slack"),
    ("objections", "They feared the data migration; we showed the one of Norwood from May 2026"),
    ("risks", "The IT lead Jon Berg leaves in February 2027; Maria Lopez watches who follows"),
    ("competitors", "Zentro and an own build by the IT team"),
    ("communication", "Weekly call on Tuesdays, everything else in a shared Slack channel"),
    ("key_conversations", "Call of 3 November 2026: the CFO ties the renewal to the ticket time"),
];

fn criterion() -> Criterion {
    Criterion {
        id: "c1".into(),
        metric: "Ticket handling time".into(),
        target: "from 14 to 6 minutes".into(),
        by: "2027-03-31".parse().ok(),
        validation: domain::Validation::CustomerValidated,
    }
}

fn stakeholders() -> Vec<Stakeholder> {
    use StakeholderRole::{Champion, DecisionMaker, ExecutiveSponsor, PostSaleOwner, TechnicalContact};
    [
        ("Maria Lopez", vec![Champion, PostSaleOwner]),
        ("Ken Wu", vec![DecisionMaker, ExecutiveSponsor]),
        ("Jon Berg", vec![TechnicalContact]),
    ]
    .into_iter()
    .enumerate()
    .map(|(number, (name, roles))| Stakeholder {
        id: format!("s{number}"),
        name: name.into(),
        roles,
        sentiment: Sentiment::Supporter,
        note: String::new(),
        contact_id: None,
    })
    .collect()
}

fn promise() -> Promise {
    Promise {
        id: "p1".into(),
        what: "Migration of 40,000 tickets at no charge".into(),
        owner: "Tom Hale".into(),
        due: "2027-01-10".parse().ok(),
        source: "call of 3 November 2026".into(),
        outcome: domain::PromiseOutcome::Open,
    }
}

/// The clock and the people of the frame.
pub async fn frame(desk: &Desk) -> app::wire::overview::Overview {
    intentions::overview(&desk.application, WORKSPACE, Nothing {}).await.unwrap()
}
