//! Where a record is: here, on its way, there, or stuck.

use chrono::{DateTime, Utc};
use domain::HandoffId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The state of one record against the CRM.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RecordSync {
    /// Nothing waits; what is here is in the CRM.
    Sent,
    /// Something of it was discarded: kept here, and not sent.
    GivenUp,
    /// Saved here, waits for its turn or the network.
    SavedHere,
    Sending,
    Stuck,
    /// There is no CRM behind this workspace: saved here is all there is.
    LocalOnly,
}

/// The sentence at the top of the window.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SyncLine {
    pub state: SyncState,
    /// `Offline since 14:05, everything is saved here`
    pub sentence: String,
    pub waiting: u32,
    pub stuck: u32,
    /// Discarded by a person: kept here, and not in the CRM.
    pub given_up: u32,
    /// The sign-in has ended; only a person can renew it.
    pub sign_in: bool,
    /// Progress of a first load.
    pub progress: Option<LoadProgress>,
    /// True where a person switched the network off in the practice workspace.
    pub offline_by_choice: bool,
    /// True once everything was read; before, what is here is only a part.
    pub loaded: bool,
    pub last_contact_at: Option<DateTime<Utc>>,
}

/// What the connection does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SyncState {
    AllSent,
    Sending,
    Loading,
    Offline,
    NeedsYou,
    LocalOnly,
}

/// How far a first load is.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LoadProgress {
    /// `Reading deals`
    pub stage: String,
    pub done: u32,
    /// `None` where the CRM does not say.
    pub of: Option<u32>,
}

/// The sync log.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SyncLog {
    pub line: SyncLine,
    pub entries: Vec<OutboxLine>,
    pub lines: Vec<LogLine>,
}

/// One entry of the outbox.
#[derive(Debug, Clone, Serialize, TS)]
pub struct OutboxLine {
    pub id: String,
    pub handoff: Option<HandoffId>,
    pub account: String,
    /// `Fields and status`, `Summary note`, `Review task`
    pub what: String,
    pub state: OutboxState,
    pub created_at: DateTime<Utc>,
    pub sent_at: Option<DateTime<Utc>>,
    pub next_attempt_at: Option<DateTime<Utc>>,
    pub attempts: u32,
    pub problem: Option<String>,
    pub remedy: Option<String>,
    pub help: Option<OutboxHelp>,
    /// Discarded by a person, and in the CRM by no other way; it can still be sent.
    pub given_up: bool,
}

/// What helps a stuck entry beside another try.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OutboxHelp {
    /// The handoff has to be written otherwise.
    Edit,
    /// Somebody has to be given a right.
    AskAdmin,
}

/// Where an entry of the outbox is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OutboxState {
    Waiting,
    Sending,
    Sent,
    Stuck,
    Discarded,
}

/// One line of the log.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LogLine {
    pub at: DateTime<Utc>,
    pub level: LogLevel,
    pub sentence: String,
}

/// How much a line of the log matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LogLevel {
    Info,
    Warning,
    Problem,
}

/// Arguments of `retry_entry` and `discard_entry`.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct OutboxEntryId {
    pub id: String,
}

/// Arguments of `set_offline`.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetOffline {
    pub offline: bool,
}

/// Arguments of the commands that write a file.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SaveTo {
    pub path: String,
}

/// A file that was written.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Saved {
    pub path: String,
}

/// Arguments of `pick_save_path`.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PickSavePath {
    /// The file name that is proposed.
    pub name: String,
    /// Without the dot: `md`.
    pub extension: String,
}
