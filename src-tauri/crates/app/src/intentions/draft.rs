//! Writing a handoff: save, confirm, take over, undo.

use crate::act::{Deed, carry_out, finish};
use crate::application::Application;
use crate::error::AppError;
use crate::judge::{Judged, judge_deal};
use crate::outgoing;
use crate::rounds;
use crate::view;
use crate::wire::wizard::{DecideField, HandoffView, OfField, OfHandoff, SaveField, TakeOver};
use crate::workspace::Workspace;
use domain::{
    Activity, Criterion, DealId, EventKind, FieldEntry, FieldKey, FieldValue, Knew, Promise, Provenance, Sentiment,
    Stakeholder,
};
use playbook::Shape;
use store::{Edit, RevisionStep};

/// More than this in one field can't be sent to a CRM.
const LONGEST_TEXT: usize = 60_000;

/// Saves what was typed. `None` clears the field.
pub async fn save_field(application: &Application, workspace: &str, save: SaveField) -> Result<HandoffView, AppError> {
    let workspace = application.workspace(workspace)?;
    let value = save.value.unwrap_or(FieldValue::Text(String::new()));
    let knew = save.shown.map_or(Knew::Everything, Knew::Shown);
    let deal = workspace.deal_of(&save.id).await?;
    let written = Written { field: save.field, value, knew, source: typed(&workspace) };
    write(&workspace, &deal, written).await
}

/// Decides a conflict: what stands after it was chosen by a person who saw all that was written.
pub async fn decide_field(
    application: &Application,
    workspace: &str,
    decide: DecideField,
) -> Result<HandoffView, AppError> {
    let workspace = application.workspace(workspace)?;
    let deal = workspace.deal_of(&decide.id).await?;
    let source = typed(&workspace);
    let written = Written { field: decide.field, value: decide.value, knew: Knew::Conflicts(decide.seen), source };
    write(&workspace, &deal, written).await
}

/// Keeps what the CRM proposes as the person's own answer.
pub async fn confirm_field(application: &Application, workspace: &str, of: OfField) -> Result<HandoffView, AppError> {
    let workspace = application.workspace(workspace)?;
    let deal = workspace.deal_of(&of.id).await?;
    let judged = judge_deal(&workspace, &deal).await?;
    let field = judged.assessment.field(of.field.as_str()).ok_or(AppError::NoSuchHandoff)?;
    let Some(value) = field.value.clone().filter(|_| field.proposed) else {
        return view::handoff::view(&workspace, &judged).await;
    };
    let source = confirmed(&workspace, source_of(field.provenance.as_ref()));
    write(&workspace, &deal, Written { field: of.field, value, knew: Knew::Everything, source }).await
}

/// Puts a passage of an activity into a field, with its source, after what stands there.
pub async fn take_over(application: &Application, workspace: &str, take: TakeOver) -> Result<HandoffView, AppError> {
    let workspace = application.workspace(workspace)?;
    let deal = workspace.deal_of(&take.id).await?;
    let judged = judge_deal(&workspace, &deal).await?;
    let activity =
        judged.context.activities.iter().find(|activity| activity.id.as_str() == take.activity).ok_or_else(|| {
            AppError::refuse(
                "evidence_gone",
                "this activity is not in the CRM any more",
                "Copy the passage, or choose another activity",
            )
        })?;
    let process = workspace.process();
    let shape = process.playbook.field(&take.field).map_or(Shape::Text, |rule| rule.shape);
    let source = source_words(activity);
    let value = with_passage(
        judged.assessment.field(take.field.as_str()).and_then(|field| field.value.clone()),
        shape,
        &take.passage,
        &source,
    );
    let source = confirmed(&workspace, source);
    write(&workspace, &deal, Written { field: take.field, value, knew: Knew::Everything, source }).await
}

/// Takes the last edit back.
pub async fn undo(application: &Application, workspace: &str, of: OfHandoff) -> Result<HandoffView, AppError> {
    let workspace = application.workspace(workspace)?;
    let deal = workspace.deal_of(&of.id).await?;
    may_edit(&workspace, &judge_deal(&workspace, &deal).await?)?;
    let at = workspace.now();
    let outbox = outgoing::push_edit(&workspace, &deal, at).await?;
    workspace.store.mark_unjudged(&deal).await?;
    let step = workspace.store.undo(&deal, at, &outbox).await?;
    after_step(&workspace, &deal, step).await
}

/// Makes the edit again that was taken back last.
pub async fn redo(application: &Application, workspace: &str, of: OfHandoff) -> Result<HandoffView, AppError> {
    let workspace = application.workspace(workspace)?;
    let deal = workspace.deal_of(&of.id).await?;
    may_edit(&workspace, &judge_deal(&workspace, &deal).await?)?;
    let at = workspace.now();
    let outbox = outgoing::push_edit(&workspace, &deal, at).await?;
    workspace.store.mark_unjudged(&deal).await?;
    let step = workspace.store.redo(&deal, at, &outbox).await?;
    after_step(&workspace, &deal, step).await
}

async fn after_step(workspace: &Workspace, deal: &DealId, step: RevisionStep) -> Result<HandoffView, AppError> {
    if let RevisionStep::Overtaken { field } = step {
        let label = workspace.process().playbook.label(&field).to_owned();
        let message = format!("`{label}` was changed by someone else since");
        return Err(AppError::refuse("overtaken", message, "Look at the field and change it by hand"));
    }
    rounds::refresh_deal(workspace, deal).await?;
    finish(workspace);
    view::handoff::view(workspace, &judge_deal(workspace, deal).await?).await
}

/// What a person writes into a field.
struct Written {
    field: FieldKey,
    value: FieldValue,
    knew: Knew,
    source: Provenance,
}

fn typed(workspace: &Workspace) -> Provenance {
    Provenance::Typed { by: workspace.viewer(), at: workspace.now() }
}

fn confirmed(workspace: &Workspace, source: String) -> Provenance {
    Provenance::Confirmed { source, by: workspace.viewer(), at: workspace.now() }
}

/// Writes one field of the own record.
async fn write(workspace: &Workspace, deal: &DealId, written: Written) -> Result<HandoffView, AppError> {
    let before = judge_deal(workspace, deal).await?;
    let Written { field, value, knew, source } = written;
    let decides = matches!(knew, Knew::Conflicts(_));
    if !(decides && view::may::may(workspace, &before).decide) {
        may_edit(workspace, &before)?;
    }
    check_length(&value)?;
    let record = workspace.own_record(deal).await?;
    if !decides && !record.fields.conflicts_in(&field).is_empty() {
        return Err(conflict_open(workspace, &field));
    }
    if !decides && record.fields.get(&field).is_some_and(|entry| entry.value == value) {
        return view::handoff::view(workspace, &before).await;
    }
    let fills_a_gap = !value.is_empty()
        && view::review::gaps(&before.record).iter().any(|(gap, filled)| gap.field == field && !filled);
    let events = if fills_a_gap { vec![EventKind::GapFilled { field: field.clone() }] } else { Vec::new() };
    let entry = FieldEntry { value, provenance: source, at: workspace.now() };
    let knew_crm_until = sync::knew_crm_until(&record, &before.context, &field, &knew);
    let edit = Edit { field, entry, knew, knew_crm_until, by: workspace.viewer() };
    let judged = carry_out(workspace, deal, record, Deed { edit: Some(edit), events, ..Deed::default() }).await?;
    view::handoff::view(workspace, &judged).await
}

/// One of two texts would be lost without a word.
fn conflict_open(workspace: &Workspace, field: &FieldKey) -> AppError {
    let playbook = workspace.process().playbook;
    let what = "two people wrote at once, and both texts are kept";
    AppError::refuse("conflict_open", what, "Decide what stands, then go on").about(vec![field.clone()], &playbook)
}

fn may_edit(workspace: &Workspace, judged: &Judged) -> Result<(), AppError> {
    if view::may::may(workspace, judged).edit {
        return Ok(());
    }
    let message = format!("this handoff is `{}` and can't be changed by you now", judged.assessment.state.as_str());
    Err(AppError::refuse(
        "may_not_edit",
        message,
        "The deal's owner may change it until it is submitted, and again after a return",
    ))
}

fn check_length(value: &FieldValue) -> Result<(), AppError> {
    let length = domain::projection::project(value).chars().count();
    if length <= LONGEST_TEXT {
        return Ok(());
    }
    let message = format!("this text has {length} characters; a CRM field takes {LONGEST_TEXT}");
    Err(AppError::refuse(
        "too_long",
        message,
        "Shorten it, or attach the long version to the deal in the CRM and name it here",
    ))
}

fn source_of(provenance: Option<&Provenance>) -> String {
    match provenance {
        Some(Provenance::Crm { source, .. }) => source.clone(),
        _ => "the CRM".to_owned(),
    }
}

/// `call of 3 Nov 2026: Pricing review`
fn source_words(activity: &Activity) -> String {
    let kind = match activity.kind {
        domain::ActivityKind::Note => "note",
        domain::ActivityKind::Task => "task",
        domain::ActivityKind::Meeting => "meeting",
        domain::ActivityKind::Call => "call",
        domain::ActivityKind::Email => "mail",
    };
    let day = view::words::day(activity.at);
    if activity.subject.trim().is_empty() {
        format!("{kind} of {day}")
    } else {
        format!("{kind} of {day}: {}", activity.subject.trim())
    }
}

/// What stands in the field, with the passage added in the field's own shape.
fn with_passage(value: Option<FieldValue>, shape: Shape, passage: &str, source: &str) -> FieldValue {
    let id = || uuid::Uuid::now_v7().to_string();
    let what = passage.trim().to_owned();
    match (value, shape) {
        (Some(FieldValue::Text(text)), Shape::Text) if !text.trim().is_empty() => {
            FieldValue::Text(format!("{}\n{what}", text.trim_end()))
        }
        (_, Shape::Text) => FieldValue::Text(what),
        (value, Shape::Stakeholders) => {
            // A passage speaks about people and names none for sure: it becomes a note on a new line of the table.
            let mut people = if let Some(FieldValue::Stakeholders(people)) = value { people } else { Vec::new() };
            people.push(Stakeholder {
                id: id(),
                name: String::new(),
                roles: Vec::new(),
                sentiment: Sentiment::Unknown,
                note: what,
                contact_id: None,
            });
            FieldValue::Stakeholders(people)
        }
        (value, Shape::Promises) => {
            let mut promises = if let Some(FieldValue::Promises(promises)) = value { promises } else { Vec::new() };
            let source = source.to_owned();
            promises.push(Promise {
                id: id(),
                what,
                owner: String::new(),
                due: None,
                source,
                outcome: domain::PromiseOutcome::Open,
            });
            FieldValue::Promises(promises)
        }
        (value, Shape::Criteria) => {
            let mut criteria = if let Some(FieldValue::Criteria(criteria)) = value { criteria } else { Vec::new() };
            criteria.push(Criterion {
                id: id(),
                metric: what,
                target: String::new(),
                by: None,
                validation: domain::Validation::SalesAssumed,
            });
            FieldValue::Criteria(criteria)
        }
        (value, Shape::Items) => {
            let mut items = if let Some(FieldValue::Items(items)) = value { items } else { Vec::new() };
            items.push(what);
            FieldValue::Items(items)
        }
    }
}
