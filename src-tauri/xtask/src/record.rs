//! What a run of several steps came to: each step's name, result and counts, summed per part.

use std::process::Command;
use std::time::{Duration, Instant};

use crate::count::Count;
use crate::failure::Failure;
use crate::program::{Watched, watch};
use crate::say;

/// One part of a run, such as a test layer; its steps go on after a failed one.
pub struct Record {
    name: &'static str,
    count: Count,
    took: Duration,
    failed_steps: Vec<String>,
}

impl Record {
    /// Runs a part. A failure that the part hands back is a failed step of its own.
    pub fn of(name: &'static str, part: impl FnOnce(&mut Self) -> Result<(), Failure>) -> Self {
        let mut record = Self { name, count: Count::default(), took: Duration::ZERO, failed_steps: Vec::new() };
        let started = Instant::now();
        if let Err(failure) = part(&mut record) {
            failure.tell();
            record.fail(failure.message());
        }
        record.took = started.elapsed();
        record
    }

    /// A command whose exit code is the result: it counts as one check.
    pub fn check(&mut self, title: &str, command: &mut Command) {
        self.step(title, command, |watched| Count {
            passed: u32::from(watched.success),
            failed: u32::from(!watched.success),
        });
    }

    /// A test runner: its own counts are taken over, and a run without any test is a failure.
    pub fn suite(&mut self, title: &str, command: &mut Command) {
        self.step(title, command, |watched| match watched.count {
            count if count.is_empty() => Count { passed: 0, failed: 1 },
            count if !watched.success && count.failed == 0 => Count { failed: 1, ..count },
            count => count,
        });
    }

    /// A check that the workshop made itself.
    pub fn judge(&mut self, title: &str, result: Result<(), Failure>) {
        match result {
            Ok(()) => self.count.passed += 1,
            Err(failure) => {
                failure.tell();
                self.fail(title);
            }
        }
    }

    pub fn failed(&self) -> bool {
        self.count.failed > 0
    }

    fn step(&mut self, title: &str, command: &mut Command, count_of: impl FnOnce(Watched) -> Count) {
        say::begin(title);
        match watch(command) {
            Ok(watched) => {
                let count = count_of(watched);
                self.count.add(count);
                say::end(title, watched.success && count.failed == 0, watched.took);
                if !watched.success || count.failed > 0 {
                    self.failed_steps.push(title.to_owned());
                }
            }
            Err(failure) => {
                failure.tell();
                self.fail(title);
            }
        }
    }

    fn fail(&mut self, step: &str) {
        self.count.failed += 1;
        self.failed_steps.push(step.to_owned());
    }

    fn row(&self) -> Vec<String> {
        let result = if self.failed() { "failed" } else { "passed" };
        vec![
            self.name.to_owned(),
            result.to_owned(),
            say::elapsed(self.took),
            self.count.passed.to_string(),
            self.count.failed.to_string(),
        ]
    }
}

/// Prints the table of all parts, the steps that failed, and last the sum alone on its line.
pub fn summary(records: &[Record]) -> Result<(), Failure> {
    let head = ["", "result", "time", "passed", "failed"].map(str::to_owned).to_vec();
    let rows: Vec<Vec<String>> = std::iter::once(head).chain(records.iter().map(Record::row)).collect();
    say::line(&format!("\n{}", say::table(&rows)));
    for record in records {
        for step in &record.failed_steps {
            say::line(&format!("failed in {}: {step}", record.name));
        }
    }
    let mut sum = Count::default();
    records.iter().for_each(|record| sum.add(record.count));
    let verdict = format!("{} passed, {} failed", sum.passed, sum.failed);
    if sum.failed > 0 {
        Failure::new("some checks did not pass: they are named above").tell();
    }
    say::line(&verdict);
    if sum.failed == 0 { Ok(()) } else { std::process::exit(1) }
}

#[cfg(test)]
mod tests;
