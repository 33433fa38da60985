//! The customer.

use crate::ids::{AccountId, PersonId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A Salesforce Account or a HubSpot Company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    pub id: AccountId,
    pub name: String,
    pub industry: Option<String>,
    pub country: Option<String>,
    /// Two letters, lower case: `de`.
    pub language: Option<String>,
    pub segment: Option<Segment>,
    /// The CSM who has the account already.
    pub csm_id: Option<PersonId>,
    pub modified_at: Option<DateTime<Utc>>,
}

/// The size class of a customer, an input to the tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Segment {
    Smb,
    MidMarket,
    Enterprise,
}
