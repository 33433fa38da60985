//! Reading files off the window's thread: progress to the window, records to the store.

use super::PREVIEW_ROWS;
use crate::application::Application;
use crate::error::AppError;
use crate::host::Host;
use crate::wire::import::{ImportDraft, ImportProgress};
use chrono::NaiveDate;
use crm::csv::{self, CsvError, FileProfile, ImportBatch, ImportPlan, ImportReport, RowIssue, RunContext, Watch};
use domain::{Deal, DealId, ProductLine};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use store::{ImportIssue, IssueRow, MirrorPage, Store};
use tokio::sync::mpsc;

/// Batches that may wait for the store: a slow disk slows the reading down instead of filling the memory.
const WAITING_BATCHES: usize = 2;

/// Tells the window how far the work is, and stops it when a person asks.
struct Follower {
    host: Arc<dyn Host>,
    cancelled: Arc<AtomicBool>,
}

impl Watch for Follower {
    fn progress(&self, progress: &csv::Progress) {
        let percent = (progress.bytes_done * 100).checked_div(progress.bytes_total).unwrap_or(100);
        let percent = u32::try_from(percent).unwrap_or(100);
        self.host.import_progress(ImportProgress { file: progress.file.clone(), rows: progress.rows, percent });
    }

    fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}

/// Looks at files and proposes a plan.
pub async fn inspect(application: &Application, paths: Vec<PathBuf>) -> Result<ImportDraft, AppError> {
    let follower = follower(application);
    let draft = in_background(move || {
        let profiles = csv::inspect(&paths, &follower)?;
        let plan = csv::propose(&profiles);
        draft(profiles, plan, &follower)
    })
    .await?;
    application.import.remember(draft.profiles.clone());
    Ok(draft)
}

/// Derives anew what follows from an edited plan.
pub async fn revise(application: &Application, plan: ImportPlan) -> Result<ImportDraft, AppError> {
    let profiles = application.import.profiles();
    let follower = follower(application);
    in_background(move || {
        let plan = csv::revise(&profiles, &plan);
        draft(profiles, plan, &follower)
    })
    .await
}

/// The plan with its preview; without one while a question is open.
fn draft(profiles: Vec<FileProfile>, plan: ImportPlan, watch: &Follower) -> Result<ImportDraft, CsvError> {
    let preview = match csv::preview(&plan, &context(super::wall_now().date_naive()), PREVIEW_ROWS, watch) {
        Ok(preview) => Some(preview),
        Err(CsvError::Unanswered(_)) => None,
        Err(error) => return Err(error),
    };
    Ok(ImportDraft { profiles, plan, preview })
}

/// Exports name no time zone: their dates are UTC's.
fn context(today: NaiveDate) -> RunContext {
    RunContext { zone: chrono_tz::UTC, today }
}

/// Runs the plan into a store.
pub async fn run(
    application: &Application,
    store: &Store,
    plan: ImportPlan,
    today: NaiveDate,
) -> Result<ImportReport, AppError> {
    let follower = follower(application);
    let (send, mut receive) = mpsc::channel::<ImportBatch>(WAITING_BATCHES);
    let reading = in_background(move || {
        let mut sink = |batch: ImportBatch| send.blocking_send(batch).map_err(Into::into);
        csv::run(&plan, &context(today), &mut sink, &follower)
    });
    let keeping = async move {
        while let Some(batch) = receive.recv().await {
            keep(store, batch).await?;
        }
        Ok::<(), AppError>(())
    };
    // Where the store fails, `receive` is dropped with it and the closed channel ends the reading.
    let (report, kept) = tokio::join!(reading, keeping);
    kept?;
    report
}

async fn keep(store: &Store, batch: ImportBatch) -> Result<(), AppError> {
    let issues: Vec<ImportIssue> = batch.issues.into_iter().map(as_import_issue).collect();
    store.add_import_issues(&issues).await?;
    let deals: Vec<Deal> = batch.deals.into_iter().map(|imported| imported.deal).collect();
    let mut lines: BTreeMap<DealId, Vec<ProductLine>> = BTreeMap::new();
    for line in batch.lines {
        lines.entry(line.deal_id).or_default().push(line.line);
    }
    let page = MirrorPage {
        deals,
        accounts: batch.accounts,
        people: batch.people,
        pipelines: batch.pipelines,
        lines_of: lines.into_iter().collect(),
        ..MirrorPage::default()
    };
    store.apply(&page).await?;
    Ok(())
}

fn as_import_issue(issue: RowIssue) -> ImportIssue {
    let code = serde_json::to_value(issue.code).ok().and_then(|code| code.as_str().map(str::to_owned));
    ImportIssue {
        code: code.unwrap_or_default(),
        file: issue.file,
        line: u64::from(issue.line),
        column: issue.column,
        reason: issue.reason,
        value: issue.value,
    }
}

/// An issue as it was found; `None` for one of a kind that this version does not know.
pub fn as_row_issue(row: IssueRow) -> Option<RowIssue> {
    let issue = row.issue;
    let code: csv::IssueCode = serde_json::from_value(serde_json::Value::String(issue.code)).ok()?;
    Some(RowIssue {
        file: issue.file,
        line: u32::try_from(issue.line).unwrap_or(u32::MAX),
        column: issue.column,
        value: issue.value,
        severity: code.severity(),
        code,
        reason: issue.reason,
    })
}

fn follower(application: &Application) -> Follower {
    Follower { host: Arc::clone(application.host()), cancelled: application.import.start() }
}

/// Runs work that blocks on a thread of its own.
async fn in_background<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, CsvError> + Send + 'static,
) -> Result<T, AppError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done.map_err(AppError::Import),
        Err(_) => Err(AppError::refuse(
            "import_broke",
            "the import stopped unexpectedly",
            "Try again; if it stays, ask for support",
        )),
    }
}
