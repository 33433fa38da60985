//! What a connection is made of, before it has spoken.

use super::Access;
use crate::error::AppError;
use crm::port::Names;
use crm::{Crm, HubSpot, Salesforce};
use net::{Failure, Http, Limits};
use signin::Vendor;
use std::sync::Arc;

/// Where a CRM answers, what proves us there, and which of its fields carry ours.
#[derive(Debug, Clone)]
pub struct Link {
    pub api: String,
    pub access: Access,
    pub names: Names,
}

impl Link {
    /// A CRM with the fields that the set-up makes.
    pub fn new(api: impl Into<String>, access: Access) -> Self {
        Self { api: api.into(), access, names: Names::default() }
    }

    /// The vendor's dialect.
    ///
    /// # Errors
    /// Where the address is none that may be spoken to.
    pub fn adapter(&self) -> Result<Arc<dyn Crm>, AppError> {
        let http = self.http().map_err(AppError::from_address)?;
        Ok(match self.access.vendor() {
            Vendor::HubSpot => Arc::new(HubSpot::new(http).calling(&self.names)),
            Vendor::Salesforce => Arc::new(Salesforce::new(http).calling(&self.names)),
        })
    }

    /// The way to the API.
    ///
    /// # Errors
    /// As [`Link::adapter`].
    pub fn http(&self) -> Result<Http, Failure> {
        Http::new(&self.api, self.access.credential(), Limits::default())
    }
}
