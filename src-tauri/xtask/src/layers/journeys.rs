//! The `app` room against the practice CRM, over real HTTP and real SQLite.

use crate::failure::Failure;
use crate::program::workspace;
use crate::record::Record;
use crate::workshop::Workshop;

pub fn act(workshop: &Workshop, record: &mut Record) -> Result<(), Failure> {
    record.suite("journeys", &mut workspace(workshop, "test", &["--test", "journeys"]));
    Ok(())
}
