//! One record as the CRM sent it, read leniently: a value that can't be used is left empty and told about.

#[cfg(test)]
mod tests;

use super::plain_text::{clean, plain_text};
use crate::port::{Aliases, Flaw};
use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;
use std::borrow::Cow;
use std::cell::RefCell;

/// The longest single-line text that is kept, in characters: names, subjects, titles.
const LINE: usize = 1_000;
/// HubSpot's own limit for long texts; anything longer is no honest value there.
pub(crate) const LONG: usize = 65_536;

/// How a CRM lays out its records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Frame {
    /// The CRM's word for one such record, for flaws: `deal`.
    pub(crate) object: &'static str,
    /// Where the id stands.
    pub(crate) id: &'static str,
    /// The object that holds the values; empty where they stand beside the id.
    pub(crate) values: &'static str,
    /// The longest text that the CRM keeps, in characters.
    pub(crate) longest: usize,
}

/// A record with its id and the flaws found so far.
pub(crate) struct Raw<'a> {
    pub(crate) id: String,
    frame: Frame,
    whole: &'a Value,
    aliases: Option<&'a Aliases>,
    flaws: RefCell<Vec<Flaw>>,
}

impl<'a> Raw<'a> {
    /// Reads the frame of a record. Without an id there is nothing to keep: the flaw says so.
    pub(crate) fn new(frame: impl Into<Frame>, whole: &'a Value) -> Result<Self, Flaw> {
        let frame = frame.into();
        let id = match whole.get(frame.id) {
            Some(Value::String(id)) if !id.is_empty() && id.len() <= 64 => id.clone(),
            Some(Value::Number(id)) => id.to_string(),
            _ => {
                let (object, id, property) = (frame.object, String::new(), frame.id.to_owned());
                return Err(Flaw { object, id, property, what: "is missing; the record was left out".to_owned() });
            }
        };
        Ok(Self { id, frame, whole, aliases: None, flaws: RefCell::default() })
    }

    /// Reads it under the set-up's names where the CRM calls its fields otherwise.
    pub(crate) fn calling(self, aliases: &'a Aliases) -> Self {
        Self { aliases: Some(aliases), ..self }
    }

    /// The flaws found while reading.
    pub(crate) fn into_flaws(self) -> Vec<Flaw> {
        self.flaws.into_inner()
    }

    /// Notes a flaw of a property.
    pub(crate) fn flaw(&self, property: &str, what: &str) {
        let flaw = Flaw {
            object: self.frame.object,
            id: self.id.clone(),
            property: property.to_owned(),
            what: what.to_owned(),
        };
        self.flaws.borrow_mut().push(flaw);
    }

    /// The place of a value; a name such as `Account.Name` leads into the record that is nested there.
    fn place(&self, property: &str) -> Option<&'a Value> {
        let property = self.aliases.and_then(|aliases| aliases.get(property)).map_or(property, String::as_str);
        let values = if self.frame.values.is_empty() { self.whole } else { self.whole.get(self.frame.values)? };
        values.get(property).or_else(|| property.split('.').try_fold(values, |inner, part| inner.get(part)))
    }

    /// The value as the CRM sent it, blank as `None`; texts of any length.
    fn value(&self, property: &str) -> Option<Cow<'a, str>> {
        match self.place(property)? {
            Value::Null => None,
            Value::String(text) => Some(text.as_str().into()).filter(|text: &Cow<'_, str>| !text.trim().is_empty()),
            Value::Number(number) => Some(number.to_string().into()),
            Value::Bool(flag) => Some(flag.to_string().into()),
            Value::Array(_) | Value::Object(_) => {
                self.flaw(property, "is no text; left empty");
                None
            }
        }
    }

    /// A short text on one line.
    pub(crate) fn line(&self, property: &str) -> Option<String> {
        let text = self.value(property)?;
        let breaks = ['\n', '\t', '\r'];
        let text = if text.contains(breaks) { text.replace(breaks, " ").into() } else { text };
        Some(self.cut(property, clean(&text).trim(), LINE)).filter(|text| !text.is_empty())
    }

    /// A long text with its lines, or nothing where it is longer than the CRM allows.
    pub(crate) fn long(&self, property: &str) -> Option<String> {
        let text = self.value(property)?;
        if text.len() > self.frame.longest && text.chars().nth(self.frame.longest).is_some() {
            self.flaw(property, "is longer than the CRM allows; left out");
            return None;
        }
        Some(clean(&text).into_owned())
    }

    /// A long text that is no markup; of a very long one the beginning.
    pub(crate) fn plain(&self, property: &str) -> String {
        let text = self.value(property).unwrap_or_default();
        self.cut(property, clean(&text).trim(), LONG)
    }

    /// Rich text as plain text.
    pub(crate) fn rich(&self, property: &str) -> String {
        self.value(property).map(|html| self.cut(property, &plain_text(&html), LONG)).unwrap_or_default()
    }

    /// A finite number.
    pub(crate) fn number(&self, property: &str) -> Option<f64> {
        let text = self.value(property)?;
        let number = text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
        self.or_flaw(number, property, "is not a number; left empty")
    }

    /// A number of whole months or pieces.
    pub(crate) fn count(&self, property: &str) -> Option<u32> {
        let number = self.number(property)?;
        let whole = (0.0..=1_000_000.0).contains(&number).then(|| number.round() as u32);
        self.or_flaw(whole, property, "is out of range; left empty")
    }

    /// A point in time.
    pub(crate) fn moment(&self, property: &str) -> Option<DateTime<Utc>> {
        let text = self.value(property)?;
        self.or_flaw(moment_of(&text), property, "is not a time; left empty")
    }

    /// A day.
    pub(crate) fn date(&self, property: &str) -> Option<NaiveDate> {
        let text = self.value(property)?;
        self.or_flaw(moment_of(&text).map(|at| at.date_naive()), property, "is not a date; left empty")
    }

    /// A flag; absent is false.
    pub(crate) fn flag(&self, property: &str) -> bool {
        self.value(property).is_some_and(|text| text.trim().eq_ignore_ascii_case("true"))
    }

    /// One of a set of words, told about where it is none of them.
    pub(crate) fn word<T>(&self, property: &str, known: impl Fn(&str) -> Option<T>) -> Option<T> {
        let text = self.value(property)?;
        self.or_flaw(
            known(text.trim().to_ascii_lowercase().as_str()),
            property,
            "has a value that is not known; left empty",
        )
    }

    /// The parts of a `;`-separated value.
    pub(crate) fn parts(&self, property: &str) -> Vec<String> {
        let text = self.value(property).unwrap_or_default();
        text.split(';').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    }

    /// A time that stands beside the properties: `createdAt`, `updatedAt`, `archivedAt`.
    pub(crate) fn stamp(&self, name: &str) -> Option<DateTime<Utc>> {
        self.whole.get(name)?.as_str().and_then(moment_of)
    }

    fn or_flaw<T>(&self, value: Option<T>, property: &str, what: &str) -> Option<T> {
        if value.is_none() {
            self.flaw(property, what);
        }
        value
    }

    fn cut(&self, property: &str, text: &str, limit: usize) -> String {
        // No text has more characters than bytes.
        let end = if text.len() > limit { text.char_indices().nth(limit) } else { None };
        match end {
            Some((end, _)) => {
                self.flaw(property, "is very long; only its beginning was taken");
                format!("{}…", &text[..end])
            }
            None => text.to_owned(),
        }
    }
}

/// A time as CRMs write it: RFC 3339, the same with a zone without its colon, epoch milliseconds, or a day.
pub(crate) fn moment_of(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    if let Ok(millis) = text.parse::<i64>() {
        return DateTime::from_timestamp_millis(millis);
    }
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return Some(at.with_timezone(&Utc));
    }
    if let Ok(at) = DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f%z") {
        return Some(at.with_timezone(&Utc));
    }
    text.parse::<NaiveDate>().ok().and_then(|day| day.and_hms_opt(0, 0, 0)).map(|at| at.and_utc())
}
