//! The front end: unit tests, then every screen in Chromium with a fake host, judged by axe.

use crate::failure::Failure;
use crate::program::npm;
use crate::record::Record;
use crate::setup::{front_end, packages};
use crate::workshop::Workshop;

pub fn act(workshop: &Workshop, record: &mut Record) -> Result<(), Failure> {
    packages::install(&[packages::BROWSER])?;
    front_end::install(workshop)?;
    let ui = workshop.ui();
    record.check("front end: build", &mut npm(workshop, &ui, &["run", "build"]));
    record.suite("front end: units", &mut npm(workshop, &ui, &["test"]));
    record.suite("front end: screens", &mut npm(workshop, &ui, &["run", "e2e"]));
    Ok(())
}
