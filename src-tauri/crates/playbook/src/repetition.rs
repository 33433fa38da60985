//! Free text that a rep wrote before: 60 characters and more, equal to nine tenths.

#[cfg(test)]
mod tests;

use crate::text::normalise;
use domain::FieldKey;
use std::collections::BTreeMap;

/// Shorter texts repeat by chance.
const LONG_ENOUGH: usize = 60;
/// How equal two texts must be, 0 to 1.
const EQUAL_FROM: f64 = 0.9;
/// How many handoffs back we look.
const LOOK_BACK: usize = 20;
/// Only so many characters are compared: an edit distance grows with the square.
const COMPARED: usize = 2_000;

/// The free texts of a rep's last handoffs, prepared for comparison.
#[derive(Debug, Clone, Default)]
pub struct EarlierTexts {
    by_field: BTreeMap<FieldKey, Vec<Earlier>>,
}

#[derive(Debug, Clone)]
struct Earlier {
    deal: String,
    text: Prepared,
}

#[derive(Debug, Clone)]
struct Prepared {
    text: String,
    length: usize,
    /// Counts of the letters a–z, of digits, of blanks, and of all else.
    counts: [u32; 29],
}

impl EarlierTexts {
    /// Adds a text, latest first; texts beyond the last 20 of a field are left out.
    pub fn add(&mut self, field: FieldKey, deal_name: &str, text: &str) {
        let texts = self.by_field.entry(field).or_default();
        if texts.len() < LOOK_BACK {
            texts.push(Earlier { deal: deal_name.to_owned(), text: prepare(text) });
        }
    }

    /// The deal whose text this one repeats.
    pub(crate) fn repeated_from(&self, field: &FieldKey, text: &str) -> Option<&str> {
        let earlier = self.by_field.get(field)?;
        if text.trim().chars().take(LONG_ENOUGH).count() < LONG_ENOUGH {
            return None;
        }
        let text = prepare(text);
        earlier.iter().find(|earlier| nearly_equal(&earlier.text, &text)).map(|earlier| earlier.deal.as_str())
    }
}

fn prepare(text: &str) -> Prepared {
    let text: String = normalise(text).chars().take(COMPARED).collect();
    let mut counts = [0; 29];
    for c in text.chars() {
        let slot = match c {
            'a'..='z' => c as usize - 'a' as usize,
            '0'..='9' => 26,
            ' ' => 27,
            _ => 28,
        };
        counts[slot] += 1;
    }
    Prepared { length: text.chars().count(), text, counts }
}

fn nearly_equal(one: &Prepared, other: &Prepared) -> bool {
    if one.text == other.text {
        return true;
    }
    // Letters that one has and the other lacks bound the edit distance from below: cheap, and rejects nearly all pairs.
    let longest = one.length.max(other.length) as f64;
    let (mut more, mut less) = (0, 0);
    for (a, b) in one.counts.iter().zip(other.counts) {
        more += a.saturating_sub(b);
        less += b.saturating_sub(*a);
    }
    if f64::from(more.max(less)) > (1.0 - EQUAL_FROM) * longest + 1e-9 {
        return false;
    }
    strsim::normalized_levenshtein(&one.text, &other.text) >= EQUAL_FROM
}
