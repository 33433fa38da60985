//! A secret under a passphrase: Argon2id makes the key, XChaCha20-Poly1305 closes the box and binds it to its file.

use super::ProfileError;
use argon2::Argon2;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use net::Secret;
use rand::Rng as _;
use serde::{Deserialize, Serialize};

/// Shorter ones are guessed, however slow each guess is.
const LEAST: usize = 12;
const SALT: usize = 16;
const NONCE: usize = 24;
const KEY: usize = 32;

/// A closed box, as it lies in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sealed {
    salt: String,
    nonce: String,
    text: String,
}

pub(super) fn seal(secret: &Secret, passphrase: &Secret, bound_to: &[u8]) -> Result<Sealed, ProfileError> {
    if passphrase.reveal().chars().count() < LEAST {
        return Err(ProfileError::ShortPassphrase { least: LEAST });
    }
    let (mut salt, mut nonce) = ([0; SALT], [0; NONCE]);
    rand::rng().fill_bytes(&mut salt);
    rand::rng().fill_bytes(&mut nonce);
    let payload = Payload { msg: secret.reveal().as_bytes(), aad: bound_to };
    let text = cipher(passphrase, &salt)?.encrypt(&XNonce::from(nonce), payload).map_err(|_| ProfileError::Damaged)?;
    Ok(Sealed { salt: STANDARD.encode(salt), nonce: STANDARD.encode(nonce), text: STANDARD.encode(text) })
}

pub(super) fn unseal(sealed: &Sealed, passphrase: &Secret, bound_to: &[u8]) -> Result<Secret, ProfileError> {
    let bytes = |text: &str| STANDARD.decode(text).map_err(|_| ProfileError::Damaged);
    let nonce: [u8; NONCE] = bytes(&sealed.nonce)?.try_into().map_err(|_| ProfileError::Damaged)?;
    let text = bytes(&sealed.text)?;
    let payload = Payload { msg: &text, aad: bound_to };
    let opened = cipher(passphrase, &bytes(&sealed.salt)?)?
        .decrypt(&XNonce::from(nonce), payload)
        .map_err(|_| ProfileError::WrongPassphrase)?;
    Ok(Secret::new(String::from_utf8(opened).map_err(|_| ProfileError::Damaged)?))
}

/// The library's own cost, which follows the current advice: 19 MiB, two passes.
fn cipher(passphrase: &Secret, salt: &[u8]) -> Result<XChaCha20Poly1305, ProfileError> {
    let mut key = [0; KEY];
    let made = Argon2::default().hash_password_into(passphrase.reveal().as_bytes(), salt, &mut key);
    made.map_err(|_| ProfileError::Damaged)?;
    Ok(XChaCha20Poly1305::new(&key.into()))
}
