//! Field values as flat text for CRM fields, and back. The formats are described in `docs/crm-fields.md`.

mod line;
#[cfg(test)]
mod tests;

use crate::field_value::{Criterion, FieldValue, Promise, Stakeholder};

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

/// Reads flat text back into the shape that `like` has. A line that says what a row of `like` says is that row; of the
/// others, the line in the place of a row that no line says any more is that row, edited. New rows get an id from their
/// text, so that reading the same text twice gives the same rows.
pub fn parse(text: &str, like: &FieldValue) -> FieldValue {
    if text.trim().eq_ignore_ascii_case(NONE) {
        return FieldValue::ExplicitNone;
    }
    match like {
        FieldValue::Text(_) | FieldValue::ExplicitNone => FieldValue::Text(text.trim().to_owned()),
        FieldValue::Stakeholders(rows) => {
            FieldValue::Stakeholders(read_onto(text, rows, line::stakeholder, line::read_stakeholder))
        }
        FieldValue::Promises(rows) => FieldValue::Promises(read_onto(text, rows, line::promise, line::read_promise)),
        FieldValue::Criteria(rows) => {
            FieldValue::Criteria(read_onto(text, rows, line::criterion, line::read_criterion))
        }
        FieldValue::Items(_) => FieldValue::Items(lines_of(text).map(str::to_owned).collect()),
    }
}

fn lines<T>(items: &[T], write: impl Fn(&T) -> String) -> String {
    items.iter().map(write).collect::<Vec<_>>().join("\n")
}

fn lines_of(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(|line| line.trim().trim_start_matches("- ")).filter(|line| !line.is_empty())
}

/// Lines as rows that keep their identity.
fn read_onto<T: Clone + Identified>(
    text: &str,
    rows: &[T],
    write: impl Fn(&T) -> String,
    read: impl Fn(&str) -> T,
) -> Vec<T> {
    let texts: Vec<&str> = lines_of(text).collect();
    let known: Vec<String> = rows.iter().map(write).collect();
    let unsaid = |position: usize| known.get(position).is_some_and(|line| !texts.contains(&line.as_str()));
    let row = |(position, line): (usize, &&str)| {
        if let Some(same) = known.iter().position(|known| known == line) {
            return rows[same].clone();
        }
        let mut read = read(line);
        if unsaid(position) {
            read.take_identity(&rows[position]);
        }
        read
    };
    texts.iter().enumerate().map(row).collect()
}

/// A row that can go on as another one that it is an edit of.
trait Identified {
    fn take_identity(&mut self, other: &Self);
}

impl Identified for Stakeholder {
    fn take_identity(&mut self, other: &Self) {
        self.id.clone_from(&other.id);
        self.contact_id.clone_from(&other.contact_id);
    }
}

impl Identified for Promise {
    fn take_identity(&mut self, other: &Self) {
        self.id.clone_from(&other.id);
    }
}

impl Identified for Criterion {
    fn take_identity(&mut self, other: &Self) {
        self.id.clone_from(&other.id);
    }
}
