//! What a sign-in under way keeps between two steps of its screen.

use crate::connection::Link;
use crate::error::AppError;
use crate::offered::OfferedProfile;
use crm::port::{Identity, Names};
use domain::Person;
use signin::{App, Keys, PlaybookSource, ProfileFile, SignInError, Transaction};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// One sign-in at a time: a new one ends the one before.
#[derive(Default)]
pub struct ConnectDesk {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    waiting: Option<Waiting>,
    /// What the browser opens, and the switch that ends the wait.
    address: Option<String>,
    cancel: Option<watch::Sender<bool>>,
    arrived: Option<Arrived>,
    profile: Option<ProfileFile>,
    /// A profile that the application was started with.
    offered: Option<OfferedProfile>,
}

/// A sign-in that the browser has not answered yet.
pub struct Waiting {
    pub transaction: Transaction,
    pub asked: Asked,
    pub cancelled: watch::Receiver<bool>,
}

/// What a sign-in was asked with.
#[derive(Debug, Clone)]
pub struct Asked {
    pub app: App,
    /// The address is the practice CRM's, which changes with each start.
    pub practice: bool,
    pub again: Option<String>,
}

/// An account that can be kept as a workspace.
#[derive(Clone)]
pub struct Arrived {
    pub way: Way,
    pub practice: bool,
    pub again: Option<String>,
    pub link: Link,
    pub identity: Identity,
    pub person: Option<Person>,
    pub people: Vec<Person>,
    /// Where the secrets wait: in memory, until the account is kept.
    pub keys: Keys,
}

/// How the person proved themselves.
#[derive(Debug, Clone)]
pub enum Way {
    Browser(App),
    Key,
}

impl ConnectDesk {
    /// Waits for the browser from now on.
    pub fn wait(&self, transaction: Transaction, asked: Asked) {
        let (cancel, cancelled) = watch::channel(false);
        let mut state = self.state();
        state.address = Some(transaction.address().to_owned());
        state.waiting = Some(Waiting { transaction, asked, cancelled });
        state.cancel = Some(cancel);
        state.arrived = None;
    }

    /// The sign-in that waits; once.
    pub fn take_waiting(&self) -> Result<Waiting, AppError> {
        self.state().waiting.take().ok_or(AppError::SignIn(SignInError::Cancelled))
    }

    /// What the browser opens, while it is waited for.
    pub fn address(&self) -> Option<String> {
        self.state().address.clone()
    }

    /// Ends what is under way. Gives back what had arrived, to be signed out.
    pub fn end(&self) -> Option<Arrived> {
        let mut state = self.state();
        if let Some(cancel) = state.cancel.take() {
            cancel.send_replace(true);
        }
        state.waiting = None;
        state.address = None;
        state.arrived.take()
    }

    pub fn arrive(&self, arrived: Arrived) {
        let mut state = self.state();
        state.address = None;
        state.cancel = None;
        state.arrived = Some(arrived);
    }

    /// Keeps a profile for the sign-in that follows.
    pub fn keep_profile(&self, profile: ProfileFile) {
        self.state().profile = Some(profile);
    }

    pub fn profile(&self) -> Option<ProfileFile> {
        self.state().profile.clone()
    }

    /// What the profile says of the playbook, where this way is the profile's.
    pub fn playbook_of(&self, way: &Way) -> Option<PlaybookSource> {
        let Way::Browser(app) = way else { return None };
        let profile = self.profile()?.profile;
        profile.playbook.filter(|_| profile.client_id == app.client_id && profile.crm == app.vendor)
    }

    pub fn offer(&self, profile: OfferedProfile) {
        self.state().offered = Some(profile);
    }

    pub fn take_offered(&self) -> Option<OfferedProfile> {
        self.state().offered.take()
    }

    pub fn take_arrived(&self) -> Result<Arrived, AppError> {
        self.state().arrived.take().ok_or_else(nobody_signed_in)
    }

    /// What came back, while it is looked at.
    pub fn arrived(&self) -> Result<Arrived, AppError> {
        self.state().arrived.clone().ok_or_else(nobody_signed_in)
    }

    /// Other fields carry ours from now on; nothing where the sign-in was ended meanwhile.
    pub fn rename(&self, names: Names) {
        if let Some(arrived) = &mut self.state().arrived {
            arrived.link.names = names;
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn nobody_signed_in() -> AppError {
    AppError::refuse("nobody_signed_in", "nobody has signed in yet", "Begin with the sign-in")
}

impl Arrived {
    /// Ends a sign-in that is not kept.
    pub async fn discard(self) {
        if let Err(error) = self.link.access.sign_out().await {
            tracing::warn!(%error, "a sign-in that was not kept could not be ended");
        }
    }
}
