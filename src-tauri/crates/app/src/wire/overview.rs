//! The frame: workspace, person, counts, search.

use chrono::{DateTime, Utc};
use domain::{HandoffId, HandoffState, PersonId, Role};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// No arguments.
#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct Nothing {}

/// What the frame shows.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Overview {
    pub workspace: WorkspaceLine,
    pub workspaces: Vec<WorkspaceLine>,
    /// Workspaces that are there and could not be opened.
    pub left_closed: Vec<ClosedWorkspace>,
    pub viewer: Viewer,
    pub counts: Counts,
    pub sync: super::sync::SyncLine,
    pub clock: Clock,
    /// What happened when the databases were opened and a person should know, such as a cache that was rebuilt.
    pub notes: Vec<String>,
}

/// One workspace of the switcher.
#[derive(Debug, Clone, Serialize, TS)]
pub struct WorkspaceLine {
    pub id: String,
    pub name: String,
    pub kind: WorkspaceKind,
    /// The default playbook's name and version, in words.
    pub playbook: String,
    /// The CRM that a person signed in to; `None` for practice and imports.
    pub crm: Option<CrmLine>,
}

/// A workspace that could not be opened. Nothing of it was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ClosedWorkspace {
    pub id: String,
    pub name: String,
    pub message: String,
    pub remedy: String,
}

/// The CRM behind a workspace.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CrmLine {
    pub vendor: super::connect::CrmVendor,
    /// `Salesforce`
    pub name: String,
    /// `acme.my.salesforce.com`
    pub host: String,
    /// True where a person has to sign in again before anything is sent or read.
    pub signed_out: bool,
    /// What signing in again needs, as it was typed or came with a profile.
    pub login: super::connect::LoginHost,
    pub my_domain: String,
    pub client_id: String,
    pub ports: Vec<u16>,
    /// True where a key is used, and no browser.
    pub by_key: bool,
}

/// Where the records of a workspace come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WorkspaceKind {
    Practice,
    Import,
    Crm,
}

/// The person through whose eyes the window looks.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Viewer {
    pub id: PersonId,
    pub name: String,
    pub role: Role,
    pub team: Option<String>,
    pub time_zone: String,
    /// True where another person may be chosen: practice and imports.
    pub may_switch: bool,
}

/// A person to view as, with how much waits for them.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PersonLine {
    pub id: PersonId,
    pub name: String,
    pub role: Role,
    pub team: Option<String>,
    pub waiting: u32,
}

/// Arguments of `view_as`.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ViewAs {
    pub person: PersonId,
}

/// Arguments of `switch_workspace`.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SwitchWorkspace {
    pub workspace: String,
}

/// What waits for this person, by place.
#[derive(Debug, Clone, Copy, Default, Serialize, TS)]
pub struct Counts {
    pub today: u32,
    pub handoffs: u32,
    pub intake: u32,
    pub promises: u32,
    pub alarms_unseen: u32,
    /// Stuck entries of the outbox.
    pub need_you: u32,
}

/// The CRM's time as far as this laptop knows it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Clock {
    pub now: DateTime<Utc>,
    /// False where no CRM reply has confirmed it since the start.
    pub confirmed: bool,
}

/// What waits for me, by deadline.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Today {
    pub waiting: Vec<TodayLine>,
    pub news: Vec<NewsLine>,
    /// When this person last looked.
    pub since: Option<DateTime<Utc>>,
}

/// One thing to do, with its one obvious action.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TodayLine {
    pub handoff: HandoffId,
    pub account: String,
    pub deal: String,
    /// `handoff not submitted: promises missing`
    pub sentence: String,
    pub action: TodayAction,
    pub deadline_at: Option<DateTime<Utc>>,
    pub started_at: Option<DateTime<Utc>>,
    pub state: HandoffState,
}

/// Where the action leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TodayAction {
    WriteHandoff,
    FixReturned,
    ReviewHandoff,
    MakeFirstTouch,
    FillGap,
    KeepPromise,
    Decide,
}

/// Something that changed since this person last looked.
#[derive(Debug, Clone, Serialize, TS)]
pub struct NewsLine {
    pub handoff: HandoffId,
    pub account: String,
    pub sentence: String,
    pub at: DateTime<Utc>,
}

/// Arguments of `search`.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct Search {
    pub text: String,
}

/// A handoff found by name.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SearchHit {
    pub handoff: HandoffId,
    pub account: String,
    pub deal: String,
    pub owner: Option<String>,
    /// `None` for a deal that is no handoff (yet); `why` then says why.
    pub state: Option<HandoffState>,
    pub why: Option<String>,
}
