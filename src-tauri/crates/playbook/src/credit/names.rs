//! Names: of the deal and what it sells, and of people.

use crate::roster::Roster;
use crate::text::{JUDGED_CHARACTERS, normalise};
use domain::{DealContext, FieldValue, HandoffRecord};

/// Words that are written with a capital at the start of a sentence and name nobody, in the languages of the default
/// playbook, and groups, which are nobody either.
const NOBODY: &[&str] = &[
    "a",
    "all",
    "an",
    "any",
    "as",
    "at",
    "but",
    "by",
    "das",
    "dem",
    "den",
    "der",
    "die",
    "ein",
    "eine",
    "el",
    "er",
    "es",
    "for",
    "from",
    "he",
    "her",
    "his",
    "i",
    "if",
    "ihr",
    "ihre",
    "il",
    "in",
    "it",
    "its",
    "la",
    "las",
    "le",
    "les",
    "lo",
    "los",
    "my",
    "new",
    "no",
    "not",
    "o",
    "on",
    "os",
    "our",
    "procurement",
    "she",
    "sie",
    "sales",
    "so",
    "some",
    "su",
    "support",
    "team",
    "the",
    "their",
    "there",
    "they",
    "this",
    "to",
    "un",
    "una",
    "une",
    "unser",
    "unsere",
    "we",
    "when",
    "wir",
    "with",
    "your",
    "customer",
    "department",
    "management",
    "finance",
    "operations",
    "success",
    "possible",
    "budget",
];

/// The names that a text is compared with.
pub(crate) struct KnownNames<'a> {
    context: &'a DealContext,
    record: &'a HandoffRecord,
    roster: &'a Roster,
    /// What it is, as written, normalised.
    things: Vec<(&'static str, &'a str, String)>,
}

impl<'a> KnownNames<'a> {
    /// The names around one deal.
    pub fn of(context: &'a DealContext, record: &'a HandoffRecord, roster: &'a Roster) -> Self {
        let account = context.account.iter().map(|account| ("account's name", account.name.as_str()));
        let deal = [("deal's name", context.deal.name.as_str())].into_iter();
        let products = context.lines.iter().map(|line| ("name of a product", line.name.as_str()));
        let things = account.chain(deal).chain(products).map(|(what, name)| (what, name, normalise(name)));
        Self { context, record, roster, things: things.filter(|(_, _, name)| !name.is_empty()).collect() }
    }

    /// The thing whose name a text is.
    pub fn same_as(&self, normalised: &str) -> Option<(&'static str, &'a str)> {
        self.things.iter().find(|(_, _, name)| name == normalised).map(|(what, name, _)| (*what, *name))
    }

    /// True where a text names a person.
    pub fn occur_in(&self, text: &str) -> bool {
        let text: String = text.chars().take(JUDGED_CHARACTERS).collect();
        has_address(&text) || has_written_name(&text) || is_without_case(&text) || self.names_somebody_known(&text)
    }

    /// One part of a known person's name, with a capital: `Ana`.
    fn names_somebody_known(&self, text: &str) -> bool {
        let written: Vec<&str> = words(text).filter(|word| word.starts_with(char::is_uppercase)).collect();
        if written.is_empty() {
            return false;
        }
        let stakeholders = self.record.fields.values().flat_map(|entry| match &entry.value {
            FieldValue::Stakeholders(people) => people.as_slice(),
            _ => &[],
        });
        let known = stakeholders
            .map(|person| person.name.as_str())
            .chain(self.context.contacts.iter().map(|on_deal| on_deal.contact.name.as_str()))
            .chain([&self.context.owner, &self.context.csm].into_iter().flatten().map(|person| person.name.as_str()))
            .chain(self.roster.people.iter().map(|person| person.name.as_str()));
        known.flat_map(words).any(|part| part.chars().count() > 2 && written.contains(&part))
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty())
}

fn has_address(text: &str) -> bool {
    text.split_whitespace()
        .any(|word| word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.')))
}

/// Two words in a row, each with one capital at its beginning, as a name is written.
fn has_written_name(text: &str) -> bool {
    let mut before = false;
    for word in text.split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let now = is_written_like_a_name(bare);
        if before && now {
            return true;
        }
        before = now && !word.ends_with(['.', '!', '?', ':', ';', ',']);
    }
    false
}

fn is_written_like_a_name(word: &str) -> bool {
    let mut letters = word.chars();
    let capital = letters.next().is_some_and(char::is_uppercase);
    let rest = letters.as_str();
    capital
        && rest.contains(char::is_lowercase)
        && !rest.contains(char::is_numeric)
        && !NOBODY.contains(&word.to_lowercase().as_str())
}

/// Scripts without capitals: names can't be told from other words, so any two letters pass.
fn is_without_case(text: &str) -> bool {
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    letters().take(2).count() == 2 && letters().all(|c| !c.is_lowercase() && !c.is_uppercase())
}
