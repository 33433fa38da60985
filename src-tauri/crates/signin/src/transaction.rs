//! One sign-in, from the first click to the code.

use crate::app::{App, CALLBACK};
use crate::failure::SignInError;
use crate::listener::Listener;
use crate::proof::Proof;
use net::Secret;
use std::time::Duration;

/// A sign-in that waits for a person. Dropping it cancels it and frees its port.
#[derive(Debug)]
pub struct Transaction {
    app: App,
    listener: Listener,
    proof: Proof,
    redirect: String,
    address: String,
}

/// A code with what it was bound to. It is worth nothing without the verifier.
#[derive(Debug)]
pub struct Answer {
    pub(crate) code: Secret,
    pub(crate) verifier: Secret,
    pub(crate) redirect: String,
}

impl Transaction {
    /// Listens for the answer; the browser may be sent to [`Transaction::address`] from now on.
    ///
    /// # Errors
    /// Where the app is not set up, or all its ports are taken.
    pub async fn begin(app: App) -> Result<Self, SignInError> {
        let app = app.checked()?;
        let listener = Listener::on_one_of(&app.ports).await?;
        let redirect = format!("http://localhost:{}{CALLBACK}", listener.port());
        let proof = Proof::new();
        let address = app.address(&redirect, &proof);
        Ok(Self { app, listener, proof, redirect, address })
    }

    /// Where the person is asked. It may be opened again, and in any browser of this computer.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Waits until the browser comes back.
    ///
    /// # Errors
    /// `Denied`, what the vendor says otherwise, or `TimedOut`.
    pub async fn answer(self, patience: Duration) -> Result<Answer, SignInError> {
        let code = self.listener.answer(self.app.vendor, self.proof.state(), patience).await?;
        Ok(Answer { code, verifier: self.proof.verifier().clone(), redirect: self.redirect })
    }
}
