//! What the rep is asked, and what earns full credit.

use super::Tier;
use domain::{FieldKey, FieldValue, StakeholderRole};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// One step of the wizard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    pub key: String,
    pub name: String,
    /// Why the CSM needs it, in one sentence.
    pub purpose: String,
}

/// One field of a handoff.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldRule {
    pub key: FieldKey,
    pub label: String,
    /// The key of a [`Section`].
    pub section: String,
    /// 0 to 3; 0 never counts in the score.
    pub weight: u32,
    pub requirement: RequirementByTier,
    pub shape: Shape,
    /// True where the explicit "none" is an answer.
    #[serde(default)]
    pub allows_none: bool,
    /// What "none" reads as: `None made`.
    #[serde(default = "none_label")]
    pub none_label: String,
    pub question: String,
    pub good_example: String,
    pub bad_example: String,
    pub help: String,
    /// What full credit needs, beyond being no placeholder.
    #[serde(default)]
    pub checks: Vec<FieldCheck>,
    /// Words of activities that speak to this field.
    #[serde(default)]
    pub evidence_words: Vec<String>,
}

fn none_label() -> String {
    "None".to_owned()
}

impl FieldRule {
    /// True for the field that holds promises: what a variant may never drop.
    pub fn is_promises(&self) -> bool {
        self.shape == Shape::Promises
    }
}

/// Which editor a field has and which [`FieldValue`] it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    Text,
    Stakeholders,
    Promises,
    Criteria,
    Items,
}

impl Shape {
    /// An empty value of this shape.
    pub fn empty(self) -> FieldValue {
        match self {
            Self::Text => FieldValue::Text(String::new()),
            Self::Stakeholders => FieldValue::Stakeholders(Vec::new()),
            Self::Promises => FieldValue::Promises(Vec::new()),
            Self::Criteria => FieldValue::Criteria(Vec::new()),
            Self::Items => FieldValue::Items(Vec::new()),
        }
    }
}

/// Whether a tier asks for a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Requirement {
    Required,
    Optional,
    Hidden,
}

/// The requirement in each tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequirementByTier {
    #[serde(rename = "A")]
    pub automated: Requirement,
    #[serde(rename = "S")]
    pub structured: Requirement,
    #[serde(rename = "W")]
    pub white_glove: Requirement,
}

impl RequirementByTier {
    /// The requirement in one tier.
    pub fn of(self, tier: Tier) -> Requirement {
        match tier {
            Tier::A => self.automated,
            Tier::S => self.structured,
            Tier::W => self.white_glove,
        }
    }
}

/// One explainable check; a value that fails one is generic and earns half the credit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum FieldCheck {
    /// At least so many characters, blanks at the ends aside.
    MinLength(usize),
    /// A digit, a number word, or a date.
    NumberOrDate,
    /// So many dates: `2026-10-01`, `1.10.2026`, `1 October`, `Q4 2026`.
    Dates(usize),
    /// A word of a vocabulary of the playbook.
    Mentions(String),
    /// A digit or a word of a vocabulary of the playbook.
    NumberOrMentions(String),
    /// A person: a contact, a stakeholder, a colleague, an e-mail address, or two words written as a name.
    NamesAPerson,
    /// A person as above, or a word of a vocabulary, such as a role.
    NamesAPersonOr(String),
    /// Each success criterion has a metric, and a target with a number or a date.
    Measurable,
    /// Each promise has an owner and a due date.
    OwnerAndDue,
    /// Stakeholders by tier.
    People(BTreeMap<Tier, PeopleNeeded>),
    /// Not one of the rep's last 20 handoffs over again; texts of 60 characters and more.
    NotRepeated,
}

/// Who must be among the stakeholders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeopleNeeded {
    pub at_least: usize,
    #[serde(default)]
    pub roles: Vec<StakeholderRole>,
}
