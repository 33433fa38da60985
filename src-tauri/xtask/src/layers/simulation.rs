//! Many laptops, one CRM, seeded faults; and planted mistakes, each of which must be found.

use crate::failure::Failure;
use crate::program::cargo;
use crate::record::Record;
use crate::workshop::Workshop;

/// A quarter of a minute of stories; the planted mistakes take longer.
const SEEDS: &str = "5000";

pub fn act(workshop: &Workshop, record: &mut Record) -> Result<(), Failure> {
    let stories = ["test", "--profile", "quick", "--package", "simulation", "--test", "stories", "--"];
    let mut command = cargo(workshop, &stories);
    command.args(["--include-ignored", "--nocapture"]).env("SIMULATE_SEEDS", SEEDS);
    record.suite("stories", &mut command);
    Ok(())
}
