//! What a deed sends to the CRM.

use crate::error::AppError;
use crate::judge::Judged;
use crate::view::{document, words};
use crate::workspace::Workspace;
use chrono::{DateTime, TimeDelta, Utc};
use domain::ids::short_hash;
use domain::{DealId, EventKind};
use playbook::{ClockKey, Tier};
use store::{NewOutboxEntry, OutboxKind};
use sync::{ReviewTask, SummaryNote};

/// A push of a deal's record after a step of its lifecycle.
pub fn push_now(workspace: &Workspace, deal: &DealId, at: DateTime<Utc>) -> Vec<NewOutboxEntry> {
    let push = || NewOutboxEntry::push(deal.clone(), at, at);
    workspace.connection.iter().map(|_| push()).collect()
}

/// A push of a deal's record after an edit, at the pace of edits.
pub async fn push_edit(
    workspace: &Workspace,
    deal: &DealId,
    at: DateTime<Utc>,
) -> Result<Vec<NewOutboxEntry>, AppError> {
    if workspace.connection.is_none() {
        return Ok(Vec::new());
    }
    Ok(vec![sync::edit_push(&workspace.store, deal, at).await?])
}

/// The summary note and the review task of a submission. Tier A is reviewed by nobody: its note is enough.
pub fn summary_and_task(workspace: &Workspace, judged: &Judged) -> Vec<NewOutboxEntry> {
    let round = judged.record.events.iter().filter(|event| matches!(event.kind, EventKind::Submitted { .. })).count();
    let mut entries = vec![keyed(workspace, judged, OutboxKind::SummaryNote, round, note(workspace, judged))];
    if judged.assessment.tier.tier != Tier::A {
        entries.push(keyed(workspace, judged, OutboxKind::ReviewTask, round, task(workspace, judged)));
    }
    entries
}

/// Deterministic over organisation, deal, close and round: the same on every laptop and in every try.
fn keyed<T: serde::Serialize>(
    workspace: &Workspace,
    judged: &Judged,
    kind: OutboxKind,
    round: usize,
    payload: T,
) -> NewOutboxEntry {
    let deal = &judged.context.deal.id;
    let close = judged.assessment.closed_at.map_or(0, |at| at.timestamp()).to_string();
    let name = match kind {
        OutboxKind::PushRecord => "record",
        OutboxKind::SummaryNote => "summary",
        OutboxKind::ReviewTask => "review",
    };
    let key = short_hash(&[&workspace.organisation, deal.as_str(), &close, name, &round.to_string()]);
    let payload = serde_json::to_value(payload).unwrap_or_default();
    NewOutboxEntry::keyed(kind, key, deal.clone(), payload, workspace.now())
}

fn note(workspace: &Workspace, judged: &Judged) -> SummaryNote {
    let body = documents::markdown(&document::document(workspace, judged));
    SummaryNote { body, at: workspace.now(), owner: judged.context.deal.owner_id.clone() }
}

fn task(workspace: &Workspace, judged: &Judged) -> ReviewTask {
    let process = workspace.process();
    let name = |id: &domain::PersonId| process.roster.name_of(id).to_owned();
    let due_at = judged.assessment.clock(&ClockKey::Review).and_then(|clock| clock.deadline_at);
    let due_at = due_at.unwrap_or_else(|| workspace.now() + TimeDelta::days(1));
    let fill = |template: &str| {
        let text = process
            .playbook
            .templates
            .get(template)
            .cloned()
            .unwrap_or_else(|| "Review the handoff of {account}".to_owned());
        text.replace("{account}", judged.context.account_name())
            .replace("{deal}", &judged.context.deal.name)
            .replace("{rep}", &judged.context.deal.owner_id.as_ref().map(name).unwrap_or_else(|| "Sales".to_owned()))
            .replace("{tier}", judged.assessment.tier.tier.as_str())
            .replace("{deadline}", &words::day(due_at))
    };
    ReviewTask {
        subject: fill("review_task_subject"),
        body: fill("review_task_body"),
        due_at,
        owner: judged.assessment.assignment.csm.clone(),
    }
}
