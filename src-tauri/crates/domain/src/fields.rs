//! The fields of a handoff record: every write that still counts, and what stands because of them.
//!
//! A field is a [`Register`]; each row of a list (a stakeholder, a promise, a criterion, an item) is a register of its
//! own under its id. So two people add rows, one edits and one removes, and all of it meets. A row is removed by a write
//! that says so; that it is missing somewhere means nothing.
//!
//! Where several writes stand, the latest is shown (and flagged) until a person decides; see [`Fields::conflicts`].

mod items;
mod list;
mod state;
#[cfg(test)]
mod tests;

pub use state::{Conflict, FieldState, Knew};

use crate::field_entry::FieldEntry;
use crate::ids::FieldKey;
use crate::register::{Dot, Seen};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Deref;

/// Invariant: `now` is what `states` resolve to.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(from = "BTreeMap<FieldKey, Stored>", into = "BTreeMap<FieldKey, FieldState>")]
pub struct Fields {
    states: BTreeMap<FieldKey, FieldState>,
    now: BTreeMap<FieldKey, FieldEntry>,
}

/// The second kind is what format 1 wrote: one value, of which the later one stood.
#[derive(Deserialize)]
#[serde(untagged)]
enum Stored {
    State(FieldState),
    Entry(FieldEntry),
}

/// The replica of writes that had no name: those of format 1. Their time is their counter, so that the later one stands.
const UNNAMED: &str = "v1";

impl Fields {
    /// Writes a field, over what its author knew of it.
    pub fn write(&mut self, key: FieldKey, entry: &FieldEntry, knew: &Knew, dot: &Dot) {
        let state = self.states.entry(key.clone()).or_default();
        state.write(entry, knew, dot);
        self.settle(key);
    }

    /// Writes one alternative of a conflict beside everything that stands, where it does not stand already.
    pub fn write_beside(&mut self, key: &FieldKey, row: Option<&str>, entry: &FieldEntry, dot: &Dot) {
        self.states.entry(key.clone()).or_default().write_beside(row, entry, dot);
        self.settle(key.clone());
    }

    /// A write without a name, dated by its entry.
    #[expect(clippy::needless_pass_by_value, reason = "as a map has it")]
    pub fn insert(&mut self, key: FieldKey, entry: FieldEntry) {
        let counter = u64::try_from(entry.at.timestamp_millis()).unwrap_or(0);
        self.write(key, &entry, &Knew::Everything, &Dot::new(UNNAMED, counter));
    }

    /// What this copy has seen of a field, for a decision that is made later.
    pub fn seen(&self, key: &FieldKey) -> Seen {
        self.states.get(key).map(FieldState::seen).cloned().unwrap_or_default()
    }

    /// Notes that the next write of a field knows of another one, without having taken it over.
    pub fn note_seen(&mut self, key: &FieldKey, dot: &Dot) {
        self.states.entry(key.clone()).or_default().note_seen(dot);
    }

    /// Everything that either copy has.
    pub fn merge(&self, other: &Self) -> Self {
        let mut states = self.states.clone();
        for (key, theirs) in &other.states {
            let merged = states.get(key).map_or_else(|| theirs.clone(), |ours| ours.merge(theirs));
            states.insert(key.clone(), merged);
        }
        Self::of(states)
    }

    /// What several people wrote at once and nobody has decided yet.
    pub fn conflicts(&self) -> BTreeMap<FieldKey, Vec<Conflict>> {
        let conflicts = self.states.iter().map(|(key, state)| (key.clone(), state.conflicts()));
        conflicts.filter(|(_, conflicts)| !conflicts.is_empty()).collect()
    }

    /// The same, of one field.
    pub fn conflicts_in(&self, key: &FieldKey) -> Vec<Conflict> {
        self.states.get(key).map(FieldState::conflicts).unwrap_or_default()
    }

    fn of(states: BTreeMap<FieldKey, FieldState>) -> Self {
        let now = states.iter().filter_map(|(key, state)| Some((key.clone(), state.resolve()?))).collect();
        Self { states, now }
    }

    fn settle(&mut self, key: FieldKey) {
        if let Some(entry) = self.states.get(&key).and_then(FieldState::resolve) {
            self.now.insert(key, entry);
        }
    }
}

/// What stands now.
impl Deref for Fields {
    type Target = BTreeMap<FieldKey, FieldEntry>;

    fn deref(&self) -> &Self::Target {
        &self.now
    }
}

impl<'a> IntoIterator for &'a Fields {
    type Item = (&'a FieldKey, &'a FieldEntry);
    type IntoIter = std::collections::btree_map::Iter<'a, FieldKey, FieldEntry>;

    fn into_iter(self) -> Self::IntoIter {
        self.now.iter()
    }
}

impl PartialEq for Fields {
    fn eq(&self, other: &Self) -> bool {
        self.states == other.states
    }
}

impl From<BTreeMap<FieldKey, Stored>> for Fields {
    fn from(stored: BTreeMap<FieldKey, Stored>) -> Self {
        let (mut states, mut unnamed) = (BTreeMap::new(), Vec::new());
        for (key, stored) in stored {
            match stored {
                Stored::State(state) => drop(states.insert(key, state)),
                Stored::Entry(entry) => unnamed.push((key, entry)),
            }
        }
        let mut fields = Self::of(states);
        for (key, entry) in unnamed {
            fields.insert(key, entry);
        }
        fields
    }
}

impl From<Fields> for BTreeMap<FieldKey, FieldState> {
    fn from(fields: Fields) -> Self {
        fields.states
    }
}
