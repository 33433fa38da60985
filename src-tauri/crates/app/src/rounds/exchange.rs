//! What a workspace and its CRM tell each other in one round, and what is noted of it.

use crate::connection::Connection;
use crate::error::AppError;
use crate::settings;
use crate::workspace::Workspace;
use crm::CrmError;
use domain::DealId;
use store::{LogLevel, LogLine, Topic};
use sync::{PullReport, PushReport, Reach, ServerTime};

/// What a pull brought.
#[derive(Debug, Default)]
pub struct Pulled {
    /// Deals that have to be judged again.
    pub changed: Vec<DealId>,
    /// Everything was loaded at least once.
    pub loaded: bool,
}

/// How much is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Everything that changed.
    Whole,
    /// Deals, and everything else now and then.
    Glance,
}

/// Brings what changed in the CRM.
pub async fn pull(workspace: &Workspace, connection: &Connection, look: Look) -> Result<Pulled, AppError> {
    if connection.standing().offline_by_choice {
        return Ok(Pulled::default());
    }
    let sync = connection.sync();
    let loaded = sync.is_loaded().await?;
    if !loaded && connection.load_is_stopped() {
        return Ok(Pulled::default());
    }
    let report = match (loaded, look) {
        (true, Look::Glance) => sync.glance(workspace.now()).await,
        (true, Look::Whole) => sync.pull_once(workspace.now()).await,
        (false, _) => load(workspace, connection).await,
    }?;
    note_time(workspace, connection, report.server_time).await?;
    note_reach(workspace, connection, report.reach).await?;
    for flaw in connection.note_flaws(report.flaws.iter().map(flaw_words).collect()) {
        log(workspace, LogLevel::Warning, flaw).await?;
    }
    note_trouble(workspace, connection, report.trouble.as_ref()).await?;
    Ok(Pulled { changed: report.changed, loaded: sync.is_loaded().await? })
}

async fn load(workspace: &Workspace, connection: &Connection) -> Result<PullReport, sync::SyncError> {
    let cancel = connection.begin_load();
    let progress = |progress| {
        connection.note_progress(progress);
        workspace.tell_changed(&[Topic::Sync]);
    };
    let report = connection.sync().initial_load(workspace.now(), &progress, &cancel).await;
    connection.end_load();
    workspace.tell_changed(&[Topic::Sync, Topic::Deals]);
    report
}

/// Sends what is due. The deals whose row changed by it.
pub async fn push(workspace: &Workspace, connection: &Connection) -> Result<Vec<DealId>, AppError> {
    if connection.standing().offline_by_choice {
        return Ok(Vec::new());
    }
    let report = connection.sync().push_due(workspace.now()).await?;
    note_time(workspace, connection, report.server_time).await?;
    if report.sent + report.waiting + report.stuck > 0 {
        note_reach(workspace, connection, report.reach).await?;
    }
    note_sent(workspace, &report).await?;
    note_trouble(workspace, connection, report.trouble.as_ref()).await?;
    Ok(report.changed)
}

async fn note_sent(workspace: &Workspace, report: &PushReport) -> Result<(), AppError> {
    if report.sent + report.stuck > 0 {
        workspace.tell_changed(&[Topic::Outbox, Topic::Sync]);
    }
    if report.sent > 0 {
        log(workspace, LogLevel::Info, format!("{} sent", changes(report.sent))).await?;
    }
    if report.stuck > 0 {
        let need = if report.stuck == 1 { "needs" } else { "need" };
        log(workspace, LogLevel::Warning, format!("{} {need} you", changes(report.stuck))).await?;
    }
    Ok(())
}

fn changes(count: u32) -> String {
    if count == 1 { "1 change".to_owned() } else { format!("{count} changes") }
}

/// The CRM's clock is the clock; what is known of it outlives a restart.
async fn note_time(workspace: &Workspace, connection: &Connection, time: Option<ServerTime>) -> Result<(), AppError> {
    let Some(time) = connection.note_time(time) else { return Ok(()) };
    let elapsed = chrono::TimeDelta::from_std(time.received.elapsed()).unwrap_or_default();
    if let Some(known) = workspace.clock.confirm(time.at + elapsed) {
        workspace.store.set_setting(settings::CLOCK_OFFSET_MS, &known.offset_ms).await?;
        workspace.store.set_setting(settings::LAST_REPLY_AT, &known.last_reply_at).await?;
        workspace.tell_changed(&[Topic::Sync]);
    }
    connection.note_contact(workspace.now());
    Ok(())
}

async fn note_reach(workspace: &Workspace, connection: &Connection, reach: Reach) -> Result<(), AppError> {
    if let Some(sentence) = connection.note_reach(reach) {
        workspace.tell_changed(&[Topic::Sync]);
        log(workspace, LogLevel::Info, sentence.to_owned()).await?;
    }
    Ok(())
}

async fn note_trouble(
    workspace: &Workspace,
    connection: &Connection,
    trouble: Option<&CrmError>,
) -> Result<(), AppError> {
    match connection.note_trouble(trouble) {
        Some(sentence) => log(workspace, LogLevel::Error, sentence).await,
        None => Ok(()),
    }
}

async fn log(workspace: &Workspace, level: LogLevel, sentence: String) -> Result<(), AppError> {
    Ok(workspace.store.log_sync(&LogLine { at: workspace.now(), level, sentence }).await?)
}

/// `deal 42: amount is not a number; left empty`
fn flaw_words(flaw: &sync::Flaw) -> String {
    format!("{} {}: {} {}", flaw.object, flaw.id, flaw.property, flaw.what)
}
