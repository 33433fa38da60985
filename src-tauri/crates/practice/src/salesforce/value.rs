//! A field's value, as it is compared and as it is written.

use std::borrow::Cow;
use std::cmp::Ordering;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::ids::RecordId;
use super::schema::FieldType;
use crate::org::Moment;

/// One value.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    Null,
    Bool(bool),
    Number(f64),
    Text(Cow<'a, str>),
    Id(RecordId),
    Date(NaiveDate),
    /// To the second, which is Salesforce's grain.
    Moment(Moment),
}

impl<'a> Cell<'a> {
    /// A text, or nothing where there is none.
    pub fn text(text: Option<Cow<'a, str>>) -> Self {
        text.filter(|text| !text.is_empty()).map_or(Self::Null, Self::Text)
    }

    /// A moment cut to the second.
    pub fn moment(at: Moment) -> Self {
        Self::Moment(whole_second(at))
    }

    /// A text that the program knows.
    pub fn word(word: &'a str) -> Self {
        Self::Text(Cow::Borrowed(word))
    }

    /// Reads a stored text as a field's type; what does not fit is nothing, as after a change of type.
    pub fn read(kind: FieldType, text: Cow<'a, str>) -> Self {
        let number = |scale: f64| text.parse::<f64>().map_or(Self::Null, |number| Self::Number(number * scale));
        match kind {
            FieldType::Boolean => Self::Bool(&*text == "true"),
            FieldType::Currency | FieldType::Double | FieldType::Int => number(1.0),
            FieldType::Percent => number(100.0),
            FieldType::Date => Moment::parse(&text).map_or(Self::Null, |at| Self::Date(at.day())),
            FieldType::Datetime => Moment::parse(&text).map_or(Self::Null, Self::moment),
            _ => Self::text(Some(text)),
        }
    }

    /// Whether there is no value.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The value in an answer.
    pub fn json(&self, kind: FieldType) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Bool(yes) => json!(yes),
            #[expect(clippy::cast_possible_truncation, reason = "whole numbers of records stay small")]
            Self::Number(number) if kind == FieldType::Int => json!(*number as i64),
            Self::Number(number) => json!(number),
            Self::Text(text) => json!(text),
            Self::Id(id) => json!(id.to_string()),
            Self::Date(day) => json!(day.to_string()),
            Self::Moment(at) => json!(stamp(*at)),
        }
    }

    /// The value in a CSV file; nothing is an empty cell.
    pub fn csv(&self, kind: FieldType) -> String {
        match self.json(kind) {
            Value::Null => String::new(),
            Value::String(text) => text,
            other => other.to_string(),
        }
    }

    /// Which of two values of one type comes first. Texts are compared without regard to case; nothing comes first.
    pub fn order(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Null, Self::Null) => Ordering::Equal,
            (Self::Null, _) => Ordering::Less,
            (_, Self::Null) => Ordering::Greater,
            (Self::Bool(a), Self::Bool(b)) => a.cmp(b),
            (Self::Number(a), Self::Number(b)) => a.total_cmp(b),
            (Self::Id(a), Self::Id(b)) => a.cmp(b),
            (Self::Date(a), Self::Date(b)) => a.cmp(b),
            (Self::Moment(a), Self::Moment(b)) => a.cmp(b),
            (Self::Text(a), Self::Text(b)) => a.to_lowercase().cmp(&b.to_lowercase()),
            _ => Ordering::Equal,
        }
    }

    /// Whether two values are the same to a query.
    pub fn same(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other) && self.order(other) == Ordering::Equal
    }
}

/// A moment without its milliseconds.
pub fn whole_second(at: Moment) -> Moment {
    Moment(at.0.div_euclid(1_000) * 1_000)
}

/// `2026-11-20T15:00:00.000+0000`
pub fn stamp(at: Moment) -> String {
    at.to_utc().format("%Y-%m-%dT%H:%M:%S.000+0000").to_string()
}
