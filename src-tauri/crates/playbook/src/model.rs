//! The process as data: what one playbook file holds.

mod assignment_rule;
mod clock_rule;
mod compiled;
mod field_rule;
mod intake_rule;
mod score_rule;
mod tier_rule;
mod wording;

pub use assignment_rule::{AssignmentMethod, AssignmentRules, HeadroomWeights};
pub use clock_rule::{ClockKey, ClockKind, ClockRule, Escalation, Limit, Moment, NoLaterThan, Party};
pub use field_rule::{FieldCheck, FieldRule, PeopleNeeded, Requirement, RequirementByTier, Section, Shape};
pub use intake_rule::{CheckRule, Dimension, MachineCheck, ReturnReason};
pub use score_rule::{Band, Bands};
pub use tier_rule::{Complexity, Exemption, Tier, TierRule, Triggers, Variant};
pub use wording::{Language, Vocabulary, Wording};

pub(crate) use compiled::Compiled;
use compiled::CompiledCell;
use domain::FieldKey;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The whole process as one versioned document. Source: domain page, Words.
///
/// Invariant: a playbook that came from [`Playbook::from_json`] passed the semantic checks; its word lists are compiled
/// once, so a changed process is a new playbook, never an edit of a used one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Playbook {
    /// `default-1`
    pub version: String,
    pub name: String,
    /// ISO 4217, upper case; thresholds are in it.
    pub currency: String,
    /// In the order of the wizard.
    pub sections: Vec<Section>,
    pub fields: Vec<FieldRule>,
    /// Lowest first, without gaps.
    pub tiers: Vec<TierRule>,
    pub complexity: Vec<Complexity>,
    pub triggers: Triggers,
    pub exemptions: Vec<Exemption>,
    pub variants: Vec<Variant>,
    pub clocks: Vec<ClockRule>,
    pub escalation: Escalation,
    pub assignment: AssignmentRules,
    pub checklist: Vec<CheckRule>,
    pub dimensions: Vec<Dimension>,
    pub return_reasons: Vec<ReturnReason>,
    pub bands: Bands,
    pub wording: Wording,
    /// Texts of messages and documents by name; `{account}` and its like are filled in by the rooms that use them.
    pub templates: BTreeMap<String, String>,
    #[serde(skip)]
    pub(crate) compiled: CompiledCell,
}

impl Playbook {
    /// The rule of a field.
    pub fn field(&self, key: &FieldKey) -> Option<&FieldRule> {
        self.fields.iter().find(|rule| rule.key == *key)
    }

    /// The rule of a tier.
    pub fn tier(&self, tier: Tier) -> Option<&TierRule> {
        self.tiers.iter().find(|rule| rule.tier == tier)
    }

    /// The rule of a clock.
    pub fn clock(&self, kind: ClockKind) -> Option<&ClockRule> {
        self.clocks.iter().find(|rule| rule.clock == kind)
    }

    /// The label of a field, or its key where the playbook does not know it (a record of another version).
    pub fn label<'a>(&'a self, key: &'a FieldKey) -> &'a str {
        self.field(key).map_or(key.as_str(), |rule| &rule.label)
    }
}
