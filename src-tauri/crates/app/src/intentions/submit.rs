//! Handing over: submit, and a manager's release.

use crate::act::{Deed, carry_out};
use crate::application::Application;
use crate::error::AppError;
use crate::judge::{Judged, judge_deal};
use crate::outgoing;
use crate::view;
use crate::wire::wizard::{HandoffView, OfHandoff, Release};
use crate::workspace::Workspace;
use domain::EventKind;
use playbook::{Applies, Band};

/// Hands over to the CSM. Refused with the fields named while required ones are missing and no manager released it.
pub async fn submit(application: &Application, workspace: &str, of: OfHandoff) -> Result<HandoffView, AppError> {
    let workspace = application.workspace(workspace)?;
    let deal = workspace.deal_of(&of.id).await?;
    let judged = judge_deal(&workspace, &deal).await?;
    check(&workspace, &judged)?;
    let completeness = &judged.assessment.completeness;
    let event = EventKind::Submitted {
        quality: judged.assessment.quality,
        filled: completeness.filled,
        required: completeness.required,
    };
    let also = outgoing::summary_and_task(&workspace, &judged);
    let record = workspace.own_record(&deal).await?;
    let judged = carry_out(&workspace, &deal, record, Deed { events: vec![event], also, ..Deed::default() }).await?;
    view::handoff::view(&workspace, &judged).await
}

fn check(workspace: &Workspace, judged: &Judged) -> Result<(), AppError> {
    let playbook = workspace.process().playbook;
    if matches!(judged.assessment.applies, Applies::Upcoming) {
        let message = "the deal is still open; everything you wrote is saved";
        return Err(AppError::refuse(
            "still_open",
            message,
            "Submit when the deal is won; the CSM sees your draft then",
        ));
    }
    if !view::may::may(workspace, judged).submit {
        let message =
            format!("this handoff is `{}` and can't be submitted by you now", judged.assessment.state.as_str());
        return Err(AppError::refuse(
            "may_not_submit",
            message,
            "The deal's owner or their manager submits, once it is due or returned",
        ));
    }
    let torn: Vec<_> = judged.record.fields.conflicts().into_keys().collect();
    if !torn.is_empty() {
        let what = "two people wrote at once, and nobody decided yet";
        return Err(AppError::refuse("conflict_open", what, "Decide what stands, then submit").about(torn, &playbook));
    }
    if released(judged) {
        return Ok(());
    }
    if !judged.assessment.completeness.is_complete() {
        let missing = judged.assessment.completeness.missing.clone();
        let remedy = "Fill them, or ask your manager for a release";
        let refused = AppError::refuse("fields_missing", "required fields are missing", remedy);
        return Err(refused.about(missing, &playbook));
    }
    if judged.assessment.band == Band::Blocked {
        let message = format!("quality is {:.0}, below what a CSM can start from", judged.assessment.quality.floor());
        let fields = judged.assessment.best_raise.iter().map(|raise| raise.field.clone()).collect();
        return Err(AppError::Refused(crate::error::Refusal {
            code: "quality_blocked",
            message,
            remedy: judged
                .assessment
                .best_raise
                .as_ref()
                .map_or_else(|| "Ask your manager for a release".into(), |raise| raise.sentence.clone()),
            fields,
        }));
    }
    Ok(())
}

/// Released since the last return.
fn released(judged: &Judged) -> bool {
    let returned = judged.record.last_event(|kind| matches!(kind, EventKind::Returned { .. })).map(|event| event.at);
    judged
        .record
        .last_event(|kind| matches!(kind, EventKind::Released { .. }))
        .is_some_and(|event| Some(event.at) > returned)
}

/// A manager lets one deal pass with fields missing, and says why.
pub async fn release(application: &Application, workspace: &str, release: Release) -> Result<HandoffView, AppError> {
    let workspace = application.workspace(workspace)?;
    let deal = workspace.deal_of(&release.id).await?;
    let judged = judge_deal(&workspace, &deal).await?;
    if !view::may::may(&workspace, &judged).release {
        return Err(AppError::refuse(
            "may_not_release",
            "only a sales manager releases a handoff",
            "Ask the rep's manager",
        ));
    }
    let reason = release.reason.trim().to_owned();
    if reason.chars().count() < 10 {
        return Err(AppError::refuse(
            "reason_needed",
            "a release needs a reason",
            "Say in a sentence why this deal may pass as it is",
        ));
    }
    let record = workspace.own_record(&deal).await?;
    let judged =
        carry_out(&workspace, &deal, record, Deed { events: vec![EventKind::Released { reason }], ..Deed::default() })
            .await?;
    view::handoff::view(&workspace, &judged).await
}
