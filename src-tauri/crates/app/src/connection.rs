//! The CRM behind a workspace: whether it can be reached, how far a load is, and what goes out.

pub mod outgoing;
mod standing;

pub use standing::{Loading, Standing};

use crate::error::AppError;
use crate::settings;
use crate::workspace::Workspace;
use chrono::{DateTime, Utc};
use crm::{Crm, CrmError, HubSpot};
use domain::DealId;
use net::{Failure, Http, Limits, Request, Secret};
use standing::State;
use std::sync::{Arc, Mutex, PoisonError};
use store::{LogLevel, LogLine, Store, Topic};
use sync::{Cancel, PullReport, PushReport, Reach, Sync};

/// Where a CRM answers, and the credential for it.
#[derive(Debug, Clone)]
pub struct CrmAddress {
    pub base_url: String,
    pub token: Secret,
}

/// A CRM behind a workspace.
pub struct Connection {
    address: CrmAddress,
    crm: Arc<dyn Crm>,
    sync: Sync,
    state: Mutex<State>,
}

/// What a pull brought.
#[derive(Debug, Default)]
pub struct Pulled {
    /// Deals that have to be judged again.
    pub changed: Vec<DealId>,
    /// This pull completed the first load.
    pub first: bool,
}

impl Connection {
    /// A connection that has not spoken yet.
    ///
    /// # Errors
    /// Where the address is none that may be spoken to.
    pub fn to(address: &CrmAddress, store: &Store) -> Result<Self, Failure> {
        let http = Http::new(&address.base_url, address.token.clone(), Limits::default())?;
        let crm: Arc<dyn Crm> = Arc::new(HubSpot::new(http));
        let sync = Sync::new(store.clone(), Arc::clone(&crm));
        Ok(Self { address: address.clone(), crm, sync, state: Mutex::default() })
    }

    /// The id of the organisation behind the credential.
    pub async fn organisation(&self) -> Result<String, CrmError> {
        Ok(self.crm.who_am_i().await?.organisation)
    }

    /// The roster that a practice CRM hands out, as its own JSON.
    pub async fn practice_roster(&self) -> Result<String, Failure> {
        let http = Http::new(&self.address.base_url, self.address.token.clone(), Limits::default())?;
        Ok(http.send_patiently(Request::get("/practice/roster")).await?.json()?.to_string())
    }

    /// Where the connection stands.
    pub fn standing(&self) -> Standing {
        self.state().standing()
    }

    /// Switches the network off or on.
    pub fn set_offline_by_choice(&self, offline: bool, now: DateTime<Utc>) {
        self.state().set_offline_by_choice(offline, now);
    }

    /// Stops a first load until a person asks for it again.
    pub fn cancel_load(&self, now: DateTime<Utc>) {
        if let Some(cancel) = self.state().cancel.take() {
            cancel.cancel();
        }
        self.set_offline_by_choice(true, now);
    }

    /// Brings what changed in the CRM.
    pub async fn pull(&self, workspace: &Workspace) -> Result<Pulled, AppError> {
        if self.standing().offline_by_choice {
            return Ok(Pulled::default());
        }
        let loaded = self.sync.is_loaded().await?;
        let report = if loaded { self.sync.pull_once(workspace.now()).await } else { self.load(workspace).await };
        let report = report.map_err(AppError::from)?;
        self.note_pull(workspace, &report).await?;
        Ok(Pulled { changed: report.changed, first: !loaded && self.sync.is_loaded().await? })
    }

    async fn load(&self, workspace: &Workspace) -> Result<PullReport, sync::SyncError> {
        let cancel = Cancel::new();
        self.state().cancel = Some(cancel.clone());
        let progress = |progress: sync::Progress| {
            self.state().loading = Some(Loading::of(progress));
            workspace.tell_changed(&[Topic::Sync]);
        };
        let report = self.sync.initial_load(workspace.now(), &progress, &cancel).await;
        let mut state = self.state();
        state.loading = None;
        state.cancel = None;
        drop(state);
        workspace.tell_changed(&[Topic::Sync, Topic::Deals]);
        report
    }

    /// Sends what is due. The deals whose row changed by it.
    pub async fn push(&self, workspace: &Workspace) -> Result<Vec<DealId>, AppError> {
        if self.standing().offline_by_choice {
            return Ok(Vec::new());
        }
        let report = self.sync.push_due(workspace.now()).await?;
        self.note_push(workspace, &report).await?;
        Ok(report.changed)
    }

    async fn note_pull(&self, workspace: &Workspace, report: &PullReport) -> Result<(), AppError> {
        self.take_time(workspace, report.server_time).await?;
        self.note_reach(workspace, report.reach).await?;
        for flaw in &report.flaws {
            self.log(workspace, LogLevel::Warning, flaw_words(flaw)).await?;
        }
        self.note_trouble(workspace, report.trouble.as_ref()).await
    }

    async fn note_push(&self, workspace: &Workspace, report: &PushReport) -> Result<(), AppError> {
        self.take_time(workspace, report.server_time).await?;
        self.note_reach(workspace, report.reach).await?;
        if report.sent + report.stuck > 0 {
            workspace.tell_changed(&[Topic::Outbox, Topic::Sync]);
        }
        if report.sent > 0 {
            self.log(workspace, LogLevel::Info, format!("{} changes sent", report.sent)).await?;
        }
        if report.stuck > 0 {
            self.log(workspace, LogLevel::Warning, format!("{} changes need you", report.stuck)).await?;
        }
        self.note_trouble(workspace, report.trouble.as_ref()).await
    }

    /// The CRM's clock is the clock; a new offset outlives a restart.
    async fn take_time(&self, workspace: &Workspace, time: Option<sync::ServerTime>) -> Result<(), AppError> {
        let Some(time) = time else { return Ok(()) };
        let elapsed = chrono::TimeDelta::from_std(time.received.elapsed()).unwrap_or_default();
        if let Some(offset) = workspace.clock.confirm(time.at + elapsed) {
            workspace.store.set_setting(settings::CLOCK_OFFSET_MS, &offset).await?;
            workspace.tell_changed(&[Topic::Sync]);
        }
        Ok(())
    }

    async fn note_reach(&self, workspace: &Workspace, reach: Reach) -> Result<(), AppError> {
        let Some(sentence) = self.state().note_reach(reach, workspace.now()) else { return Ok(()) };
        workspace.tell_changed(&[Topic::Sync]);
        self.log(workspace, LogLevel::Info, sentence.to_owned()).await
    }

    async fn note_trouble(&self, workspace: &Workspace, trouble: Option<&CrmError>) -> Result<(), AppError> {
        match trouble {
            Some(trouble) if self.state().is_new_trouble(&trouble.to_string()) => {
                self.log(workspace, LogLevel::Error, format!("{trouble}; {}", trouble.remedy)).await
            }
            Some(_) => Ok(()),
            None => {
                self.state().trouble = None;
                Ok(())
            }
        }
    }

    async fn log(&self, workspace: &Workspace, level: LogLevel, sentence: String) -> Result<(), AppError> {
        Ok(workspace.store.log_sync(&LogLine { at: workspace.now(), level, sentence }).await?)
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// `deal 42: amount is not a number; left empty`
fn flaw_words(flaw: &sync::Flaw) -> String {
    format!("{} {}: {} {}", flaw.object, flaw.id, flaw.property, flaw.what)
}
