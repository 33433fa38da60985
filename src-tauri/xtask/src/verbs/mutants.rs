//! `mutants`: small changes to the code that must not lose anything; a test has to notice nine of ten.

use std::path::Path;

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
    files: &'static [&'static str],
}

const PARTS: [Part; 5] = [
    Part {
        name: "merge",
        package: "domain",
        files: &["domain/src/merge.rs", "domain/src/register.rs", "domain/src/fields.rs", "domain/src/fields/*.rs"],
    },
    Part {
        name: "outbox",
        package: "store",
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
        files: &["sync/src/push.rs", "sync/src/push/record.rs", "sync/src/adopt.rs", "sync/src/projection.rs"],
    },
    Part { name: "clocks", package: "sync", files: &["sync/src/clock.rs", "sync/src/backoff.rs"] },
    Part {
        name: "deadlines",
        package: "playbook",
        files: &["playbook/src/clock.rs", "playbook/src/clock/*.rs", "playbook/src/escalation.rs"],
    },
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
    std::fs::create_dir_all(&results).map_err(about(&results))?;
    let mut command = cargo(workshop, &["mutants", "--package", part.package, "--test-tool", "nextest", "--output"]);
    command.arg(&results).env("PATH", with_tools(workshop)).env("CARGO_TARGET_DIR", workshop.target.join("mutants"));
    for file in part.files {
        command.arg("--file").arg(format!("src-tauri/crates/{file}"));
    }
    // Its exit code says that some were missed; how many is what counts.
    let _ = step(&format!("mutants of {}", part.name), &mut command);
    let score = Score::read(&results.join("mutants.out"))?;
    say::line(&format!("{}: {score}", part.name));
    Ok(score.is_enough())
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
}

impl Score {
    /// From the lists that the program leaves. One that made the tests run for ever was noticed.
    fn read(folder: &Path) -> Result<Self, Failure> {
        let lines = |name: &str| {
            let file = folder.join(name);
            let text = std::fs::read_to_string(&file).map_err(about(&file))?;
            Ok::<Vec<String>, Failure>(text.lines().map(str::to_owned).collect())
        };
        Ok(Self { noticed: lines("caught.txt")?.len() + lines("timeout.txt")?.len(), missed: lines("missed.txt")? })
    }

    fn is_enough(&self) -> bool {
        let all = self.noticed + self.missed.len();
        all > 0 && self.noticed * 100 >= all * ENOUGH
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} of {} noticed", self.noticed, self.noticed + self.missed.len())?;
        self.missed.iter().try_for_each(|missed| write!(formatter, "\n  not noticed: {missed}"))
    }
}

#[cfg(test)]
mod tests;
