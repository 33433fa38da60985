//! HubSpot.
//!
//! Objects are listed once and then searched by their last change ([`walk`]); what must be true this moment is read by
//! id; what is created carries a unique key, so that a second try finds the first one's work.

mod failure;
mod files;
mod kinds;
mod moves;
mod named;
mod paths;
mod people;
mod pull;
mod records;
mod shape;
mod surroundings;
mod talk;
#[cfg(test)]
mod tests;
mod walk;
mod writes;

use crate::port::{
    Ability, Around, Capabilities, Crm, CrmError, CrmField, Cursor, DealHistory, FileDraft, Flaw, Identity, Names,
    NoteDraft, Object, Page, Part, Property, PropertyHistory, QuotaState, ReadDeal, Right, ServerTime, TaskDraft,
};
use crate::reading;
use async_trait::async_trait;
use domain::{DealId, FieldKey, Person, Pipeline};
use named::Named;
use net::Http;
use records::Stages;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Everything that there is.
const ABILITIES: &[Ability] = &[
    Ability::Describe,
    Ability::Rights,
    Ability::QuotaState,
    Ability::WhoAmI,
    Ability::People,
    Ability::InitialLoad,
    Ability::Incremental,
    Ability::Deletes,
    Ability::Merges,
    Ability::Undelete,
    Ability::OwnerChange,
    Ability::StageHistory,
    Ability::TextHistory,
    Ability::ContactRoles,
    Ability::ProductLines,
    Ability::Activities,
    Ability::WriteDeal,
    Ability::Tasks,
    Ability::Notes,
    Ability::Files,
];

/// One HubSpot account, through one credential.
#[derive(Debug)]
pub struct HubSpot {
    http: Http,
    fields: Vec<FieldKey>,
    named: Named,
    /// What stages mean, since pipelines were last read.
    stages: Mutex<Option<Arc<Stages>>>,
}

impl HubSpot {
    /// An account with the fields of the default playbook.
    pub fn new(http: Http) -> Self {
        Self {
            http,
            fields: crate::port::DEFAULT_FIELDS.iter().copied().map(Into::into).collect(),
            named: Named::default(),
            stages: Mutex::default(),
        }
    }

    /// Reads and writes properties of other names than the set-up's.
    #[must_use]
    pub fn calling(mut self, names: &Names) -> Self {
        self.named = Named::of(names, &self.fields);
        self
    }

    /// The meaning of stages, read once.
    async fn stages(&self) -> Result<Arc<Stages>, CrmError> {
        let known = self.stages.lock().unwrap_or_else(PoisonError::into_inner).clone();
        match known {
            Some(stages) => Ok(stages),
            None => Ok(self.keep_stages(&self.read_pipelines().await?)),
        }
    }

    fn keep_stages(&self, pipelines: &[Pipeline]) -> Arc<Stages> {
        let stages = Arc::new(Stages::of(pipelines));
        *self.stages.lock().unwrap_or_else(PoisonError::into_inner) = Some(stages.clone());
        stages
    }
}

#[async_trait]
impl Crm for HubSpot {
    fn capabilities(&self) -> Capabilities {
        Capabilities {
            name: "HubSpot",
            personal_rights: false,
            guarded_writes: false,
            text_limit: reading::LONG,
            abilities: ABILITIES,
        }
    }

    fn quota(&self) -> QuotaState {
        self.http.quota()
    }

    async fn describe(&self) -> Result<Vec<CrmField>, CrmError> {
        self.read_shape().await
    }

    async fn rights(&self, _: Option<&DealId>) -> Result<Vec<Right>, CrmError> {
        self.read_rights().await
    }

    async fn attach_file(&self, key: &str, deal: &DealId, file: &FileDraft) -> Result<String, CrmError> {
        self.put_file(key, deal, file).await
    }

    async fn read_file(&self, id: &str) -> Result<Vec<u8>, CrmError> {
        self.get_file(id).await
    }

    fn carries(&self, field: &FieldKey) -> bool {
        self.fields.contains(field)
    }

    fn server_time(&self) -> Option<ServerTime> {
        self.http.server_time()
    }

    async fn who_am_i(&self) -> Result<Identity, CrmError> {
        self.read_identity().await
    }

    async fn people(&self) -> Result<Vec<Person>, CrmError> {
        self.read_people().await
    }

    async fn pipelines(&self) -> Result<Vec<Pipeline>, CrmError> {
        let pipelines = self.read_pipelines().await?;
        self.keep_stages(&pipelines);
        Ok(pipelines)
    }

    async fn pull(&self, object: Object, cursor: &Cursor) -> Result<Page, CrmError> {
        match object {
            Object::Deals => self.pull_deals(cursor).await,
            Object::ArchivedDeals => self.pull_archived(cursor).await,
            part => self.pull_touched(part, cursor).await,
        }
    }

    async fn around(&self, deals: &[DealId], parts: &[Part]) -> Result<(Vec<Around>, Vec<Flaw>), CrmError> {
        self.read_around(deals, parts).await
    }

    async fn deal_history(&self, deals: &[DealId]) -> Result<Vec<DealHistory>, CrmError> {
        self.read_history(deals).await
    }

    async fn deal(&self, id: &DealId) -> Result<ReadDeal, CrmError> {
        self.read_deal(id).await
    }

    async fn property_history(
        &self,
        deals: &[DealId],
        properties: &[Property],
    ) -> Result<BTreeMap<DealId, PropertyHistory>, CrmError> {
        self.read_property_history(deals, properties).await
    }

    async fn write_deal(&self, id: &DealId, changes: &BTreeMap<Property, String>) -> Result<(), CrmError> {
        self.patch_deal(id, changes).await
    }

    async fn upsert_note(&self, key: &str, deal: &DealId, note: &NoteDraft) -> Result<String, CrmError> {
        self.put_note(key, deal, note).await
    }

    async fn upsert_task(&self, key: &str, deal: &DealId, task: &TaskDraft) -> Result<String, CrmError> {
        self.put_task(key, deal, task).await
    }
}
