//! From what the store holds of a deal to its judgement.

mod events;
mod summary;

pub use events::whole_record;
pub use summary::{band_key, summary_of};

use crate::error::AppError;
use crate::process::Process;
use crate::workspace::Workspace;
use domain::{DealContext, DealId, HandoffRecord};
use playbook::{Arrival, Assessment, EarlierTexts, Situation, Workload};
use std::collections::HashMap;
use std::sync::Arc;

/// How many of the rep's last handoffs a text is compared with.
const EARLIER_HANDOFFS: u32 = 20;

/// One deal with all that is known, and what the playbook says of it.
pub struct Judged {
    pub context: DealContext,
    /// What people wrote and did, with what the CRM's history and activities add.
    pub record: HandoffRecord,
    pub assessment: Assessment,
}

/// What all judgements of one round share.
pub struct Bench<'a> {
    workspace: &'a Workspace,
    pub process: Process,
    workload: Arc<Workload>,
}

impl<'a> Bench<'a> {
    /// Reads what the deals have in common.
    pub async fn set_up(workspace: &'a Workspace) -> Result<Self, AppError> {
        Ok(Self { workspace, process: workspace.process(), workload: workspace.loads.now(&workspace.store).await? })
    }

    /// Judges those of the deals that the cache has.
    pub async fn judge(&self, deals: &[DealId]) -> Result<Vec<Judged>, AppError> {
        let contexts = self.workspace.store.contexts(deals).await?;
        let records = self.workspace.store.records(deals).await?;
        let mut records: HashMap<DealId, HandoffRecord> =
            records.into_iter().map(|record| (record.deal_id.clone(), record)).collect();
        let mut judged = Vec::with_capacity(contexts.len());
        for context in contexts {
            let record = records.remove(&context.deal.id);
            judged.push(self.judge_one(context, record).await?);
        }
        Ok(judged)
    }

    /// Judges a deal as if its record were this one.
    pub async fn judge_with(&self, deal: &DealId, record: HandoffRecord) -> Result<Judged, AppError> {
        let context = self.workspace.store.context(deal).await?.ok_or(AppError::NoSuchHandoff)?;
        self.judge_one(context, Some(record)).await
    }

    async fn judge_one(&self, mut context: DealContext, record: Option<HandoffRecord>) -> Result<Judged, AppError> {
        let record =
            record.unwrap_or_else(|| HandoffRecord::empty(&self.workspace.organisation, context.deal.id.clone()));
        let earlier = self.earlier_texts(&context, &record).await?;
        let record = whole_record(self.workspace, &self.process, &context, record).await?;
        context.deal.csm_id = events::csm_of(&context, &record);
        let assessment = playbook::assess(&Situation {
            playbook: &self.process.playbook,
            roster: &self.process.roster,
            context: &context,
            record: &record,
            earlier_texts: &earlier,
            workload: &self.workload,
            arrival: Arrival::default(),
            now: self.workspace.now(),
        });
        Ok(Judged { context, record, assessment })
    }

    /// The rep's other texts; not looked up where this deal has no text to compare.
    async fn earlier_texts(&self, context: &DealContext, record: &HandoffRecord) -> Result<EarlierTexts, AppError> {
        let mut earlier = EarlierTexts::default();
        let Some(owner) = context.deal.owner_id.as_ref().filter(|_| !record.fields.is_empty()) else {
            return Ok(earlier);
        };
        for (field, texts) in self.workspace.store.rep_texts(owner, &context.deal.id, EARLIER_HANDOFFS).await? {
            for text in texts {
                earlier.add(field.clone(), "another of your handoffs", &text);
            }
        }
        Ok(earlier)
    }
}

/// Judges one deal.
pub async fn judge_deal(workspace: &Workspace, deal: &DealId) -> Result<Judged, AppError> {
    let bench = Bench::set_up(workspace).await?;
    bench.judge(std::slice::from_ref(deal)).await?.pop().ok_or(AppError::NoSuchHandoff)
}
