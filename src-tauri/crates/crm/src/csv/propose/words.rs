//! Proposals about single words: stages, markers for missing accounts, spellings.

use super::view::View;
use crate::csv::attribute::Attribute;
use crate::csv::column::ValueCount;
use crate::csv::known_words::{COUNTRIES, INDUSTRIES};
use crate::csv::plan::{ColumnRef, Join, MissingMarker, Spelling};
use crate::csv::spelling::{Respelled, near_misses};
use crate::csv::stages::{StageWord, read_stage, sort_stages};
use crate::csv::words::{marker_key, norm};

/// Words that exports put where an account is missing.
const MARKERS: [&str; 22] = [
    "-",
    "--",
    "?",
    ".",
    "#N/A",
    "N/A",
    "n.a.",
    "null",
    "none",
    "nil",
    "unknown",
    "unidentified",
    "not identified",
    "not available",
    "no account",
    "(blank)",
    "TBD",
    "Não Identificado",
    "desconocido",
    "inconnu",
    "unbekannt",
    "undefined",
];

/// The words of every stage column with their meaning, in the order of a pipeline.
pub fn propose_stages(view: &View<'_>) -> Vec<StageWord> {
    let mut stages: Vec<StageWord> = Vec::new();
    for value in view.columns_of(Attribute::DealStage).flat_map(|(_, column)| &column.values) {
        match stages.iter_mut().find(|stage| norm(&stage.word) == norm(&value.value)) {
            Some(stage) => stage.rows = stage.rows.saturating_add(value.rows),
            None => stages.push(read_stage(&value.value, value.rows)),
        }
    }
    sort_stages(&mut stages);
    stages
}

/// The markers that occur; all usual ones where a column has more values than were counted.
pub fn propose_markers(view: &View<'_>) -> Vec<MissingMarker> {
    let mut markers: Vec<MissingMarker> = Vec::new();
    for (_, column) in view.columns_of(Attribute::DealAccount) {
        let usual: Vec<String> = MARKERS.iter().map(|word| marker_key(word)).collect();
        for value in column.values.iter().filter(|value| usual.contains(&marker_key(&value.value))) {
            let reason = "a usual way to say that there is none".to_owned();
            markers.push(MissingMarker { word: value.value.clone(), rows: value.rows, reason });
        }
        if !column.values_complete {
            let missing = MARKERS
                .iter()
                .filter(|word| !column.values.iter().any(|value| marker_key(&value.value) == marker_key(word)));
            let reason = "not among the values that were counted, but usual".to_owned();
            markers.extend(missing.map(|word| MissingMarker {
                word: (*word).to_owned(),
                rows: 0,
                reason: reason.clone(),
            }));
        }
    }
    markers
}

/// Values of joined columns that nearly name something, and sectors and countries that are nearly words.
pub fn propose_spellings(view: &View<'_>, joins: &[Join]) -> Vec<Spelling> {
    let mut spellings = Vec::new();
    for join in joins {
        let (Some(from), Some(to)) = (view.column(join.from), view.column(join.to)) else { continue };
        let Some(attribute) = view.attribute(join.from) else { continue };
        // Keys are never respelled. A guess needs all wanted words: the right one may be among those that were not counted.
        let are_keys = matches!(
            view.attribute(join.to),
            Some(Attribute::AccountKey | Attribute::ProductKey | Attribute::PersonEmail)
        );
        if to.values_complete && !are_keys {
            let respelled = near_misses(&from.values, to.values.iter().map(|value| value.value.as_str()));
            spellings
                .extend(respelled.into_iter().map(|found| joined_spelling(join.from, attribute, found, &to.header)));
        }
    }
    for (attribute, known) in [(Attribute::AccountIndustry, INDUSTRIES), (Attribute::AccountCountry, COUNTRIES)] {
        for (file, column) in view.columns_of(attribute) {
            let reference = ColumnRef { file: u32::try_from(file).unwrap_or(u32::MAX), column: column.index };
            spellings.extend(misspelled(&column.values, known).map(|found| word_spelling(reference, attribute, found)));
        }
    }
    spellings
}

fn joined_spelling(column: ColumnRef, attribute: Attribute, found: Respelled, header: &str) -> Spelling {
    let reason = if found.same_letters {
        format!("the same letters as in `{header}`, but for spaces, case or signs")
    } else {
        format!("almost the same as in `{header}`: a guess, so it is kept until you say otherwise")
    };
    Spelling {
        column,
        attribute,
        apply: found.same_letters,
        found: found.found,
        means: found.means,
        rows: found.rows,
        reason,
    }
}

fn misspelled<'a>(values: &[ValueCount], known: &'a [&'a str]) -> impl Iterator<Item = Respelled> + use<'a> {
    near_misses(values, known.iter().copied())
        .into_iter()
        .filter(|found| !found.same_letters && found.found.chars().count() > 4)
}

fn word_spelling(column: ColumnRef, attribute: Attribute, found: Respelled) -> Spelling {
    let means = match found.found.chars().next() {
        Some(first) if first.is_uppercase() => capitalised(&found.means),
        _ => found.means,
    };
    let reason = format!("looks like a misspelling of `{means}`: kept until you say otherwise");
    Spelling { column, attribute, apply: false, found: found.found, means, rows: found.rows, reason }
}

fn capitalised(words: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    };
    words.split(' ').map(capital).collect::<Vec<String>>().join(" ")
}
