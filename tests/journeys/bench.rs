//! A laptop at its practice CRM: a store in a folder of its own, and the CRM's control desk beside it.

use chrono::{DateTime, TimeDelta, Utc};
use crm::HubSpot;
use crm::port::Crm;
use domain::{
    Actor, DealContext, DealId, Event, EventKind, FieldEntry, FieldKey, FieldValue, HandoffRecord, Knew, PersonId,
    Provenance,
};
use net::{Http, Limits, Secret};
use practice::{Options, Running};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use store::{Edit, NewOutboxEntry, RecordSave, Store};
use sync::{PullReport, PushReport, Sync};
use tempfile::TempDir;

/// A practice CRM and whoever drives it.
pub struct Office {
    pub crm: Running,
    client: reqwest::Client,
}

/// One person's laptop.
pub struct Laptop {
    pub store: Store,
    pub sync: Sync,
    pub folder: TempDir,
}

impl Office {
    /// A company with this many deals, whose index lags not at all and whose quotas are off.
    pub async fn with_deals(deals: usize) -> Self {
        Self::start(Options { deals, rate_limits: false, ..Options::default() }).await
    }

    pub async fn start(options: Options) -> Self {
        #[allow(
            clippy::disallowed_methods,
            reason = "this client drives the practice CRM and is no part of the product"
        )]
        let client = reqwest::Client::new();
        let office = Self { crm: practice::start(options).await.unwrap(), client };
        office.control("settings", json!({"search_lag_seconds": 0})).await;
        office
    }

    /// A request to the control desk: `clock`, `edit`, `faults` and the like.
    pub async fn control(&self, path: &str, body: Value) -> Value {
        let reply =
            self.client.post(format!("{}/practice/{path}", self.crm.base_url())).json(&body).send().await.unwrap();
        let status = reply.status();
        let text = reply.text().await.unwrap();
        assert!(status.is_success(), "{path}: {status} {text}");
        serde_json::from_str(&text).unwrap_or(Value::Null)
    }

    /// Answers a consent page in a browser that follows no redirect, and goes where it leads. `person` counts along the
    /// page's list, from 1.
    pub async fn decide(&self, address: &str, decision: &str, person: usize) {
        #[allow(clippy::disallowed_methods, reason = "this client plays the browser and is no part of the product")]
        let browser = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        let page = browser.get(address).send().await.unwrap().text().await.unwrap();
        let nth = |n: usize, from: &str| page.split(from).nth(n).unwrap().split('"').next().unwrap().to_owned();
        let form = [
            ("ticket", nth(1, "name=\"ticket\" value=\"")),
            ("user", nth(person, "option value=\"")),
            ("decision", decision.to_owned()),
        ];
        let action = format!("{}{}", self.crm.base_url(), nth(1, "action=\""));
        let answer = browser.post(action).form(&form).send().await.unwrap();
        let back = answer.headers()["location"].to_str().unwrap().to_owned();
        assert!(browser.get(back).send().await.unwrap().status().is_success());
    }

    pub async fn state(&self) -> Value {
        let reply = self.client.get(format!("{}/practice/state", self.crm.base_url())).send().await.unwrap();
        reply.json().await.unwrap()
    }

    /// The practice time.
    pub async fn now(&self) -> DateTime<Utc> {
        self.state().await["now"].as_str().unwrap().parse().unwrap()
    }

    /// How many live objects of a kind there are.
    pub async fn count(&self, kind: &str) -> u64 {
        self.state().await["counts"][kind].as_u64().unwrap()
    }

    /// A request to HubSpot's API as another program would make it.
    pub async fn api(&self, method: &str, path: &str, body: Value) -> Value {
        let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
        let request =
            self.client.request(method, format!("{}{path}", self.crm.base_url())).bearer_auth(self.crm.token());
        let request = if body.is_null() { request } else { request.json(&body) };
        let text = request.send().await.unwrap().error_for_status().unwrap().text().await.unwrap();
        serde_json::from_str(&text).unwrap_or(Value::Null)
    }

    /// The named properties of a deal, as the CRM has them.
    pub async fn deal(&self, id: &DealId, properties: &str) -> Value {
        self.api("GET", &format!("/crm/objects/2026-09/deals/{id}?properties={properties}"), Value::Null).await["properties"].take()
    }

    /// The records of a kind that carry a `changeover_key`.
    pub async fn keyed(&self, kind: &str) -> Vec<Value> {
        let filter = json!({"propertyName": "changeover_key", "operator": "HAS_PROPERTY"});
        let body = json!({"filterGroups": [{"filters": [filter]}], "properties": ["changeover_key"], "limit": 200});
        let mut found = self.api("POST", &format!("/crm/objects/2026-09/{kind}/search"), body).await;
        found["results"].as_array_mut().map(std::mem::take).unwrap_or_default()
    }

    /// An edit in the CRM's own screen.
    pub async fn edit(&self, object: &str, id: &str, property: &str, value: &str, by: &PersonId) {
        self.control(
            "edit",
            json!({"object": object, "id": id, "property": property, "value": value, "by_owner_id": by}),
        )
        .await;
    }

    pub async fn offline(&self, on: bool) {
        self.control("offline", json!({"on": on})).await;
    }

    pub fn hubspot(&self, token: &str) -> HubSpot {
        let limits = Limits { silence: Duration::from_secs(5), ..Limits::default() };
        HubSpot::new(Http::new(self.crm.base_url(), Secret::new(token), limits).unwrap())
    }

    /// A new laptop with nothing on it.
    pub async fn laptop(&self) -> Laptop {
        self.laptop_with(self.crm.token()).await
    }

    pub async fn laptop_with(&self, token: &str) -> Laptop {
        self.laptop_in(tempfile::tempdir().unwrap(), token).await
    }

    pub async fn laptop_in(&self, folder: TempDir, token: &str) -> Laptop {
        let store = Store::open(folder.path()).await.unwrap();
        let crm: Arc<dyn Crm> = Arc::new(self.hubspot(token));
        Laptop { sync: Sync::new(store.clone(), crm), store, folder }
    }

    /// A laptop that has loaded everything.
    pub async fn loaded_laptop(&self) -> Laptop {
        let laptop = self.laptop().await;
        let report = laptop.pull(self).await;
        assert!(report.is_complete(), "{report:?}");
        laptop
    }
}

impl Laptop {
    pub async fn pull(&self, office: &Office) -> PullReport {
        self.sync.pull_once(office.now().await).await.unwrap()
    }

    pub async fn push(&self, office: &Office) -> PushReport {
        self.push_after(office, 1).await
    }

    /// Sends as if so many hours had passed, so that entries that wait for another try are tried.
    pub async fn push_after(&self, office: &Office, hours: i64) -> PushReport {
        self.sync.push_due(office.now().await + TimeDelta::hours(hours)).await.unwrap()
    }

    pub async fn context(&self, deal: &DealId) -> DealContext {
        self.store.context(deal).await.unwrap().expect("the deal is here")
    }

    pub async fn all(&self) -> Vec<DealContext> {
        let (mut all, mut after) = (Vec::new(), None);
        loop {
            let ids = self.store.deal_ids(after, 500).await.unwrap();
            let Some(last) = ids.last() else { return all };
            after = Some(last.position);
            let ids: Vec<DealId> = ids.into_iter().map(|position| position.deal).collect();
            all.extend(self.store.contexts(&ids).await.unwrap());
        }
    }

    /// Some open deal with an owner, on which nobody has written anything of a handoff.
    pub async fn untouched_deal(&self) -> DealContext {
        let fresh = |context: &DealContext| {
            let deal = &context.deal;
            !deal.is_closed && context.owner.is_some() && deal.flat_fields.is_empty() && deal.record_json.is_none()
        };
        self.all().await.into_iter().find(fresh).expect("the company has an open deal without a handoff")
    }

    /// Writes fields as their owner and queues them, as the application does.
    pub async fn write(
        &self,
        context: &DealContext,
        fields: &[(&str, &str)],
        kinds: Vec<EventKind>,
        now: DateTime<Utc>,
    ) -> HandoffRecord {
        let deal = context.deal.id.clone();
        let by = context.owner.as_ref().map_or_else(|| PersonId::from("1"), |owner| owner.id.clone());
        let known = self.store.record(&deal).await.unwrap();
        let mut record = known.unwrap_or_else(|| HandoffRecord::empty("4711", deal.clone()));
        for (key, text) in fields {
            record = self.edit(record, key, text, Knew::Everything, now).await;
        }
        for kind in kinds {
            let id = self.store.next_event_id().await.unwrap();
            record.add_event(Event { id, at: now, by: Actor::Person(by.clone()), kind, claimed_at: None });
        }
        let outbox = vec![NewOutboxEntry::push(deal, now, now)];
        let save = RecordSave { record, edit: None, outbox, alarms: Vec::new(), at: now };
        self.store.save_record(&save).await.unwrap().record
    }

    /// One edit of one field, by the deal's owner.
    pub async fn edit(
        &self,
        record: HandoffRecord,
        key: &str,
        text: &str,
        knew: Knew,
        now: DateTime<Utc>,
    ) -> HandoffRecord {
        let by = PersonId::from("1");
        let provenance = Provenance::Typed { by: by.clone(), at: now };
        let entry = FieldEntry { value: FieldValue::Text(text.into()), provenance, at: now };
        let outbox = vec![NewOutboxEntry::push(record.deal_id.clone(), now, now)];
        let edit = Some(Edit { field: FieldKey::from(key), entry, knew, knew_crm_until: None, by });
        let save = RecordSave { record, edit, outbox, alarms: Vec::new(), at: now };
        self.store.save_record(&save).await.unwrap().record
    }

    /// The texts that were written at once into a field and of which none was chosen yet.
    pub async fn conflict(&self, deal: &DealId, key: &str) -> Vec<String> {
        let record = self.store.record(deal).await.unwrap().expect("a record");
        let conflicts = record.fields.conflicts().remove(&FieldKey::from(key)).unwrap_or_default();
        let alternatives = conflicts.into_iter().flat_map(|conflict| conflict.alternatives);
        alternatives.map(|entry| domain::projection::project(&entry.value)).collect()
    }

    /// The text of a field of the record here.
    pub async fn field(&self, deal: &DealId, key: &str) -> Option<String> {
        let record = self.store.record(deal).await.unwrap()?;
        record.value(&FieldKey::from(key)).map(domain::projection::project)
    }
}
