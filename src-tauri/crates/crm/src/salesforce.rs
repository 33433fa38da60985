//! Salesforce.
//!
//! Records are walked by id inside a window of time ([`walk`]); every question is built in one place ([`soql`]) from fields
//! that a describe has shown ([`shape`]); a deal is written only if nobody changed it since it was read; what is created
//! carries a unique key, or is looked for before.

mod bulk;
mod failure;
mod files;
mod moves;
mod names;
mod notes;
mod paths;
mod people;
mod pull;
mod records;
mod rights;
mod shape;
mod soql;
mod surroundings;
mod talk;
#[cfg(test)]
mod tests;
mod together;
mod touched;
mod walk;
mod writes;

use crate::port::{
    Ability, Around, Capabilities, Crm, CrmError, CrmField, Cursor, DealHistory, FileDraft, Flaw, Identity, Names,
    NoteDraft, Object, Page, Part, Property, PropertyHistory, QuotaState, ReadDeal, Right, ServerTime, TaskDraft,
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::{DealId, FieldKey, Person, Pipeline};
use names::{LONG_TEXT, Named, Sobject, field_name};
use net::Http;
use shape::Shape;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

/// From how many deals on the first load is left to a bulk job.
const BULK_FROM: u64 = 50_000;

const ABILITIES: &[Ability] = &[
    Ability::Describe,
    Ability::Rights,
    Ability::QuotaState,
    Ability::WhoAmI,
    Ability::People,
    Ability::InitialLoad,
    Ability::Incremental,
    Ability::Deletes,
    Ability::Undelete,
    Ability::OwnerChange,
    Ability::StageHistory,
    Ability::ContactRoles,
    Ability::ProductLines,
    Ability::Activities,
    Ability::WriteDeal,
    Ability::Tasks,
    Ability::Notes,
    Ability::Files,
];

/// One Salesforce organisation, as one person sees it.
#[derive(Debug)]
pub struct Salesforce {
    http: Http,
    fields: Vec<FieldKey>,
    named: Named,
    bulk_from: u64,
    /// The kinds of record that were described.
    shapes: Mutex<BTreeMap<Sobject, Arc<Shape>>>,
    /// The organisation's time zone, once it was asked for.
    zone: Mutex<Option<chrono_tz::Tz>>,
}

impl Salesforce {
    /// An organisation at its instance's address, with the fields of the default playbook.
    pub fn new(http: Http) -> Self {
        let fields = crate::port::DEFAULT_FIELDS.iter().copied().map(Into::into).collect();
        let (named, shapes, zone) = (Named::default(), Mutex::default(), Mutex::default());
        Self { http, fields, named, bulk_from: BULK_FROM, shapes, zone }
    }

    /// Reads and writes fields of other names than the set-up's.
    #[must_use]
    pub fn calling(mut self, names: &Names) -> Self {
        self.named = Named::of(names, &self.fields);
        self
    }

    /// Leaves the first load to a bulk job from so many deals on.
    #[must_use]
    pub fn with_bulk_from(mut self, deals: u64) -> Self {
        self.bulk_from = deals;
        self
    }
}

#[async_trait]
impl Crm for Salesforce {
    fn capabilities(&self) -> Capabilities {
        Capabilities {
            name: "Salesforce",
            personal_rights: true,
            guarded_writes: true,
            text_limit: LONG_TEXT,
            abilities: ABILITIES,
        }
    }

    fn carries(&self, field: &FieldKey) -> bool {
        self.fields.contains(field)
    }

    fn server_time(&self) -> Option<ServerTime> {
        self.http.server_time()
    }

    fn quota(&self) -> QuotaState {
        self.http.quota()
    }

    async fn describe(&self) -> Result<Vec<CrmField>, CrmError> {
        self.read_shape().await
    }

    async fn rights(&self, deal: Option<&DealId>) -> Result<Vec<Right>, CrmError> {
        self.read_rights(deal).await
    }

    async fn who_am_i(&self) -> Result<Identity, CrmError> {
        self.read_identity().await
    }

    async fn people(&self) -> Result<Vec<Person>, CrmError> {
        self.with_fresh_shapes(|| self.read_people()).await
    }

    async fn pipelines(&self) -> Result<Vec<Pipeline>, CrmError> {
        self.read_pipelines().await
    }

    async fn pull(&self, object: Object, cursor: &Cursor) -> Result<Page, CrmError> {
        self.with_fresh_shapes(|| self.pull_page(object, cursor)).await
    }

    async fn around(&self, deals: &[DealId], parts: &[Part]) -> Result<(Vec<Around>, Vec<Flaw>), CrmError> {
        self.with_fresh_shapes(|| self.read_around(deals, parts)).await
    }

    async fn deal_history(&self, deals: &[DealId]) -> Result<Vec<DealHistory>, CrmError> {
        self.read_history(deals).await
    }

    async fn deal(&self, id: &DealId) -> Result<ReadDeal, CrmError> {
        self.with_fresh_shapes(|| self.read_deal(id)).await
    }

    async fn property_history(
        &self,
        deals: &[DealId],
        properties: &[Property],
    ) -> Result<BTreeMap<DealId, PropertyHistory>, CrmError> {
        self.read_property_history(deals, properties).await
    }

    async fn write_deal(&self, id: &DealId, changes: &BTreeMap<Property, String>) -> Result<(), CrmError> {
        self.patch_deal(id, changes, None).await
    }

    async fn write_deal_unchanged_since(
        &self,
        id: &DealId,
        changes: &BTreeMap<Property, String>,
        read_at: Option<DateTime<Utc>>,
    ) -> Result<(), CrmError> {
        self.patch_deal(id, changes, read_at).await
    }

    async fn upsert_note(&self, key: &str, deal: &DealId, note: &NoteDraft) -> Result<String, CrmError> {
        self.put_note(key, deal, note).await
    }

    async fn upsert_task(&self, key: &str, deal: &DealId, task: &TaskDraft) -> Result<String, CrmError> {
        self.put_task(key, deal, task).await
    }

    async fn attach_file(&self, key: &str, deal: &DealId, file: &FileDraft) -> Result<String, CrmError> {
        self.put_file(key, deal, file).await
    }

    async fn read_file(&self, id: &str) -> Result<Vec<u8>, CrmError> {
        self.get_file(id).await
    }

    async fn longest(&self, property: &Property) -> Result<usize, CrmError> {
        let shape = self.shape(Sobject::Opportunity).await?;
        Ok(shape
            .field(&field_name(property))
            .and_then(|facts| facts.length)
            .map_or(LONG_TEXT, |length| length as usize))
    }
}
