//! `mutants`: small changes to the code that must not lose anything; a test has to notice nine of ten.

use std::path::Path;
use std::process::Command;

use crate::failure::{Failure, about};
use crate::program::{cargo, step};
use crate::say;
use crate::setup::tool::MUTANTS;
use crate::workshop::Workshop;

/// In a hundred.
const ENOUGH: usize = 90;

/// A part of the code, the crate whose tests must notice, and the files.
struct Part {
    name: &'static str,
    package: &'static str,
    /// In the names of the tests that matter: a slow test of another matter would only take time.
    tests: &'static str,
    files: &'static [&'static str],
}

const PARTS: [Part; 5] = [
    Part {
        name: "merge",
        package: "domain",
        tests: "",
        files: &["domain/src/merge.rs", "domain/src/register.rs", "domain/src/fields.rs", "domain/src/fields/*.rs"],
    },
    Part {
        name: "outbox",
        package: "store",
        tests: "journal::",
        files: &[
            "store/src/journal/outbox.rs",
            "store/src/journal/coalesce.rs",
            "store/src/journal/progress.rs",
            "store/src/journal/step.rs",
        ],
    },
    Part {
        name: "push",
        package: "sync",
        tests: "",
        files: &[
            "sync/src/push.rs",
            "sync/src/push/record.rs",
            "sync/src/push/files.rs",
            "sync/src/archive.rs",
            "sync/src/archive/plan.rs",
            "sync/src/adopt.rs",
            "sync/src/projection.rs",
        ],
    },
    Part { name: "clocks", package: "sync", tests: "", files: &["sync/src/clock.rs", "sync/src/backoff.rs"] },
    Part {
        name: "deadlines",
        package: "playbook",
        tests: "",
        files: &["playbook/src/clock.rs", "playbook/src/clock/*.rs", "playbook/src/escalation.rs"],
    },
];

/// Changes that change nothing: the file, the name that the program gives them, and why no test can notice.
const THE_SAME: [(&str, &str, &str); 4] = [
    ("domain/src/merge.rs", "replace > with >= in merge", "of two parts with one text either is kept"),
    ("domain/src/register.rs", "replace > with >= in Register<T>::merge", "of two writes with one text either is kept"),
    (
        "domain/src/fields/state.rs",
        r"replace \+ with \* in FieldState::write_rows",
        "a row that has no place yet is not found among the later ones",
    ),
    (
        "domain/src/fields/state.rs",
        "replace > with >= in FieldState::conflicts",
        "it only saves work: one version alone is no conflict further down",
    ),
];

pub fn act(workshop: &Workshop, arguments: &[String]) -> Result<(), Failure> {
    let unknown = arguments.iter().find(|name| !PARTS.iter().any(|part| part.name == name.as_str()));
    if let Some(unknown) = unknown {
        return Err(Failure::new(format!("there is no part `{unknown}`"))
            .hint(format!("parts are `{}`", PARTS.map(|part| part.name).join("`, `"))));
    }
    MUTANTS.install(workshop)?;
    let wanted = |part: &&Part| arguments.is_empty() || arguments.iter().any(|name| name == part.name);
    let mut poor = Vec::new();
    for part in PARTS.iter().filter(wanted) {
        if !try_part(workshop, part)? {
            poor.push(part.name);
        }
    }
    if poor.is_empty() { Ok(()) } else { Err(Failure::new(format!("too few are noticed in: {}", poor.join(", ")))) }
}

/// True where enough are noticed.
fn try_part(workshop: &Workshop, part: &Part) -> Result<bool, Failure> {
    let results = workshop.results().join("mutants").join(part.name);
    afresh(&results)?;
    // Its exit code says that some were missed; how many is what counts.
    let _ = step(&format!("mutants of {}", part.name), &mut changing(workshop, part, &results));
    let score = Score::read(&results.join("mutants.out"))?;
    if score.ended() < score.listed {
        let (ended, listed) = (score.ended(), score.listed);
        return Err(Failure::new(format!("only {ended} of {listed} changes of {} were tried", part.name))
            .hint("its tests may fail without any change"));
    }
    say::line(&format!("{}: {score}", part.name));
    Ok(score.is_enough())
}

/// An empty folder: what an earlier run left would count as if it were of this one.
fn afresh(folder: &Path) -> Result<(), Failure> {
    if folder.exists() {
        std::fs::remove_dir_all(folder).map_err(about(folder))?;
    }
    std::fs::create_dir_all(folder).map_err(about(folder))
}

/// The program that changes a copy of the code, one change after the other, and runs one crate's own tests on each:
/// in one process and without debugging information, for most of the time goes into linking and starting.
fn changing(workshop: &Workshop, part: &Part, results: &Path) -> Command {
    let mut command = cargo(workshop, &["mutants", "--package", part.package, "--test-tool", "cargo", "--no-shuffle"]);
    command.args(["--minimum-test-timeout", "10", "--output"]).arg(results);
    for file in part.files {
        command.arg("--file").arg(format!("src-tauri/crates/{file}"));
    }
    for (file, change, _) in THE_SAME {
        command.arg("--exclude-re").arg(format!("{file}:.* {change}$"));
    }
    command.args(["--", "--lib", part.tests]);
    command.env("PATH", with_tools(workshop)).env("CARGO_TARGET_DIR", workshop.target.join("mutants"));
    command.env("CARGO_PROFILE_DEV_DEBUG", "0");
    command
}

fn with_tools(workshop: &Workshop) -> std::ffi::OsString {
    let rest = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(workshop.tools().join("bin")).chain(std::env::split_paths(&rest));
    std::env::join_paths(folders).unwrap_or(rest)
}

/// What became of the changes.
struct Score {
    noticed: usize,
    missed: Vec<String>,
    /// They are no changes of the program.
    not_compiled: usize,
    /// How many there were to try.
    listed: usize,
}

impl Score {
    /// From the lists that the program leaves. One that made the tests run for ever was noticed.
    fn read(folder: &Path) -> Result<Self, Failure> {
        let lines = |name: &str| {
            let file = folder.join(name);
            let text = std::fs::read_to_string(&file).map_err(about(&file))?;
            Ok::<Vec<String>, Failure>(text.lines().map(str::to_owned).collect())
        };
        let listed: Vec<serde_json::Value> = serde_json::from_str(&lines("mutants.json")?.join("\n"))
            .map_err(|_| Failure::new(format!("`{}` holds no list of changes", folder.display())))?;
        Ok(Self {
            listed: listed.len(),
            noticed: lines("caught.txt")?.len() + lines("timeout.txt")?.len(),
            missed: lines("missed.txt")?,
            not_compiled: lines("unviable.txt")?.len(),
        })
    }

    fn ended(&self) -> usize {
        self.tried() + self.not_compiled
    }

    /// Those that could be noticed.
    fn tried(&self) -> usize {
        self.noticed + self.missed.len()
    }

    fn is_enough(&self) -> bool {
        self.tried() > 0 && self.noticed * 100 >= self.tried() * ENOUGH
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let share = self.noticed * 100 / self.tried().max(1);
        write!(formatter, "{} of {} noticed ({share} %)", self.noticed, self.tried())?;
        write!(formatter, "; {} more did not compile", self.not_compiled)?;
        self.missed.iter().try_for_each(|missed| write!(formatter, "\n  not noticed: {missed}"))
    }
}

#[cfg(test)]
mod tests;
