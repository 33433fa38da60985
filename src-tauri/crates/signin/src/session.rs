//! A signed-in person's access, renewed as long as the vendor lets it.
//!
//! ```text
//! resting ──first request──▶ renewing ──▶ open ──401, or nearly over──▶ renewing ──▶ open …
//!                                │
//!                                └── the vendor does not accept the refresh token ──▶ ended (sign in again)
//! ```
//!
//! Invariant: one renewal at a time; whoever asks meanwhile gets its outcome.
//! Invariant: a rotated refresh token is kept before the new access token is used, because the old one is dead already.
//! A renewal goes on to its end even where nobody waits for it any more: half of one would lose the sign-in.

#[cfg(test)]
mod tests;

use crate::app::App;
use crate::endpoint::Endpoint;
use crate::failure::SignInError;
use crate::keys::Keys;
use crate::tokens::Tokens;
use async_trait::async_trait;
use net::{Credential, Failure, Secret};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

/// A token that ends sooner is renewed before it is used.
const NEARLY_OVER: Duration = Duration::from_secs(60);

/// The access of one workspace. Clones share it.
#[derive(Debug, Clone)]
pub struct Session {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    /// Its secret, where it has one and it is not given here, is in the keychain.
    app: App,
    keys: Keys,
    /// Where the API answers: a renewal must not lead elsewhere.
    api: String,
    open: Mutex<Open>,
    /// The vendor does not accept the sign-in any more, or there is none.
    ended: AtomicBool,
}

#[derive(Debug, Default)]
struct Open {
    access: Option<Secret>,
    ends_at: Option<Instant>,
}

impl Session {
    /// The session of a workspace that was signed in before; its first request renews.
    pub fn resumed(app: App, keys: Keys, api: &str) -> Self {
        let inner = Inner { app, keys, api: api.to_owned(), open: Mutex::default(), ended: AtomicBool::new(false) };
        Self { inner: Arc::new(inner) }
    }

    /// The session of tokens that just came; the refresh token is kept first.
    pub async fn opened(app: App, keys: Keys, tokens: Tokens) -> Self {
        let session = Self::resumed(app, keys, &tokens.api);
        let mut open = session.inner.open.lock().await;
        session.inner.take(&mut open, tokens).await;
        drop(open);
        session
    }

    /// True where a person has to sign in again.
    pub fn has_ended(&self) -> bool {
        self.inner.ended.load(Ordering::Relaxed)
    }

    /// Ends the sign-in: at the vendor first, then here. What is here goes in any case.
    ///
    /// # Errors
    /// Why the vendor could not be told, or why the keychain may still hold a secret.
    pub async fn sign_out(&self) -> Result<(), SignInError> {
        let mut open = self.inner.open.lock().await;
        let revoked = match self.inner.keys.refresh_token().await {
            Ok(Some(refresh)) => self.inner.revoke(&refresh).await,
            Ok(None) => Ok(()),
            Err(error) => Err(SignInError::Keychain(error)),
        };
        *open = Open::default();
        let forgotten = self.inner.keys.forget().await.map_err(SignInError::Keychain);
        revoked.and(forgotten)
    }

    /// Runs a renewal to its end, though the one who asked may go away.
    #[allow(clippy::disallowed_methods, reason = "a renewal is joined here, and must outlive a caller that is dropped")]
    async fn renew(&self, refused: Option<Secret>) -> Result<Secret, SignInError> {
        let inner = Arc::clone(&self.inner);
        let vendor = inner.app.vendor;
        let renewal = tokio::spawn(async move { inner.renewed_or_ended(refused.as_ref()).await });
        renewal.await.unwrap_or(Err(SignInError::Busy { vendor }))
    }
}

impl Inner {
    /// As [`Inner::renewed`], remembering where a person has to sign in again.
    async fn renewed_or_ended(&self, refused: Option<&Secret>) -> Result<Secret, SignInError> {
        let outcome = self.renewed(refused).await;
        let ended = matches!(outcome, Err(SignInError::Ended { .. } | SignInError::SignedOut { .. }));
        self.ended.store(ended, Ordering::Relaxed);
        outcome
    }

    /// A token other than the refused one, by a renewal where nobody else was faster.
    async fn renewed(&self, refused: Option<&Secret>) -> Result<Secret, SignInError> {
        let mut open = self.open.lock().await;
        if let Some(access) = open.good().filter(|access| Some(access) != refused) {
            return Ok(access);
        }
        let vendor = self.app.vendor;
        let refresh = self.keys.refresh_token().await.map_err(SignInError::Keychain)?;
        let refresh = refresh.ok_or(SignInError::SignedOut { vendor })?;
        let tokens = self.endpoint().await?.renew(&refresh).await?;
        if tokens.api != self.api {
            return Err(SignInError::ForeignHost { vendor: vendor.name() });
        }
        Ok(self.take(&mut open, tokens).await)
    }

    /// The vendor's token endpoint, with the app's secret from the keychain where one is wanted.
    async fn endpoint(&self) -> Result<Endpoint, SignInError> {
        let mut app = self.app.clone();
        if app.vendor.wants_a_secret() && app.client_secret.is_none() {
            app.client_secret = self.keys.app_secret().await.map_err(SignInError::Keychain)?;
            if app.client_secret.is_none() {
                return Err(SignInError::SignedOut { vendor: app.vendor });
            }
        }
        Endpoint::of(app)
    }

    async fn revoke(&self, refresh: &Secret) -> Result<(), SignInError> {
        self.endpoint().await?.revoke(refresh).await
    }

    /// Keeps a new refresh token, then opens the session with the access token.
    async fn take(&self, open: &mut Open, tokens: Tokens) -> Secret {
        if let Some(refresh) = &tokens.refresh {
            let keeping = self.keys.keep_refresh_token(refresh).await;
            if let Some(why) = keeping.why {
                tracing::warn!(%why, "a renewed sign-in lasts until Changeover is closed");
            }
        }
        open.ends_at = tokens.lives_for.map(|life| Instant::now() + life);
        open.access = Some(tokens.access.clone());
        tokens.access
    }
}

impl Open {
    /// The access token, where it is good for a while.
    fn good(&self) -> Option<Secret> {
        let lasts = self.ends_at.is_none_or(|end| end > Instant::now() + NEARLY_OVER);
        self.access.clone().filter(|_| lasts)
    }
}

#[async_trait]
impl Credential for Session {
    async fn current(&self) -> Result<Option<Secret>, Failure> {
        if let Some(access) = self.inner.open.lock().await.good() {
            return Ok(Some(access));
        }
        self.renew(None).await.map(Some).map_err(SignInError::into_failure)
    }

    async fn renewed(&self, refused: &Secret) -> Result<Option<Secret>, Failure> {
        self.renew(Some(refused.clone())).await.map(Some).map_err(SignInError::into_failure)
    }
}
