//! How long sessions live, and what becomes of a refresh token that was used.

use serde::{Deserialize, Serialize};

/// What a driver may change about the grants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Whether Salesforce gives a new refresh token with each refresh and kills the old one.
    pub rotation: bool,
    /// HubSpot's access tokens live this long, in seconds of practice time.
    pub hubspot_session_seconds: i64,
    /// Salesforce's sessions live this long after their last use, in seconds of practice time.
    pub salesforce_session_seconds: i64,
    /// How long a code may wait to be exchanged, in seconds of practice time.
    pub code_seconds: i64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { rotation: true, hubspot_session_seconds: 1_800, salesforce_session_seconds: 7_200, code_seconds: 600 }
    }
}
