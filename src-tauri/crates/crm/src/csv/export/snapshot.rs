//! What files said at one moment.

use super::unreadable;
use crate::csv::{CsvError, FileRole, ImportBatch, ImportPlan, RunContext, Unwatched, run};
use crate::port::{Around, CrmError, ErrorClass, Flaw, Part};
use domain::{Account, AccountId, Deal, DealId, Person, Pipeline, PipelineId, ProductLine};
use std::collections::BTreeMap;
use std::time::UNIX_EPOCH;

/// Everything that the files said.
#[derive(Debug)]
pub(super) struct Snapshot {
    pub(super) mark: String,
    pub(super) people: Vec<Person>,
    pub(super) pipelines: Vec<Pipeline>,
    /// By id.
    pub(super) deals: Vec<Deal>,
    accounts: BTreeMap<AccountId, Account>,
    lines: BTreeMap<DealId, Vec<ProductLine>>,
    pub(super) flaws: Vec<Flaw>,
}

/// A mark that changes when a file does: its size and its time of change.
pub(super) fn mark_of(plan: &ImportPlan) -> Result<String, CrmError> {
    let mut parts = Vec::new();
    for file in plan.files.iter().filter(|file| file.role != FileRole::Ignored) {
        let facts = std::fs::metadata(&file.path).map_err(|_| {
            CrmError::new(
                ErrorClass::Gone,
                format!("`{}` is not there any more", file.name),
                "choose the files again on the import screen",
            )
        })?;
        let changed = facts.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
        parts.push(format!("{}:{}:{}", file.name, facts.len(), changed.as_nanos()));
    }
    Ok(parts.join(";"))
}

impl Snapshot {
    pub(super) fn read(plan: &ImportPlan, context: &RunContext, mark: String) -> Result<Self, CrmError> {
        let mut all = ImportBatch::default();
        let mut sink = |batch: ImportBatch| {
            all.pipelines.extend(batch.pipelines);
            all.people.extend(batch.people);
            all.accounts.extend(batch.accounts);
            all.deals.extend(batch.deals);
            all.lines.extend(batch.lines);
            all.issues.extend(batch.issues);
            Ok(())
        };
        run(plan, context, &mut sink, &Unwatched).map_err(in_words)?;
        Ok(Self::of(all, mark))
    }

    fn of(all: ImportBatch, mark: String) -> Self {
        // A pipeline that gained a stage comes again, whole: the last one counts.
        let pipelines: BTreeMap<PipelineId, Pipeline> =
            all.pipelines.into_iter().map(|pipeline| (pipeline.id.clone(), pipeline)).collect();
        let mut lines: BTreeMap<DealId, Vec<ProductLine>> = BTreeMap::new();
        for line in all.lines {
            lines.entry(line.deal_id).or_default().push(line.line);
        }
        let mut deals: Vec<Deal> = all.deals.into_iter().map(|imported| imported.deal).collect();
        deals.sort_by(|one, other| one.id.cmp(&other.id));
        let flaws = all.issues.into_iter().map(|issue| Flaw {
            object: "row",
            id: issue.line.to_string(),
            property: issue.column.unwrap_or_default(),
            what: issue.reason,
        });
        Self {
            mark,
            people: all.people,
            pipelines: pipelines.into_values().collect(),
            deals,
            accounts: all.accounts.into_iter().map(|account| (account.id.clone(), account)).collect(),
            lines,
            flaws: flaws.collect(),
        }
    }

    pub(super) fn deal(&self, id: &DealId) -> Option<&Deal> {
        let place = self.deals.binary_search_by(|deal| deal.id.cmp(id)).ok()?;
        self.deals.get(place)
    }

    /// Files tell accounts and product lines; of contacts and activities they know nothing.
    pub(super) fn around(&self, deal: &DealId, parts: &[Part]) -> Around {
        let asked = |part| parts.contains(&part);
        let account = self.deal(deal).and_then(|deal| self.accounts.get(deal.account_id.as_ref()?)).cloned();
        Around {
            deal_id: deal.clone(),
            account: account.filter(|_| asked(Part::Account)),
            contacts: asked(Part::Contacts).then(Vec::new),
            lines: asked(Part::Lines).then(|| self.lines.get(deal).cloned().unwrap_or_default()),
            activities: asked(Part::Activities).then(Vec::new),
        }
    }
}

fn in_words(error: CsvError) -> CrmError {
    match error {
        CsvError::Unanswered(_) | CsvError::Changed { .. } => {
            let remedy = "open the files on the import screen and look at them again";
            CrmError::new(ErrorClass::FixField { field: None }, format!("the export can't be read: {error}"), remedy)
        }
        other => unreadable(&other.to_string()),
    }
}
