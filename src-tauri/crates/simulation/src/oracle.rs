//! What people were told is saved, and whether it is still there.
//!
//! A write may go only by another write whose author had seen it. So each write notes the texts that its author saw, and
//! at rest every acknowledged one must stand, or have been replaced by one that stands, or was replaced in turn.

mod found;

pub use found::Texts;

use domain::{DealId, EventId};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// A field of a deal, or one row of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub deal: DealId,
    pub field: String,
    pub row: Option<String>,
}

/// A text that somebody wrote; `None` removed a row.
pub type Text = Option<String>;

#[derive(Debug, Clone)]
pub struct Written {
    pub by: String,
    pub place: Place,
    pub text: Text,
    /// What its author saw and replaced.
    pub saw: Vec<Text>,
    /// The screen said that it is saved.
    pub acknowledged: bool,
}

/// What was told to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub laptop: usize,
    pub deal: DealId,
    pub key: String,
}

#[derive(Debug, Default)]
pub struct Oracle {
    pub writes: Vec<Written>,
    pub events: Vec<(DealId, EventId)>,
    /// Parts that a newer application wrote.
    pub parts: Vec<(DealId, String)>,
    pub told: Vec<Told>,
    /// What was already wrong while the story went on.
    pub broken: Vec<Broken>,
    /// Something hides the latest changes from everybody.
    pub lagging: bool,
    last_text: u32,
}

/// A promise that was not kept.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Broken {
    /// Which promise, the same for every story that breaks it.
    pub promise: &'static str,
    pub what: String,
}

impl Broken {
    pub fn of(promise: &'static str, what: impl Into<String>) -> Self {
        Self { promise, what: what.into() }
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.promise, self.what)
    }
}

impl Oracle {
    /// A text that nobody wrote before.
    pub fn new_text(&mut self) -> String {
        self.last_text += 1;
        format!("w{}", self.last_text)
    }

    /// A notification appears. The laptop knew better where the CRM said, before its last complete pull, that it was told.
    pub fn show(&mut self, told: Told, knew: bool) {
        let twice = self.told.contains(&told);
        if twice || knew {
            let what = format!("laptop {} told {} of {} again", told.laptop + 1, told.key, told.deal);
            self.broken.push(Broken::of("each person is told once", what));
        }
        self.told.push(told);
    }

    /// A write that is about to happen; its number, to acknowledge it by.
    pub fn begin(&mut self, by: String, place: Place, text: Text, saw: Vec<Text>) -> usize {
        self.writes.push(Written { by, place, text, saw, acknowledged: false });
        self.writes.len() - 1
    }

    pub fn acknowledge(&mut self, write: usize) {
        if let Some(write) = self.writes.get_mut(write) {
            write.acknowledged = true;
        }
    }

    /// Acknowledged writes that are nowhere.
    pub fn lost(&self, standing: &BTreeMap<Place, BTreeSet<Text>>) -> Vec<Broken> {
        let mut places: BTreeMap<&Place, Vec<&Written>> = BTreeMap::new();
        for write in &self.writes {
            places.entry(&write.place).or_default().push(write);
        }
        let nothing = BTreeSet::new();
        let lost = places.into_iter().flat_map(|(place, writes)| {
            let standing = standing.get(place).unwrap_or(&nothing);
            let covered = covered(&writes, standing);
            writes
                .into_iter()
                .zip(covered)
                .filter(|(write, covered)| write.acknowledged && !covered)
                .map(|(write, _)| write)
        });
        lost.map(|write| Broken::of("every acknowledged edit is kept", write.to_string())).collect()
    }
}

/// Which writes stand, or were replaced by one that does: by somebody who saw their text, after it was first written.
fn covered(writes: &[&Written], standing: &BTreeSet<Text>) -> Vec<bool> {
    let mut covered: Vec<bool> = writes.iter().map(|write| is_standing(write, standing)).collect();
    let is_replaced = |index: usize, covered: &[bool]| {
        let text = &writes[index].text;
        let first = writes.iter().position(|write| write.text == *text).unwrap_or(index);
        let later = writes.iter().zip(covered).skip(first + 1);
        later.filter(|(_, covered)| **covered).any(|(later, _)| later.saw.contains(text))
    };
    while let Some(index) = (0..writes.len()).find(|index| !covered[*index] && is_replaced(*index, &covered)) {
        covered[index] = true;
    }
    covered
}

/// A removed row stands where there is no row any more. A field that was emptied is empty, or says what somebody else wrote
/// at once: of nothing and a text, the text is shown.
fn is_standing(write: &Written, standing: &BTreeSet<Text>) -> bool {
    let emptied = write.text.is_none() && write.place.row.is_none();
    standing.contains(&write.text)
        || (write.text.is_none() && standing.is_empty())
        || (emptied && !write.saw.iter().any(|text| standing.contains(text)))
}

impl fmt::Display for Written {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Place { deal, field, row } = &self.place;
        let text = self.text.as_deref().unwrap_or("(removed)");
        let row = row.as_deref().map(|row| format!(" row {row}")).unwrap_or_default();
        write!(formatter, "{} wrote \"{text}\" into `{field}`{row} of {deal}, over {:?}", self.by, self.saw)
    }
}
