//! Workspaces that are there and could not be opened: a newer version wrote them, another window holds them, the disk is
//! full. They are told, and opened when the reason is gone.

use super::{Application, Label, PRACTICE, folder};
use crate::error::AppError;
use crate::wire::overview::ClosedWorkspace;
use crate::wire::public_error::PublicError;
use crate::workspace::Workspace;
use std::sync::{Arc, PoisonError};

impl Application {
    /// Opens what is on the disk and not open yet; what can't be opened is left closed, and told.
    pub(crate) async fn open_all(&self) {
        let practice = Label { id: PRACTICE.to_owned(), name: "Practice".to_owned(), crm: None };
        let (labels, unreadable) = folder::labels(&self.workspaces_folder());
        let mut closed: Vec<ClosedWorkspace> = unreadable.into_iter().map(without_label).collect();
        for label in std::iter::once(practice).chain(labels) {
            if self.workspace(&label.id).is_ok() {
                continue;
            }
            match self.open_one(&label).await {
                Ok(workspace) => drop(self.adopt(workspace)),
                Err(error) => {
                    tracing::warn!(%error, "a workspace was left closed");
                    closed.push(told(label, error));
                }
            }
        }
        *self.closed.write().unwrap_or_else(PoisonError::into_inner) = closed;
        self.settle_current();
    }

    async fn open_one(&self, label: &Label) -> Result<Workspace, AppError> {
        if label.id == PRACTICE {
            let (folder, host) = (self.folder_of(PRACTICE), Arc::clone(self.host()));
            return folder::open_practice(&folder, self.practice.clone(), host).await;
        }
        self.open_made(label).await
    }

    /// What could not be opened, with the reason.
    pub(crate) fn left_closed(&self) -> Vec<ClosedWorkspace> {
        self.closed.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Why this workspace is not to be had.
    pub(super) fn absent(&self, id: &str) -> AppError {
        let closed = self.closed.read().unwrap_or_else(PoisonError::into_inner);
        let Some(one) = closed.iter().find(|one| one.id == id) else {
            return AppError::NoSuchWorkspace(id.to_owned());
        };
        AppError::refuse("workspace_closed", one.message.clone(), one.remedy.clone())
    }
}

fn told(label: Label, error: AppError) -> ClosedWorkspace {
    let PublicError { message, remedy, .. } = error.into();
    ClosedWorkspace { id: label.id, name: label.name, message, remedy: remedy.unwrap_or_default() }
}

fn without_label(id: String) -> ClosedWorkspace {
    let message = format!("`{id}` does not say which workspace it is: its file `workspace.json` is damaged or missing");
    let remedy = "Put the file back from a backup; what was written there is kept".to_owned();
    ClosedWorkspace { name: id.clone(), id, message, remedy }
}
