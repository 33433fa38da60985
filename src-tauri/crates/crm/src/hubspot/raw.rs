//! One record as HubSpot sent it, read leniently: a value that can't be used is left empty and told about.

#[cfg(test)]
mod tests;

use super::kinds::Kind;
use super::plain_text::{clean, plain_text};
use crate::port::Flaw;
use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;
use std::cell::RefCell;

/// The longest single-line text that is kept, in characters: names, subjects, titles.
const LINE: usize = 1_000;
/// HubSpot's own limit for long texts; anything longer is no honest value.
pub(super) const LONG: usize = 65_536;

/// A record with its id and the flaws found so far.
pub(super) struct Raw<'a> {
    pub(super) id: String,
    kind: Kind,
    whole: &'a Value,
    flaws: RefCell<Vec<Flaw>>,
}

impl<'a> Raw<'a> {
    /// Reads the frame of a record. Without an id there is nothing to keep: the flaw says so.
    pub(super) fn new(kind: Kind, whole: &'a Value) -> Result<Self, Flaw> {
        let id = match whole.get("id") {
            Some(Value::String(id)) if !id.is_empty() && id.len() <= 64 => id.clone(),
            Some(Value::Number(id)) => id.to_string(),
            _ => {
                let (object, id, property) = (kind.singular(), String::new(), "id".to_owned());
                return Err(Flaw { object, id, property, what: "is missing; the record was left out".to_owned() });
            }
        };
        Ok(Self { id, kind, whole, flaws: RefCell::default() })
    }

    /// The flaws found while reading.
    pub(super) fn into_flaws(self) -> Vec<Flaw> {
        self.flaws.into_inner()
    }

    /// Notes a flaw of a property.
    pub(super) fn flaw(&self, property: &str, what: &str) {
        let flaw = Flaw {
            object: self.kind.singular(),
            id: self.id.clone(),
            property: property.to_owned(),
            what: what.to_owned(),
        };
        self.flaws.borrow_mut().push(flaw);
    }

    /// The value as HubSpot sent it, blank as `None`; texts of any length.
    fn value(&self, property: &str) -> Option<String> {
        match self.whole.get("properties").and_then(|properties| properties.get(property))? {
            Value::Null => None,
            Value::String(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
            Value::Number(number) => Some(number.to_string()),
            Value::Bool(flag) => Some(flag.to_string()),
            Value::Array(_) | Value::Object(_) => {
                self.flaw(property, "is no text; left empty");
                None
            }
        }
    }

    /// A short text on one line.
    pub(super) fn line(&self, property: &str) -> Option<String> {
        let text = clean(&self.value(property)?.replace(['\n', '\t', '\r'], " "));
        Some(self.cut(property, text.trim(), LINE)).filter(|text| !text.is_empty())
    }

    /// A long text with its lines, or nothing where it is longer than HubSpot allows.
    pub(super) fn long(&self, property: &str) -> Option<String> {
        let text = self.value(property)?;
        if text.chars().nth(LONG).is_some() {
            self.flaw(property, "is longer than HubSpot allows; left out");
            return None;
        }
        Some(clean(&text.replace("\r\n", "\n")))
    }

    /// Rich text as plain text.
    pub(super) fn rich(&self, property: &str) -> String {
        self.value(property).map(|html| self.cut(property, &plain_text(&html), LONG)).unwrap_or_default()
    }

    /// A finite number.
    pub(super) fn number(&self, property: &str) -> Option<f64> {
        let text = self.value(property)?;
        let number = text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
        self.or_flaw(number, property, "is not a number; left empty")
    }

    /// A number of whole months or pieces.
    pub(super) fn count(&self, property: &str) -> Option<u32> {
        let number = self.number(property)?;
        let whole = (0.0..=1_000_000.0).contains(&number).then(|| number.round() as u32);
        self.or_flaw(whole, property, "is out of range; left empty")
    }

    /// A point in time.
    pub(super) fn moment(&self, property: &str) -> Option<DateTime<Utc>> {
        let text = self.value(property)?;
        self.or_flaw(moment_of(&text), property, "is not a time; left empty")
    }

    /// A day.
    pub(super) fn date(&self, property: &str) -> Option<NaiveDate> {
        let text = self.value(property)?;
        self.or_flaw(moment_of(&text).map(|at| at.date_naive()), property, "is not a date; left empty")
    }

    /// A flag; absent is false.
    pub(super) fn flag(&self, property: &str) -> bool {
        self.value(property).is_some_and(|text| text.trim().eq_ignore_ascii_case("true"))
    }

    /// One of a set of words, told about where it is none of them.
    pub(super) fn word<T>(&self, property: &str, known: impl Fn(&str) -> Option<T>) -> Option<T> {
        let text = self.value(property)?;
        self.or_flaw(
            known(text.trim().to_ascii_lowercase().as_str()),
            property,
            "has a value that is not known; left empty",
        )
    }

    /// The parts of a `;`-separated value.
    pub(super) fn parts(&self, property: &str) -> Vec<String> {
        let text = self.value(property).unwrap_or_default();
        text.split(';').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    }

    /// A time that stands beside the properties: `createdAt`, `updatedAt`, `archivedAt`.
    pub(super) fn stamp(&self, name: &str) -> Option<DateTime<Utc>> {
        self.whole.get(name)?.as_str().and_then(moment_of)
    }

    fn or_flaw<T>(&self, value: Option<T>, property: &str, what: &str) -> Option<T> {
        if value.is_none() {
            self.flaw(property, what);
        }
        value
    }

    fn cut(&self, property: &str, text: &str, limit: usize) -> String {
        match text.char_indices().nth(limit) {
            Some((end, _)) => {
                self.flaw(property, "is very long; only its beginning was taken");
                format!("{}…", &text[..end])
            }
            None => text.to_owned(),
        }
    }
}

/// A time as HubSpot writes it: RFC 3339, epoch milliseconds, or a day.
pub(super) fn moment_of(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    if let Ok(millis) = text.parse::<i64>() {
        return DateTime::from_timestamp_millis(millis);
    }
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return Some(at.with_timezone(&Utc));
    }
    text.parse::<NaiveDate>().ok().and_then(|day| day.and_hms_opt(0, 0, 0)).map(|at| at.and_utc())
}
