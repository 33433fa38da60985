//! What a pull brings.

use super::writes::Property;
use domain::{Account, Activity, ContactOnDeal, Deal, DealId, ProductLine};
use std::collections::BTreeMap;

/// What is pulled, each with a cursor of its own, because a change of a part does not show on the deal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Object {
    Deals,
    /// Deals that the CRM moved to its archive.
    ArchivedDeals,
    Accounts,
    Contacts,
    Lines,
    Notes,
    Tasks,
    Meetings,
    Calls,
    Emails,
}

impl Object {
    /// All, in the order in which they are pulled.
    pub const ALL: [Self; 10] = [
        Self::Deals,
        Self::ArchivedDeals,
        Self::Accounts,
        Self::Contacts,
        Self::Lines,
        Self::Notes,
        Self::Tasks,
        Self::Meetings,
        Self::Calls,
        Self::Emails,
    ];

    /// The name under which a cursor is kept.
    pub fn name(self) -> &'static str {
        match self {
            Self::Deals => "deals",
            Self::ArchivedDeals => "archived_deals",
            Self::Accounts => "accounts",
            Self::Contacts => "contacts",
            Self::Lines => "lines",
            Self::Notes => "notes",
            Self::Tasks => "tasks",
            Self::Meetings => "meetings",
            Self::Calls => "calls",
            Self::Emails => "emails",
        }
    }

    /// The part of a deal that this object is; `None` for deals themselves.
    pub fn part(self) -> Option<Part> {
        match self {
            Self::Deals | Self::ArchivedDeals => None,
            Self::Accounts => Some(Part::Account),
            Self::Contacts => Some(Part::Contacts),
            Self::Lines => Some(Part::Lines),
            Self::Notes | Self::Tasks | Self::Meetings | Self::Calls | Self::Emails => Some(Part::Activities),
        }
    }
}

/// What hangs on a deal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    Account,
    Contacts,
    Lines,
    Activities,
}

impl Part {
    pub const ALL: [Self; 4] = [Self::Account, Self::Contacts, Self::Lines, Self::Activities];
}

/// Where a pull goes on. Only the adapter that made it understands the position; an empty one starts from nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cursor(pub String);

/// One page of a pull.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// Changed deals; `closed_at` is not in them, see [`crate::port::Crm::deal_history`].
    pub deals: Vec<Deal>,
    /// Deals of which something changed that is not the deal's own row.
    pub touched: Vec<DealId>,
    /// Deals that were archived or merged into another.
    pub archived: Vec<DealId>,
    pub flaws: Vec<Flaw>,
    /// Where the next page, or after the last one the next pull, begins.
    pub next: Cursor,
    pub done: bool,
    /// How many records the whole first load has, where the CRM tells it.
    pub of: Option<u64>,
}

/// What hangs on one deal. A part that was not asked for is `None`.
#[derive(Debug, Clone, PartialEq)]
pub struct Around {
    pub deal_id: DealId,
    pub account: Option<Account>,
    pub contacts: Option<Vec<ContactOnDeal>>,
    pub lines: Option<Vec<ProductLine>>,
    pub activities: Option<Vec<Activity>>,
}

/// One deal, read by its id.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadDeal {
    pub deal: Deal,
    /// Every property that Changeover writes, as it is now; those without a value are absent.
    pub properties: BTreeMap<Property, String>,
    pub flaws: Vec<Flaw>,
}

/// Something in a record that could not be used. Names the place, never the content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// The CRM's word for the object: `deal`, `note`.
    pub object: &'static str,
    pub id: String,
    /// The CRM's name of the property; empty for the whole record.
    pub property: String,
    /// What is wrong and what was done: `is not a number; left empty`.
    pub what: String,
}
