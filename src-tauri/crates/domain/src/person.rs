//! People who own deals, receive accounts, or manage those who do.

use crate::ids::PersonId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A CRM user who can own records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Person {
    pub id: PersonId,
    /// The id under which the CRM's history names this person, where it differs from `id` (HubSpot's `userId`).
    pub user_id: Option<String>,
    pub name: String,
    pub email: String,
    pub teams: Vec<String>,
    /// False once the CRM deactivated the person.
    pub active: bool,
}

/// What a person does in the process. Source: domain page, People.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Rep,
    Csm,
    SalesManager,
    CsManager,
    ProcessOwner,
    VpSales,
    VpCs,
    Leader,
}

impl Role {
    /// True for who looks at how the process does and takes no step in it.
    pub fn only_watches(self) -> bool {
        matches!(self, Self::ProcessOwner | Self::VpSales | Self::VpCs | Self::Leader)
    }
}
