//! The real application in a session of its own: X server, D-Bus, Secret Service, WebDriver.

use std::process::Command;

use crate::failure::Failure;
use crate::layers::judges;
use crate::program::{step, workspace};
use crate::record::Record;
use crate::session::Session;
use crate::setup::tool::TAURI_DRIVER;
use crate::setup::{front_end, packages};
use crate::workshop::Workshop;

pub fn act(workshop: &Workshop, record: &mut Record) -> Result<(), Failure> {
    prepare(workshop)?;
    let session = Session::open()?;
    record.suite("window tests", &mut tests(workshop, &session, &[]));
    Ok(())
}

/// Everything that the window tests start: the application, the driver, and the tests themselves.
pub fn prepare(workshop: &Workshop) -> Result<(), Failure> {
    packages::install(&[packages::BUILD, packages::DISPLAY, packages::BROWSER, packages::DRIVE])?;
    front_end::build(workshop)?;
    TAURI_DRIVER.install(workshop)?;
    judges::install(workshop)?;
    step("build the application", &mut workspace(workshop, "build", &["--bin", "changeover"]))?;
    step("build the window tests", &mut workspace(workshop, "test", &["--no-run", "--test", "window"]))
}

/// The window tests in a session, with further arguments for `cargo test`.
pub fn tests(workshop: &Workshop, session: &Session, arguments: &[&str]) -> Command {
    let mut tests = workspace(workshop, "test", &["--test", "window"]);
    tests.args(arguments);
    let mut command = session.around(&tests);
    command
        .env("CHANGEOVER_BINARY", workshop.built("debug", "changeover"))
        .env("CHANGEOVER_JUDGES", judges::folder(workshop))
        .env("TAURI_DRIVER", TAURI_DRIVER.path(workshop));
    command
}
