//! The alarm list.

use crate::application::Application;
use crate::error::AppError;
use crate::wire::alarms::{AlarmLine, MarkAlarmsSeen};
use crate::wire::overview::Nothing;
use crate::workspace::Workspace;
use domain::HandoffId;
use std::collections::HashMap;
use store::{Alarm, ListQuery, Seen};

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
    let deals = Some(alarms.iter().filter_map(|alarm| alarm.deal_id.clone()).collect());
    let rows = workspace.store.list(&ListQuery { deals, limit: SHOWN, ..ListQuery::default() }).await?.rows;
    let accounts: HashMap<HandoffId, String> = rows.into_iter().map(|row| (row.handoff_id, row.account)).collect();
    Ok(alarms.into_iter().filter_map(|alarm| line(alarm, &accounts)).collect())
}

/// A deal that is no handoff any more has no account here; its alarm still says whom it was about.
fn line(alarm: Alarm, accounts: &HashMap<HandoffId, String>) -> Option<AlarmLine> {
    let account = alarm.handoff_id.as_ref().and_then(|id| accounts.get(id)).cloned().unwrap_or_default();
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
        handover: alarm.handover,
    })
}
