//! A CRM of which only the deals are read: what the peers of the race read.

use async_trait::async_trait;
use crm::port::{
    Around, Capabilities, Crm, CrmError, Cursor, DealHistory, Flaw, Identity, NoteDraft, Object, Page, Part, Property,
    PropertyHistory, ReadDeal, ServerTime, TaskDraft,
};
use domain::{DealId, Person, Pipeline};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The deals of another CRM; nothing changes around them, and nothing hangs on them.
pub struct DealsOnly(pub Arc<dyn Crm>);

#[async_trait]
impl Crm for DealsOnly {
    fn capabilities(&self) -> Capabilities {
        self.0.capabilities()
    }

    fn server_time(&self) -> Option<ServerTime> {
        self.0.server_time()
    }

    async fn who_am_i(&self) -> Result<Identity, CrmError> {
        self.0.who_am_i().await
    }

    async fn people(&self) -> Result<Vec<Person>, CrmError> {
        self.0.people().await
    }

    async fn pipelines(&self) -> Result<Vec<Pipeline>, CrmError> {
        self.0.pipelines().await
    }

    async fn pull(&self, object: Object, cursor: &Cursor) -> Result<Page, CrmError> {
        match object {
            Object::Deals => self.0.pull(object, cursor).await,
            _ => Ok(Page { next: Cursor("nothing".to_owned()), done: true, ..Page::default() }),
        }
    }

    async fn around(&self, _: &[DealId], _: &[Part]) -> Result<(Vec<Around>, Vec<Flaw>), CrmError> {
        Ok((Vec::new(), Vec::new()))
    }

    async fn deal_history(&self, _: &[DealId]) -> Result<Vec<DealHistory>, CrmError> {
        Ok(Vec::new())
    }

    async fn deal(&self, id: &DealId) -> Result<ReadDeal, CrmError> {
        self.0.deal(id).await
    }

    async fn property_history(
        &self,
        _: &[DealId],
        _: &[Property],
    ) -> Result<BTreeMap<DealId, PropertyHistory>, CrmError> {
        Ok(BTreeMap::new())
    }

    async fn write_deal(&self, id: &DealId, changes: &BTreeMap<Property, String>) -> Result<(), CrmError> {
        self.0.write_deal(id, changes).await
    }

    async fn upsert_note(&self, key: &str, deal: &DealId, note: &NoteDraft) -> Result<String, CrmError> {
        self.0.upsert_note(key, deal, note).await
    }

    async fn upsert_task(&self, key: &str, deal: &DealId, task: &TaskDraft) -> Result<String, CrmError> {
        self.0.upsert_task(key, deal, task).await
    }
}
