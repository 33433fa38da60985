//! How a deal came to where it is.
//!
//! The progress of an opportunity is in OpportunityHistory, a row for each change of stage, amount or close date. What
//! happened to tracked fields is in OpportunityFieldHistory; of long texts it tells who and when, never what, so they have no
//! history here.

use super::Salesforce;
use super::names::{Sobject, field_name};
use super::soql::{Soql, any_of, both, equals};
use super::talk::{IDS_AT_ONCE, text_of};
use crate::port::{CrmError, DealHistory, ErrorClass, FieldKind, Property, PropertyHistory, Version};
use crate::reading::moment_of;
use domain::DealId;
use serde_json::Value;
use std::collections::BTreeMap;

type ByDeal = BTreeMap<String, Vec<Version>>;

impl Salesforce {
    pub(super) async fn read_history(&self, deals: &[DealId]) -> Result<Vec<DealHistory>, CrmError> {
        let mut stages = self.stages_of(deals).await?;
        let mut statuses = self.versions_of(deals, &[Property::Status]).await?;
        let history = |deal: &DealId| {
            let deal_id = deal.clone();
            let statuses = statuses.remove(deal).and_then(|mut of| of.remove(&Property::Status)).unwrap_or_default();
            DealHistory { deal_id, stages: stages.remove(deal.as_str()).unwrap_or_default(), statuses }
        };
        Ok(deals.iter().map(history).collect())
    }

    pub(super) async fn read_property_history(
        &self,
        deals: &[DealId],
        properties: &[Property],
    ) -> Result<BTreeMap<DealId, PropertyHistory>, CrmError> {
        self.versions_of(deals, properties).await
    }

    async fn stages_of(&self, deals: &[DealId]) -> Result<ByDeal, CrmError> {
        let mut stages = ByDeal::new();
        for some in deals.chunks(IDS_AT_ONCE) {
            let fields = ["OpportunityId", "StageName", "CreatedDate", "CreatedById"];
            let ids = any_of("OpportunityId", some.iter().map(DealId::as_str));
            let soql = Soql::select(fields, "OpportunityHistory").and(ids).ordered_by("CreatedDate");
            for row in self.all(soql).await? {
                let Some(deal) = text_of(&row, "OpportunityId") else { continue };
                stages.entry(deal).or_default().extend(version(&row, "StageName"));
            }
        }
        stages.values_mut().for_each(|versions| oldest_first(versions));
        Ok(stages)
    }

    /// Only fields whose history has values are asked for.
    async fn versions_of(
        &self,
        deals: &[DealId],
        properties: &[Property],
    ) -> Result<BTreeMap<DealId, PropertyHistory>, CrmError> {
        let shape = self.shape(Sobject::Opportunity).await?;
        let told = |property: &Property| {
            let facts = shape.field(&field_name(property))?;
            (facts.kind != FieldKind::LongText).then(|| (facts.name.clone(), property.clone()))
        };
        let named: BTreeMap<String, Property> = properties.iter().filter_map(told).collect();
        let mut found: BTreeMap<DealId, PropertyHistory> = BTreeMap::new();
        if named.is_empty() {
            return Ok(found);
        }
        for some in deals.chunks(IDS_AT_ONCE) {
            for row in self.changes(some, &named).await? {
                let property = text_of(&row, "Field").and_then(|field| named.get(&field));
                let (Some(property), Some(deal)) = (property, text_of(&row, "OpportunityId")) else { continue };
                let versions = found.entry(deal.into()).or_default().entry(property.clone()).or_default();
                versions.extend(version(&row, "NewValue"));
            }
        }
        found.values_mut().flat_map(BTreeMap::values_mut).for_each(|versions| oldest_first(versions));
        Ok(found)
    }

    /// An organisation that tracks no field of opportunities has no such records at all.
    async fn changes(&self, deals: &[DealId], named: &BTreeMap<String, Property>) -> Result<Vec<Value>, CrmError> {
        let fields = ["OpportunityId", "Field", "NewValue", "CreatedDate", "CreatedById"];
        let ids = any_of("OpportunityId", deals.iter().map(DealId::as_str));
        let asked = match named.keys().collect::<Vec<_>>().as_slice() {
            [one] => equals("Field", one),
            several => any_of("Field", several),
        };
        let soql = Soql::select(fields, "OpportunityFieldHistory").and(both(&ids, &asked)).ordered_by("CreatedDate");
        match self.all(soql).await {
            Err(CrmError { class: ErrorClass::FixField { .. } | ErrorClass::NotAllowed, .. }) => Ok(Vec::new()),
            outcome => outcome,
        }
    }
}

/// A change of a reference comes twice, as names and as ids: the id counts.
fn version(row: &Value, field: &str) -> Option<Version> {
    let at = text_of(row, "CreatedDate").and_then(|text| moment_of(&text))?;
    let value = match row.get(field) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Bool(flag)) => flag.to_string(),
        _ => String::new(),
    };
    Some(Version { value, at, by_user: text_of(row, "CreatedById") })
}

/// Among equal times the later row stays later.
fn oldest_first(versions: &mut [Version]) {
    versions.sort_by_key(|version| version.at);
}
