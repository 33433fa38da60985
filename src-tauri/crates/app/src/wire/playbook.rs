//! The playbook as people read it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The active playbook in sentences.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PlaybookView {
    pub name: String,
    pub version: String,
    /// `built in` or the file that it was loaded from.
    pub source: String,
    pub chapters: Vec<Chapter>,
    pub fields: Vec<FieldRow>,
}

/// A heading with sentences.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Chapter {
    pub title: String,
    pub sentences: Vec<String>,
}

/// A field with what each tier asks.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FieldRow {
    pub label: String,
    pub section: String,
    pub question: String,
    pub weight: u32,
    pub automated: playbook::Requirement,
    pub structured: playbook::Requirement,
    pub white_glove: playbook::Requirement,
}

/// Arguments of `load_playbook`. A file that does not parse leaves the old playbook in force.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct LoadFrom {
    pub path: String,
}
