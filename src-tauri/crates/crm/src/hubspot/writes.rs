//! What is written to HubSpot.

use super::kinds::Kind;
use super::talk::{id_of, results};
use super::{HubSpot, failure, paths};
use crate::port::{CrmError, NoteDraft, Property, TaskDraft};
use crate::reading::rich_text;
use chrono::{DateTime, SecondsFormat, Utc};
use domain::{ActivityKind, DealId};
use net::Request;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The unique property of everything that we create.
pub(super) const KEY: &str = "changeover_key";
const NOTE: Kind = Kind::Activity(ActivityKind::Note);
const TASK: Kind = Kind::Activity(ActivityKind::Task);
/// HubSpot's ids of the association types note to deal, task to deal.
const NOTE_TO_DEAL: u32 = 214;
const TASK_TO_DEAL: u32 = 216;

impl HubSpot {
    pub(super) async fn patch_deal(&self, id: &DealId, changes: &BTreeMap<Property, String>) -> Result<(), CrmError> {
        let properties: Map<String, Value> =
            changes.iter().map(|(property, text)| (self.named.property(property), json!(text))).collect();
        self.write(Request::patch(paths::object(Kind::Deal, id.as_str()), json!({"properties": properties}))).await?;
        Ok(())
    }

    pub(super) async fn put_note(&self, key: &str, deal: &DealId, note: &NoteDraft) -> Result<String, CrmError> {
        let mut properties = Map::new();
        properties.insert("hs_note_body".into(), json!(rich_text(&note.body)));
        properties.insert("hs_timestamp".into(), json!(iso(note.at)));
        properties.extend(note.owner.iter().map(|owner| ("hubspot_owner_id".to_owned(), json!(owner))));
        self.upsert_linked_note(key, deal, properties).await
    }

    pub(super) async fn upsert_linked_note(
        &self,
        key: &str,
        deal: &DealId,
        properties: Map<String, Value>,
    ) -> Result<String, CrmError> {
        let id = self.upsert(NOTE, key, properties).await?;
        self.associate(NOTE, &id, deal, NOTE_TO_DEAL).await?;
        Ok(id)
    }

    pub(super) async fn put_task(&self, key: &str, deal: &DealId, task: &TaskDraft) -> Result<String, CrmError> {
        let mut properties = Map::new();
        properties.insert("hs_task_subject".into(), json!(task.subject));
        properties.insert("hs_task_body".into(), json!(rich_text(&task.body)));
        properties.insert("hs_task_type".into(), json!("TODO"));
        properties.insert("hs_timestamp".into(), json!(iso(task.due_at)));
        properties.extend(task.owner.iter().map(|owner| ("hubspot_owner_id".to_owned(), json!(owner))));
        if !self.has(TASK, key).await? {
            properties.insert("hs_task_status".into(), json!("NOT_STARTED"));
        }
        let id = self.upsert(TASK, key, properties).await?;
        self.associate(TASK, &id, deal, TASK_TO_DEAL).await?;
        Ok(id)
    }

    async fn has(&self, kind: Kind, key: &str) -> Result<bool, CrmError> {
        let body = json!({"idProperty": KEY, "inputs": [{"id": key}], "properties": [KEY]});
        let reply = self.read(Request::post(paths::batch(kind, "read"), body)).await?;
        Ok(!results(reply).is_empty())
    }

    async fn upsert(&self, kind: Kind, key: &str, properties: Map<String, Value>) -> Result<String, CrmError> {
        let body = json!({"inputs": [{"idProperty": KEY, "id": key, "properties": properties}]});
        let reply = self.write(Request::post(paths::batch(kind, "upsert"), body)).await?;
        let id = reply.pointer("/results/0/id").and_then(id_of);
        id.ok_or_else(|| failure::of_batch(&reply))
    }

    /// The same association again changes nothing.
    async fn associate(&self, kind: Kind, id: &str, deal: &DealId, type_id: u32) -> Result<(), CrmError> {
        let types = json!([{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": type_id}]);
        let body = json!({"inputs": [{"from": {"id": id}, "to": {"id": deal}, "types": types}]});
        let reply = self.write(Request::post(paths::associations(kind, Kind::Deal, "create"), body)).await?;
        let failed = reply.get("errors").and_then(Value::as_array).is_some_and(|errors| !errors.is_empty());
        if failed { Err(failure::of_batch(&reply)) } else { Ok(()) }
    }
}

pub(super) fn iso(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}
