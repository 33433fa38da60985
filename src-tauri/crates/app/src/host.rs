//! What the application needs from the shell around it: a window to tell, a desktop to notify, dialogues to ask.

use crate::changes::Changed;
use crate::wire::import::ImportProgress;
use async_trait::async_trait;
use domain::HandoffId;
use std::path::PathBuf;

/// The shell, as the application sees it.
#[async_trait]
pub trait Host: Send + Sync {
    fn changed(&self, changed: Changed);
    fn import_progress(&self, progress: ImportProgress);
    /// Hands a notification to the operating system. An error means that it was not taken.
    fn notify(&self, notification: Notification) -> Result<(), String>;
    /// Opens a page in the person's own browser. An error means that none could be started.
    fn open_in_browser(&self, address: &str) -> Result<(), String>;
    /// A profile file was opened from outside: the window may ask for it.
    fn profile_offered(&self);
    /// `None` where the person cancelled.
    async fn pick_profile(&self) -> Option<PathBuf>;
    /// Empty where the person cancelled.
    async fn pick_files(&self) -> Vec<PathBuf>;
    /// `None` where the person cancelled.
    async fn pick_save_path(&self, name: &str, extension: &str) -> Option<PathBuf>;
}

/// A native notification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification {
    pub title: String,
    pub body: String,
    /// What a click opens; `None` for a summary of several.
    pub handoff: Option<HandoffId>,
    /// The workspace whose window it belongs to.
    pub workspace: String,
}
