//! The import of an export: files become a workspace of their own.

mod roster;
mod running;

use crate::application::{Application, Label};
use crate::error::AppError;
use crate::first_viewer::first_viewer;
use crate::rounds;
use crate::settings;
use crate::wire::import::{ImportDraft, ImportReportView, InspectFiles, PreviewImport, RunImport};
use crate::wire::overview::Nothing;
use crate::wire::sync::{SaveTo, Saved};
use crate::workspace::Workspace;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use crm::csv::{self, ImportPlan, ImportReport};
use std::path::PathBuf;
use std::sync::Arc;

/// Rows of the preview.
const PREVIEW_ROWS: usize = 12;
/// Data that ends longer ago than this is old: periods end with it.
const OLD: TimeDelta = TimeDelta::days(14);

/// What the files are, and what we propose to do with them.
pub async fn inspect_files(application: &Application, _: &str, ask: InspectFiles) -> Result<ImportDraft, AppError> {
    let paths: Vec<PathBuf> = ask.paths.iter().map(PathBuf::from).collect();
    running::inspect(application, paths).await
}

/// The preview after the plan was edited.
pub async fn preview_import(application: &Application, _: &str, ask: PreviewImport) -> Result<ImportDraft, AppError> {
    running::revise(application, ask.plan).await
}

/// Asks a running import to stop; what it made is thrown away. False where none runs.
pub async fn cancel_import(application: &Application, _: &str, _: Nothing) -> Result<bool, AppError> {
    Ok(application.import.cancel())
}

/// Makes a workspace of the files and opens it.
pub async fn run_import(application: &Application, _: &str, ask: RunImport) -> Result<ImportReportView, AppError> {
    let name = ask.name.trim().to_owned();
    if name.is_empty() {
        return Err(AppError::refuse(
            "name_needed",
            "the workspace needs a name",
            "Name it after the export, such as `Pipeline 2017`",
        ));
    }
    let id = format!("import-{}", uuid::Uuid::now_v7().simple());
    let folder = application.folder_of(&id);
    match make(application, Label { id, name, crm: None }, ask.plan).await {
        Ok(view) => Ok(view),
        Err(error) => {
            // Nothing of a failed import stays; a folder that can't be removed has no label and is never opened.
            let _ = tokio::fs::remove_dir_all(&folder).await;
            Err(error)
        }
    }
}

async fn make(application: &Application, label: Label, plan: ImportPlan) -> Result<ImportReportView, AppError> {
    let folder = application.folder_of(&label.id);
    let store = store::Store::open(&folder).await?;
    let today = wall_now();
    let report = running::run(application, &store, plan, today.date_naive()).await?;
    store.set_setting(settings::ROSTER, &roster::of(&report.roster)).await?;
    let ends_at = report.as_of.and_then(end_of_day).filter(|end| today - *end > OLD);
    if let Some(ends_at) = ends_at {
        store.set_setting(settings::DATA_ENDS_AT, &ends_at).await?;
        store.set_setting(settings::CLOCK_OFFSET_MS, &(ends_at - today).num_milliseconds()).await?;
    }
    store.close().await;
    crate::application::write_label(&folder, &label)?;
    let workspace = crate::application::open_import(&folder, &label, Arc::clone(application.host())).await?;
    rounds::refresh_all(&workspace).await?;
    let viewer = first_viewer(&workspace.store, &workspace.process().roster).await?;
    workspace.set_viewer(viewer).await?;
    let view = view(&workspace, &report, ends_at).await?;
    workspace.store.set_setting(settings::IMPORT_REPORT, &view).await?;
    application.adopt(workspace);
    application.switch_to(&label.id).await?;
    Ok(view)
}

/// The laptop's own time: an import has no CRM to ask.
fn wall_now() -> DateTime<Utc> {
    crate::clock::Clock::default().now()
}

fn end_of_day(date: NaiveDate) -> Option<DateTime<Utc>> {
    Some(date.and_hms_opt(23, 59, 59)?.and_utc())
}

async fn view(
    workspace: &Workspace,
    report: &ImportReport,
    ends_at: Option<DateTime<Utc>>,
) -> Result<ImportReportView, AppError> {
    let all = store::ListQuery { limit: 1, ..store::ListQuery::default() };
    let handoffs = workspace.store.list(&all).await?.total;
    let counts = &report.counts;
    Ok(ImportReportView {
        workspace: workspace.id.clone(),
        deals: counts.deals,
        accounts: counts.accounts,
        people: counts.people,
        product_lines: counts.lines,
        handoffs,
        unusable: report.unusable_rows,
        flaws: report.flawed_rows,
        groups: report.groups.clone(),
        first_issues: report.groups.iter().flat_map(|group| group.examples.clone()).take(100).collect(),
        period_words: ends_at.map(|end| {
            format!(
                "The data ends on {}: periods end there, and so does the calendar of this workspace",
                end.format("%-d %b %Y")
            )
        }),
    })
}

/// What became of every row; `None` in a workspace that was not imported.
pub async fn import_report(
    application: &Application,
    workspace: &str,
    _: Nothing,
) -> Result<Option<ImportReportView>, AppError> {
    Ok(application.workspace(workspace)?.store.setting(settings::IMPORT_REPORT).await?)
}

/// Writes every row that could not be used as it stands to a CSV file.
pub async fn export_import_issues(application: &Application, workspace: &str, to: SaveTo) -> Result<Saved, AppError> {
    let workspace = application.workspace(workspace)?;
    let mut issues = Vec::new();
    let mut after = None;
    loop {
        let rows = workspace.store.import_issues(after, 5_000).await?;
        let Some(last) = rows.last() else { break };
        after = Some(last.id);
        issues.extend(rows.into_iter().filter_map(running::as_row_issue));
    }
    let bytes = csv::write_issues(&issues, Vec::new())?;
    super::sync::write(&to.path, &bytes).await
}
