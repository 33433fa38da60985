//! The CRM port and its adapters.

pub mod csv;
pub mod hubspot;
pub mod port;

pub use hubspot::HubSpot;
pub use port::{Crm, CrmError};
