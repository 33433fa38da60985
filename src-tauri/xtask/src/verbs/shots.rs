//! `shots`: pictures of every screen of the real window, light and dark, and what axe says of each screen.

use std::path::{Path, PathBuf};

use crate::failure::{Failure, about};
use crate::layers::window;
use crate::program::{npm, step};
use crate::say;
use crate::session::Session;
use crate::workshop::Workshop;

pub fn act(workshop: &Workshop, arguments: &[String]) -> Result<(), Failure> {
    super::no_arguments("shots", arguments)?;
    window::prepare(workshop)?;
    let folder = workshop.results().join("shots");
    std::fs::create_dir_all(&folder).map_err(about(&folder))?;
    for old in pictures(&folder)? {
        std::fs::remove_file(&old).map_err(about(&old))?;
    }
    let session = Session::open()?;
    let mut command = window::tests(workshop, &session, &["shots", "--", "--ignored", "--nocapture"]);
    step("pictures of every screen", command.env("CHANGEOVER_SHOTS_DIR", &folder))?;
    match pictures(&folder)?.len() {
        0 => return Err(Failure::new("no picture was taken")),
        taken => say::line(&format!("✓ {taken} pictures in target/shots/")),
    }
    axe(workshop, &folder.join("axe.jsonl"))
}

/// What axe finds on every screen, in the front end's own browser tests: a line for each screen, light and dark.
fn axe(workshop: &Workshop, file: &Path) -> Result<(), Failure> {
    std::fs::write(file, "").map_err(about(file))?;
    let mut tests = npm(workshop, &workshop.ui(), &["run", "e2e", "--", "axe"]);
    let outcome = step("axe on every screen", tests.env("CHANGEOVER_AXE", file));
    let looks = std::fs::read_to_string(file).map_err(about(file))?;
    let clean = looks.lines().filter(|line| line.ends_with("\"violations\":[]}")).count();
    say::line(&format!("axe: {clean} of {} looks without a violation: target/shots/axe.jsonl", looks.lines().count()));
    outcome
}

fn pictures(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = std::fs::read_dir(folder).map_err(about(folder))?;
    let files = entries.flatten().map(|entry| entry.path());
    Ok(files.filter(|file| file.extension().is_some_and(|end| end == "png")).collect())
}
