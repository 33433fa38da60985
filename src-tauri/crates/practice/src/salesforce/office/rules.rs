//! Things that an admin puts in a client's way.

use serde::{Deserialize, Serialize};

use crate::salesforce::profile::Profile;

/// A field that a profile does not see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hidden {
    /// The profile's name; every profile's when none is given.
    #[serde(default)]
    pub profile: Option<String>,
    pub object: String,
    pub field: String,
}

impl Hidden {
    /// Whether it is this field of this profile.
    pub fn covers(&self, profile: Profile, object: &str, field: &str) -> bool {
        let names_profile = self.profile.as_deref().is_none_or(|name| Profile::named(name) == Some(profile));
        names_profile && self.object.eq_ignore_ascii_case(object) && self.field.eq_ignore_ascii_case(field)
    }
}

/// A validation rule: a record is refused while a field is empty, or has a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    pub object: String,
    /// The field that it looks at.
    pub field: String,
    /// The value that is refused; an empty field when none is given.
    #[serde(default)]
    pub refuses: Option<String>,
    /// Only while the opportunity is won, when set.
    #[serde(default)]
    pub when_won: bool,
    pub message: String,
}

/// A record that can't be written for some tries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lock {
    /// The record's id, of 15 or 18 characters.
    pub id: String,
    #[serde(default = "once")]
    pub times: u32,
}

fn once() -> u32 {
    1
}

impl Lock {
    /// Whether it is on this record.
    pub fn holds(&self, id: &str) -> bool {
        self.id.get(..15) == id.get(..15)
    }
}
