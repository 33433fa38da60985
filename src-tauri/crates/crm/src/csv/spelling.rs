//! Words that are spelled another way than they should be.

use crate::csv::column::ValueCount;
use crate::csv::words::{loose, norm};

/// A spelling that was found, and the one that is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Respelled {
    pub found: String,
    pub means: String,
    pub rows: u32,
    /// True where both have the same letters and digits; false where it is a guess.
    pub same_letters: bool,
}

/// Values that are not among `wanted` as they stand, but nearly.
///
/// Two wanted words that are equally near leave the value alone.
pub fn near_misses<'a>(values: &[ValueCount], wanted: impl Iterator<Item = &'a str> + Clone) -> Vec<Respelled> {
    let exact: std::collections::HashSet<String> = wanted.clone().map(norm).collect();
    let candidates: Vec<(String, &str)> = wanted.map(|word| (loose(word), word)).collect();
    let strangers = values.iter().filter(|value| !exact.contains(&norm(&value.value)));
    strangers.filter_map(|value| near_miss(value, &candidates)).collect()
}

fn near_miss(value: &ValueCount, candidates: &[(String, &str)]) -> Option<Respelled> {
    let spelled = loose(&value.value);
    let respelled = |means: &str, same_letters| Respelled {
        found: value.value.clone(),
        means: means.to_owned(),
        rows: value.rows,
        same_letters,
    };
    let mut alike = candidates.iter().filter(|(letters, _)| !spelled.is_empty() && *letters == spelled);
    if let Some((_, means)) = alike.next() {
        return alike.next().is_none().then(|| respelled(means, true));
    }
    let allowed = allowed_mistakes(spelled.chars().count());
    let mut near: Vec<(usize, &str)> = candidates
        .iter()
        .filter(|(letters, _)| letters.len().abs_diff(spelled.len()) <= allowed && same_digits(letters, &spelled))
        .map(|(letters, word)| (strsim::osa_distance(letters, &spelled), *word))
        .filter(|(distance, _)| *distance <= allowed)
        .collect();
    near.sort_unstable();
    match near.as_slice() {
        [(_, means)] => Some(respelled(means, false)),
        [first, second, ..] if first.0 < second.0 => Some(respelled(first.1, false)),
        _ => None,
    }
}

/// Product names that differ only in a digit are different products.
fn same_digits(one: &str, other: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    digits(one) == digits(other)
}

fn allowed_mistakes(letters: usize) -> usize {
    match letters {
        0..=3 => 0,
        4..=6 => 1,
        _ => 2,
    }
}
