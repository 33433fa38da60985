//! Keeps a first touch that was found in the CRM, so that the CRM's own status follows it.

use crate::error::AppError;
use crate::judge::Judged;
use crate::outgoing;
use crate::wire::overview::WorkspaceKind;
use crate::workspace::Workspace;
use domain::{Event, EventKind, HandoffState};
use store::RecordSave;

/// Saves what was found, once, where the CRM still says "accepted". Every laptop gives it the same id; of them all only
/// the CSM's and the owner's write, so that a hundred others don't ask the CRM about it.
pub async fn keep(workspace: &Workspace, judged: &Judged) -> Result<(), AppError> {
    let Some(found) = found(judged).filter(|_| workspace.connection.is_some() && concerns(workspace, judged)) else {
        return Ok(());
    };
    let deal = &judged.context.deal.id;
    let mut record = workspace.own_record(deal).await?;
    if record.last_event(is_touch).is_some() {
        return Ok(());
    }
    record.add_event(found.clone());
    let at = workspace.now();
    let outbox = outgoing::push_now(workspace, deal, at);
    workspace.store.save_record(&RecordSave { record, edit: None, outbox, alarms: Vec::new(), at }).await?;
    Ok(())
}

/// The activity that made the handoff engaged, where the CRM's status lags behind it.
fn found(judged: &Judged) -> Option<&Event> {
    let lags = judged.context.deal.handoff_status.as_deref() == Some(HandoffState::Accepted.as_str());
    let by_activity = |event: &&Event| matches!(event.kind, EventKind::FirstTouchMade { activity: Some(_), .. });
    judged.record.events.iter().find(by_activity).filter(|_| lags && judged.assessment.state == HandoffState::Engaged)
}

fn concerns(workspace: &Workspace, judged: &Judged) -> bool {
    let viewer = Some(workspace.viewer());
    workspace.kind == WorkspaceKind::Practice
        || judged.assessment.assignment.csm == viewer
        || judged.context.deal.owner_id == viewer
}

fn is_touch(kind: &EventKind) -> bool {
    matches!(kind, EventKind::FirstTouchMade { .. })
}
