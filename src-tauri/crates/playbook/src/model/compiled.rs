//! The word lists of a playbook, normalised once.

use super::{Language, Playbook, Vocabulary};
use crate::text::normalise;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::OnceLock;

/// Holds the compiled form; a copy compiles again.
#[derive(Default)]
pub struct CompiledCell(OnceLock<Compiled>);

impl Clone for CompiledCell {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for CompiledCell {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl std::fmt::Debug for CompiledCell {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("CompiledCell")
    }
}

/// Word lists in normalised form, all languages together: a rep in Munich writes English handoffs, too.
pub(crate) struct Compiled {
    pub placeholders: HashSet<String>,
    pub typed_none: HashSet<String>,
    /// By first word.
    boilerplate: HashMap<String, Vec<String>>,
    pub months: HashSet<String>,
    pub numbers: HashSet<String>,
    pub vocabularies: BTreeMap<String, Words>,
}

/// The words of one vocabulary.
#[derive(Default)]
pub(crate) struct Words {
    whole: HashSet<String>,
    phrases: Vec<String>,
    beginnings: Vec<String>,
}

impl Words {
    /// True where normalised text holds one of the words.
    pub fn occur_in(&self, normalised: &str) -> bool {
        normalised.split(' ').any(|word| {
            self.whole.contains(word) || self.beginnings.iter().any(|start| word.starts_with(start.as_str()))
        }) || self.phrases.iter().any(|phrase| has_phrase(normalised, phrase))
    }

    fn add(&mut self, word: &str) {
        if let Some(start) = word.strip_suffix('*') {
            self.beginnings.push(normalise(start));
            return;
        }
        let word = normalise(word);
        if word.contains(' ') {
            self.phrases.push(word);
        } else if !word.is_empty() {
            self.whole.insert(word);
        }
    }
}

impl Compiled {
    /// The first boilerplate phrase in normalised text.
    pub fn boilerplate_in(&self, normalised: &str) -> Option<&str> {
        let phrases = normalised.split(' ').filter_map(|word| self.boilerplate.get(word)).flatten();
        phrases.map(String::as_str).find(|phrase| has_phrase(normalised, phrase))
    }
}

fn by_first_word(phrases: HashSet<String>) -> HashMap<String, Vec<String>> {
    let mut by_word: HashMap<String, Vec<String>> = HashMap::new();
    for phrase in phrases {
        let word = phrase.split(' ').next().unwrap_or_default().to_owned();
        by_word.entry(word).or_default().push(phrase);
    }
    by_word.values_mut().for_each(|phrases| phrases.sort());
    by_word
}

/// True where `phrase` stands in `text` at word boundaries; both normalised.
fn has_phrase(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(at, found)| {
        let before = text[..at].chars().next_back();
        let after = text[at + found.len()..].chars().next();
        before.is_none_or(|c| c == ' ') && after.is_none_or(|c| c == ' ')
    })
}

impl Playbook {
    /// The compiled word lists.
    pub(crate) fn words(&self) -> &Compiled {
        self.compiled.0.get_or_init(|| compile(self))
    }
}

fn compile(playbook: &Playbook) -> Compiled {
    let languages = || playbook.wording.languages.values();
    let set = |pick: fn(&Language) -> &Vec<String>| -> HashSet<String> {
        languages().flat_map(pick).map(|text| normalise(text)).filter(|text| !text.is_empty()).collect()
    };
    Compiled {
        placeholders: set(|language| &language.placeholders),
        typed_none: set(|language| &language.typed_none),
        boilerplate: by_first_word(set(|language| &language.boilerplate)),
        months: set(|language| &language.months),
        numbers: set(|language| &language.numbers),
        vocabularies: playbook
            .wording
            .vocabularies
            .iter()
            .map(|(key, vocabulary)| (key.clone(), words_of(vocabulary)))
            .collect(),
    }
}

fn words_of(vocabulary: &Vocabulary) -> Words {
    let mut words = Words::default();
    vocabulary.words.values().flatten().for_each(|word| words.add(word));
    words
}
