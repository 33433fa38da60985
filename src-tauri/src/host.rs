//! The shell as the application sees it.

use crate::notifications;
use app::{Changed, Host, Notification, wire::import::ImportProgress};
use async_trait::async_trait;
use std::path::PathBuf;
use tauri::{AppHandle, Emitter};
use tauri_plugin_dialog::DialogExt;
use tokio::sync::oneshot;

/// Talks to the window and the desktop through tauri.
pub struct TauriHost {
    handle: AppHandle,
}

impl TauriHost {
    pub fn of(handle: AppHandle) -> Self {
        Self { handle }
    }

    /// Sends an event to the window. A window that is gone has nobody to tell.
    fn emit<T: serde::Serialize + Clone>(&self, event: &str, payload: T) {
        if let Err(error) = self.handle.emit(event, payload) {
            tracing::warn!(event, %error, "the window was not told");
        }
    }
}

#[async_trait]
impl Host for TauriHost {
    fn changed(&self, changed: Changed) {
        self.emit("changed", changed);
    }

    fn import_progress(&self, progress: ImportProgress) {
        self.emit("import_progress", progress);
    }

    fn notify(&self, notification: Notification) -> Result<(), String> {
        notifications::show(&self.handle, notification)
    }

    fn profile_offered(&self) {
        self.emit("profile", ());
    }

    async fn pick_profile(&self) -> Option<PathBuf> {
        let (send, receive) = oneshot::channel();
        self.handle.dialog().file().add_filter("Profile", &[app::PROFILE_EXTENSION]).pick_file(move |file| {
            let _ = send.send(file);
        });
        receive.await.ok().flatten().and_then(|file| file.into_path().ok())
    }

    fn open_in_browser(&self, address: &str) -> Result<(), String> {
        // The address carries a challenge and a state: it is not for the log.
        open::that_detached(address).map_err(|error| error.kind().to_string())
    }

    async fn pick_files(&self) -> Vec<PathBuf> {
        let (send, receive) = oneshot::channel();
        self.handle.dialog().file().add_filter("CSV", &["csv", "tsv", "txt"]).pick_files(move |files| {
            let _ = send.send(files.unwrap_or_default());
        });
        receive.await.unwrap_or_default().into_iter().filter_map(|file| file.into_path().ok()).collect()
    }

    async fn pick_save_path(&self, name: &str, extension: &str) -> Option<PathBuf> {
        let (send, receive) = oneshot::channel();
        self.handle.dialog().file().set_file_name(name).add_filter(extension, &[extension]).save_file(move |file| {
            let _ = send.send(file);
        });
        let path = receive.await.ok().flatten().and_then(|file| file.into_path().ok())?;
        // Not every system's dialogue adds the ending.
        Some(if path.extension().is_none() { path.with_extension(extension) } else { path })
    }
}
