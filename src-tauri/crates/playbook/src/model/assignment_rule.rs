//! How a CSM is found.

use domain::PersonId;
use serde::{Deserialize, Serialize};

/// How a CSM is found where none is there already. Source: domain page, Assignment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AssignmentRules {
    pub method: AssignmentMethod,
    pub headroom: HeadroomWeights,
    /// Open accounts that one CSM can carry where the roster does not say.
    pub default_capacity: u32,
    /// Who is asked where nobody passes; without one, the CS manager of the roster.
    #[serde(default)]
    pub fallback: Option<PersonId>,
}

/// The order among those who pass the filters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AssignmentMethod {
    FewestAccounts,
    WeightedHeadroom,
    RoundRobin,
}

/// What headroom is made of; shares of their sum.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeadroomWeights {
    pub volume: f64,
    pub recurring_value: f64,
    pub renewals: f64,
    pub risk: f64,
}
