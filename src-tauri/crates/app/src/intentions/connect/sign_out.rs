//! Signing out: at the CRM, in the keychain, and on the disk.

use crate::application::{Application, PRACTICE};
use crate::error::AppError;
use crate::wire::connect::{SignOut, SignOutQuestion, SignedOut};
use crate::wire::overview::Nothing;
use crate::workspace::Workspace;
use signin::SignInError;
use std::path::Path;

/// What would be lost, asked before it is.
pub async fn sign_out_question(
    application: &Application,
    workspace: &str,
    _: Nothing,
) -> Result<SignOutQuestion, AppError> {
    let workspace = application.workspace(workspace)?;
    let unsent = workspace.store.export_unsent().await?.entries.len();
    Ok(SignOutQuestion { crm: crm_of(&workspace)?, unsent: unsent.try_into().unwrap_or(u32::MAX) })
}

/// Ends the sign-in and forgets what came from the CRM. What was written here stays, unless the person wants it gone.
pub async fn sign_out(application: &Application, workspace: &str, ask: SignOut) -> Result<SignedOut, AppError> {
    let open = application.workspace(workspace)?;
    crm_of(&open)?;
    let ended = match &open.connection {
        Some(connection) => connection.access().sign_out().await,
        None => Ok(()),
    };
    let id = open.id.clone();
    drop(open);
    application.close_one(&id).await;
    let folder = application.folder_of(&id);
    if ask.delete_drafts {
        remove(&folder).await?;
    } else {
        forget_cache(&folder).await?;
        let label = application.label_of(&id)?;
        let reopened = application.open_made(&label).await?;
        application.adopt(reopened);
    }
    application.switch_to(PRACTICE).await?;
    Ok(told(ended.err()))
}

fn crm_of(workspace: &Workspace) -> Result<String, AppError> {
    let crm = workspace.connection.as_ref().filter(|_| workspace.kind == crate::wire::overview::WorkspaceKind::Crm);
    let nobody = || AppError::refuse("not_signed_in", "nobody is signed in here", "Choose a workspace with a CRM");
    Ok(crm.ok_or_else(nobody)?.name().to_owned())
}

fn told(error: Option<SignInError>) -> SignedOut {
    let left =
        error.as_ref().map(|error| format!("signed out here; {error}, so it may not know that the sign-in has ended"));
    let remedy = error.map(|_| "Ask your admin to revoke the access of Changeover for you".to_owned());
    SignedOut { left, remedy }
}

async fn remove(folder: &Path) -> Result<(), AppError> {
    tokio::fs::remove_dir_all(folder).await.map_err(|source| AppError::cannot_write(folder, source))
}

/// The cache and its side files; the journal stays.
pub async fn forget_cache(folder: &Path) -> Result<(), AppError> {
    let mut entries = tokio::fs::read_dir(folder).await.map_err(|source| AppError::cannot_write(folder, source))?;
    while let Ok(Some(entry)) = entries.next_entry().await {
        if entry.file_name().to_string_lossy().starts_with("cache.") {
            let path = entry.path();
            tokio::fs::remove_file(&path).await.map_err(|source| AppError::cannot_write(&path, source))?;
        }
    }
    Ok(())
}
