//! The CSM's decision: accept, accept with dated gaps, return.

use super::review::{may_review, open};
use crate::act::{Deed, carry_out};
use crate::application::Application;
use crate::error::AppError;
use crate::judge::Judged;
use crate::view;
use crate::wire::intake::{Accept, RatingInput, ReturnHandoff, ReviewView};
use crate::workspace::Workspace;
use domain::{EventKind, FieldReturn, Gap, Rating};

/// At this rating or below, the dimensions are asked.
const LOW: u8 = 3;

/// Takes the account over, perhaps with named gaps.
pub async fn accept(application: &Application, workspace: &str, accept: Accept) -> Result<ReviewView, AppError> {
    let (workspace, deal, judged) = open(application, workspace, &accept.id).await?;
    may_review(&workspace, &judged)?;
    check_answers(&judged)?;
    let rating = rating(&workspace, accept.rating)?;
    let gaps: Vec<Gap> =
        accept.gaps.into_iter().map(|gap| Gap { field: gap.field, owner: gap.owner, due: gap.due }).collect();
    check_gaps(&workspace, &judged, &gaps)?;
    let mut events = vec![EventKind::Accepted { gaps, rating: Some(rating) }];
    if !accept.fields_used.is_empty() {
        events.push(EventKind::FieldsUsed { fields: accept.fields_used });
    }
    let record = workspace.own_record(&deal).await?;
    let judged = carry_out(&workspace, &deal, record, Deed { events, ..Deed::default() }).await?;
    view::review::view(&workspace, &judged).await
}

/// Sends it back: named fields, each with a reason and a sentence.
pub async fn return_handoff(
    application: &Application,
    workspace: &str,
    back: ReturnHandoff,
) -> Result<ReviewView, AppError> {
    let (workspace, deal, judged) = open(application, workspace, &back.id).await?;
    may_review(&workspace, &judged)?;
    if back.fields.is_empty() {
        return Err(AppError::refuse(
            "fields_needed",
            "a return names at least one field",
            "Click the field that is not good enough",
        ));
    }
    let playbook = workspace.process().playbook;
    let mut reasons = Vec::new();
    for field in back.fields {
        let sentence = field.sentence.trim().to_owned();
        if sentence.is_empty() || !playbook.return_reasons.iter().any(|reason| reason.code == field.code) {
            let what = "a reason and a sentence are missing for";
            let remedy = "Pick a reason and say in a sentence what is wrong";
            return Err(AppError::refuse("sentence_needed", what, remedy).about(vec![field.field], &playbook));
        }
        reasons.push(FieldReturn { field: field.field, code: field.code, sentence });
    }
    let rating = back.rating.map(|input| rating(&workspace, input)).transpose()?;
    let record = workspace.own_record(&deal).await?;
    let judged = carry_out(
        &workspace,
        &deal,
        record,
        Deed { events: vec![EventKind::Returned { reasons, rating }], ..Deed::default() },
    )
    .await?;
    view::review::view(&workspace, &judged).await
}

/// An acceptance is a judgement: what only a person can answer was answered, in this laptop or another.
fn check_answers(judged: &Judged) -> Result<(), AppError> {
    let mut open = judged.assessment.checks.iter().filter(|check| !check.machine && check.ok.is_none());
    match open.next() {
        None => Ok(()),
        Some(check) => Err(AppError::refuse(
            "checklist_open",
            format!("the checklist is not answered: `{}`", check.question),
            "Answer it with yes or no; a no is a reason to return, or to accept with a gap",
        )),
    }
}

/// One rating; a low one says where it hurt.
fn rating(workspace: &Workspace, input: RatingInput) -> Result<Rating, AppError> {
    if !(1..=5).contains(&input.stars) {
        return Err(AppError::refuse("rating_needed", "a decision needs a rating from 1 to 5", "Choose the stars"));
    }
    let playbook = workspace.process().playbook;
    let answered = |key: &String| input.dimensions.get(key).is_some_and(|value| (1..=5).contains(value));
    if input.stars <= LOW && !playbook.dimensions.iter().all(|dimension| answered(&dimension.key)) {
        let message = format!("a rating of {LOW} or less says where it hurt");
        return Err(AppError::refuse("dimensions_needed", message, "Rate each dimension from 1 to 5"));
    }
    let dimensions = if input.stars <= LOW { input.dimensions } else { Default::default() };
    Ok(Rating { stars: input.stars, dimensions })
}

fn check_gaps(workspace: &Workspace, judged: &Judged, gaps: &[Gap]) -> Result<(), AppError> {
    let today = workspace.now().date_naive();
    let unfit = |gap: &&Gap| gap.due < today || !view::handoff::can_be_gap(judged, &gap.field);
    let fields: Vec<_> = gaps.iter().filter(unfit).map(|gap| gap.field.clone()).collect();
    if fields.is_empty() {
        return Ok(());
    }
    let what = "a gap needs a field of this handoff and a date from today on";
    let remedy = "Choose another date, or return the handoff for what can't wait";
    Err(AppError::refuse("gap_unfit", what, remedy).about(fields, &workspace.process().playbook))
}
