//! Keeps account of issues: groups for reading, counts, and what waits for the next batch.

use crate::csv::issue::{IssueCode, IssueGroup, RowIssue, Severity};
use std::collections::HashMap;

/// Examples that a group keeps.
const EXAMPLES: usize = 5;
/// Groups with a reason of their own; later ones join a group by code.
const GROUPS: usize = 400;

type Key = (String, IssueCode, Option<String>, String);

/// The issues of a run.
#[derive(Debug, Default)]
pub struct Ledger {
    groups: HashMap<Key, IssueGroup>,
    pub unusable_rows: u32,
    pub flawed_rows: u32,
    last_flawed: Option<(String, u32)>,
}

impl Ledger {
    /// Counts `issue`.
    pub fn add(&mut self, issue: &RowIssue) {
        match issue.severity {
            Severity::Unusable => self.unusable_rows = self.unusable_rows.saturating_add(1),
            Severity::Flaw => self.count_flawed(&issue.file, issue.line),
        }
        let mut key = (issue.file.clone(), issue.code, issue.column.clone(), issue.reason.clone());
        if !self.groups.contains_key(&key) && self.groups.len() >= GROUPS {
            key.3 = "further reasons of this kind: see the exported list".to_owned();
        }
        let reason = key.3.clone();
        let group = self.groups.entry(key).or_insert_with(|| IssueGroup {
            code: issue.code,
            severity: issue.severity,
            file: issue.file.clone(),
            column: issue.column.clone(),
            reason,
            count: 0,
            examples: Vec::new(),
        });
        group.count = group.count.saturating_add(1);
        if group.examples.len() < EXAMPLES {
            group.examples.push(issue.clone());
        }
    }

    /// Issues of one row come one after the other.
    fn count_flawed(&mut self, file: &str, line: u32) {
        if self.last_flawed.as_ref().is_none_or(|(last_file, last_line)| last_file != file || *last_line != line) {
            self.flawed_rows = self.flawed_rows.saturating_add(1);
            self.last_flawed = Some((file.to_owned(), line));
        }
    }

    /// Unusable first, then the most frequent.
    pub fn into_groups(self) -> Vec<IssueGroup> {
        let mut groups: Vec<IssueGroup> = self.groups.into_values().collect();
        groups.sort_by(|one, other| {
            let by_weight = one.severity.cmp(&other.severity).then(other.count.cmp(&one.count));
            by_weight
                .then_with(|| (&one.file, &one.column, &one.reason).cmp(&(&other.file, &other.column, &other.reason)))
        });
        groups
    }
}
