//! Secrets in the keychain of the operating system; where there is none, in memory until the program ends.
//!
//! Invariant: a secret is never written to a file by this program. A machine without a keychain asks for the sign-in
//! once a session, and says so ([`Kept::InSession`]).

mod failure;
mod keychain;
mod secret;
mod vault;

pub use failure::VaultError;
pub use secret::Secret;
pub use vault::{Kept, Vault};
