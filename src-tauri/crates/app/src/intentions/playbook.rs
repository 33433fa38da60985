//! The playbook as people read it, and another one from a file.

use crate::application::Application;
use crate::error::AppError;
use crate::process::{BUILT_IN, Process};
use crate::rounds;
use crate::settings;
use crate::view;
use crate::wire::overview::Nothing;
use crate::wire::playbook::{FieldRow, LoadFrom, PlaybookView};
use crate::wire::sync::{SaveTo, Saved};
use crate::workspace::Workspace;
use playbook::Playbook;
use std::path::Path;
use std::sync::Arc;
use store::Topic;

/// The playbook in force.
pub async fn playbook(application: &Application, workspace: &str, _: Nothing) -> Result<PlaybookView, AppError> {
    Ok(view(&application.workspace(workspace)?.process()))
}

/// Puts a playbook from a file in force. A file that does not parse, or whose rules contradict each other, changes nothing.
pub async fn load_playbook(
    application: &Application,
    workspace: &str,
    from: LoadFrom,
) -> Result<PlaybookView, AppError> {
    let workspace = application.workspace(workspace)?;
    let path = Path::new(&from.path);
    let text = tokio::fs::read_to_string(path)
        .await
        .map_err(|source| AppError::CannotRead { path: path.to_owned(), source })?;
    let playbook = Playbook::from_json(&text)?;
    let source = path.file_name().map_or_else(|| from.path.clone(), |name| name.to_string_lossy().into_owned());
    workspace.store.set_setting(settings::PLAYBOOK, &(source.clone(), text)).await?;
    put_in_force(&workspace, playbook, source).await
}

/// Back to the playbook that comes with the application.
pub async fn use_built_in_playbook(
    application: &Application,
    workspace: &str,
    _: Nothing,
) -> Result<PlaybookView, AppError> {
    let workspace = application.workspace(workspace)?;
    workspace.store.remove_setting(settings::PLAYBOOK).await?;
    put_in_force(&workspace, Playbook::embedded(), BUILT_IN.to_owned()).await
}

/// Writes the playbook in force to a file, to be changed and loaded again.
pub async fn save_playbook_copy(application: &Application, workspace: &str, to: SaveTo) -> Result<Saved, AppError> {
    let playbook = application.workspace(workspace)?.process().playbook;
    let text = serde_json::to_string_pretty(playbook.as_ref())
        .map_err(|error| AppError::refuse("unwritable", error.to_string(), "Ask for support"))?;
    super::sync::write(&to.path, text.as_bytes()).await
}

async fn put_in_force(workspace: &Workspace, playbook: Playbook, source: String) -> Result<PlaybookView, AppError> {
    let process = Process { playbook: Arc::new(playbook), source, ..workspace.process() };
    workspace.set_process(process.clone());
    rounds::refresh_all(workspace).await?;
    workspace.tell_changed(&[Topic::Settings, Topic::Handoffs]);
    Ok(view(&process))
}

fn view(process: &Process) -> PlaybookView {
    let playbook = &process.playbook;
    PlaybookView {
        name: playbook.name.clone(),
        version: playbook.version.clone(),
        source: process.source.clone(),
        chapters: view::chapters::chapters(playbook),
        fields: playbook.fields.iter().map(|rule| field_row(playbook, rule)).collect(),
    }
}

fn field_row(playbook: &Playbook, rule: &playbook::FieldRule) -> FieldRow {
    let section = playbook.sections.iter().find(|section| section.key == rule.section);
    FieldRow {
        label: rule.label.clone(),
        section: section.map_or_else(|| rule.section.clone(), |section| section.name.clone()),
        question: rule.question.clone(),
        weight: rule.weight,
        automated: rule.requirement.automated,
        structured: rule.requirement.structured,
        white_glove: rule.requirement.white_glove,
    }
}
