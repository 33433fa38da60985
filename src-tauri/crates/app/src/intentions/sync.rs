//! The sync log, and what a person does about it.

use crate::application::Application;
use crate::error::AppError;
use crate::rounds;
use crate::wire::overview::Nothing;
use crate::wire::sync::{
    LogLevel, LogLine, OutboxEntryId, OutboxHelp, OutboxLine, OutboxState, SaveTo, Saved, SetOffline, SyncLine,
    SyncLog, SyncState,
};
use crate::workspace::Workspace;
use domain::HandoffId;
use std::path::Path;
use store::{OutboxEntry, OutboxKind, Topic};

/// Entries and lines that are shown.
const SHOWN: u32 = 200;

/// The sync log.
pub async fn sync_log(application: &Application, workspace: &str, _: Nothing) -> Result<SyncLog, AppError> {
    log(&*application.workspace(workspace)?).await
}

/// Asks the CRM now.
pub async fn sync_now(application: &Application, workspace: &str, _: Nothing) -> Result<SyncLog, AppError> {
    let workspace = application.workspace(workspace)?;
    if let Some(connection) = &workspace.connection {
        connection.go_on_loading();
    }
    rounds::round(&workspace).await;
    log(&workspace).await
}

/// Switches the network off or on, to see that work goes on without it.
pub async fn set_offline(application: &Application, workspace: &str, ask: SetOffline) -> Result<SyncLog, AppError> {
    let workspace = application.workspace(workspace)?;
    if let Some(connection) = &workspace.connection {
        connection.set_offline_by_choice(ask.offline, workspace.now());
        workspace.wake.notify_one();
        workspace.tell_changed(&[Topic::Sync]);
    }
    log(&workspace).await
}

/// Tries an entry again that is stuck or was discarded.
pub async fn retry_entry(application: &Application, workspace: &str, ask: OutboxEntryId) -> Result<SyncLog, AppError> {
    let workspace = application.workspace(workspace)?;
    if let Ok(id) = ask.id.parse() {
        workspace.store.unstick_entry(id, workspace.now()).await?;
    }
    workspace.wake.notify_one();
    log(&workspace).await
}

/// Gives an entry up; what was written stays in the journal, in the export, and can be sent after all.
pub async fn discard_entry(
    application: &Application,
    workspace: &str,
    ask: OutboxEntryId,
) -> Result<SyncLog, AppError> {
    let workspace = application.workspace(workspace)?;
    if let Ok(id) = ask.id.parse() {
        workspace.store.discard_entry(id).await?;
    }
    log(&workspace).await
}

/// Stops a first load; what arrived stays, and the load goes on from there when asked.
pub async fn cancel_load(application: &Application, workspace: &str, _: Nothing) -> Result<SyncLog, AppError> {
    let workspace = application.workspace(workspace)?;
    if let Some(connection) = &workspace.connection {
        connection.cancel_load();
        workspace.tell_changed(&[Topic::Sync]);
    }
    log(&workspace).await
}

/// Writes everything that the CRM does not have yet to a file.
pub async fn export_unsent(application: &Application, workspace: &str, to: SaveTo) -> Result<Saved, AppError> {
    let unsent = application.workspace(workspace)?.store.export_unsent().await?;
    let text = serde_json::to_string_pretty(&unsent)
        .map_err(|error| AppError::refuse("unwritable", error.to_string(), "Ask for support"))?;
    write(&to.path, text.as_bytes()).await
}

/// Writes a file as a whole: a full disk leaves the old one.
pub(super) async fn write(path: &str, bytes: &[u8]) -> Result<Saved, AppError> {
    let target = Path::new(path);
    let part = target.with_extension("part");
    tokio::fs::write(&part, bytes).await.map_err(|source| AppError::cannot_write(target, source))?;
    tokio::fs::rename(&part, target).await.map_err(|source| AppError::cannot_write(target, source))?;
    Ok(Saved { path: path.to_owned() })
}

async fn log(workspace: &Workspace) -> Result<SyncLog, AppError> {
    let given_up = workspace.store.given_up().await?;
    let mut entries = Vec::new();
    for entry in workspace.store.outbox_log(SHOWN).await? {
        let is_given_up = given_up.contains(&entry.id);
        entries.push(OutboxLine { given_up: is_given_up, ..outbox_line(workspace, entry).await? });
    }
    let lines = workspace.store.sync_log(SHOWN).await?;
    Ok(SyncLog { line: line(workspace).await?, entries, lines: lines.into_iter().map(log_line).collect() })
}

/// The sentence at the top of the window.
pub(super) async fn line(workspace: &Workspace) -> Result<SyncLine, AppError> {
    let counts = workspace.store.outbox_counts().await?;
    let waiting = counts.waiting + counts.sending;
    let Some(connection) = &workspace.connection else {
        let sentence = "Saved here; this workspace has no CRM behind it".to_owned();
        return Ok(SyncLine {
            state: SyncState::LocalOnly,
            sentence,
            waiting: 0,
            stuck: 0,
            given_up: 0,
            sign_in: false,
            progress: None,
            offline_by_choice: false,
            loaded: true,
            last_contact_at: None,
        });
    };
    let standing = connection.standing();
    let loaded = connection.sync().is_loaded().await?;
    let sign_in = connection.access().has_ended();
    let (state, sentence) = if let Some(progress) = &standing.progress {
        (SyncState::Loading, progress.sentence())
    } else if sign_in {
        (SyncState::NeedsYou, format!("Sign in to {} again; everything is saved here", connection.name()))
    } else if !loaded && connection.load_is_stopped() {
        (SyncState::NeedsYou, "The first load was stopped; Sync now goes on with it".to_owned())
    } else if counts.stuck > 0 {
        (SyncState::NeedsYou, format!("{} need you", counts.stuck))
    } else if let Some(since) = standing.offline_since {
        (SyncState::Offline, offline_sentence(workspace, since, waiting))
    } else if waiting > 0 {
        (SyncState::Sending, format!("Saved here, sending {waiting}"))
    } else {
        (SyncState::AllSent, all_sent_sentence(counts.given_up))
    };
    Ok(SyncLine {
        state,
        sentence,
        waiting,
        stuck: counts.stuck,
        given_up: counts.given_up,
        sign_in,
        progress: standing.progress.map(|progress| progress.wire()),
        offline_by_choice: standing.offline_by_choice,
        loaded,
        last_contact_at: standing.last_contact_at,
    })
}

fn all_sent_sentence(given_up: u32) -> String {
    match given_up {
        0 => "All in the CRM".to_owned(),
        given_up => format!("All in the CRM but {given_up} that you discarded"),
    }
}

fn offline_sentence(workspace: &Workspace, since: chrono::DateTime<chrono::Utc>, waiting: u32) -> String {
    let zone = workspace.process().roster.person(&workspace.viewer()).map_or(chrono_tz::UTC, |person| person.time_zone);
    let since = since.with_timezone(&zone).format("%H:%M");
    match waiting {
        0 => format!("Offline since {since}, everything is saved here"),
        waiting => format!("Offline since {since}, {waiting} saved here to be sent"),
    }
}

async fn outbox_line(workspace: &Workspace, entry: OutboxEntry) -> Result<OutboxLine, AppError> {
    let account = workspace.store.summary_of(&entry.deal_id).await?.map(|row| row.account);
    let what = match entry.kind {
        OutboxKind::PushRecord => "Fields and status",
        OutboxKind::SummaryNote => "Summary note",
        OutboxKind::ReviewTask => "Review task",
    };
    Ok(OutboxLine {
        id: entry.id.to_string(),
        handoff: Some(HandoffId::of(&workspace.organisation, &entry.deal_id)),
        account: account.unwrap_or_default(),
        what: what.to_owned(),
        state: state(entry.state),
        created_at: entry.created_at,
        sent_at: entry.sent_at,
        // What waits for its record, or for this round, has no time of its own.
        next_attempt_at: Some(entry.next_attempt_at)
            .filter(|at| entry.state == store::OutboxState::Waiting && *at > workspace.now()),
        attempts: entry.attempts,
        problem: entry.error.as_ref().map(|error| error.message.clone()),
        help: entry.error.as_ref().and_then(|error| help(&error.code)),
        remedy: entry.error.map(|error| error.remedy),
        given_up: false,
    })
}

/// By the code of the CRM's refusal.
fn help(code: &str) -> Option<OutboxHelp> {
    match code {
        "crm_field" => Some(OutboxHelp::Edit),
        "crm_not_allowed" => Some(OutboxHelp::AskAdmin),
        _ => None,
    }
}

fn state(state: store::OutboxState) -> OutboxState {
    match state {
        store::OutboxState::Waiting => OutboxState::Waiting,
        store::OutboxState::Sending => OutboxState::Sending,
        store::OutboxState::Sent => OutboxState::Sent,
        store::OutboxState::Stuck => OutboxState::Stuck,
        store::OutboxState::Discarded => OutboxState::Discarded,
    }
}

fn log_line(line: store::LogLine) -> LogLine {
    let level = match line.level {
        store::LogLevel::Info => LogLevel::Info,
        store::LogLevel::Warning => LogLevel::Warning,
        store::LogLevel::Error => LogLevel::Problem,
    };
    LogLine { at: line.at, level, sentence: line.sentence }
}
