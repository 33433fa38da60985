//! A workspace as a folder: its label, its databases, and what it starts with.

#[cfg(test)]
mod tests;

use super::PRACTICE;
use super::account::CrmLabel;
use crate::clock::Clock;
use crate::connection::{Access, Connection, CrmAddress, Link};
use crate::error::AppError;
use crate::first_viewer::first_viewer;
use crate::host::Host;
use crate::process::Process;
use crate::settings;
use crate::wire::overview::WorkspaceKind;
use crate::workspace::{Parts, Workspace};
use playbook::{Playbook, Roster};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use store::Store;
use sync::Known;

/// The file that names a workspace.
const LABEL: &str = "workspace.json";
/// The file that names the open workspace.
const CURRENT: &str = "current-workspace";

/// What a folder says of its workspace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    pub id: String,
    pub name: String,
    /// The CRM behind it; `None` for an import.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crm: Option<CrmLabel>,
}

/// The labels of all workspaces that were made here, and the folders that hold a journal and no label that can be read.
pub fn labels(folder: &Path) -> (Vec<Label>, Vec<String>) {
    let (mut labels, mut unreadable) = (Vec::new(), Vec::new());
    let Ok(entries) = std::fs::read_dir(folder) else { return (labels, unreadable) };
    for entry in entries.filter_map(Result::ok) {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        match label(&path) {
            Some(label) => labels.push(label),
            None if name != PRACTICE && path.join("journal.sqlite").exists() => unreadable.push(name),
            None => {}
        }
    }
    labels.sort_by(|one, other| one.name.cmp(&other.name));
    unreadable.sort();
    (labels, unreadable)
}

/// The label of one folder; `None` where it has none that can be read.
pub fn label(folder: &Path) -> Option<Label> {
    serde_json::from_slice(&std::fs::read(folder.join(LABEL)).ok()?).ok()
}

/// Names a folder.
pub fn write_label(folder: &Path, label: &Label) -> Result<(), AppError> {
    let text = serde_json::to_vec_pretty(label).unwrap_or_default();
    write(&folder.join(LABEL), &text)
}

pub fn write_current(root: &Path, id: &str) -> Result<(), AppError> {
    write(&root.join(CURRENT), id.as_bytes())
}

pub fn read_current(root: &Path) -> Option<String> {
    std::fs::read_to_string(root.join(CURRENT)).ok().map(|id| id.trim().to_owned())
}

/// Writes a file as a whole: a workspace whose label is cut off would be there and not be found.
fn write(path: &Path, bytes: &[u8]) -> Result<(), AppError> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|source| AppError::cannot_write(folder, source))?;
    }
    let part = path.with_extension("part");
    let written = written_out(&part, bytes).and_then(|()| std::fs::rename(&part, path));
    written.map_err(|source| AppError::cannot_write(path, source))
}

/// The bytes in a file, on the disk before it takes the other's name.
fn written_out(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// The practice workspace, with the practice CRM behind it.
pub async fn open_practice(folder: &Path, address: CrmAddress, host: Arc<dyn Host>) -> Result<Workspace, AppError> {
    let store = Store::open(folder).await?;
    let connection = Connection::to(Link::new(address.base_url.clone(), Access::Practice(address)), &store)?;
    let roster = practice_roster(&store, &connection).await?;
    let organisation = organisation(&store, &connection).await?;
    let label = Label { id: PRACTICE.to_owned(), name: "Practice".to_owned(), crm: None };
    open(label, WorkspaceKind::Practice, store, Some(connection), organisation, roster, host).await
}

/// A workspace that was made from files.
pub async fn open_import(folder: &Path, label: &Label, host: Arc<dyn Host>) -> Result<Workspace, AppError> {
    let store = Store::open(folder).await?;
    let roster = stored_roster(&store).await?.unwrap_or_else(Roster::empty);
    open(label.clone(), WorkspaceKind::Import, store, None, label.id.clone(), roster, host).await
}

/// A workspace with a CRM behind it. Neither the CRM nor the keychain is asked before something is wanted of them: what is
/// here can be read and written without either.
pub async fn open_crm(folder: &Path, label: &Label, link: Link, host: Arc<dyn Host>) -> Result<Workspace, AppError> {
    let store = Store::open(folder).await?;
    let connection = Connection::to(link, &store)?;
    let roster = stored_roster(&store).await?.unwrap_or_else(Roster::empty);
    let organisation = store.setting(settings::ORGANISATION).await?.unwrap_or_else(|| label.id.clone());
    open(label.clone(), WorkspaceKind::Crm, store, Some(connection), organisation, roster, host).await
}

async fn open(
    label: Label,
    kind: WorkspaceKind,
    store: Store,
    connection: Option<Connection>,
    organisation: String,
    roster: Roster,
    host: Arc<dyn Host>,
) -> Result<Workspace, AppError> {
    let clock = Clock::resumed(Known {
        offset_ms: store.setting(settings::CLOCK_OFFSET_MS).await?.unwrap_or(0),
        last_reply_at: store.setting(settings::LAST_REPLY_AT).await?.flatten(),
    });
    if connection.is_none() {
        clock.trust_the_laptop();
    }
    let viewer = match store.setting(settings::VIEWER).await? {
        Some(viewer) => viewer,
        None => first_viewer(&store, &roster).await?,
    };
    let process = process(&store, roster).await?;
    Ok(Workspace::of(Parts {
        id: label.id,
        name: label.name,
        kind,
        store,
        clock,
        organisation,
        connection,
        host,
        process,
        viewer,
    }))
}

/// The playbook that was loaded, or the built-in one where none was or where it can't be read any more.
async fn process(store: &Store, roster: Roster) -> Result<Process, AppError> {
    let built_in = Process::built_in(roster);
    let Some((source, text)) = store.setting::<(String, String)>(settings::PLAYBOOK).await? else {
        return Ok(built_in);
    };
    match Playbook::from_json(&text) {
        Ok(playbook) => Ok(Process { playbook: Arc::new(playbook), source, ..built_in }),
        Err(error) => {
            tracing::warn!(%error, "the loaded playbook can't be read any more; the built-in one is in force");
            Ok(built_in)
        }
    }
}

async fn stored_roster(store: &Store) -> Result<Option<Roster>, AppError> {
    Ok(store.setting(settings::ROSTER).await?)
}

/// The roster that the practice CRM hands out; the one of the last start where it does not answer.
async fn practice_roster(store: &Store, connection: &Connection) -> Result<Roster, AppError> {
    match connection.practice_roster().await {
        Ok(text) => {
            let roster = Roster::from_practice_json(&text)?;
            store.set_setting(settings::ROSTER, &roster).await?;
            Ok(roster)
        }
        Err(failure) => stored_roster(store).await?.ok_or_else(|| AppError::Practice(failure.to_string())),
    }
}

/// The organisation's id; asked once, because every handoff's id is made from it.
async fn organisation(store: &Store, connection: &Connection) -> Result<String, AppError> {
    if let Some(known) = store.setting(settings::ORGANISATION).await? {
        return Ok(known);
    }
    let organisation = connection.organisation().await.map_err(|failure| AppError::Practice(failure.to_string()))?;
    store.set_setting(settings::ORGANISATION, &organisation).await?;
    Ok(organisation)
}
