//! Judges deals and writes what follows: list rows, alarms, an assignment, a first touch.

use super::{alarms, assign, touch};
use crate::error::AppError;
use crate::judge::{Bench, Judged, summary_of};
use crate::process::Process;
use crate::workspace::Workspace;
use domain::{DealId, HandoffId};
use store::HandoffSummary;

/// Deals that are judged and written together.
const CHUNK: usize = 200;

/// Judges these deals.
pub async fn refresh(workspace: &Workspace, deals: &[DealId]) -> Result<(), AppError> {
    let bench = Bench::set_up(workspace).await?;
    for chunk in deals.chunks(CHUNK) {
        refresh_chunk(workspace, &bench, chunk).await?;
    }
    Ok(())
}

/// Judges one deal, right after a person changed it.
pub async fn refresh_deal(workspace: &Workspace, deal: &DealId) -> Result<(), AppError> {
    refresh(workspace, std::slice::from_ref(deal)).await
}

/// Judges every deal of the cache: after a start, a new playbook, a new roster.
pub async fn refresh_all(workspace: &Workspace) -> Result<(), AppError> {
    let bench = Bench::set_up(workspace).await?;
    let mut after = None;
    loop {
        let walk = workspace.store.deal_ids(after, CHUNK as u32).await?;
        let Some(last) = walk.last() else { return Ok(()) };
        after = Some(last.position);
        let deals: Vec<DealId> = walk.into_iter().map(|step| step.deal).collect();
        refresh_chunk(workspace, &bench, &deals).await?;
    }
}

async fn refresh_chunk(workspace: &Workspace, bench: &Bench<'_>, deals: &[DealId]) -> Result<(), AppError> {
    let marks = workspace.store.unjudged_among(deals).await?;
    let judged = bench.judge(deals).await?;
    let (mut rows, mut gone): (Vec<HandoffSummary>, Vec<HandoffId>) = (Vec::new(), Vec::new());
    for one in &judged {
        match summary_of(one, &bench.process, workspace.now()) {
            Some(row) => rows.push(row),
            None => gone.push(one.record.id.clone()),
        }
    }
    workspace.store.put_summaries(&rows).await?;
    workspace.store.remove_summaries(&gone).await?;
    settle(workspace, bench, &judged).await?;
    Ok(workspace.store.take_marks_off(&marks).await?)
}

/// What a judgement makes the app itself do.
async fn settle(workspace: &Workspace, bench: &Bench<'_>, judged: &[Judged]) -> Result<(), AppError> {
    for one in judged {
        assign::assign(workspace, one).await?;
        touch::keep(workspace, one).await?;
        alarms::record(workspace, &bench.process, one).await?;
    }
    Ok(())
}

/// Writes what follows from one judgement.
pub async fn write_judgement(workspace: &Workspace, process: &Process, judged: &Judged) -> Result<(), AppError> {
    match summary_of(judged, process, workspace.now()) {
        Some(row) => workspace.store.put_summaries(&[row]).await?,
        None => workspace.store.remove_summaries(std::slice::from_ref(&judged.record.id)).await?,
    }
    alarms::record(workspace, process, judged).await
}
