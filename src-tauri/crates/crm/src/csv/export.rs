//! Files of an export behind the port: what they say now, and later what they say otherwise.
//!
//! Invariant: nothing is written, and nothing is concluded from a row's absence: an export may be a part.
//! What the files say is kept while it is compared with; its size is theirs. The import of large files streams instead, see
//! [`super::run`].

mod snapshot;
#[cfg(test)]
mod tests;

use super::{ImportPlan, RunContext};
use crate::port::{
    Ability, Around, Capabilities, Crm, CrmError, Cursor, DealHistory, ErrorClass, Flaw, Identity, NoteDraft, Object,
    Page, Part, Property, PropertyHistory, ReadDeal, ServerTime, TaskDraft,
};
use async_trait::async_trait;
use domain::{DealId, Person, Pipeline};
use serde::{Deserialize, Serialize};
use snapshot::Snapshot;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Deals of one page.
const PAGE: usize = 500;

/// The files of a plan, read again when they change.
#[derive(Debug)]
pub struct Export {
    plan: ImportPlan,
    context: RunContext,
    kept: Mutex<Kept>,
}

/// What the files said last, and what they said before that.
#[derive(Debug, Default)]
struct Kept {
    last: Option<Arc<Snapshot>>,
    before: Option<Arc<Snapshot>>,
}

/// Where a pull goes on: which state of the files, and after how many deals of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Position {
    mark: String,
    after: usize,
    done: bool,
    /// The state whose deals were all told before; what is as it was there is no news.
    #[serde(default)]
    since: Option<String>,
}

impl Export {
    /// The files that a plan names, read as it says.
    pub fn new(plan: ImportPlan, context: RunContext) -> Self {
        Self { plan, context, kept: Mutex::default() }
    }

    /// What the files say now; read only where they changed.
    async fn now(&self) -> Result<Arc<Snapshot>, CrmError> {
        let mark = snapshot::mark_of(&self.plan)?;
        let last = self.kept.lock().unwrap_or_else(PoisonError::into_inner).last.clone();
        if let Some(last) = last.filter(|last| last.mark == mark) {
            return Ok(last);
        }
        let (plan, context) = (self.plan.clone(), self.context);
        let reading = tokio::task::spawn_blocking(move || Snapshot::read(&plan, &context, mark));
        let read = reading.await.map_err(|_| unreadable("the reading was broken off"))??;
        let read = Arc::new(read);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.before = kept.last.replace(read.clone());
        Ok(read)
    }

    /// The state of a mark, where it is the one before this.
    fn before(&self, mark: &str) -> Option<Arc<Snapshot>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.before.clone().filter(|before| before.mark == mark)
    }

    async fn deals(&self, cursor: &Cursor) -> Result<Page, CrmError> {
        let now = self.now().await?;
        let position: Option<Position> = serde_json::from_str(&cursor.0).ok();
        let (from, since) = match position {
            Some(position) if position.mark == now.mark && position.done => (now.deals.len(), position.since),
            Some(position) if position.mark == now.mark => (position.after, position.since),
            Some(position) if position.done => (0, Some(position.mark)),
            _ => (0, None),
        };
        let known = since.as_deref().and_then(|mark| self.before(mark));
        let to = now.deals.len().min(from.saturating_add(PAGE));
        let told = now.deals.get(from..to).unwrap_or_default();
        let is_news = |deal: &&domain::Deal| known.as_ref().is_none_or(|known| known.deal(&deal.id) != Some(*deal));
        let done = to >= now.deals.len();
        let next = Position { mark: now.mark.clone(), after: to, done, since };
        Ok(Page {
            deals: told.iter().filter(is_news).cloned().collect(),
            flaws: if from == 0 { now.flaws.clone() } else { Vec::new() },
            next: Cursor(serde_json::to_string(&next).unwrap_or_default()),
            done,
            of: cursor.0.is_empty().then_some(now.deals.len() as u64),
            ..Page::default()
        })
    }
}

/// What may be asked of files.
const ABILITIES: &[Ability] = &[Ability::InitialLoad, Ability::Incremental, Ability::OwnerChange];

#[async_trait]
impl Crm for Export {
    fn capabilities(&self) -> Capabilities {
        let (name, abilities) = ("the export", ABILITIES);
        Capabilities { name, personal_rights: false, guarded_writes: false, text_limit: 0, abilities }
    }

    fn server_time(&self) -> Option<ServerTime> {
        None
    }

    async fn who_am_i(&self) -> Result<Identity, CrmError> {
        Err(only_read("tell who you are"))
    }

    async fn people(&self) -> Result<Vec<Person>, CrmError> {
        Ok(self.now().await?.people.clone())
    }

    async fn pipelines(&self) -> Result<Vec<Pipeline>, CrmError> {
        Ok(self.now().await?.pipelines.clone())
    }

    async fn pull(&self, object: Object, cursor: &Cursor) -> Result<Page, CrmError> {
        match object {
            Object::Deals => self.deals(cursor).await,
            // What hangs on deals stands in the same files, and comes with them.
            _ => Ok(Page { next: Cursor("files".to_owned()), done: true, ..Page::default() }),
        }
    }

    async fn around(&self, deals: &[DealId], parts: &[Part]) -> Result<(Vec<Around>, Vec<Flaw>), CrmError> {
        let now = self.now().await?;
        Ok((deals.iter().map(|deal| now.around(deal, parts)).collect(), Vec::new()))
    }

    async fn deal_history(&self, _: &[DealId]) -> Result<Vec<DealHistory>, CrmError> {
        Ok(Vec::new())
    }

    async fn deal(&self, id: &DealId) -> Result<ReadDeal, CrmError> {
        let deal = self.now().await?.deal(id).cloned();
        let gone = || CrmError::new(ErrorClass::Gone, "the files do not have this deal", "export it again");
        Ok(ReadDeal { deal: deal.ok_or_else(gone)?, properties: BTreeMap::new(), flaws: Vec::new() })
    }

    async fn property_history(
        &self,
        _: &[DealId],
        _: &[Property],
    ) -> Result<BTreeMap<DealId, PropertyHistory>, CrmError> {
        Ok(BTreeMap::new())
    }

    async fn write_deal(&self, _: &DealId, _: &BTreeMap<Property, String>) -> Result<(), CrmError> {
        Err(only_read("be written to"))
    }

    async fn upsert_note(&self, _: &str, _: &DealId, _: &NoteDraft) -> Result<String, CrmError> {
        Err(only_read("take notes"))
    }

    async fn upsert_task(&self, _: &str, _: &DealId, _: &TaskDraft) -> Result<String, CrmError> {
        Err(only_read("take tasks"))
    }
}

fn only_read(what: &str) -> CrmError {
    CrmError::new(ErrorClass::NotAllowed, format!("an export can't {what}"), "connect the CRM itself")
}

fn unreadable(reason: &str) -> CrmError {
    let remedy = "choose the files again on the import screen";
    CrmError::new(ErrorClass::Broken, format!("the export can't be read: {reason}"), remedy)
}
