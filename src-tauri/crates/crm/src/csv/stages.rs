//! What the words of a stage column mean.

use crate::csv::words::{header_words, loose};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a stage says about its deals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StageMeaning {
    Open,
    Won,
    Lost,
}

/// A word of the stage column with its meaning.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct StageWord {
    pub word: String,
    pub rows: u32,
    pub meaning: StageMeaning,
    /// 0 to 1; for deals whose row has no probability of its own.
    pub probability: f64,
    /// 0 to 1.
    pub confidence: f32,
    pub reason: String,
}

/// Open stages as Salesforce, HubSpot and others name them, with their usual probability.
const OPEN: [(&str, f64); 32] = [
    ("lead", 0.05),
    ("new", 0.05),
    ("prospecting", 0.1),
    ("qualification", 0.1),
    ("qualified", 0.2),
    ("needsanalysis", 0.2),
    ("appointmentscheduled", 0.2),
    ("discovery", 0.2),
    ("demo", 0.3),
    ("engaging", 0.3),
    ("engaged", 0.3),
    ("qualifiedtobuy", 0.4),
    ("valueproposition", 0.5),
    ("evaluation", 0.5),
    ("poc", 0.5),
    ("trial", 0.5),
    ("presentationscheduled", 0.6),
    ("iddecisionmakers", 0.6),
    ("perceptionanalysis", 0.7),
    ("proposal", 0.7),
    ("quote", 0.7),
    ("angebot", 0.7),
    ("proposalpricequote", 0.75),
    ("decisionmakerboughtin", 0.8),
    ("negotiation", 0.8),
    ("verhandlung", 0.8),
    ("negotiationreview", 0.9),
    ("contractsent", 0.9),
    ("commit", 0.9),
    ("verbal", 0.9),
    ("legal", 0.9),
    ("procurement", 0.9),
];
const WON: [&str; 12] = [
    "won",
    "closedwon",
    "closewon",
    "signed",
    "gewonnen",
    "ganado",
    "ganada",
    "ganho",
    "gagne",
    "vinto",
    "dealwon",
    "abgeschlossengewonnen",
];
const LOST: [&str; 16] = [
    "lost",
    "closedlost",
    "closelost",
    "verloren",
    "perdido",
    "perdida",
    "perdu",
    "perso",
    "abandoned",
    "disqualified",
    "cancelled",
    "canceled",
    "nodecision",
    "deallost",
    "dead",
    "rejected",
];

/// The meaning proposed for `word`.
pub fn read_stage(word: &str, rows: u32) -> StageWord {
    let spelled = loose(word);
    let words = header_words(word);
    let has = |known: &[&str]| words.iter().any(|part| known.contains(&part.as_str()));
    let (meaning, probability, confidence, reason) = if WON.contains(&spelled.as_str()) {
        (StageMeaning::Won, 1.0, 1.0, "a usual word for won")
    } else if LOST.contains(&spelled.as_str()) {
        (StageMeaning::Lost, 0.0, 1.0, "a usual word for lost")
    } else if has(&LOST) {
        (StageMeaning::Lost, 0.0, 0.8, "contains a word for lost")
    } else if has(&WON) && !words.iter().any(|part| part == "not") {
        (StageMeaning::Won, 1.0, 0.8, "contains a word for won")
    } else if let Some((_, probability)) = OPEN.iter().find(|(known, _)| *known == spelled) {
        (StageMeaning::Open, *probability, 1.0, "a usual name of an open stage")
    } else if let Some((_, probability)) = OPEN.iter().rev().find(|(known, _)| words.iter().any(|part| part == known)) {
        (StageMeaning::Open, *probability, 0.8, "contains the name of an open stage")
    } else {
        (StageMeaning::Open, 0.3, 0.4, "not known: taken for open until you say otherwise")
    };
    StageWord { word: word.to_owned(), rows, meaning, probability, confidence, reason: reason.to_owned() }
}

/// Puts the stages into the order of a pipeline: open by probability, then won, then lost.
pub fn sort_stages(stages: &mut [StageWord]) {
    let place = |stage: &StageWord| match stage.meaning {
        StageMeaning::Open => 0,
        StageMeaning::Won => 1,
        StageMeaning::Lost => 2,
    };
    stages.sort_by(|one, other| place(one).cmp(&place(other)).then(one.probability.total_cmp(&other.probability)));
}
