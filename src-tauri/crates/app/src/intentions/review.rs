//! The CSM's review and what follows it, decisions aside.

use crate::act::{Deed, carry_out};
use crate::application::Application;
use crate::error::AppError;
use crate::judge::{Judged, judge_deal};
use crate::view;
use crate::wire::intake::{AnswerCheck, LogFirstTouch, LogKickoff, RecordOpened, RecordRepeatAsk, ReviewView};
use crate::wire::wizard::OfHandoff;
use crate::workspace::Workspace;
use chrono::{DateTime, Utc};
use domain::{DealId, EventKind, HandoffId, HandoffState};
use std::sync::Arc;

/// The review. When the CSM opens it the first time, that is recorded and stops the engagement clock.
pub async fn open_review(application: &Application, workspace: &str, of: OfHandoff) -> Result<ReviewView, AppError> {
    let (workspace, deal, judged) = open(application, workspace, &of.id).await?;
    let is_csm = judged.assessment.assignment.csm.as_ref() == Some(&workspace.viewer());
    let opened = judged.record.last_event(|kind| matches!(kind, EventKind::OpenedByCsm)).is_some();
    let closed = judged.assessment.closed_at.is_some() && judged.assessment.state != HandoffState::Void;
    if is_csm && closed && !opened {
        return add(&workspace, &deal, EventKind::OpenedByCsm).await;
    }
    view::review::view(&workspace, &judged).await
}

/// A section was really looked at.
pub async fn record_opened(
    application: &Application,
    workspace: &str,
    opened: RecordOpened,
) -> Result<ReviewView, AppError> {
    let (workspace, deal, judged) = open(application, workspace, &opened.id).await?;
    let review = view::review::view(&workspace, &judged).await?;
    if !review.handoff.may.review || review.sections_opened.contains(&opened.section) {
        return Ok(review);
    }
    add(&workspace, &deal, EventKind::SectionOpened { section: opened.section }).await
}

/// The CSM's answer to a judgement item.
pub async fn answer_check(
    application: &Application,
    workspace: &str,
    answer: AnswerCheck,
) -> Result<ReviewView, AppError> {
    let (workspace, deal, judged) = open(application, workspace, &answer.id).await?;
    may_review(&workspace, &judged)?;
    add(&workspace, &deal, EventKind::CheckAnswered { check: answer.check, ok: answer.ok }).await
}

/// The first outreach, logged by hand.
pub async fn log_first_touch(
    application: &Application,
    workspace: &str,
    touch: LogFirstTouch,
) -> Result<ReviewView, AppError> {
    let (workspace, deal, judged) = open(application, workspace, &touch.id).await?;
    if !view::may::may(&workspace, &judged).log_first_touch {
        return Err(AppError::refuse(
            "may_not_log",
            "the first touch is known, or not yours to log",
            "Look at the timeline",
        ));
    }
    let kind = EventKind::FirstTouchMade { channel: touch.channel, note: touch.note.trim().to_owned(), activity: None };
    add_past(&workspace, &deal, &judged, kind, touch.at).await
}

/// The kickoff with the customer was held.
pub async fn log_kickoff(
    application: &Application,
    workspace: &str,
    kickoff: LogKickoff,
) -> Result<ReviewView, AppError> {
    let (workspace, deal, judged) = open(application, workspace, &kickoff.id).await?;
    if !view::may::may(&workspace, &judged).log_kickoff {
        return Err(AppError::refuse(
            "may_not_log",
            "no kickoff is owed here, or it is not yours to log",
            "Look at the timeline",
        ));
    }
    let kind = EventKind::KickoffHeld { note: kickoff.note.trim().to_owned() };
    add_past(&workspace, &deal, &judged, kind, kickoff.at).await
}

/// Logs something that happened between close and now.
async fn add_past(
    workspace: &Workspace,
    deal: &DealId,
    judged: &Judged,
    kind: EventKind,
    at: DateTime<Utc>,
) -> Result<ReviewView, AppError> {
    if at > workspace.now() {
        return Err(AppError::refuse("in_the_future", "this lies in the future", "Log it when it has happened"));
    }
    if judged.assessment.closed_at.is_some_and(|closed_at| at < closed_at) {
        return Err(AppError::refuse(
            "before_close",
            "this lies before the close",
            "Choose a time after the deal was won",
        ));
    }
    let record = workspace.own_record(deal).await?;
    let judged = carry_out(workspace, deal, record, Deed { happened: Some((kind, at)), ..Deed::default() }).await?;
    view::review::view(workspace, &judged).await
}

/// The customer had to be asked again: held against the field that failed.
pub async fn record_repeat_ask(
    application: &Application,
    workspace: &str,
    ask: RecordRepeatAsk,
) -> Result<ReviewView, AppError> {
    let (workspace, deal, judged) = open(application, workspace, &ask.id).await?;
    if !view::may::may(&workspace, &judged).record_repeat_ask {
        return Err(AppError::refuse(
            "may_not_record",
            "only the CSM of this account records what was asked again",
            "Ask the CSM",
        ));
    }
    let what = ask.what.trim().to_owned();
    if what.is_empty() {
        return Err(AppError::refuse("sentence_needed", "say what had to be asked again", "One sentence is enough"));
    }
    add(&workspace, &deal, EventKind::RepeatAsked { field: ask.field, what }).await
}

/// The deal and its judgement.
pub(super) async fn open(
    application: &Application,
    workspace: &str,
    id: &HandoffId,
) -> Result<(Arc<Workspace>, DealId, Judged), AppError> {
    let workspace = application.workspace(workspace)?;
    let deal = workspace.deal_of(id).await?;
    let judged = judge_deal(&workspace, &deal).await?;
    Ok((workspace, deal, judged))
}

/// Refuses whoever is not to decide, or when there is nothing to decide.
pub(super) fn may_review(workspace: &Workspace, judged: &Judged) -> Result<(), AppError> {
    if view::may::may(workspace, judged).review {
        return Ok(());
    }
    let message = format!("this handoff is `{}` and not yours to decide now", judged.assessment.state.as_str());
    Err(AppError::refuse("may_not_review", message, "The assigned CSM or a CS manager decides on a submitted handoff"))
}

async fn add(workspace: &Workspace, deal: &DealId, kind: EventKind) -> Result<ReviewView, AppError> {
    let record = workspace.own_record(deal).await?;
    let judged = carry_out(workspace, deal, record, Deed { events: vec![kind], ..Deed::default() }).await?;
    view::review::view(workspace, &judged).await
}
