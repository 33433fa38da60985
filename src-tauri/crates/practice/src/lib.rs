//! A practice CRM: one pure org behind loopback servers that speak the vendors' dialects.
//!
//! [`start`] seeds a believable company (or loads it from a state file) and serves it on 127.0.0.1 in HubSpot's
//! and Salesforce's dialects. Below `/practice/` it can be driven: move its clock, close deals, edit fields, fail on demand.

mod consent;
mod control;
mod desk;
mod error;
mod form;
mod grants;
mod hubspot;
mod line;
mod org;
mod salesforce;
mod seed;
mod server;
mod state_file;

pub use error::PracticeError;
pub use grants::CANARY;
pub use server::{Options, Running, start};
