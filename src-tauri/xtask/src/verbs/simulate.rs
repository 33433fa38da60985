//! `simulate`: the stories of many seeds, on as fast a build as is quickly made.

use crate::failure::Failure;
use crate::program::{cargo, step};
use crate::workshop::Workshop;

pub fn act(workshop: &Workshop, arguments: &[String]) -> Result<(), Failure> {
    let mut command = cargo(workshop, &["run", "--profile", "quick", "--package", "simulation", "--"]);
    step("simulated worlds", command.args(arguments))
}
