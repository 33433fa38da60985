//! The alarm list.

use crate::application::Application;
use crate::error::AppError;
use crate::wire::alarms::{AlarmLine, MarkAlarmsSeen};
use crate::wire::overview::Nothing;
use crate::workspace::Workspace;
use store::{Alarm, Seen};

/// Alarms that are shown.
const SHOWN: u32 = 200;

/// The viewer's alarms, latest first.
pub async fn list_alarms(application: &Application, workspace: &str, _: Nothing) -> Result<Vec<AlarmLine>, AppError> {
    lines(&*application.workspace(workspace)?).await
}

/// Marks alarms as seen; none named means all.
pub async fn mark_alarms_seen(
    application: &Application,
    workspace: &str,
    ask: MarkAlarmsSeen,
) -> Result<Vec<AlarmLine>, AppError> {
    let workspace = application.workspace(workspace)?;
    let viewer = workspace.viewer();
    let seen = if ask.keys.is_empty() {
        Seen::All(viewer)
    } else {
        let alarms = workspace.store.alarms(&viewer, SHOWN, None).await?;
        Seen::These(alarms.into_iter().filter(|alarm| ask.keys.contains(&alarm.key)).map(|alarm| alarm.id).collect())
    };
    workspace.store.mark_seen(&seen, workspace.now()).await?;
    workspace.tell_changed(&[store::Topic::Alarms]);
    lines(&workspace).await
}

async fn lines(workspace: &Workspace) -> Result<Vec<AlarmLine>, AppError> {
    let alarms = workspace.store.alarms(&workspace.viewer(), SHOWN, None).await?;
    Ok(alarms.into_iter().filter_map(line).collect())
}

fn line(alarm: Alarm) -> Option<AlarmLine> {
    let account = alarm.title.split_once(": ").map_or(alarm.title.as_str(), |(_, account)| account).to_owned();
    Some(AlarmLine {
        handoff: alarm.handoff_id?,
        key: alarm.key,
        kind: alarm.kind,
        account,
        title: alarm.title,
        body: alarm.body,
        at: alarm.at,
        seen: alarm.seen_at.is_some(),
        missed: alarm.missed,
        handed_over_at: alarm.handed_to_os_at,
    })
}
