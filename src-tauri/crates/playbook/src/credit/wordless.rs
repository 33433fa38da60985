//! Answers that are none: placeholders, boilerplate, a name written again.

use super::{Judge, finding};
use crate::assessment::Finding;
use crate::model::{Compiled, FieldRule};
use crate::text::normalise;
use domain::FieldValue;

/// A placeholder is short; longer texts are not looked up.
const LONGEST_PLACEHOLDER: usize = 60;

impl Judge<'_> {
    /// Why the whole value is a placeholder; `None` where a part of it is an answer.
    pub(super) fn placeholder(&self, rule: &FieldRule, value: &FieldValue) -> Option<Finding> {
        let says = |text: &&str| !text.trim().is_empty();
        match value {
            FieldValue::Text(text) => self.placeholder_in(rule, [text.as_str()].into_iter()),
            FieldValue::Items(items) => self.placeholder_in(rule, items.iter().map(String::as_str).filter(says)),
            FieldValue::Stakeholders(people) => {
                self.placeholder_in(rule, people.iter().map(|person| person.name.as_str()))
            }
            FieldValue::Promises(promises) => {
                self.placeholder_in(rule, promises.iter().map(|promise| promise.what.as_str()))
            }
            FieldValue::Criteria(criteria) => {
                self.placeholder_in(rule, criteria.iter().map(|criterion| criterion.metric.as_str()))
            }
            FieldValue::ExplicitNone => None,
        }
    }

    fn placeholder_in<'t>(&self, rule: &FieldRule, mut texts: impl Iterator<Item = &'t str>) -> Option<Finding> {
        let first = texts.next()?;
        if !is_placeholder(self.words, first) || !texts.all(|text| is_placeholder(self.words, text)) {
            return None;
        }
        let shown = first.trim();
        if shown.is_empty() {
            return Some(finding("placeholder", "It is left blank", rule.help.clone()));
        }
        if rule.allows_none && self.words.typed_none.contains(&normalise(first)) {
            let fix = format!("Choose “{}”, so that everybody sees that it was asked", rule.none_label);
            return Some(finding("typed_none", format!("“{shown}” was typed, not chosen"), fix));
        }
        Some(finding("placeholder", format!("“{shown}” is a placeholder, not an answer"), rule.help.clone()))
    }

    /// Why the text only repeats the name of the deal, the account or a product.
    pub(super) fn equals_a_name(&self, normalised: &str) -> Option<Finding> {
        let (what, name) = self.names.same_as(normalised)?;
        Some(finding(
            "equals_name",
            format!("It only repeats the {what}, “{name}”"),
            "Write what the CSM can't read in the CRM",
        ))
    }

    /// Why the text fits every customer: a phrase of the playbook, and no figure that makes it this customer's.
    pub(super) fn boilerplate(&self, normalised: &str) -> Option<Finding> {
        if normalised.contains(|c: char| c.is_numeric()) {
            return None;
        }
        let phrase = self.words.boilerplate_in(normalised)?;
        let fix = "Say by how much, where or for whom, so that it is only true of this customer";
        Some(finding("boilerplate", format!("“{phrase}” fits every customer"), fix))
    }
}

/// True for text that says nothing: blank, signs only, a placeholder, or placeholders in a row.
pub(crate) fn is_placeholder(words: &Compiled, text: &str) -> bool {
    if text.len() > LONGEST_PLACEHOLDER {
        return false;
    }
    let text = normalise(text);
    let known = |text: &str| words.placeholders.contains(text) || words.typed_none.contains(text);
    text.is_empty() || known(&text) || text.split(' ').all(known)
}
