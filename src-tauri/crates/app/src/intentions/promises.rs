//! Promises over the viewer's handoffs.

use crate::act::{Deed, carry_out};
use crate::application::Application;
use crate::error::AppError;
use crate::view::may;
use crate::wire::promises::{ListPromises, PromiseLine, ResolvePromise};
use crate::workspace::Workspace;
use domain::{FieldEntry, FieldValue, Knew, Promise, PromiseOutcome, Provenance, Role};
use store::{Edit, HandoffSummary, ListQuery, Scope, WithPromises};

/// Handoffs whose promises are gathered.
const HANDOFFS: u32 = 2_000;

/// Promises of the viewer's handoffs: those due first at the top.
pub async fn list_promises(
    application: &Application,
    workspace: &str,
    ask: ListPromises,
) -> Result<Vec<PromiseLine>, AppError> {
    lines(&*application.workspace(workspace)?, &ask).await
}

/// What became of a promise.
pub async fn resolve_promise(
    application: &Application,
    workspace: &str,
    ask: ResolvePromise,
) -> Result<Vec<PromiseLine>, AppError> {
    let workspace = application.workspace(workspace)?;
    let deal = workspace.deal_of(&ask.id).await?;
    let judged = crate::judge::judge_deal(&workspace, &deal).await?;
    let allowed = may::may(&workspace, &judged);
    if !allowed.edit && !allowed.record_repeat_ask && judged.context.deal.owner_id.as_ref() != Some(&workspace.viewer())
    {
        return Err(AppError::refuse(
            "may_not_resolve",
            "only the rep or the CSM says what became of a promise",
            "Ask one of them",
        ));
    }
    let record = workspace.own_record(&deal).await?;
    let field = judged.assessment.fields.iter().find(|field| matches!(field.value, Some(FieldValue::Promises(_))));
    let Some((key, Some(FieldValue::Promises(promises)))) = field.map(|field| (field.key.clone(), field.value.clone()))
    else {
        return Err(AppError::NoSuchHandoff);
    };
    let changed = |promise: Promise| {
        if promise.id == ask.promise { Promise { outcome: ask.outcome, ..promise } } else { promise }
    };
    let shown = FieldValue::Promises(promises.clone());
    let value = FieldValue::Promises(promises.into_iter().map(changed).collect());
    let (by, at) = (workspace.viewer(), workspace.now());
    let entry = FieldEntry { value, provenance: Provenance::Typed { by: by.clone(), at }, at };
    let knew = Knew::Shown(shown);
    let knew_crm_until = sync::knew_crm_until(&record, &judged.context, &key, &knew);
    let edit = Edit { field: key, entry, knew, knew_crm_until, by };
    carry_out(&workspace, &deal, record, Deed { edit: Some(edit), ..Deed::default() }).await?;
    lines(&workspace, &ListPromises { closed_too: true, text: String::new() }).await
}

/// How many of the viewer's promises are late; of those only who look on, none waits for them.
pub(super) async fn late(workspace: &Workspace) -> Result<u32, AppError> {
    if !matches!(workspace.viewer_role(), Role::Rep | Role::Csm) {
        return Ok(0);
    }
    let lines = lines(workspace, &ListPromises::default()).await?;
    Ok(u32::try_from(lines.iter().filter(|line| line.late).count()).unwrap_or(u32::MAX))
}

async fn lines(workspace: &Workspace, ask: &ListPromises) -> Result<Vec<PromiseLine>, AppError> {
    let viewer = workspace.viewer();
    let scope = match workspace.viewer_role() {
        Role::Rep => Scope::Owner(viewer),
        Role::Csm => Scope::Csm(viewer),
        _ => super::lists::scope(workspace, crate::wire::list::Scope::Team),
    };
    let promises = Some(if ask.closed_too { WithPromises::Any } else { WithPromises::Open });
    let query = ListQuery { scope, promises, limit: HANDOFFS, text: ask.text.clone(), ..ListQuery::default() };
    let rows = workspace.store.list(&query).await?.rows;
    let lines = rows.iter().flat_map(|row| of_row(workspace, row));
    let mut lines: Vec<_> = lines.filter(|line| ask.closed_too || line.outcome == PromiseOutcome::Open).collect();
    lines.sort_by_key(|line| (line.outcome != PromiseOutcome::Open, line.due.is_none(), line.due));
    Ok(lines)
}

fn of_row(workspace: &Workspace, row: &HandoffSummary) -> Vec<PromiseLine> {
    let today = workspace.now().date_naive();
    row.promises
        .iter()
        .map(|promise| PromiseLine {
            handoff: row.handoff_id.clone(),
            promise: promise.id.clone(),
            account: row.account.clone(),
            deal: row.deal.clone(),
            what: promise.what.clone(),
            owner: promise.owner.clone(),
            due: promise.due,
            source: promise.source.clone(),
            outcome: promise.outcome,
            late: promise.outcome == PromiseOutcome::Open && promise.due.is_some_and(|due| due < today),
            state: row.state,
        })
        .collect()
}
