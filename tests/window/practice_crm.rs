//! The practice CRM that a window test talks to, in this process, and what a test does to it.

use practice::{Options, Running};
use serde_json::{Value, json};
use std::process::{Command, Stdio};

pub struct PracticeCrm {
    pub crm: Running,
    client: reqwest::Client,
}

impl PracticeCrm {
    pub async fn start(deals: usize) -> Self {
        let crm = practice::start(Options { deals, rate_limits: true, ..Options::default() }).await.expect("it starts");
        #[allow(
            clippy::disallowed_methods,
            reason = "this client drives the practice CRM and is no part of the product"
        )]
        let client = reqwest::Client::new();
        let practice = Self { crm, client };
        practice.control("settings", json!({"search_lag_seconds": 0})).await;
        practice
    }

    pub fn address(&self) -> crate::window::Practice<'_> {
        crate::window::Practice { base_url: self.crm.base_url(), token: self.crm.token() }
    }

    /// A request to the control desk.
    pub async fn control(&self, path: &str, body: Value) -> Value {
        let url = format!("{}/practice/{path}", self.crm.base_url());
        let reply = self.client.post(url).json(&body).send().await.expect("an answer");
        assert!(reply.status().is_success(), "{path}: {}", reply.status());
        reply.json().await.unwrap_or(Value::Null)
    }

    /// A request to HubSpot's API.
    pub async fn api(&self, path: &str, body: Option<Value>) -> Value {
        let url = format!("{}{path}", self.crm.base_url());
        let request = match body {
            Some(body) => self.client.post(url).json(&body),
            None => self.client.get(url),
        };
        request.bearer_auth(self.crm.token()).send().await.expect("an answer").json().await.expect("JSON")
    }

    /// The properties of a deal.
    pub async fn deal(&self, id: &str, properties: &str) -> Value {
        self.api(&format!("/crm/objects/2026-09/deals/{id}?properties={properties}"), None).await["properties"].take()
    }

    /// The id of the deal with this name.
    pub async fn id_of(&self, name: &str) -> String {
        let filter = json!({"propertyName": "dealname", "operator": "EQ", "value": name});
        let body = json!({"filterGroups": [{"filters": [filter]}], "limit": 1});
        for _ in 0..20 {
            let found = self.api("/crm/objects/2026-09/deals/search", Some(body.clone())).await;
            if let Some(id) = found["results"][0]["id"].as_str() {
                return id.to_owned();
            }
            // The windows share the five searches a second.
            tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        }
        panic!("no deal is called `{name}`")
    }

    /// Notes or tasks of a deal that carry a key of Changeover.
    pub async fn keyed(&self, kind: &str, deal: &str) -> usize {
        let read = self.api(&format!("/crm/objects/2026-09/deals/{deal}?associations={kind}"), None).await;
        let mut keyed = 0;
        for link in read["associations"][kind]["results"].as_array().cloned().unwrap_or_default() {
            let path =
                format!("/crm/objects/2026-09/{kind}/{}?properties=changeover_key", link["id"].as_str().unwrap());
            let object = self.api(&path, None).await;
            keyed += usize::from(object["properties"]["changeover_key"].as_str().is_some_and(|key| !key.is_empty()));
        }
        keyed
    }

    /// The CSM whom the CRM itself names for a deal's account.
    pub async fn csm_of(&self, deal: &str) -> Option<String> {
        let path = format!("/crm/objects/2026-09/deals/{deal}?associations=companies");
        let company = self.api(&path, None).await["associations"]["companies"]["results"][0]["id"].take();
        let path = format!("/crm/objects/2026-09/companies/{}?properties=csm_owner_id", company.as_str()?);
        Some(self.api(&path, None).await["properties"]["csm_owner_id"].as_str()?.to_owned())
    }

    /// The owner id of somebody of the company.
    pub async fn person(&self, name: &str) -> String {
        let roster = self.api("/practice/roster", None).await;
        let found = roster["people"].as_array().unwrap().iter().find(|person| person["name"] == name);
        found.and_then(|person| person["owner_id"].as_str()).expect("somebody of the roster").to_owned()
    }

    /// Does something as an integration of the customer would: with a client that others wrote. What it printed.
    pub fn integration(&self, script: &str, deal: &str) -> String {
        let judges = std::env::var("CHANGEOVER_JUDGES")
            .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/judges").into());
        let done = Command::new("node")
            .arg(script)
            .current_dir(judges)
            .env("BASE_URL", self.crm.base_url())
            .env("TOKEN", self.crm.token())
            .env("DEAL", deal)
            .stderr(Stdio::inherit())
            .output()
            .expect("node runs");
        assert!(done.status.success(), "{script} failed");
        String::from_utf8_lossy(&done.stdout).trim().to_owned()
    }
}
