//! What of a workspace is in the keychain, under which names.

use net::Secret;
use vault::{Kept, Vault, VaultError};

/// Gets new access tokens.
const REFRESH_TOKEN: &str = "refresh-token";
/// The secret of the customer's own HubSpot app.
const APP_SECRET: &str = "app-secret";
/// A service key or a private app's token.
const SERVICE_KEY: &str = "service-key";

/// The secrets of one workspace.
#[derive(Debug, Clone)]
pub struct Keys {
    vault: Vault,
    workspace: String,
}

/// Where secrets are kept; `why` says what stands in the way of the keychain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keeping {
    pub in_keychain: bool,
    pub why: Option<VaultError>,
}

impl Keys {
    /// The secrets under a workspace's id.
    pub fn of(vault: Vault, workspace: &str) -> Self {
        Self { vault, workspace: workspace.to_owned() }
    }

    /// # Errors
    /// Where the keychain can't be asked.
    pub async fn refresh_token(&self) -> Result<Option<Secret>, VaultError> {
        self.get(REFRESH_TOKEN).await
    }

    pub async fn keep_refresh_token(&self, token: &Secret) -> Keeping {
        self.keep(REFRESH_TOKEN, token).await
    }

    /// # Errors
    /// Where the keychain can't be asked.
    pub async fn app_secret(&self) -> Result<Option<Secret>, VaultError> {
        self.get(APP_SECRET).await
    }

    pub async fn keep_app_secret(&self, secret: &Secret) -> Keeping {
        self.keep(APP_SECRET, secret).await
    }

    /// # Errors
    /// Where the keychain can't be asked.
    pub async fn service_key(&self) -> Result<Option<Secret>, VaultError> {
        self.get(SERVICE_KEY).await
    }

    pub async fn keep_service_key(&self, key: &Secret) -> Keeping {
        self.keep(SERVICE_KEY, key).await
    }

    /// Forgets everything of this workspace.
    ///
    /// # Errors
    /// Where the keychain can't be asked, so that it may still hold something. All are tried first.
    pub async fn forget(&self) -> Result<(), VaultError> {
        let mut outcome = Ok(());
        for name in [REFRESH_TOKEN, APP_SECRET, SERVICE_KEY] {
            if let Err(error) = self.vault.delete(&self.workspace, name).await {
                outcome = Err(error);
            }
        }
        outcome
    }

    async fn get(&self, name: &str) -> Result<Option<Secret>, VaultError> {
        Ok(self.vault.get(&self.workspace, name).await?.map(|(secret, _)| Secret::new(secret.reveal())))
    }

    async fn keep(&self, name: &str, secret: &Secret) -> Keeping {
        let (kept, why) = self.vault.set(&self.workspace, name, vault::Secret::new(secret.reveal())).await;
        Keeping { in_keychain: kept == Kept::InKeychain, why }
    }
}
