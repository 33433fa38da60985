//! What can stand in a field of a handoff.

use crate::ids::ContactId;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The value of one field. Which shape a field takes is the playbook's choice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "shape", content = "value", rename_all = "snake_case")]
pub enum FieldValue {
    Text(String),
    /// The explicit "none": a real answer where the playbook allows it, chosen and never typed.
    ExplicitNone,
    Stakeholders(Vec<Stakeholder>),
    Promises(Vec<Promise>),
    Criteria(Vec<Criterion>),
    /// A list of plain items: exclusions, products.
    Items(Vec<String>),
}

impl FieldValue {
    /// True where nothing was said: blank text or an empty list. The explicit "none" is an answer.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.trim().is_empty(),
            Self::ExplicitNone => false,
            Self::Stakeholders(people) => people.is_empty(),
            Self::Promises(promises) => promises.is_empty(),
            Self::Criteria(criteria) => criteria.is_empty(),
            Self::Items(items) => items.iter().all(|item| item.trim().is_empty()),
        }
    }
}

/// A person at the customer who matters after the sale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Stakeholder {
    /// Identity within the record; a UUID, or `contact:` and the contact's id for one taken from the CRM.
    pub id: String,
    pub name: String,
    pub roles: Vec<StakeholderRole>,
    pub sentiment: Sentiment,
    pub note: String,
    pub contact_id: Option<ContactId>,
}

/// Source: domain page, Fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StakeholderRole {
    Champion,
    DecisionMaker,
    ExecutiveSponsor,
    TechnicalContact,
    PostSaleOwner,
    Billing,
    EndUserLead,
    Detractor,
}

/// How a stakeholder feels about this purchase.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Sentiment {
    Supporter,
    Neutral,
    Sceptic,
    #[default]
    Unknown,
}

/// Something that Sales committed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Promise {
    /// Identity within the record; a UUID.
    pub id: String,
    pub what: String,
    /// Who keeps it, in words: a name, a team.
    pub owner: String,
    pub due: Option<NaiveDate>,
    /// Where it was said: a call, a mail, the contract.
    pub source: String,
    pub outcome: PromiseOutcome,
}

/// What became of a promise.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PromiseOutcome {
    #[default]
    Open,
    Kept,
    Renegotiated,
    Withdrawn,
}

/// One thing that would make the customer say it worked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Criterion {
    /// Identity within the record; a UUID.
    pub id: String,
    pub metric: String,
    pub target: String,
    pub by: Option<NaiveDate>,
    pub validation: Validation,
}

/// Who says so.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Validation {
    CustomerValidated,
    #[default]
    SalesAssumed,
}
