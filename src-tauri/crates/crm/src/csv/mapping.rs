//! Which column fills which attribute, as a proposal with a reason.

use crate::csv::attribute::{Attribute, FileRole, Wants};
use crate::csv::column::{ColumnProfile, ColumnType};
use crate::csv::words::{header_words, loose};
use std::collections::{HashMap, HashSet};

/// Below this a guess is not worth showing.
const WORTH_PROPOSING: f32 = 0.5;
/// Likeness of two headers from which a spelling mistake is assumed.
const ALIKE: f64 = 0.92;

/// A column taken for an attribute.
#[derive(Debug, Clone, PartialEq)]
pub struct Guess {
    pub column: usize,
    pub attribute: Attribute,
    /// 0 to 1.
    pub confidence: f32,
    pub reason: String,
}

/// The best column for each attribute of `role`; every column and every attribute at most once.
pub fn map_columns(columns: &[ColumnProfile], role: FileRole) -> Vec<Guess> {
    let attributes = Attribute::ALL.iter().copied().filter(|attribute| attribute.role() == role);
    let mut guesses: Vec<Guess> = attributes
        .flat_map(|attribute| {
            columns.iter().enumerate().filter_map(move |(place, column)| guess(place, column, attribute))
        })
        .filter(|guess| guess.confidence >= WORTH_PROPOSING)
        .collect();
    guesses.sort_by(|one, other| other.confidence.total_cmp(&one.confidence).then(one.column.cmp(&other.column)));
    let (mut columns_taken, mut attributes_taken) = (HashSet::new(), HashSet::new());
    guesses.retain(|guess| {
        let free = !columns_taken.contains(&guess.column) && !attributes_taken.contains(&guess.attribute);
        if free {
            columns_taken.insert(guess.column);
            attributes_taken.insert(guess.attribute);
        }
        free
    });
    guesses
}

fn guess(place: usize, column: &ColumnProfile, attribute: Attribute) -> Option<Guess> {
    let (likeness, why) = likeness(&column.header, attribute)?;
    let (fit, doubt) = fit(&column.holds, attribute.wants());
    let reason = if doubt.is_empty() { why } else { format!("{why}, but {doubt}") };
    Some(Guess { column: place, attribute, confidence: likeness * fit, reason })
}

fn likeness(header: &str, attribute: Attribute) -> Option<(f32, String)> {
    let spelled = loose(header);
    if spelled.is_empty() {
        return None;
    }
    let words: HashSet<String> = header_words(header).into_iter().collect();
    let mut best: Option<(f32, String)> = None;
    for (rank, known) in attribute.known_headers().iter().enumerate() {
        let (score, why) = compare(&spelled, &words, known);
        // An earlier header is the more telling one.
        let score = score - 0.01 * rank as f32;
        if score > best.as_ref().map_or(0.4, |(best, _)| *best) {
            best = Some((score, why));
        }
    }
    best
}

fn compare(spelled: &str, words: &HashSet<String>, known: &str) -> (f32, String) {
    let wanted = loose(known);
    if spelled == wanted {
        return (1.0, format!("the header is `{known}`"));
    }
    let known_words = header_words(known);
    if known_words.len() > 1 && known_words.iter().all(|word| words.contains(word)) {
        return (0.85, format!("the header contains the words of `{known}`"));
    }
    if wanted.len() >= 5
        && strsim::jaro_winkler(spelled, &wanted) >= ALIKE
        && strsim::osa_distance(spelled, &wanted) <= 2
    {
        return (0.75, format!("the header is spelled almost like `{known}`"));
    }
    if known_words.len() == 1 && wanted.len() >= 4 && words.contains(&wanted) {
        return (0.6, format!("the header contains `{known}`"));
    }
    (0.0, String::new())
}

fn fit(holds: &ColumnType, wants: Wants) -> (f32, &'static str) {
    use ColumnType::{AmbiguousDate, Boolean, Date, Empty, Number};
    match (wants, holds) {
        (_, Empty) => (0.8, "the column is empty"),
        (Wants::Date, Date { .. } | AmbiguousDate { .. })
        | (Wants::Number, Number { .. })
        | (Wants::Boolean, Boolean) => (1.0, ""),
        (Wants::Date, _) => (0.55, "its cells are no dates"),
        (Wants::Number, Boolean) => (0.8, "it holds only two values"),
        (Wants::Number, _) => (0.55, "its cells are no numbers"),
        (Wants::Boolean, _) => (0.4, "its cells are not yes or no"),
        (Wants::Text, Date { .. } | AmbiguousDate { .. }) => (0.4, "its cells are dates"),
        (Wants::Text, _) => (1.0, ""),
    }
}

/// How much a file looks like `role`, by the attributes that tell it; and the headers that speak for it.
pub fn role_score(columns: &[ColumnProfile], role: FileRole) -> (f32, Vec<String>) {
    let weights: HashMap<Attribute, f32> = telling(role).iter().copied().collect();
    let guesses = map_columns(columns, role);
    let score =
        guesses.iter().map(|guess| weights.get(&guess.attribute).copied().unwrap_or(0.0) * guess.confidence).sum();
    let telling = guesses.iter().filter(|guess| weights.contains_key(&guess.attribute));
    (score, telling.filter_map(|guess| columns.get(guess.column).map(|column| column.header.clone())).collect())
}

fn telling(role: FileRole) -> &'static [(Attribute, f32)] {
    use Attribute as A;
    match role {
        FileRole::Deals => &[
            (A::DealStage, 3.0),
            (A::DealClose, 2.0),
            (A::DealAmount, 2.0),
            (A::DealKey, 1.0),
            (A::DealName, 1.0),
            (A::DealAccount, 1.0),
            (A::DealOwner, 1.0),
            (A::DealCreated, 1.0),
            (A::DealProbability, 1.0),
            (A::DealProduct, 0.5),
        ],
        FileRole::Accounts => &[
            (A::AccountName, 2.0),
            (A::AccountIndustry, 2.0),
            (A::AccountEmployees, 2.0),
            (A::AccountCountry, 1.0),
            (A::AccountSegment, 1.0),
            (A::AccountKey, 0.5),
        ],
        FileRole::Products => {
            &[(A::ProductName, 2.0), (A::ProductPrice, 2.0), (A::ProductFamily, 2.0), (A::ProductKey, 0.5)]
        }
        FileRole::People => &[
            (A::PersonName, 2.0),
            (A::PersonManager, 3.0),
            (A::PersonTeam, 2.0),
            (A::PersonEmail, 2.0),
            (A::PersonRegion, 1.0),
            (A::PersonRole, 1.0),
        ],
        FileRole::Ignored => &[],
    }
}
