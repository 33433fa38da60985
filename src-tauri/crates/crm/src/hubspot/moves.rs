//! Property history: who changed what, when.

use super::talk::id_of;
use super::{HubSpot, Property};
use crate::port::{CrmError, DealHistory, PropertyHistory, Version};
use crate::reading::moment_of;
use domain::DealId;
use serde_json::Value;
use std::collections::BTreeMap;

impl HubSpot {
    pub(super) async fn read_history(&self, deals: &[DealId]) -> Result<Vec<DealHistory>, CrmError> {
        let ids: Vec<String> = deals.iter().map(|id| id.0.clone()).collect();
        let records = self.batch_history(&ids, &["dealstage", "handoff_status"]).await?;
        let history = |record: &Value| {
            let deal_id = record.get("id").and_then(id_of)?.into();
            Some(DealHistory {
                deal_id,
                stages: versions(record, "dealstage"),
                statuses: versions(record, "handoff_status"),
            })
        };
        Ok(records.iter().filter_map(history).collect())
    }

    pub(super) async fn read_property_history(
        &self,
        deals: &[DealId],
        properties: &[Property],
    ) -> Result<BTreeMap<DealId, PropertyHistory>, CrmError> {
        let ids: Vec<String> = deals.iter().map(|id| id.0.clone()).collect();
        let names: Vec<String> = properties.iter().map(|property| self.named.property(property)).collect();
        let asked: Vec<&str> = names.iter().map(String::as_str).collect();
        let records = self.batch_history(&ids, &asked).await?;
        let history = |record: &Value| {
            let each = properties.iter().zip(&names).map(|(property, name)| (property.clone(), versions(record, name)));
            each.filter(|(_, versions)| !versions.is_empty()).collect()
        };
        let of_deal = |record: &Value| Some((record.get("id").and_then(id_of)?.into(), history(record)));
        Ok(records.iter().filter_map(of_deal).collect())
    }
}

/// The values that a property had, oldest first. Entries without a readable time are left out.
fn versions(record: &Value, property: &str) -> Vec<Version> {
    let list = record.get("propertiesWithHistory").and_then(|all| all.get(property)).and_then(Value::as_array);
    let mut versions: Vec<Version> = list.into_iter().flatten().filter_map(version).collect();
    // HubSpot gives the newest first; among equal times the later one stays later.
    versions.reverse();
    versions.sort_by_key(|version| version.at);
    versions
}

fn version(entry: &Value) -> Option<Version> {
    let at = entry.get("timestamp").and_then(id_of).and_then(|text| moment_of(&text))?;
    let source = entry.get("sourceId").and_then(Value::as_str).and_then(|source| source.strip_prefix("userId:"));
    let by_user = entry.get("updatedByUserId").and_then(id_of).or_else(|| source.map(str::to_owned));
    let value = entry.get("value").and_then(|value| value.as_str().map(str::to_owned).or_else(|| id_of(value)));
    Some(Version { value: value.unwrap_or_default(), at, by_user })
}
