//! Who may act for whom: the apps that are known, what people allowed them, and the tokens that stand for it.
//!
//! Pure like the org: no HTTP, and the time comes from the caller. The dialects say all of this in their vendor's words.
//!
//! ```text
//! ask ──page──▶ allow ──code──▶ exchange ──▶ session + refresh token ──▶ refresh ──▶ session …
//!                 └──▶ deny                                    revoke ends both
//! ```
//!
//! Invariant: nothing here is saved. Tokens are random, and a restart ends them all.

mod approval;
mod client;
mod denied;
mod ledger;
mod proof;
mod settings;

use uuid::Uuid;

pub use approval::{Approval, Holder, Issued};
pub use client::{Client, Vendor};
pub use denied::Denied;
pub use ledger::{Asked, Exchange, Grants};
pub use proof::fits_challenge;
pub use settings::Settings;

/// What every code and token begins with. A test that finds it in a file or on a screen has found a secret, whichever it is.
pub const CANARY: &str = "canary0secret0";

/// A text that nobody can guess.
pub fn secret() -> String {
    format!("{CANARY}{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple())
}

#[cfg(test)]
mod tests;
