//! The CRM port and its adapters.

pub mod csv;
pub mod fields;
pub mod hubspot;
pub mod port;
mod reading;
pub mod salesforce;

pub use hubspot::HubSpot;
pub use port::{Crm, CrmError};
pub use salesforce::Salesforce;
