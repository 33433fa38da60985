//! What a person may do, by what they do in the company.

use crate::org::{Org, Role};

/// A profile of the org.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Profile {
    Administrator,
    Sales,
    Success,
    ReadOnly,
}

impl Profile {
    /// Every profile, in the order of their numbers.
    pub const ALL: [Self; 4] = [Self::Administrator, Self::Sales, Self::Success, Self::ReadOnly];

    /// The name that admins see.
    pub fn name(self) -> &'static str {
        match self {
            Self::Administrator => "System Administrator",
            Self::Sales => "Sales User",
            Self::Success => "Customer Success User",
            Self::ReadOnly => "Read Only",
        }
    }

    /// Reads the name that admins see.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|profile| profile.name().eq_ignore_ascii_case(name))
    }

    /// The profile of a user; who is on no roster only reads.
    pub fn of(org: &Org, owner_id: u64) -> Self {
        let id = owner_id.to_string();
        let person = org.roster.people.iter().find(|person| person.owner_id == id);
        match person.map(|person| person.role) {
            Some(Role::ProcessOwner) => Self::Administrator,
            Some(Role::Rep | Role::SalesManager | Role::VpSales) => Self::Sales,
            Some(Role::Csm | Role::CsManager | Role::VpCs) => Self::Success,
            None => Self::ReadOnly,
        }
    }
}
