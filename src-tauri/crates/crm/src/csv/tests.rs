#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod cells;
mod files;
mod hostile;
mod proposals;
mod real_files;
mod runs;

use super::*;
use chrono::NaiveDate;
use std::path::{Path, PathBuf};

pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/import").join(name)
}

/// The five files of a pipeline export, with the flaws of real ones.
pub fn pipeline_files() -> Vec<PathBuf> {
    ["accounts.csv", "data_dictionary.csv", "products.csv", "sales_pipeline.csv", "sales_teams.csv"]
        .map(|name| fixture("pipeline").join(name))
        .to_vec()
}

pub fn looked_at(paths: &[PathBuf]) -> Vec<FileProfile> {
    inspect(paths, &Unwatched).unwrap()
}

pub fn planned(paths: &[PathBuf]) -> ImportPlan {
    propose(&looked_at(paths))
}

pub fn context() -> RunContext {
    RunContext { zone: chrono_tz::Europe::Berlin, today: NaiveDate::from_ymd_opt(2026, 7, 1).unwrap() }
}

/// Everything that a run hands over, in one batch.
pub fn imported(plan: &ImportPlan) -> (ImportBatch, ImportReport) {
    let mut all = ImportBatch::default();
    let mut sink = |batch: ImportBatch| {
        all.pipelines.extend(batch.pipelines);
        all.people.extend(batch.people);
        all.accounts.extend(batch.accounts);
        all.deals.extend(batch.deals);
        all.lines.extend(batch.lines);
        all.issues.extend(batch.issues);
        Ok(())
    };
    let report = run(plan, &context(), &mut sink, &Unwatched).unwrap();
    (all, report)
}

pub fn deal<'a>(batch: &'a ImportBatch, id: &str) -> &'a domain::Deal {
    &batch.deals.iter().find(|imported| imported.deal.id.as_str() == id).unwrap().deal
}

/// Code, line and column of every issue, in order.
pub fn issues(batch: &ImportBatch) -> Vec<(IssueCode, u32, String)> {
    batch.issues.iter().map(|issue| (issue.code, issue.line, issue.column.clone().unwrap_or_default())).collect()
}

pub fn written(folder: &tempfile::TempDir, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

/// A file that is only looked at and imported as it is proposed.
pub fn imported_text(text: &str) -> (ImportBatch, ImportReport) {
    let folder = tempfile::tempdir().unwrap();
    let path = written(&folder, "deals.csv", text.as_bytes());
    imported(&planned(&[path]))
}
