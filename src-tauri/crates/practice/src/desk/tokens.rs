//! The tokens that the practice CRM accepts.

/// They open nothing but this loopback server.
#[derive(Clone, Debug)]
pub struct Tokens {
    pub full: String,
    pub limited: String,
}

impl Tokens {
    /// The tokens of a seed: the same at every start, so that a workspace stays signed in.
    pub fn of_seed(seed: u64) -> Self {
        Self { full: format!("pat-practice-{seed}"), limited: format!("pat-practice-{seed}-limited") }
    }
}
