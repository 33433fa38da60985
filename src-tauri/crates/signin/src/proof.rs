//! What binds an answer to the one who asked: `state` for the way through the browser, PKCE for the code.

#[cfg(test)]
mod tests;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use net::Secret;
use rand::Rng as _;
use sha2::{Digest, Sha256};

/// Bytes of chance in each: 43 characters, the least that RFC 7636 allows, and far beyond guessing.
const CHANCE: usize = 32;

/// The secrets of one transaction. They are made for it and die with it.
#[derive(Debug)]
pub(crate) struct Proof {
    state: Secret,
    verifier: Secret,
}

impl Proof {
    pub(crate) fn new() -> Self {
        Self { state: chance(), verifier: chance() }
    }

    pub(crate) fn state(&self) -> &str {
        self.state.reveal()
    }

    pub(crate) fn verifier(&self) -> &Secret {
        &self.verifier
    }

    /// S256 of the verifier.
    pub(crate) fn challenge(&self) -> String {
        challenge_of(self.verifier.reveal())
    }
}

fn challenge_of(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(verifier))
}

fn chance() -> Secret {
    let mut bytes = [0; CHANCE];
    rand::rng().fill_bytes(&mut bytes);
    Secret::new(URL_SAFE_NO_PAD.encode(bytes))
}
