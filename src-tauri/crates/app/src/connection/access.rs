//! What a connection proves itself with.

use crate::connection::CrmAddress;
use net::Credential;
use signin::{Session, SignInError, StoredKey, Vendor};
use std::sync::Arc;

/// The credential behind a workspace, and what can be done with it beyond asking for tokens. Clones share it.
#[derive(Debug, Clone)]
pub enum Access {
    /// The practice CRM's own token, the same for everybody.
    Practice(CrmAddress),
    /// A person who signed in with the browser.
    Browser(Vendor, Session),
    /// A key that an admin made.
    Key(Vendor, Arc<StoredKey>),
}

impl Access {
    pub fn vendor(&self) -> Vendor {
        match self {
            Self::Practice(_) => Vendor::HubSpot,
            Self::Browser(vendor, _) | Self::Key(vendor, _) => *vendor,
        }
    }

    pub fn credential(&self) -> Arc<dyn Credential> {
        match self {
            Self::Practice(address) => Arc::new(address.token.clone()),
            Self::Browser(_, session) => Arc::new(session.clone()),
            Self::Key(_, key) => key.clone(),
        }
    }

    /// True where a person has to sign in again.
    pub fn has_ended(&self) -> bool {
        match self {
            Self::Practice(_) => false,
            Self::Browser(_, session) => session.has_ended(),
            Self::Key(_, key) => key.has_ended(),
        }
    }

    /// Ends the sign-in at the vendor and forgets its secrets.
    ///
    /// # Errors
    /// Why the vendor or the keychain could not be told.
    pub async fn sign_out(&self) -> Result<(), SignInError> {
        match self {
            Self::Practice(_) => Ok(()),
            Self::Browser(_, session) => session.sign_out().await,
            Self::Key(_, key) => key.sign_out().await,
        }
    }
}
