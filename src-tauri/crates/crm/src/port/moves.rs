//! How a deal came to where it is.

use super::Property;
use chrono::{DateTime, Utc};
use domain::DealId;
use std::collections::BTreeMap;

/// One value that a property had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    pub value: String,
    pub at: DateTime<Utc>,
    /// The user id that the CRM names, which differs from the owner id; `None` for machines.
    pub by_user: Option<String>,
}

/// The values that properties of one deal had, each oldest first.
pub type PropertyHistory = BTreeMap<Property, Vec<Version>>;

/// The history of a deal, each oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DealHistory {
    pub deal_id: DealId,
    pub stages: Vec<Version>,
    pub statuses: Vec<Version>,
}

impl DealHistory {
    /// The time of close: when the deal last entered a won stage from one that was not won. `None` where it is not won
    /// now.
    pub fn closed_at(&self, is_won: impl Fn(&str) -> bool) -> Option<DateTime<Utc>> {
        let mut closed_at = None;
        for version in &self.stages {
            match (is_won(&version.value), closed_at) {
                (true, None) => closed_at = Some(version.at),
                (true, Some(_)) => {}
                (false, _) => closed_at = None,
            }
        }
        closed_at
    }
}

#[cfg(test)]
mod tests;
