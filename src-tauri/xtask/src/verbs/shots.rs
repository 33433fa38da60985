//! `shots`: pictures of every screen of the real window, light and dark.

use std::path::{Path, PathBuf};

use crate::failure::{Failure, about};
use crate::layers::window;
use crate::program::step;
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
        0 => Err(Failure::new("no picture was taken")),
        taken => {
            say::line(&format!("✓ {taken} pictures in target/shots/"));
            Ok(())
        }
    }
}

fn pictures(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = std::fs::read_dir(folder).map_err(about(folder))?;
    let files = entries.flatten().map(|entry| entry.path());
    Ok(files.filter(|file| file.extension().is_some_and(|end| end == "png")).collect())
}
