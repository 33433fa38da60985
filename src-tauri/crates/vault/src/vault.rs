//! Keychain first, session as the fallback.

#[cfg(test)]
mod tests;

use crate::failure::VaultError;
use crate::keychain::{Keychain, NoKeychain, Place, SystemKeychain};
use crate::secret::Secret;
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Long enough for a person to find and unlock a keychain's prompt.
const PATIENCE: Duration = Duration::from_secs(90);

/// Where a secret is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    InKeychain,
    /// In memory until the program ends; the person signs in again next time.
    InSession,
}

/// The secrets of all workspaces. Clones share one session.
#[derive(Clone)]
pub struct Vault {
    keychain: Arc<dyn Keychain>,
    session: Arc<Mutex<HashMap<Place, Secret>>>,
    patience: Duration,
}

impl Vault {
    /// The keychain of this person on this computer.
    pub fn of_this_computer() -> Self {
        Self::over(Arc::new(SystemKeychain), PATIENCE)
    }

    /// Without a keychain: everything lasts until the program ends. For tests, and for those who want no trace.
    pub fn of_this_session() -> Self {
        Self::over(Arc::new(NoKeychain), PATIENCE)
    }

    fn over(keychain: Arc<dyn Keychain>, patience: Duration) -> Self {
        Self { keychain, session: Arc::default(), patience }
    }

    /// The secret of this name, with where it is kept; `None` where there is none.
    ///
    /// # Errors
    /// A [`VaultError`] where the session has none and the keychain can't be asked.
    pub async fn get(&self, workspace: &str, name: &str) -> Result<Option<(Secret, Kept)>, VaultError> {
        let place = place(workspace, name);
        let in_session = self.session().get(&place).cloned();
        if let Some(secret) = in_session {
            return Ok(Some((secret, Kept::InSession)));
        }
        let found = self.ask(move |keychain| keychain.read(&place)).await?;
        Ok(found.map(|text| (Secret::new(text), Kept::InKeychain)))
    }

    /// Keeps a secret in the keychain, else for this session; the answer says which, and why not better.
    pub async fn set(&self, workspace: &str, name: &str, secret: Secret) -> (Kept, Option<VaultError>) {
        let place = place(workspace, name);
        let (at, text) = (place.clone(), secret.clone());
        match self.ask(move |keychain| keychain.write(&at, text.reveal())).await {
            Ok(()) => {
                self.session().remove(&place);
                (Kept::InKeychain, None)
            }
            Err(error) => {
                self.session().insert(place, secret);
                (Kept::InSession, Some(error))
            }
        }
    }

    /// Forgets a secret, in the session and in the keychain. One that was never there is forgotten, too.
    ///
    /// # Errors
    /// A [`VaultError`] where the keychain can't be asked, so that it may still hold the secret.
    pub async fn delete(&self, workspace: &str, name: &str) -> Result<(), VaultError> {
        let place = place(workspace, name);
        self.session().remove(&place);
        self.ask(move |keychain| keychain.remove(&place)).await
    }

    /// Runs a blocking question on a thread that may block. A prompt that nobody answers is left behind.
    async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&dyn Keychain) -> Result<T, VaultError> + Send + 'static,
    ) -> Result<T, VaultError> {
        let keychain = self.keychain.clone();
        let answer = tokio::task::spawn_blocking(move || question(keychain.as_ref()));
        match tokio::time::timeout(self.patience, answer).await {
            Ok(Ok(result)) => result,
            Ok(Err(_panicked)) => Err(VaultError::NoKeychain),
            Err(_elapsed) => Err(VaultError::Silent),
        }
    }

    fn session(&self) -> MutexGuard<'_, HashMap<Place, Secret>> {
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Vault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Vault(…)")
    }
}

fn place(workspace: &str, name: &str) -> Place {
    Place { workspace: workspace.to_owned(), name: name.to_owned() }
}
