//! The keychain as a port, and the operating system's behind it.

use crate::failure::VaultError;
use keyring::Entry;

/// Blocking access to one keychain. A missing entry is `None`, deleting it is a success.
pub(crate) trait Keychain: Send + Sync {
    fn read(&self, place: &Place) -> Result<Option<String>, VaultError>;
    fn write(&self, place: &Place, secret: &str) -> Result<(), VaultError>;
    fn remove(&self, place: &Place) -> Result<(), VaultError>;
}

/// Where a secret is: workspace and name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Place {
    pub workspace: String,
    pub name: String,
}

/// The keychain of the operating system: macOS Keychain, Windows Credential Manager, Secret Service.
pub(crate) struct SystemKeychain;

impl SystemKeychain {
    fn entry(place: &Place) -> Result<Entry, VaultError> {
        Ok(Entry::new(&format!("Changeover: {}", place.workspace), &place.name)?)
    }
}

/// A computer that keeps nothing.
pub(crate) struct NoKeychain;

impl Keychain for NoKeychain {
    fn read(&self, _place: &Place) -> Result<Option<String>, VaultError> {
        Ok(None)
    }

    fn write(&self, _place: &Place, _secret: &str) -> Result<(), VaultError> {
        Err(VaultError::NoKeychain)
    }

    fn remove(&self, _place: &Place) -> Result<(), VaultError> {
        Ok(())
    }
}

impl Keychain for SystemKeychain {
    fn read(&self, place: &Place) -> Result<Option<String>, VaultError> {
        match Self::entry(place)?.get_password() {
            Ok(text) => Ok(Some(text)),
            Err(keyring::Error::NoEntry) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn write(&self, place: &Place, secret: &str) -> Result<(), VaultError> {
        Ok(Self::entry(place)?.set_password(secret)?)
    }

    fn remove(&self, place: &Place) -> Result<(), VaultError> {
        match Self::entry(place)?.delete_credential() {
            Ok(()) | Err(keyring::Error::NoEntry) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}
