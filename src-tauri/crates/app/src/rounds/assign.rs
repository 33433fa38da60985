//! Names the CSM of a won deal where the CRM's own automation named none.

use crate::error::AppError;
use crate::judge::Judged;
use crate::outgoing;
use crate::workspace::Workspace;
use domain::{Actor, Event, EventKind};
use playbook::Applies;
use store::RecordSave;

/// Keeps the assignment that the playbook proposes, once, so that a later change of workload moves nobody.
pub async fn assign(workspace: &Workspace, judged: &Judged) -> Result<(), AppError> {
    let assigned = judged.record.last_event(|kind| matches!(kind, EventKind::CsmAssigned { .. })).is_some();
    let has_csm = assigned || judged.context.deal.csm_id.is_some();
    let Some(csm) = judged
        .assessment
        .assignment
        .csm
        .as_ref()
        .filter(|_| !has_csm && matches!(judged.assessment.applies, Applies::Closed))
    else {
        return Ok(());
    };
    let deal = &judged.context.deal.id;
    let mut record = workspace.own_record(deal).await?;
    let at = workspace.now();
    let kind = EventKind::CsmAssigned { csm: csm.clone(), why: judged.assessment.assignment.why.clone() };
    let id = workspace.store.next_event_id().await?;
    record.add_event(workspace.dated(Event { id, at, by: Actor::Playbook, kind, claimed_at: None }));
    let outbox = outgoing::push_now(workspace, deal, at);
    workspace.store.save_record(&RecordSave { record, edit: None, outbox, alarms: Vec::new(), at }).await?;
    Ok(())
}
