//! A playbook from text: read strictly, then checked for sense.

mod condition_flaws;
mod flaw;
mod semantics;
#[cfg(test)]
mod tests;

use crate::locate::{locate, path_text, reason_of};
use crate::model::Playbook;
use std::sync::OnceLock;

/// The text of the playbook that ships with the app.
const EMBEDDED: &str = include_str!("default/playbook.json");

/// A playbook that can't be used, and where. Source: issue 2, Bad input.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the playbook can't be used: `{path}`, line {line}, column {column}: {reason}\nhint: {remedy}")]
pub struct PlaybookError {
    /// `fields[3].section`; empty where the text ends before a value begins.
    pub path: String,
    /// From 1.
    pub line: usize,
    /// From 1.
    pub column: usize,
    pub reason: String,
    pub remedy: String,
}

impl Playbook {
    /// The default playbook: a copy, whose word lists are compiled at its first use. Keep it rather than ask again.
    pub fn embedded() -> Self {
        static DEFAULT: OnceLock<Playbook> = OnceLock::new();
        let read = || match Self::from_json(EMBEDDED) {
            Ok(playbook) => playbook,
            Err(error) => unreachable!("a test holds the embedded playbook: {error}"),
        };
        DEFAULT.get_or_init(read).clone()
    }

    /// Reads a playbook.
    ///
    /// # Errors
    /// The first thing that is wrong, with path, line, column, reason and remedy: broken JSON, an unknown key, a wrong
    /// type, or a rule that makes no sense.
    pub fn from_json(text: &str) -> Result<Self, PlaybookError> {
        let mut reader = serde_json::Deserializer::from_str(text);
        let playbook: Self = serde_path_to_error::deserialize(&mut reader).map_err(|error| PlaybookError {
            path: error.path().to_string(),
            line: error.inner().line(),
            column: error.inner().column(),
            reason: reason_of(error.inner()),
            remedy: remedy_for(error.inner()),
        })?;
        reader.end().map_err(|error| PlaybookError {
            path: String::new(),
            line: error.line(),
            column: error.column(),
            reason: reason_of(&error),
            remedy: "take away what stands after the closing brace".to_owned(),
        })?;
        match semantics::first_flaw(&playbook) {
            None => Ok(playbook),
            Some(flaw) => {
                let (line, column) = locate(text, &flaw.path);
                Err(PlaybookError {
                    path: path_text(&flaw.path),
                    line,
                    column,
                    reason: flaw.reason,
                    remedy: flaw.remedy,
                })
            }
        }
    }

    /// The playbook as text that [`Playbook::from_json`] reads back.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

fn remedy_for(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let remedy = match error.classify() {
        serde_json::error::Category::Eof => "the file ends too early: copy it again in full",
        serde_json::error::Category::Syntax => "look for a missing comma, quote or bracket just before this place",
        serde_json::error::Category::Io => "read the file again",
        serde_json::error::Category::Data if text.starts_with("missing field") => {
            "add the missing key; the default playbook shows its form"
        }
        serde_json::error::Category::Data if text.starts_with("unknown field") => {
            "correct the spelling of the key, or take it away"
        }
        serde_json::error::Category::Data => "compare this place with the default playbook",
    };
    remedy.to_owned()
}
