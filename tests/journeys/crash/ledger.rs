//! What the child said that it did, and what it was about to do.

use std::collections::BTreeMap;
use std::fmt;

#[derive(Debug, Default)]
pub struct Ledger {
    /// The handoff of the day, and its deal.
    pub handoff: Option<(String, String)>,
    /// By field: the last acknowledged value, and those that were begun since.
    pub fields: BTreeMap<String, Written>,
    pub done: Vec<String>,
    /// Notifications, by what they say.
    pub told: BTreeMap<String, usize>,
    /// How often each place was met.
    pub met: BTreeMap<String, usize>,
}

#[derive(Default)]
pub struct Written {
    pub saved: Option<String>,
    pub begun: Vec<String>,
}

/// Of a long text the beginning.
impl fmt::Debug for Written {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let short = |text: &String| text.chars().take(80).collect::<String>();
        let begun: Vec<String> = self.begun.iter().map(short).collect();
        formatter
            .debug_struct("Written")
            .field("saved", &self.saved.as_ref().map(short))
            .field("begun", &begun)
            .finish()
    }
}

impl Ledger {
    pub fn take_down(&mut self, said: &str) {
        let (word, rest) = said.split_once(' ').unwrap_or((said, ""));
        let (first, second) = rest.split_once(' ').unwrap_or((rest, ""));
        match word {
            "handoff" => self.handoff = Some((first.to_owned(), second.to_owned())),
            "begins" => self.fields.entry(first.to_owned()).or_default().begun.push(second.to_owned()),
            "saved" => {
                let written = Written { saved: Some(second.to_owned()), begun: Vec::new() };
                self.fields.insert(first.to_owned(), written);
            }
            "done" => self.done.push(rest.to_owned()),
            "told" => *self.told.entry(rest.to_owned()).or_default() += 1,
            "met" => drop(self.met.insert(second.to_owned(), first.parse().unwrap())),
            other => panic!("the child said `{other}`"),
        }
    }
}
