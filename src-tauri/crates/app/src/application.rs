//! All workspaces of this person on this laptop, and which one is open.

mod account;
mod closed;
mod folder;

pub(crate) use account::{CrmLabel, SignInWay, login_host_of};
pub(crate) use folder::{Label, open_import, write_label};

use crate::connect_desk::ConnectDesk;
use crate::connection::CrmAddress;
use crate::error::AppError;
use crate::host::Host;
use crate::import_desk::ImportDesk;
use crate::offered::OfferedProfile;
use crate::rounds;
use crate::wire::overview::ClosedWorkspace;
use crate::workspace::Workspace;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use tokio::task::AbortHandle;
use vault::Vault;

/// The id of the practice workspace.
pub const PRACTICE: &str = "practice";

/// The application behind the window.
pub struct Application {
    root: PathBuf,
    host: Arc<dyn Host>,
    workspaces: RwLock<BTreeMap<String, Arc<Workspace>>>,
    /// What is there and could not be opened.
    closed: RwLock<Vec<ClosedWorkspace>>,
    current: RwLock<String>,
    goes_round: AtomicBool,
    pub(crate) import: ImportDesk,
    pub(crate) connect: ConnectDesk,
    pub(crate) vault: Vault,
    pub(crate) practice: CrmAddress,
    loops: Mutex<BTreeMap<String, AbortHandle>>,
}

impl Application {
    /// Opens every workspace under `root`, and the practice workspace. What can't be opened is told in the window.
    pub async fn open(root: &Path, practice: CrmAddress, host: Arc<dyn Host>) -> Arc<Self> {
        Self::open_with(root, practice, host, Vault::of_this_computer()).await
    }

    /// As [`Application::open`], with secrets in another place than this computer's keychain.
    pub async fn open_with(root: &Path, practice: CrmAddress, host: Arc<dyn Host>, vault: Vault) -> Arc<Self> {
        let application = Self {
            root: root.to_owned(),
            host,
            workspaces: RwLock::default(),
            closed: RwLock::default(),
            current: RwLock::new(PRACTICE.to_owned()),
            goes_round: AtomicBool::new(false),
            import: ImportDesk::default(),
            connect: ConnectDesk::default(),
            vault,
            practice,
            loops: Mutex::default(),
        };
        application.open_all().await;
        Arc::new(application)
    }

    /// Starts the rounds of every workspace, and of those that come later.
    pub async fn run(&self) {
        self.goes_round.store(true, Ordering::Relaxed);
        for workspace in self.workspaces() {
            self.start_rounds(workspace);
        }
    }

    /// Closes every workspace's databases, so that nothing is left in side files.
    pub async fn close(&self) {
        for workspace in self.workspaces() {
            workspace.store.close().await;
        }
    }

    /// Hands over a profile that a person opened from outside; the window asks for it.
    pub fn offer_profile(&self, profile: OfferedProfile) {
        self.connect.offer(profile);
        self.host.profile_offered();
    }

    /// One round of one workspace, for those who don't want to wait for the next.
    pub async fn round(&self, workspace: &str) -> Result<(), AppError> {
        rounds::round(&*self.workspace(workspace)?).await;
        Ok(())
    }

    /// A workspace by its id; the empty id means the one that is open.
    pub(crate) fn workspace(&self, id: &str) -> Result<Arc<Workspace>, AppError> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner).clone();
        let id = if id.is_empty() { current.as_str() } else { id };
        let workspaces = self.workspaces.read().unwrap_or_else(PoisonError::into_inner);
        workspaces.get(id).cloned().ok_or_else(|| self.absent(id))
    }

    pub(crate) fn workspaces(&self) -> Vec<Arc<Workspace>> {
        self.workspaces.read().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }

    /// Makes a workspace the open one, now and after a restart.
    pub(crate) async fn switch_to(&self, id: &str) -> Result<(), AppError> {
        self.workspace(id)?;
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = id.to_owned();
        folder::write_current(&self.root, id)
    }

    /// Adds a workspace that was just made.
    pub(crate) fn adopt(&self, workspace: Workspace) -> Arc<Workspace> {
        let id = workspace.id.clone();
        self.insert(workspace);
        let workspaces = self.workspaces.read().unwrap_or_else(PoisonError::into_inner);
        let workspace = workspaces.get(&id).cloned();
        drop(workspaces);
        let Some(workspace) = workspace else { unreachable!("the workspace was inserted above") };
        if self.goes_round.load(Ordering::Relaxed) {
            self.start_rounds(Arc::clone(&workspace));
        }
        workspace
    }

    pub(crate) fn host(&self) -> &Arc<dyn Host> {
        &self.host
    }

    pub(crate) fn folder_of(&self, id: &str) -> PathBuf {
        self.workspaces_folder().join(id)
    }

    fn workspaces_folder(&self) -> PathBuf {
        self.root.join("workspaces")
    }

    fn insert(&self, workspace: Workspace) {
        let mut workspaces = self.workspaces.write().unwrap_or_else(PoisonError::into_inner);
        workspaces.insert(workspace.id.clone(), Arc::new(workspace));
    }

    /// Goes to the workspace that was open last; where it is not to be had, to one that is.
    fn settle_current(&self) {
        let open = |id: &String| self.workspace(id).is_ok();
        let last = folder::read_current(&self.root).filter(open);
        let any = || self.workspaces().first().map(|workspace| workspace.id.clone());
        if let Some(id) = last.or_else(|| Some(PRACTICE.to_owned()).filter(open)).or_else(any) {
            *self.current.write().unwrap_or_else(PoisonError::into_inner) = id;
        }
    }

    #[allow(clippy::disallowed_methods, reason = "the home of the workspaces' loops")]
    fn start_rounds(&self, workspace: Arc<Workspace>) {
        let id = workspace.id.clone();
        let task = tokio::spawn(async move { rounds::run(&workspace).await });
        self.loops.lock().unwrap_or_else(PoisonError::into_inner).insert(id, task.abort_handle());
    }

    /// Takes a workspace out: its rounds end and its databases are closed. What it was about to send waits in its journal.
    pub(crate) async fn close_one(&self, id: &str) {
        if let Some(rounds) = self.loops.lock().unwrap_or_else(PoisonError::into_inner).remove(id) {
            rounds.abort();
        }
        let workspace = self.workspaces.write().unwrap_or_else(PoisonError::into_inner).remove(id);
        if let Some(workspace) = workspace {
            workspace.store.close().await;
        }
    }
}
