//! A register that keeps what was written at once.
//!
//! Every write has a name of its own (its [`Dot`]) and says which writes its author had seen. A write replaces what was
//! seen and nothing else. So two people who write at once both keep their text until one of them, having seen both,
//! writes again. Merging is commutative, associative and idempotent.
//!
//! ```text
//! a: [r1:1 "May"] ──▶ [r1:2 "June"] ─┐
//!                                    ├─▶ [r1:2 "June", r2:1 "July"] ──▶ [r1:3 "June or July"]
//! b: [r1:1 "May"] ──▶ [r2:1 "July"] ─┘        nobody saw both               somebody did
//! ```
//!
//! Source: observed-remove multi-value registers with a causal context (Almeida, Shoker, Baquero: "Delta state replicated
//! data types", 2018).

#[cfg(test)]
mod tests;

use crate::ids::ReplicaId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// The replica of what people write into the flat fields in the CRM's own screen. Its counter is the CRM's time in
/// milliseconds: a CRM field has one value at a time, so its history is one line of writes.
pub const CRM: &str = "crm";

/// The name of one write: who wrote, and which of their writes it was.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Dot {
    #[serde(rename = "by")]
    pub replica: ReplicaId,
    #[serde(rename = "n")]
    pub counter: u64,
}

impl Dot {
    pub fn new(replica: &str, counter: u64) -> Self {
        Self { replica: ReplicaId::from(replica), counter }
    }
}

/// What a copy has seen: of each replica, everything up to a counter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(transparent)]
pub struct Seen(#[ts(type = "Record<string, number>")] BTreeMap<ReplicaId, u64>);

impl Seen {
    pub fn has(&self, dot: &Dot) -> bool {
        self.0.get(&dot.replica).is_some_and(|counter| *counter >= dot.counter)
    }

    pub fn add(&mut self, dot: &Dot) {
        let counter = self.0.entry(dot.replica.clone()).or_default();
        *counter = dot.counter.max(*counter);
    }

    pub fn join(&mut self, other: &Self) {
        for (replica, counter) in &other.0 {
            self.add(&Dot { replica: replica.clone(), counter: *counter });
        }
    }
}

/// What was written and not yet replaced: one version, or several that were written at once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Register<T> {
    /// Sorted by dot.
    pub versions: Vec<Version<T>>,
}

/// One write.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Version<T> {
    pub dot: Dot,
    #[serde(flatten)]
    pub what: T,
}

impl<T> Default for Register<T> {
    fn default() -> Self {
        Self { versions: Vec::new() }
    }
}

impl<T: Clone + Serialize> Register<T> {
    /// Replaces those versions that the author saw.
    pub fn write(&mut self, dot: &Dot, what: T, saw: impl Fn(&Version<T>) -> bool) {
        self.versions.retain(|version| !saw(version) && version.dot != *dot);
        self.versions.push(Version { dot: dot.clone(), what });
        self.versions.sort_by(|one, other| one.dot.cmp(&other.dot));
    }

    /// Everything that either copy has, without what the other has seen and replaced.
    pub fn merge(&self, seen: &Seen, other: &Self, other_seen: &Seen) -> Self {
        let mut versions: BTreeMap<&Dot, &Version<T>> = BTreeMap::new();
        let ours = self.versions.iter().filter(|version| other.holds(&version.dot) || !other_seen.has(&version.dot));
        let theirs = other.versions.iter().filter(|version| self.holds(&version.dot) || !seen.has(&version.dot));
        for version in ours.chain(theirs) {
            let kept = versions.entry(&version.dot).or_insert(version);
            // One name for two writes is the mark of a copied journal: every copy keeps the same one.
            if text(&version.what) > text(&kept.what) {
                *kept = version;
            }
        }
        Self { versions: versions.into_values().cloned().collect() }
    }

    fn holds(&self, dot: &Dot) -> bool {
        self.versions.iter().any(|version| version.dot == *dot)
    }
}

/// An order over contents that every laptop computes alike.
pub(crate) fn text<T: Serialize>(what: &T) -> String {
    serde_json::to_string(what).unwrap_or_default()
}
