//! `practice`: the practice CRM alone, for a look with `curl` or another client.

use crate::failure::Failure;
use crate::program::{program, step, workspace};
use crate::workshop::Workshop;

pub fn act(workshop: &Workshop, arguments: &[String]) -> Result<(), Failure> {
    step("build the practice CRM", &mut workspace(workshop, "build", &["--bin", "practice"]))?;
    let mut practice = program(workshop, workshop.built("debug", "practice"));
    step("practice CRM (Ctrl-C ends it)", practice.args(arguments))
}
