//! Alarms: recorded once under their key, told to the person who looks.

use crate::error::AppError;
use crate::host::Notification;
use crate::judge::Judged;
use crate::process::Process;
use crate::settings;
use crate::workspace::Workspace;
use alerts::{AlarmKind, Notice, Occasion};
use chrono::{DateTime, Timelike, Utc};
use store::{Alarm, Handover};

/// The local hour from which a digest is told.
const DIGEST_HOUR: u32 = 9;

/// Records what is due for a judged deal and was not due before this laptop's time.
pub async fn record(workspace: &Workspace, process: &Process, judged: &Judged) -> Result<(), AppError> {
    let occasion = Occasion {
        organisation: &workspace.organisation,
        playbook: &process.playbook,
        record: &judged.record,
        assessment: &judged.assessment,
        account: judged.context.account_name(),
        deal: &judged.context.deal.name,
        owner: judged.context.deal.owner_id.as_ref(),
        now: workspace.now(),
    };
    let alarms = alerts::recorded(&occasion, workspace.alarms_since().await?);
    Ok(workspace.store.record_alarms(&alarms).await?)
}

/// Tells the person who looks what was not told yet.
pub async fn deliver(workspace: &Workspace) -> Result<(), AppError> {
    let viewer = workspace.viewer();
    let pending = sync::untold(&workspace.store, &viewer, workspace.now()).await?;
    let (digest, single): (Vec<Alarm>, Vec<Alarm>) =
        pending.into_iter().partition(|alarm| alarm.kind == AlarmKind::Digest.as_str());
    tell(workspace, single).await?;
    if !digest.is_empty() && digest_is_due(workspace).await? {
        tell(workspace, digest).await?;
        workspace.store.set_setting(settings::DIGEST_TOLD_AT, &workspace.now()).await?;
    }
    Ok(())
}

async fn tell(workspace: &Workspace, alarms: Vec<Alarm>) -> Result<(), AppError> {
    for notice in alerts::tell(alarms, workspace.now()) {
        hand_over(workspace, notice).await?;
    }
    Ok(())
}

/// Marked first, shown then, and noted what came of it: what is only marked may have been told.
async fn hand_over(workspace: &Workspace, notice: Notice) -> Result<(), AppError> {
    let now = workspace.now();
    let Notice { title, body, alarms } = notice;
    let taken = sync::take_to_tell(&workspace.store, &alarms, now).await?;
    if taken.is_empty() {
        return Ok(());
    }
    if workspace.connection.is_some() {
        sync::note_told(&workspace.store, &workspace.organisation, &alarms, now).await?;
    }
    let handoff = alarms.first().filter(|_| alarms.len() == 1).and_then(|alarm| alarm.handoff_id.clone());
    let notification = Notification { title, body, handoff, workspace: workspace.id.clone() };
    let handover = match workspace.host.notify(notification) {
        Ok(()) => Handover::Taken,
        Err(error) => {
            tracing::warn!(%error, "a notification was not taken by the system");
            Handover::Refused
        }
    };
    let ids: Vec<i64> = taken.iter().map(|alarm| alarm.id).collect();
    Ok(workspace.store.note_handover(&ids, handover).await?)
}

/// Once per local day of the person, from nine o'clock on.
async fn digest_is_due(workspace: &Workspace) -> Result<bool, AppError> {
    let zone = workspace.process().roster.person(&workspace.viewer()).map_or(chrono_tz::UTC, |person| person.time_zone);
    let now = workspace.now().with_timezone(&zone);
    let told: Option<DateTime<Utc>> = workspace.store.setting(settings::DIGEST_TOLD_AT).await?;
    let told_today = told.is_some_and(|at| at.with_timezone(&zone).date_naive() == now.date_naive());
    Ok(now.hour() >= DIGEST_HOUR && !told_today)
}
