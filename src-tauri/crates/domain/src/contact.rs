//! People at the customer.

use crate::ids::ContactId;
use serde::{Deserialize, Serialize};

/// A person at the customer, as the CRM knows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    pub id: ContactId,
    pub name: String,
    pub email: Option<String>,
    pub title: Option<String>,
    /// Buying roles that the CRM keeps on the contact itself (HubSpot).
    pub roles: Vec<BuyingRole>,
}

/// A contact in the roles that they have on one deal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactOnDeal {
    pub contact: Contact,
    /// The CRM's primary contact of the deal.
    pub primary: bool,
}

/// A role in the purchase, as CRMs name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BuyingRole {
    Champion,
    DecisionMaker,
    ExecutiveSponsor,
    BudgetHolder,
    EndUser,
    Influencer,
    Blocker,
    Legal,
    Technical,
    Other,
}
