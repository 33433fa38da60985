//! The kinds of object that the org holds, and their ids.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A kind of CRM object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Contact,
    Company,
    Deal,
    LineItem,
    Note,
    Task,
    Meeting,
    Call,
    Email,
}

/// One row of the table of names: kind, singular, plural, HubSpot's object type id.
const NAMES: [(Kind, &str, &str, &str); 9] = [
    (Kind::Contact, "contact", "contacts", "0-1"),
    (Kind::Company, "company", "companies", "0-2"),
    (Kind::Deal, "deal", "deals", "0-3"),
    (Kind::LineItem, "line_item", "line_items", "0-8"),
    (Kind::Note, "note", "notes", "0-46"),
    (Kind::Task, "task", "tasks", "0-27"),
    (Kind::Meeting, "meeting", "meetings", "0-47"),
    (Kind::Call, "call", "calls", "0-48"),
    (Kind::Email, "email", "emails", "0-49"),
];

impl Kind {
    /// Every kind, in table order.
    pub const ALL: [Self; 9] = [
        Self::Contact,
        Self::Company,
        Self::Deal,
        Self::LineItem,
        Self::Note,
        Self::Task,
        Self::Meeting,
        Self::Call,
        Self::Email,
    ];

    /// `deal`
    pub fn singular(self) -> &'static str {
        NAMES[self as usize].1
    }

    /// `deals`
    pub fn plural(self) -> &'static str {
        NAMES[self as usize].2
    }

    /// `0-3`
    pub fn type_id(self) -> &'static str {
        NAMES[self as usize].3
    }

    /// Reads any of the names that HubSpot accepts in a path, in any case.
    pub fn named(text: &str) -> Option<Self> {
        let text = text.to_ascii_lowercase();
        NAMES.iter().find(|(_, one, many, id)| [*one, *many, *id].contains(&text.as_str())).map(|(kind, ..)| *kind)
    }

    /// Whether this is something that a person did: a note, task, meeting, call or email.
    pub fn is_activity(self) -> bool {
        matches!(self, Self::Note | Self::Task | Self::Meeting | Self::Call | Self::Email)
    }
}

/// The id of an object, unique over all kinds of one org.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ObjectId(pub u64);

impl fmt::Display for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for ObjectId {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}
