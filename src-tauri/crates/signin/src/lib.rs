//! Signing a person in to their CRM, in their own browser.
//!
//! ```text
//! Transaction::begin ─ address ─▶ the browser asks the person ─ code ─▶ listener ─▶ Transaction::answer
//!                                                                                          │
//! keychain ◀─ refresh token ── Session ◀── tokens ── token endpoint ◀── code + verifier ───┘
//! ```
//!
//! A code is worth nothing without the verifier, which never leaves this process, and an answer counts only where it
//! carries the `state` of its own transaction. A [`Session`] is the [`net::Credential`] of the API's client: it renews the
//! access token once for all who ask, and keeps a rotated refresh token before it hands the new access token out.
//!
//! Invariant: an access token is in memory only; a refresh token, a secret and a key are in the keychain, or in memory
//! until the program ends.

mod app;
#[cfg(test)]
mod browser;
mod endpoint;
mod failure;
mod keys;
mod listener;
mod page;
mod profile;
mod proof;
mod session;
mod stored_key;
mod tokens;
mod transaction;
mod vendor;

pub use app::App;
pub use endpoint::Endpoint;
pub use failure::SignInError;
pub use keys::{Keeping, Keys};
pub use net::{Reach, Secret};
pub use profile::{LINK_SCHEME, PROFILE_EXTENSION, PlaybookSource, Profile, ProfileError, ProfileFile};
pub use session::Session;
pub use stored_key::StoredKey;
pub use tokens::{Holder, Tokens};
pub use transaction::{Answer, Transaction};
pub use vendor::Vendor;
