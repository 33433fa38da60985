//! Clients that others wrote use the practice CRM: what they can't read, ours would misread with it.

use std::path::{Path, PathBuf};

use crate::failure::{Failure, about};
use crate::office::Office;
use crate::program::{npm, program, step, workspace};
use crate::record::Record;
use crate::setup::{front_end, packages, python};
use crate::workshop::Workshop;

/// The judges from npm: what they are called, and the script that runs each.
const FROM_NPM: [(&str, &str); 3] = [
    ("judge from npm: @hubspot/api-client", "judge"),
    ("judge from npm: jsforce", "judge:salesforce"),
    ("judge from npm: @jetstreamapp/soql-parser-js", "judge:soql"),
];

/// Where the judges are.
pub fn folder(workshop: &Workshop) -> PathBuf {
    workshop.root.join("tests/judges")
}

/// Installs the clients of npm, which the window tests use too.
pub fn install(workshop: &Workshop) -> Result<(), Failure> {
    front_end::install_packages(workshop, &folder(workshop), "judges")
}

pub fn act(workshop: &Workshop, record: &mut Record) -> Result<(), Failure> {
    packages::install(&[packages::PYTHON])?;
    install(workshop)?;
    let folder = folder(workshop);
    let python = python::install(workshop, "judges", &folder.join("requirements.txt"))?;
    step("build the practice CRM", &mut workspace(workshop, "build", &["--bin", "practice"]))?;
    let practice = Office::open(workshop, "debug", &["--seed", "1", "--deals", "400"])?;
    for (title, script) in FROM_NPM {
        record.suite(title, practice.tell(&mut npm(workshop, &folder, &["run", script])));
    }
    for script in python_scripts(&folder)? {
        let title = format!("judge from PyPI: {}", script.file_name().unwrap_or_default().display());
        let mut judge = program(workshop, &python);
        judge.arg(script).current_dir(&folder).env("PYTHONDONTWRITEBYTECODE", "1");
        record.suite(&title, practice.tell(&mut judge));
    }
    Ok(())
}

/// Each script is a judge of its own, and without one nobody has judged.
fn python_scripts(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = std::fs::read_dir(folder).map_err(about(folder))?.flatten().map(|entry| entry.path());
    let mut scripts: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|end| end == "py")).collect();
    scripts.sort();
    if scripts.is_empty() { Err(Failure::new("tests/judges holds no Python script")) } else { Ok(scripts) }
}
