//! Proof that who exchanges a code is who asked for it (RFC 7636, S256).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use super::Vendor;

/// The shortest verifier, in characters.
const SHORTEST: usize = 43;

/// Whether a verifier is well formed and hashes to the challenge.
pub fn fits_challenge(vendor: Vendor, verifier: &str, challenge: &str) -> bool {
    let longest = match vendor {
        Vendor::HubSpot => 128,
        // Its guide asks for 128 bytes in base64, which is more than the standard's 128 characters.
        Vendor::Salesforce => 171,
    };
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-._~".contains(c);
    (SHORTEST..=longest).contains(&verifier.len())
        && verifier.chars().all(allowed)
        && URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)) == challenge
}
