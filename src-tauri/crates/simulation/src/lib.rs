//! Many laptops, one CRM, seeded faults; and what must hold when the world comes to rest.
//!
//! ```text
//! seed ─▶ Story (steps in plain words) ─▶ World: laptops (real sync, merge, outbox, alarms) ─▶ rest ─▶ Verdict
//!                                            │ every request and every write waits at a gate
//!                                            └ one thread decides who goes on, and what goes wrong there
//! ```
//!
//! Nothing here is left to chance but by the seed: one story gives one trace. A story that fails is shrunk to the steps
//! that are needed, and told in words.

mod bug;
mod disk;
mod fault;
mod gate;
mod gated;
mod laptop;
mod line;
mod memory;
mod oracle;
mod org;
mod rest;
mod run;
mod settings;
mod shrink;
mod story;
mod tasks;
mod time;
mod week;
mod world;

pub use bug::Bug;
pub use disk::Disk;
pub use memory::MemoryStore;
pub use oracle::Broken;
pub use run::{Outcome, run_seed, run_story};
pub use settings::Settings;
pub use shrink::shrink;
pub use story::{Step, Story};
pub use week::{Ask as WeekAsk, Week, run_week};
