//! The CRM behind a workspace: where it answers, whether it can be reached, and how far a load is.

mod access;
mod link;
mod standing;

pub use access::Access;
pub use link::Link;
pub use standing::{Loading, Standing};

use crate::error::AppError;
use chrono::{DateTime, Utc};
use crm::port::QuotaState;
use crm::{Crm, CrmError};
use net::{Failure, Request, Secret};
use standing::State;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use store::Store;
use sync::{Cancel, Progress, Reach, ServerTime, Sync};

/// Where a CRM answers, and the credential for it.
#[derive(Debug, Clone)]
pub struct CrmAddress {
    pub base_url: String,
    pub token: Secret,
}

/// A CRM behind a workspace.
pub struct Connection {
    link: Link,
    crm: Arc<dyn Crm>,
    sync: Sync,
    state: Mutex<State>,
}

impl Connection {
    /// A connection that has not spoken yet.
    ///
    /// # Errors
    /// Where the address is none that may be spoken to.
    pub fn to(link: Link, store: &Store) -> Result<Self, AppError> {
        let crm = link.adapter()?;
        let sync = Sync::new(store.clone(), Arc::clone(&crm));
        Ok(Self { link, crm, sync, state: Mutex::default() })
    }

    /// What it proves itself with.
    pub fn access(&self) -> &Access {
        &self.link.access
    }

    /// What is left of the quota that everybody in the organisation shares.
    pub fn quota(&self) -> QuotaState {
        self.crm.quota()
    }

    /// Where the API answers.
    pub fn api(&self) -> &str {
        &self.link.api
    }

    /// How people call the CRM.
    pub fn name(&self) -> &'static str {
        self.crm.capabilities().name
    }

    /// The id of the organisation behind the credential.
    pub async fn organisation(&self) -> Result<String, CrmError> {
        Ok(self.crm.who_am_i().await?.organisation)
    }

    /// The roster that a practice CRM hands out, as its own JSON.
    pub async fn practice_roster(&self) -> Result<String, Failure> {
        Ok(self.link.http()?.send_patiently(Request::get("/practice/roster")).await?.json()?.to_string())
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
    pub fn cancel_load(&self) {
        let mut state = self.state();
        state.load_stopped = true;
        if let Some(cancel) = state.cancel.take() {
            cancel.cancel();
        }
    }

    /// True where a person stopped the first load.
    pub fn load_is_stopped(&self) -> bool {
        self.state().load_stopped
    }

    /// A person asks for a first load that was stopped.
    pub fn go_on_loading(&self) {
        self.state().load_stopped = false;
    }

    /// What reads and writes the CRM.
    pub fn sync(&self) -> &Sync {
        &self.sync
    }

    /// A switch for a first load that begins; `cancel_load` turns it.
    pub fn begin_load(&self) -> Cancel {
        let cancel = Cancel::new();
        self.state().cancel = Some(cancel.clone());
        cancel
    }

    pub fn note_progress(&self, progress: Progress) {
        self.state().loading = Some(Loading::of(progress));
    }

    pub fn end_load(&self) {
        let mut state = self.state();
        state.loading = None;
        state.cancel = None;
    }

    /// The CRM's time where it is news.
    pub fn note_time(&self, time: Option<ServerTime>) -> Option<ServerTime> {
        self.state().note_time(time)
    }

    /// The CRM was heard.
    pub fn note_contact(&self, now: DateTime<Utc>) {
        self.state().note_contact(now);
    }

    /// A sentence where the reach changed.
    pub fn note_reach(&self, reach: Reach) -> Option<&'static str> {
        self.state().note_reach(reach)
    }

    /// What could not be used and was not told with the last pull.
    pub fn note_flaws(&self, flaws: BTreeSet<String>) -> Vec<String> {
        self.state().note_flaws(flaws)
    }

    /// A sentence where the CRM refuses something that it did not refuse last time.
    pub fn note_trouble(&self, trouble: Option<&CrmError>) -> Option<String> {
        self.state().note_trouble(trouble.map(|trouble| format!("{trouble}; {}", trouble.remedy)))
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
