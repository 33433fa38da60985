//! The mirror of the CRM: what a pull brings, and what the pure code reads back.

mod apply;
mod columns;
mod context;
mod deals;
mod ids;
mod names;
mod roster;
mod search;
mod status;
#[cfg(test)]
mod tests;

pub(crate) use names::question;
pub use search::SearchHit;

use chrono::{DateTime, Utc};
use domain::{
    Account, Activity, ActivityId, Contact, ContactId, Deal, DealId, Person, PersonId, Pipeline, ProductLine,
};
use serde::{Deserialize, Serialize};

/// One page of a pull: everything in it arrives in one transaction, together with the cursor that leads past it.
///
/// A row that is older than the stored one changes nothing, so that pages may arrive twice and out of order.
#[derive(Debug, Clone, Default)]
pub struct MirrorPage {
    pub deals: Vec<Deal>,
    /// Deals that the CRM archived, deleted or merged away; they are marked, never removed.
    pub archived: Vec<DealId>,
    pub accounts: Vec<Account>,
    pub contacts: Vec<Contact>,
    /// All contacts of each named deal: replaces what the deal had.
    pub contacts_of: Vec<(DealId, Vec<ContactLink>)>,
    /// All product lines of each named deal: replaces what the deal had.
    pub lines_of: Vec<(DealId, Vec<ProductLine>)>,
    pub activities: Vec<Activity>,
    /// Activities that the CRM deleted.
    pub removed_activities: Vec<ActivityId>,
    /// The CRM's history of the status property of each named deal: replaces what the deal had.
    pub statuses_of: Vec<(DealId, Vec<StatusChange>)>,
    pub people: Vec<Person>,
    pub pipelines: Vec<Pipeline>,
    pub cursors: Vec<Cursor>,
}

/// Where a pull goes on: a name such as `deals`, and a position that only the pull understands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    pub name: String,
    pub position: String,
}

/// A contact's place on a deal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactLink {
    pub contact: ContactId,
    /// The CRM's primary contact of the deal.
    pub primary: bool,
}

/// One change of a deal's handoff status in the CRM's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusChange {
    pub value: String,
    pub at: DateTime<Utc>,
    /// The user id that the CRM's history names.
    pub by_user: Option<String>,
    /// Where `None`, looked up from `by_user` among the people when the history is read.
    pub by_person: Option<PersonId>,
}

/// What a page changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Applied {
    /// Deals whose own row, or anything hanging on them, is different now; sorted, each once.
    pub changed_deals: Vec<DealId>,
}

/// A deal's place in a walk over all deals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DealPosition {
    pub position: i64,
    pub deal: DealId,
}
