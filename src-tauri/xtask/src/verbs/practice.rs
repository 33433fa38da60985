//! `practice`: the practice CRM alone, for a look with `curl` or another client.

use crate::failure::Failure;
use crate::program::{cargo, step};
use crate::workshop::Workshop;

pub fn act(workshop: &Workshop, arguments: &[String]) -> Result<(), Failure> {
    let mut command = cargo(
        workshop,
        &[
            "run",
            "--quiet",
            "--package",
            "practice",
            "--bin",
            "practice",
            "--",
        ],
    );
    step("practice CRM (Ctrl-C ends it)", command.args(arguments))
}
