//! What a client proves itself with.

use crate::failure::Failure;
use crate::secret::Secret;
use async_trait::async_trait;
use std::fmt::Debug;
use std::sync::Arc;

/// Gives a client its token, and another one when the CRM does not take it any more.
///
/// Invariant: an implementation shows no token in its `Debug` text and in no [`Failure`].
#[async_trait]
pub trait Credential: Debug + Send + Sync {
    /// The token to send now; `None` sends the request without one.
    ///
    /// # Errors
    /// `SignInAgain` where there is none and a person has to sign in; what went wrong on the way to a new one otherwise.
    async fn current(&self) -> Result<Option<Secret>, Failure>;

    /// Another token in place of one that was refused; `None` where there is no other. Callers that ask for the same
    /// refused token at once all get the one new token.
    ///
    /// # Errors
    /// As [`Credential::current`].
    async fn renewed(&self, refused: &Secret) -> Result<Option<Secret>, Failure>;
}

/// A token that stays as it is: a service key, or the practice CRM's.
#[async_trait]
impl Credential for Secret {
    async fn current(&self) -> Result<Option<Secret>, Failure> {
        Ok(Some(self.clone()))
    }

    async fn renewed(&self, _refused: &Secret) -> Result<Option<Secret>, Failure> {
        Ok(None)
    }
}

/// No token: for the endpoints that give tokens out.
#[derive(Debug, Clone, Copy)]
pub struct Anonymous;

#[async_trait]
impl Credential for Anonymous {
    async fn current(&self) -> Result<Option<Secret>, Failure> {
        Ok(None)
    }

    async fn renewed(&self, _refused: &Secret) -> Result<Option<Secret>, Failure> {
        Ok(None)
    }
}

#[async_trait]
impl<C: Credential + ?Sized> Credential for Arc<C> {
    async fn current(&self) -> Result<Option<Secret>, Failure> {
        (**self).current().await
    }

    async fn renewed(&self, refused: &Secret) -> Result<Option<Secret>, Failure> {
        (**self).renewed(refused).await
    }
}
