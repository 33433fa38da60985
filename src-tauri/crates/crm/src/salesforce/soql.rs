//! Every question to Salesforce, built in one place.
//!
//! Invariant: texts reach a statement only through [`text`], which escapes them, and names only through [`Soql::select`] and
//! [`Soql::from`], which drop what no name contains.

#[cfg(test)]
mod tests;

use chrono::{DateTime, SecondsFormat, Utc};
use std::collections::BTreeSet;

/// A statement under construction.
#[derive(Debug, Clone)]
pub(super) struct Soql {
    fields: Vec<String>,
    from: &'static str,
    conditions: Vec<String>,
    order: Option<&'static str>,
    limit: Option<usize>,
}

impl Soql {
    /// Fields of a kind of record, each once: Salesforce refuses a statement that names one twice. The names may come from
    /// a describe.
    pub(super) fn select<T: AsRef<str>>(fields: impl IntoIterator<Item = T>, from: &'static str) -> Self {
        let mut known = BTreeSet::new();
        let fields = fields.into_iter().map(|field| name(field.as_ref()));
        let fields = fields.filter(|field| known.insert(field.clone())).collect();
        Self { fields, from, conditions: Vec::new(), order: None, limit: None }
    }

    /// How many there are.
    pub(super) fn count(from: &'static str) -> Self {
        Self { fields: vec!["COUNT()".to_owned()], from, conditions: Vec::new(), order: None, limit: None }
    }

    /// Only those of which this holds, too; made of [`any_of`], [`equals`], [`since`] and the like.
    pub(super) fn and(mut self, condition: impl Into<String>) -> Self {
        self.conditions.push(condition.into());
        self
    }

    /// The next so many after an id, by id. An id keeps its place, whatever changes meanwhile: nothing is skipped.
    pub(super) fn next_by_id(mut self, after: &str, limit: usize) -> Self {
        if !after.is_empty() {
            self.conditions.push(format!("Id > {}", text(after)));
        }
        self.order = Some("Id");
        self.limit = Some(limit);
        self
    }

    pub(super) fn ordered_by(mut self, field: &'static str) -> Self {
        self.order = Some(field);
        self
    }

    pub(super) fn at_most(mut self, limit: usize) -> Self {
        self.limit = Some(limit);
        self
    }

    /// The statement.
    pub(super) fn into_text(self) -> String {
        let mut text = format!("SELECT {} FROM {}", self.fields.join(", "), self.from);
        if !self.conditions.is_empty() {
            text.push_str(" WHERE ");
            text.push_str(&self.conditions.join(" AND "));
        }
        if let Some(order) = self.order {
            text.push_str(" ORDER BY ");
            text.push_str(order);
        }
        if let Some(limit) = self.limit {
            text.push_str(&format!(" LIMIT {limit}"));
        }
        text
    }
}

/// `Field = 'value'`.
pub(super) fn equals(field: &str, value: &str) -> String {
    format!("{} = {}", name(field), text(value))
}

/// `Field IN ('a', 'b')`.
pub(super) fn any_of<T: AsRef<str>>(field: &str, values: impl IntoIterator<Item = T>) -> String {
    let values: Vec<String> = values.into_iter().map(|value| text(value.as_ref())).collect();
    format!("{} IN ({})", name(field), values.join(", "))
}

/// `Field = true`.
pub(super) fn is(field: &str, flag: bool) -> String {
    format!("{} = {flag}", name(field))
}

/// `Field >= instant`.
pub(super) fn since(field: &str, at: DateTime<Utc>) -> String {
    format!("{} >= {}", name(field), at.to_rfc3339_opts(SecondsFormat::Millis, true))
}

/// `Field = LAST_N_DAYS:365`.
pub(super) fn in_last_days(field: &str, days: u32) -> String {
    format!("{} = LAST_N_DAYS:{days}", name(field))
}

/// Either holds.
pub(super) fn either(one: &str, other: &str) -> String {
    format!("(({one}) OR ({other}))")
}

/// Both hold.
pub(super) fn both(one: &str, other: &str) -> String {
    format!("{one} AND {other}")
}

/// A text in quotes. Source: the vendor's list of reserved characters.
fn text(value: &str) -> String {
    let mut quoted = String::with_capacity(value.len() + 2);
    quoted.push('\'');
    for character in value.chars() {
        match character {
            '\\' => quoted.push_str("\\\\"),
            '\'' => quoted.push_str("\\'"),
            '"' => quoted.push_str("\\\""),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            other if other.is_control() => {}
            other => quoted.push(other),
        }
    }
    quoted.push('\'');
    quoted
}

/// A name of a field, perhaps of a record that it leads to.
fn name(field: &str) -> String {
    let fits = |character: &char| character.is_ascii_alphanumeric() || matches!(character, '_' | '.');
    field.chars().filter(fits).collect()
}
