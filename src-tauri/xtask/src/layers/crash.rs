//! A real process, killed at every write: in a build of its own, because fail points are no part of the application.

use crate::failure::Failure;
use crate::program::workspace;
use crate::record::Record;
use crate::workshop::Workshop;

pub fn act(workshop: &Workshop, record: &mut Record) -> Result<(), Failure> {
    let tests = ["--features", "changeover-tests/failpoints", "--test", "journeys", "crash"];
    record.suite("kills", &mut workspace(workshop, "test", &tests));
    Ok(())
}
