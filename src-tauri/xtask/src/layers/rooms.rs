//! Each crate alone, without a window; then clients that others wrote judge the practice CRM.

use std::process::Command;

use crate::failure::Failure;
use crate::layers::judges;
use crate::program::{cargo, which, workspace};
use crate::record::Record;
use crate::setup::{front_end, packages};
use crate::workshop::Workshop;

pub fn act(workshop: &Workshop, record: &mut Record) -> Result<(), Failure> {
    // The shell's own unit tests are among these, and it embeds the built front end when it compiles.
    packages::install(&[packages::BUILD])?;
    front_end::build(workshop)?;
    record.suite("rooms", &mut rooms(workshop));
    judges::act(workshop, record)
}

/// What crosses rooms has layers of its own.
fn rooms(workshop: &Workshop) -> Command {
    if which("cargo-nextest").is_none() {
        return workspace(workshop, "test", &["--no-fail-fast", "--exclude", "changeover-tests"]);
    }
    let mut command = cargo(workshop, &["nextest", "run", "--workspace", "--no-fail-fast"]);
    command.args(["--filterset", "not package(changeover-tests)"]);
    command
}
