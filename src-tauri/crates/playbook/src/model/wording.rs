//! Word lists by language.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The word lists that checks use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// By language: `en`.
    pub languages: BTreeMap<String, Language>,
    /// By key, for the checks `mentions` and `number_or_mentions`.
    pub vocabularies: BTreeMap<String, Vocabulary>,
}

/// What says nothing, in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Language {
    /// Whole answers that are none: `tbd`.
    pub placeholders: Vec<String>,
    /// Phrases that fit every customer: `improve efficiency`.
    pub boilerplate: Vec<String>,
    /// Typed forms of the explicit "none", which must be chosen.
    pub typed_none: Vec<String>,
    /// Names of months, long and short, for dates in words.
    pub months: Vec<String>,
    /// Words that count as a number: `twice`, `half`.
    pub numbers: Vec<String>,
}

/// Words of which one must occur.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vocabulary {
    /// Why a text without any of the words is generic.
    pub why: String,
    /// What would fix it.
    pub fix: String,
    /// By language; a word ending in `*` stands for its beginnings.
    pub words: BTreeMap<String, Vec<String>>,
}
