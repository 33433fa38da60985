//! The types that cross to the window, and nothing else. `contract.rs` renders them as TypeScript.

pub mod alarms;
pub mod connect;
pub mod import;
pub mod intake;
pub mod list;
pub mod metrics;
pub mod overview;
pub mod playbook;
pub mod promises;
pub mod public_error;
pub mod sync;
pub mod wizard;
