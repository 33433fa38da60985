//! What one person allowed one app, and the tokens that came of it.

use super::{Vendor, secret};
use crate::org::Moment;

/// How many approvals of one app a Salesforce user can have; the next one ends the oldest.
pub const MOST_APPROVALS: usize = 5;

/// A person's consent, with the refresh token that is good for it now and those that were.
#[derive(Clone, Debug)]
pub struct Approval {
    pub number: u64,
    pub vendor: Vendor,
    pub client_id: String,
    pub user_id: u64,
    pub scopes: Vec<String>,
    pub refresh: Option<String>,
    /// Refresh tokens that were rotated away: one of them turning up again ends the approval.
    pub spent: Vec<String>,
    pub revoked: bool,
}

impl Approval {
    /// Whether a token is this approval's refresh token, now or formerly.
    pub fn knows(&self, token: &str) -> bool {
        self.refresh.as_deref() == Some(token) || self.spent.iter().any(|spent| spent == token)
    }

    /// Puts another refresh token in the place of the current one.
    pub fn rotate(&mut self) {
        if let Some(old) = self.refresh.replace(secret()) {
            self.spent.push(old);
        }
    }
}

/// An access token in use.
#[derive(Clone, Debug)]
pub struct Session {
    pub approval: u64,
    /// Since when its life counts: its issue, or with Salesforce its last use.
    pub alive_at: Moment,
}

/// For whom a token speaks, and how far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    pub user_id: u64,
    pub client_id: String,
    pub scopes: Vec<String>,
    /// When the session ends unless it is used.
    pub ends_at: Moment,
}

/// The tokens that an exchange gave.
#[derive(Clone, Debug)]
pub struct Issued {
    pub access: String,
    /// Missing where none was allowed, or where the old one stays good.
    pub refresh: Option<String>,
    pub user_id: u64,
    pub scopes: Vec<String>,
    pub at: Moment,
}
