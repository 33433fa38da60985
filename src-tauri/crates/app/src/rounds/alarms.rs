//! Alarms: recorded once under their key, told to the person who looks.

use crate::error::AppError;
use crate::host::Notification;
use crate::judge::Judged;
use crate::process::Process;
use crate::settings;
use crate::workspace::Workspace;
use alerts::{AlarmKind, Intent, Occasion, Telling};
use chrono::{DateTime, TimeDelta, Timelike, Utc};
use store::{Alarm, NewAlarm};

/// Older alarms are not recorded: a first load tells of last week, not of last year.
const LOOK_BACK: TimeDelta = TimeDelta::days(7);
/// The local hour from which a digest is told.
const DIGEST_HOUR: u32 = 9;

/// Records what is due for a judged deal. Alarms of the past that nobody waited for (the first load) are left out.
pub async fn record(workspace: &Workspace, process: &Process, judged: &Judged) -> Result<(), AppError> {
    let now = workspace.now();
    let occasion = Occasion {
        organisation: &workspace.organisation,
        playbook: &process.playbook,
        record: &judged.record,
        assessment: &judged.assessment,
        account: judged.context.account_name(),
        deal: &judged.context.deal.name,
        owner: judged.context.deal.owner_id.as_ref(),
        now,
    };
    let recent = alerts::due(&occasion).into_iter().filter(|intent| now - intent.at <= LOOK_BACK);
    let alarms: Vec<NewAlarm> = recent.map(|intent| alarm_of(judged, &intent, now)).collect();
    Ok(workspace.store.record_alarms(&alarms).await?)
}

fn alarm_of(judged: &Judged, intent: &Intent, now: DateTime<Utc>) -> NewAlarm {
    NewAlarm {
        key: intent.key.clone(),
        kind: intent.kind.as_str().to_owned(),
        handoff_id: Some(judged.record.id.clone()),
        deal_id: Some(judged.context.deal.id.clone()),
        person_id: intent.person.clone(),
        at: intent.at,
        recorded_at: now,
        title: intent.title.clone(),
        body: intent.body.clone(),
        missed: alerts::age(intent, now).is_err(),
    }
}

/// Tells the person who looks what was not told yet.
pub async fn deliver(workspace: &Workspace) -> Result<(), AppError> {
    let viewer = workspace.viewer();
    let pending = sync::untold(&workspace.store, &viewer, workspace.now()).await?;
    let (digest, single): (Vec<Alarm>, Vec<Alarm>) =
        pending.into_iter().partition(|alarm| alarm.kind == AlarmKind::Digest.as_str());
    tell(workspace, &single).await?;
    if !digest.is_empty() && digest_is_due(workspace).await? {
        tell(workspace, &digest).await?;
        workspace.store.set_setting(settings::DIGEST_TOLD_AT, &workspace.now()).await?;
    }
    Ok(())
}

async fn tell(workspace: &Workspace, alarms: &[Alarm]) -> Result<(), AppError> {
    let words: Vec<_> = alarms.iter().map(|alarm| (alarm.title.clone(), alarm.body.clone(), alarm.at)).collect();
    match alerts::tell(&words, workspace.now()) {
        Telling::Nothing => {}
        Telling::EachAlone(each) => {
            for (position, title, body) in each {
                if let Some(alarm) = alarms.get(position) {
                    hand_over(workspace, std::slice::from_ref(alarm), title, body).await?;
                }
            }
        }
        Telling::Together { title, body } => hand_over(workspace, alarms, title, body).await?,
    }
    Ok(())
}

async fn hand_over(workspace: &Workspace, alarms: &[Alarm], title: String, body: String) -> Result<(), AppError> {
    let now = workspace.now();
    if sync::take_to_tell(&workspace.store, alarms, now).await?.is_empty() {
        return Ok(());
    }
    if workspace.connection.is_some() {
        sync::note_told(&workspace.store, &workspace.organisation, alarms, now).await?;
    }
    let handoff = alarms.first().filter(|_| alarms.len() == 1).and_then(|alarm| alarm.handoff_id.clone());
    if let Err(error) = workspace.host.notify(Notification { title, body, handoff, workspace: workspace.id.clone() }) {
        tracing::warn!(%error, "a notification was not taken by the system");
    }
    Ok(())
}

/// Once per local day of the person, from nine o'clock on.
async fn digest_is_due(workspace: &Workspace) -> Result<bool, AppError> {
    let zone = workspace.process().roster.person(&workspace.viewer()).map_or(chrono_tz::UTC, |person| person.time_zone);
    let now = workspace.now().with_timezone(&zone);
    let told: Option<DateTime<Utc>> = workspace.store.setting(settings::DIGEST_TOLD_AT).await?;
    let told_today = told.is_some_and(|at| at.with_timezone(&zone).date_naive() == now.date_naive());
    Ok(now.hour() >= DIGEST_HOUR && !told_today)
}
