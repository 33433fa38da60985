//! Finds records of other files by the name or key that a deal gives.

use crate::csv::attribute::Attribute;
use crate::csv::issue::IssueCode;
use crate::csv::plan::ImportPlan;
use crate::csv::words::{loose, norm};
use std::collections::HashMap;

/// Records under their names.
#[derive(Debug)]
pub struct Names<T> {
    /// Keys are compared letter by letter: Salesforce's ids of 15 letters differ in case.
    are_keys: bool,
    entries: Vec<(String, T)>,
    exact: HashMap<String, usize>,
    /// Under letters and digits only; `None` where two records have the same.
    letters: HashMap<String, Option<usize>>,
}

impl<T> Default for Names<T> {
    fn default() -> Self {
        Self { are_keys: false, entries: Vec::new(), exact: HashMap::new(), letters: HashMap::new() }
    }
}

/// What a name led to.
pub enum Found<'a, T> {
    Exactly(&'a T),
    /// Under another spelling, which is given.
    Respelled(&'a str, &'a T),
    Nothing,
}

impl<T> Names<T> {
    /// From now on, records are found by keys instead of names.
    pub fn hold_keys(&mut self) {
        self.are_keys = true;
    }

    fn spelled(&self, name: &str) -> String {
        if self.are_keys { name.trim().to_owned() } else { norm(name) }
    }

    /// Adds a record; false where the name is taken, and then nothing changes.
    pub fn add(&mut self, name: &str, record: T) -> bool {
        let place = self.entries.len();
        let key = self.spelled(name);
        if self.exact.contains_key(&key) {
            return false;
        }
        self.exact.insert(key, place);
        if !self.are_keys {
            self.letters.entry(loose(name)).and_modify(|known| *known = None).or_insert(Some(place));
        }
        self.entries.push((name.to_owned(), record));
        true
    }

    /// The record under `name`, or under the only other name with the same letters.
    pub fn find(&self, name: &str) -> Found<'_, T> {
        if let Some(record) = self.exactly(name) {
            return Found::Exactly(record);
        }
        let letters = loose(name);
        let place = self.letters.get(&letters).copied().flatten().filter(|_| !letters.is_empty());
        match place.and_then(|place| self.entries.get(place)) {
            Some((spelled, record)) => Found::Respelled(spelled, record),
            None => Found::Nothing,
        }
    }

    fn exactly(&self, name: &str) -> Option<&T> {
        let place = self.exact.get(&self.spelled(name))?;
        self.entries.get(*place).map(|(_, record)| record)
    }

    /// True where a record has this very name.
    pub fn contains(&self, name: &str) -> bool {
        self.exact.contains_key(&self.spelled(name))
    }
}

/// What the plan says about single spellings.
#[derive(Debug)]
pub struct Spellings {
    decided: HashMap<(Attribute, String), (String, bool)>,
}

impl Spellings {
    /// The decisions of `plan`.
    pub fn of(plan: &ImportPlan) -> Self {
        let decided = plan
            .spellings
            .iter()
            .map(|spelling| ((spelling.attribute, norm(&spelling.found)), (spelling.means.clone(), spelling.apply)));
        Self { decided: decided.collect() }
    }

    /// What `found` means, and whether to take it so.
    pub fn decision(&self, attribute: Attribute, found: &str) -> Option<(&str, bool)> {
        if self.decided.is_empty() {
            return None;
        }
        self.decided.get(&(attribute, norm(found))).map(|(means, apply)| (means.as_str(), *apply))
    }
}

/// A lookup with what has to be said about it.
pub struct Lookup<'a, T> {
    pub record: Option<&'a T>,
    pub issue: Option<(IssueCode, String)>,
}

/// Looks `value` up in `names`, under its own spelling or the one that was decided; `missing` reports that nothing is there.
pub fn look_up<'a, T>(
    names: &'a Names<T>,
    spellings: &Spellings,
    attribute: Attribute,
    value: &str,
    missing: impl FnOnce() -> (IssueCode, String),
) -> Lookup<'a, T> {
    let found = names.find(value);
    if let Found::Exactly(record) = found {
        return Lookup { record: Some(record), issue: None };
    }
    match (spellings.decision(attribute, value), found) {
        (Some((means, true)), _) => Lookup { record: names.exactly(means), issue: Some(taken_for(value, means)) },
        (Some((means, false)), _) => {
            let reason = format!("`{value}` may be a misspelling of `{means}`: kept as it is");
            Lookup { record: None, issue: Some((IssueCode::LikelyMisspelled, reason)) }
        }
        (None, Found::Respelled(means, record)) => {
            Lookup { record: Some(record), issue: Some(taken_for(value, means)) }
        }
        (None, _) => Lookup { record: None, issue: Some(missing()) },
    }
}

fn taken_for(value: &str, means: &str) -> (IssueCode, String) {
    (IssueCode::Respelled, format!("`{value}` is spelled `{means}` elsewhere: taken for the same"))
}
