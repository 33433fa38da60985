//! `shots`: pictures of every screen of the real window, light and dark.

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
    let session = Session::open()?;
    let mut command = window::tests(workshop, &session, &["shots", "--", "--ignored", "--nocapture"]);
    step("pictures of every screen", command.env("CHANGEOVER_SHOTS_DIR", &folder))?;
    let pictures = pictures(&folder)?;
    if pictures == 0 {
        return Err(Failure::new("no picture was taken"));
    }
    say::line(&format!("✓ {pictures} pictures in target/shots/"));
    Ok(())
}

fn pictures(folder: &std::path::Path) -> Result<usize, Failure> {
    let entries = std::fs::read_dir(folder).map_err(about(folder))?;
    Ok(entries.flatten().filter(|entry| entry.path().extension().is_some_and(|end| end == "png")).count())
}
