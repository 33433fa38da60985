//! The `app` room against the practice CRM, over real HTTP and real SQLite.

use crate::failure::Failure;
use crate::program::cargo;
use crate::record::Record;
use crate::workshop::Workshop;

pub fn act(workshop: &Workshop, record: &mut Record) -> Result<(), Failure> {
    let journeys = [
        "test",
        "--package",
        "changeover-tests",
        "--test",
        "journeys",
    ];
    record.suite("journeys", &mut cargo(workshop, &journeys));
    Ok(())
}
