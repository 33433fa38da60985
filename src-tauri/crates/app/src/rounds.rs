//! The one loop of a workspace: pull, judge what changed, push, tell. It sleeps until the next deadline, 30 s at most, and
//! compares on each wake, so that a sleep of the laptop or a jump of its clock makes an alarm late but never loses it.

mod alarms;
mod assign;
mod exchange;
mod pace;
mod refresh;
mod touch;

pub use alarms::deliver;
pub use refresh::{refresh, refresh_all, refresh_deal, write_judgement};

use crate::error::AppError;
use crate::first_viewer::first_viewer;
use crate::settings;
use crate::wire::overview::WorkspaceKind;
use crate::workspace::Workspace;
use chrono::TimeDelta;
use domain::{DealId, PersonId};
use exchange::{Look, Pulled};
use pace::Pace;
use std::time::Duration;
use store::Topic;

/// No deadline is noticed later than this.
const LONGEST_SLEEP: Duration = Duration::from_secs(30);
/// Between two looks at the clock.
const SHORTEST_SLEEP: Duration = Duration::from_millis(200);

/// Counts up when more than before is written of a judgement, so that everything is judged again once.
const JUDGEMENT: u32 = 3;

/// Goes round until the task is dropped.
pub async fn run(workspace: &Workspace) {
    if let Err(error) = refresh_once_per_version(workspace).await {
        tracing::warn!(%error, "the first judgement failed");
    }
    let mut pace = Pace::default();
    loop {
        if pace.is_due(workspace).await {
            round_looking(workspace, look(workspace)).await;
            pace.note(workspace).await;
        } else if let Err(error) = round_here(workspace).await {
            tracing::warn!(%error, "a round failed");
        }
        let until_pull = pace.left(workspace.now()).to_std().unwrap_or_default();
        let sleep = LONGEST_SLEEP.min(until_pull.max(SHORTEST_SLEEP)).min(until_next_deadline(workspace).await);
        tokio::select! {
            () = workspace.wake.notified() => {}
            () = tokio::time::sleep(sleep) => {}
        }
    }
}

/// Another version of the application or the playbook may judge otherwise: everything is judged again, once.
async fn refresh_once_per_version(workspace: &Workspace) -> Result<(), AppError> {
    let judge = format!("{} {} {JUDGEMENT}", env!("CARGO_PKG_VERSION"), workspace.process().playbook.version);
    let last: Option<String> = workspace.store.setting(settings::JUDGED_BY).await?;
    if last.as_ref() != Some(&judge) {
        refresh_all(workspace).await?;
        workspace.store.set_setting(settings::JUDGED_BY, &judge).await?;
    }
    Ok(())
}

/// A practice CRM is shared with nobody.
fn look(workspace: &Workspace) -> Look {
    if workspace.kind == WorkspaceKind::Crm { Look::Glance } else { Look::Whole }
}

/// One round that looks at everything. What fails is logged and tried again in the next.
pub async fn round(workspace: &Workspace) {
    round_looking(workspace, Look::Whole).await;
}

async fn round_looking(workspace: &Workspace, look: Look) {
    if let Err(error) = round_of(workspace, look).await {
        tracing::warn!(%error, "a round failed");
    }
}

async fn round_of(workspace: &Workspace, look: Look) -> Result<(), AppError> {
    let pulled = match &workspace.connection {
        Some(connection) => exchange::pull(workspace, connection, look).await?,
        None => Pulled::default(),
    };
    if !pulled.changed.is_empty() {
        refresh(workspace, &pulled.changed).await?;
        workspace.tell_changed(&[Topic::Deals, Topic::Handoffs]);
    }
    if pulled.loaded {
        choose_first_viewer(workspace).await?;
    }
    round_here(workspace).await
}

/// A round without asking the CRM for news: judge what is due, send what waits, tell.
async fn round_here(workspace: &Workspace) -> Result<(), AppError> {
    refresh_left_over(workspace).await?;
    refresh_overdue(workspace).await?;
    if let Some(connection) = &workspace.connection {
        let pushed = exchange::push(workspace, connection).await?;
        if !pushed.is_empty() {
            refresh(workspace, &pushed).await?;
        }
    }
    deliver(workspace).await
}

/// Looks through the eyes of the rep with most work, unless somebody was chosen already.
async fn choose_first_viewer(workspace: &Workspace) -> Result<(), AppError> {
    let chosen: Option<PersonId> = workspace.store.setting(settings::VIEWER).await?;
    if chosen.is_none() && workspace.kind != WorkspaceKind::Crm {
        let viewer = first_viewer(&workspace.store, &workspace.process().roster).await?;
        workspace.set_viewer(viewer).await?;
        workspace.tell_changed(&[Topic::Settings, Topic::Handoffs]);
    }
    Ok(())
}

/// Judges what changed and was not judged: the process ended in between, or the disk was full.
async fn refresh_left_over(workspace: &Workspace) -> Result<(), AppError> {
    let left: Vec<DealId> = workspace.store.unjudged().await?.into_iter().map(|mark| mark.deal).collect();
    if left.is_empty() {
        return Ok(());
    }
    refresh(workspace, &left).await?;
    workspace.tell_changed(&[Topic::Handoffs]);
    Ok(())
}

/// Judges again what a deadline has passed for since the last round, so that rungs become alarms.
async fn refresh_overdue(workspace: &Workspace) -> Result<(), AppError> {
    let due = workspace.store.due_for_judgement(workspace.now()).await?;
    if due.is_empty() {
        return Ok(());
    }
    refresh(workspace, &due).await?;
    workspace.tell_changed(&[Topic::Handoffs]);
    Ok(())
}

async fn until_next_deadline(workspace: &Workspace) -> Duration {
    match workspace.store.next_judgement_at().await {
        Ok(Some(at)) => (at - workspace.now()).max(TimeDelta::milliseconds(200)).to_std().unwrap_or(LONGEST_SLEEP),
        _ => LONGEST_SLEEP,
    }
}
