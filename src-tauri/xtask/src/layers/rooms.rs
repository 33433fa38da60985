//! Each crate alone, without a window; then clients that others wrote judge the practice CRM.

use crate::failure::Failure;
use crate::layers::judges;
use crate::program::{cargo, which};
use crate::record::Record;
use crate::workshop::Workshop;

const NO_WINDOW: [&str; 5] = [
    "--workspace",
    "--exclude",
    "changeover",
    "--exclude",
    "changeover-tests",
];

pub fn act(workshop: &Workshop, record: &mut Record) -> Result<(), Failure> {
    let runner: &[&str] = match which("cargo-nextest") {
        Some(_) => &["nextest", "run", "--no-fail-fast"],
        None => &["test", "--no-fail-fast"],
    };
    record.suite("rooms", cargo(workshop, runner).args(NO_WINDOW));
    judges::act(workshop, record)
}
