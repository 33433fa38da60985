//! The connector against its peers and against what the CRM allows: the contestants of `tests/races`, one after the other
//! at one practice CRM, each in a process of its own.

mod goals;

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::failure::Failure;
use crate::office::Office;
use crate::program::{cargo, output, program, step};
use crate::setup::{packages, python};
use crate::workshop::Workshop;

use goals::{changes, first_load, floor, memory, second_run};

/// Deals of the race without limits, of the one within them, and of the one for memory.
const DEALS: &str = "20000";
const DEALS_WITHIN_LIMITS: &str = "3600";
const DEALS_IN_MEMORY: &str = "100000";
/// Deals that change between two runs.
const CHANGES: &str = "100";
const FEW_CHANGES: &str = "20";
const DIALECTS: [(&str, &str); 2] = [("hubspot", "HubSpot"), ("salesforce", "Salesforce")];

/// Everything that a race needs: our contestant, and the peers in environments of their own, because they want
/// different versions of the same package.
struct Course<'a> {
    workshop: &'a Workshop,
    ours: PathBuf,
    peers: PathBuf,
    tap: PathBuf,
}

/// Runs all races, and gives the rows of the table.
pub fn act(workshop: &Workshop) -> Result<Vec<Value>, Failure> {
    let course = Course::prepared(workshop)?;
    let mut rows = course.without_limits()?;
    rows.extend(course.within_limits()?);
    rows.push(course.in_memory()?);
    Ok(rows)
}

impl<'a> Course<'a> {
    fn prepared(workshop: &'a Workshop) -> Result<Self, Failure> {
        packages::install(&[packages::PYTHON])?;
        let folder = folder(workshop);
        let peers = python::install(workshop, "races", &folder.join("requirements.txt"))?;
        let tap = python::install(workshop, "races-tap", &folder.join("requirements-tap.txt"))?;
        step("build the practice CRM", &mut cargo(workshop, &["build", "--release", "--package", "practice"]))?;
        let race = ["build", "--release", "--package", "sync", "--example", "race"];
        step("build our contestant", &mut cargo(workshop, &race))?;
        Ok(Self { workshop, ours: workshop.built("release/examples", "race"), peers, tap })
    }

    fn without_limits(&self) -> Result<Vec<Value>, Failure> {
        let office = self.office(&["--deals", DEALS, "--no-rate-limits"])?;
        let mut rows = Vec::new();
        for (dialect, crm) in DIALECTS {
            let ours = self.ours(&office, &[dialect, "deals", CHANGES])?;
            let plain = self.peer(&office, &self.peers, "plain.py", dialect)?;
            let rest = self.peer(&office, &self.peers, "rest.py", dialect)?;
            rows.push(first_load(crm, &ours, &plain, 1.0));
            rows.push(first_load(crm, &ours, &rest, 20.0));
            rows.push(second_run(crm, &ours, &rest, 5.0));
            if dialect == "salesforce" {
                rows.push(first_load(crm, &ours, &self.peer(&office, &self.tap, "tap.py", dialect)?, 5.0));
            }
        }
        Ok(rows)
    }

    /// Only HubSpot limits how fast it is asked; Salesforce counts the day.
    fn within_limits(&self) -> Result<Vec<Value>, Failure> {
        let office = self.office(&["--deals", DEALS_WITHIN_LIMITS])?;
        let ours = self.ours(&office, &["hubspot", "whole", FEW_CHANGES])?;
        Ok(vec![floor(&ours), changes(&ours)])
    }

    fn in_memory(&self) -> Result<Value, Failure> {
        let office = self.office(&["--deals", DEALS_IN_MEMORY, "--no-rate-limits"])?;
        Ok(memory(&self.ours(&office, &["hubspot", "deals", CHANGES])?))
    }

    /// A company at a fixed time, so that every run of the bench asks the same.
    fn office(&self, arguments: &[&str]) -> Result<Office, Failure> {
        let told = [&["--now", "2026-09-01T12:00:00Z"], arguments].concat();
        Office::open(self.workshop, "release", &told)
    }

    fn ours(&self, office: &Office, arguments: &[&str]) -> Result<Value, Failure> {
        read(&output(office.tell(program(self.workshop, &self.ours).args(arguments)))?)
    }

    fn peer(&self, office: &Office, python: &Path, script: &str, dialect: &str) -> Result<Value, Failure> {
        let mut command = program(self.workshop, python);
        command.args([script, dialect]).current_dir(folder(self.workshop));
        command.env("CHANGES", CHANGES).env("PYTHONDONTWRITEBYTECODE", "1");
        // The peers tell nobody how they are used, and need no home for it.
        command.env("RUNTIME__DLTHUB_TELEMETRY", "false").env("RUNTIME__LOG_LEVEL", "ERROR");
        read(&output(office.tell(&mut command))?)
    }
}

fn folder(workshop: &Workshop) -> PathBuf {
    workshop.root.join("tests/races")
}

/// A contestant's last line is what it has to say.
fn read(printed: &str) -> Result<Value, Failure> {
    let last = printed.lines().rfind(|line| line.starts_with('{')).unwrap_or_default();
    serde_json::from_str(last).map_err(|error| Failure::new(format!("a contestant of the races said nothing: {error}")))
}

#[cfg(test)]
mod tests;
