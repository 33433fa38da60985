//! What a field's value is worth, by checks that explain themselves.

mod dates;
mod names;
mod structured;
#[cfg(test)]
mod tests;
mod wordless;

pub(crate) use names::KnownNames;

use crate::assessment::{Credit, Finding};
use crate::model::{Compiled, FieldCheck, FieldRule, Playbook, Tier};
use crate::repetition::EarlierTexts;
use crate::text::normalise;
use domain::FieldValue;

/// What a value is judged against.
pub(crate) struct Judge<'a> {
    pub playbook: &'a Playbook,
    pub words: &'a Compiled,
    pub earlier: &'a EarlierTexts,
    pub tier: Tier,
    pub names: KnownNames<'a>,
}

/// A finding in the making.
pub(crate) fn finding(check: &str, why: impl Into<String>, fix: impl Into<String>) -> Finding {
    Finding { check: check.to_owned(), why: why.into(), fix: fix.into() }
}

/// What a required field without a value is told.
pub(crate) fn missing(rule: &FieldRule) -> Finding {
    finding("empty", "Nothing is here yet", rule.help.clone())
}

impl Judge<'_> {
    /// The credit of a value, and why it is not full.
    pub fn judge(&self, rule: &FieldRule, value: Option<&FieldValue>) -> (Credit, Vec<Finding>) {
        let Some(value) = value.filter(|value| !value.is_empty()) else {
            return (Credit::Empty, Vec::new());
        };
        if *value == FieldValue::ExplicitNone {
            return explicit_none(rule);
        }
        if let Some(placeholder) = self.placeholder(rule, value) {
            return (Credit::Empty, vec![placeholder]);
        }
        let findings = match value {
            FieldValue::Text(text) => self.text_findings(rule, text),
            FieldValue::Items(items) => self.text_findings(rule, &items.join("\n")),
            FieldValue::Stakeholders(people) => self.people_findings(rule, people),
            FieldValue::Promises(promises) => self.promise_findings(rule, promises),
            FieldValue::Criteria(criteria) => self.criteria_findings(rule, criteria),
            FieldValue::ExplicitNone => Vec::new(),
        };
        let credit = if findings.is_empty() { Credit::Specific } else { Credit::Generic };
        (credit, findings)
    }

    fn text_findings(&self, rule: &FieldRule, text: &str) -> Vec<Finding> {
        let normalised = normalise(text);
        let mut findings: Vec<Finding> = self.equals_a_name(&normalised).into_iter().collect();
        findings.extend(self.boilerplate(&normalised));
        findings.extend(rule.checks.iter().filter_map(|check| self.text_check(rule, check, text, &normalised)));
        findings
    }

    fn text_check(&self, rule: &FieldRule, check: &FieldCheck, text: &str, normalised: &str) -> Option<Finding> {
        match check {
            FieldCheck::MinLength(least) => too_short(text, *least, rule),
            FieldCheck::NumberOrDate if self.has_number(text, normalised) => None,
            FieldCheck::NumberOrDate => Some(finding(
                "no_number",
                "It has no number and no date",
                "Add how much or by when, such as “from 21 to 14 days by 30 June”",
            )),
            FieldCheck::Dates(wanted) => self.dates_check(text, *wanted),
            FieldCheck::Mentions(key) if !self.mentions(key, normalised) => self.vocabulary_finding(key),
            FieldCheck::NumberOrMentions(key)
                if !self.has_number(text, normalised) && !self.mentions(key, normalised) =>
            {
                self.vocabulary_finding(key)
            }
            FieldCheck::NamesAPerson if !self.names.occur_in(text) => {
                Some(finding("no_name", "It names no person", "Add first and last name, or an e-mail address"))
            }
            FieldCheck::NamesAPersonOr(key) if !self.mentions(key, normalised) && !self.names.occur_in(text) => {
                self.vocabulary_finding(key)
            }
            FieldCheck::NotRepeated => self.repeated(rule, text),
            _ => None,
        }
    }

    fn mentions(&self, key: &str, normalised: &str) -> bool {
        self.words.vocabularies.get(key).is_none_or(|words| words.occur_in(normalised))
    }

    fn vocabulary_finding(&self, key: &str) -> Option<Finding> {
        let vocabulary = self.playbook.wording.vocabularies.get(key)?;
        Some(finding(&format!("no_{key}"), vocabulary.why.clone(), vocabulary.fix.clone()))
    }

    fn repeated(&self, rule: &FieldRule, text: &str) -> Option<Finding> {
        let deal = self.earlier.repeated_from(&rule.key, text)?;
        let why = format!("It says the same as your handoff of “{deal}”");
        Some(finding("repeated", why, "Write what is true of this customer only"))
    }
}

fn explicit_none(rule: &FieldRule) -> (Credit, Vec<Finding>) {
    if rule.allows_none {
        return (Credit::Specific, Vec::new());
    }
    (Credit::Empty, vec![finding("none_not_allowed", "“None” is no answer here", rule.help.clone())])
}

fn too_short(text: &str, least: usize, rule: &FieldRule) -> Option<Finding> {
    let length = text.trim().chars().take(least).count();
    let fix = format!("Write at least {least} characters. {}", rule.help);
    (length < least).then(|| finding("too_short", format!("{length} characters are too short to be specific"), fix))
}
