//! Field values as flat text for CRM fields, and back. The formats are described in `docs/crm-fields.md`.

mod line;
#[cfg(test)]
mod tests;

use crate::field_value::FieldValue;

/// The explicit "none" as flat text.
const NONE: &str = "none";

/// A value as the flat text that reports show.
pub fn project(value: &FieldValue) -> String {
    match value {
        FieldValue::Text(text) => text.clone(),
        FieldValue::ExplicitNone => NONE.to_owned(),
        FieldValue::Stakeholders(people) => lines(people, line::stakeholder),
        FieldValue::Promises(promises) => lines(promises, line::promise),
        FieldValue::Criteria(criteria) => lines(criteria, line::criterion),
        FieldValue::Items(items) => items.join("\n"),
    }
}

/// Reads flat text back into the shape that `like` has. Ids of list items are derived from their text, so that reading
/// the same text twice gives the same items.
pub fn parse(text: &str, like: &FieldValue) -> FieldValue {
    if text.trim().eq_ignore_ascii_case(NONE) {
        return FieldValue::ExplicitNone;
    }
    match like {
        FieldValue::Text(_) | FieldValue::ExplicitNone => FieldValue::Text(text.trim().to_owned()),
        FieldValue::Stakeholders(_) => FieldValue::Stakeholders(read(text, line::read_stakeholder)),
        FieldValue::Promises(_) => FieldValue::Promises(read(text, line::read_promise)),
        FieldValue::Criteria(_) => FieldValue::Criteria(read(text, line::read_criterion)),
        FieldValue::Items(_) => FieldValue::Items(read(text, str::to_owned)),
    }
}

fn lines<T>(items: &[T], write: impl Fn(&T) -> String) -> String {
    items.iter().map(write).collect::<Vec<_>>().join("\n")
}

fn read<T>(text: &str, item: impl Fn(&str) -> T) -> Vec<T> {
    text.lines().map(|line| line.trim().trim_start_matches("- ")).filter(|line| !line.is_empty()).map(item).collect()
}
