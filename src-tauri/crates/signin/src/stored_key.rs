//! A key that an admin made: it lives as long as the admin lets it.

use crate::failure::SignInError;
use crate::keys::Keys;
use crate::vendor::Vendor;
use async_trait::async_trait;
use net::{Credential, Failure, Secret};
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::OnceCell;

/// The service key of a workspace, read from the keychain when it is first needed.
#[derive(Debug)]
pub struct StoredKey {
    vendor: Vendor,
    keys: Keys,
    key: OnceCell<Secret>,
    refused: AtomicBool,
}

impl StoredKey {
    /// The key of a workspace that was connected before.
    pub fn of(vendor: Vendor, keys: Keys) -> Self {
        Self { vendor, keys, key: OnceCell::new(), refused: AtomicBool::new(false) }
    }

    /// True where the vendor refuses the key, or there is none any more.
    pub fn has_ended(&self) -> bool {
        self.refused.load(Ordering::Relaxed)
    }

    /// Forgets the key. It stays good at the vendor until an admin deletes it there.
    ///
    /// # Errors
    /// Where the keychain may still hold it.
    pub async fn sign_out(&self) -> Result<(), SignInError> {
        self.keys.forget().await.map_err(SignInError::Keychain)
    }

    async fn read(&self) -> Result<Secret, SignInError> {
        let found = self.keys.service_key().await.map_err(SignInError::Keychain)?;
        self.refused.store(found.is_none(), Ordering::Relaxed);
        found.ok_or(SignInError::SignedOut { vendor: self.vendor })
    }
}

#[async_trait]
impl Credential for StoredKey {
    async fn current(&self) -> Result<Option<Secret>, Failure> {
        let key = self.key.get_or_try_init(|| self.read()).await.map_err(SignInError::into_failure)?;
        Ok(Some(key.clone()))
    }

    async fn renewed(&self, _refused: &Secret) -> Result<Option<Secret>, Failure> {
        self.refused.store(true, Ordering::Relaxed);
        Ok(None)
    }
}
