//! What the CSM's review consists of.

use domain::ReasonCode;
use serde::{Deserialize, Serialize};

/// One line of the intake checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckRule {
    pub key: String,
    pub question: String,
    /// What the machine ticks by itself; `None` where the CSM answers.
    #[serde(default)]
    pub machine: Option<MachineCheck>,
}

/// What the machine can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MachineCheck {
    AllRequiredPresent,
    SpecificNotGeneric,
    CriteriaMeasurable,
    PostSaleOwnerNamed,
    RisksHaveOwners,
}

/// One dimension of a low rating.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dimension {
    pub key: String,
    pub label: String,
}

/// Why a field comes back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReturnReason {
    pub code: ReasonCode,
    pub label: String,
    /// What the CSM is asked to write.
    pub prompt: String,
    /// True where both VPs hear of it.
    #[serde(default)]
    pub tells_executives: bool,
}
