//! Failures that wait for a matching request.

use serde::{Deserialize, Serialize};

/// A failure on demand.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Fault {
    /// A part of the path.
    pub match_path: String,
    /// Only requests of this method, when given.
    #[serde(default)]
    pub method: Option<String>,
    /// Answer with this status instead of the truth.
    #[serde(default)]
    pub status: Option<u16>,
    /// `Retry-After` in seconds for that answer.
    #[serde(default)]
    pub retry_after: Option<u64>,
    /// Close the connection without doing or answering anything.
    #[serde(default)]
    pub drop_connection: bool,
    /// Wait this long before anything else.
    #[serde(default)]
    pub delay_ms: u64,
    /// Do what was asked, then close the connection without an answer.
    #[serde(default)]
    pub timeout_after_commit: bool,
    /// Answer with a page that asks to accept the terms of some guest network.
    #[serde(default)]
    pub captive_portal: bool,
    /// Do what was asked, then answer with half of it.
    #[serde(default)]
    pub truncate_body: bool,
    /// How many requests it hits.
    #[serde(default = "once")]
    pub times: u32,
}

fn once() -> u32 {
    1
}

/// The failures that wait, first come first served.
#[derive(Debug, Default)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// Those that still wait.
    pub fn pending(&self) -> &[Fault] {
        &self.0
    }

    /// Adds one.
    pub fn add(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    /// Forgets all.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// The failure for a request, used up once.
    pub fn take(&mut self, method: &str, path: &str) -> Option<Fault> {
        let matches = |fault: &&mut Fault| {
            let method_fits = fault.method.as_deref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(method));
            method_fits && fault.times > 0 && path.contains(&fault.match_path)
        };
        let fault = self.0.iter_mut().find(matches)?;
        fault.times -= 1;
        let taken = fault.clone();
        self.0.retain(|fault| fault.times > 0);
        Some(taken)
    }
}
