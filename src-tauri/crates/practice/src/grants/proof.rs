//! Proof that who exchanges a code is who asked for it (RFC 7636, S256).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// How long a verifier may be, in characters.
const LENGTHS: std::ops::RangeInclusive<usize> = 43..=128;

/// Whether a verifier is well formed and hashes to the challenge.
pub fn fits_challenge(verifier: &str, challenge: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-._~".contains(c);
    LENGTHS.contains(&verifier.len())
        && verifier.chars().all(allowed)
        && URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)) == challenge
}
