//! What the cells of one column have in common.

use crate::csv::date::{DateEvidence, DateOrder, DateVerdict};
use crate::csv::number::{Decimal, NumberEvidence};
use crate::csv::words::shorten;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use ts_rs::TS;

/// Different values that are counted one by one; a column with more has an open list.
const COUNTED_VALUES: usize = 500;
const SAMPLES: usize = 5;

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ColumnType {
    Empty,
    Text,
    /// A value of its own in each row, without spaces.
    Id,
    /// Few different words.
    Choice,
    Boolean,
    /// `decimal` is `None` where both readings fit and differ, such as `1.234` throughout.
    Number {
        decimal: Option<Decimal>,
        currency: Option<String>,
    },
    Date {
        order: DateOrder,
        /// As a person would say it: `dd.mm.yyyy`.
        pattern: String,
    },
    /// Day and month can't be told apart.
    AmbiguousDate {
        orders: Vec<DateOrder>,
        pattern: String,
    },
}

/// A value and the rows that have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ValueCount {
    pub value: String,
    pub rows: u32,
}

/// One column of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ColumnProfile {
    /// From 0.
    pub index: u32,
    pub header: String,
    pub holds: ColumnType,
    pub filled: u32,
    pub blank: u32,
    pub samples: Vec<String>,
    /// The most frequent first; at most 500.
    pub values: Vec<ValueCount>,
    /// True where `values` has every value of the column.
    pub values_complete: bool,
}

/// Collects what the cells of one column say.
#[derive(Debug, Clone, Default)]
pub struct ColumnScan {
    filled: u32,
    blank: u32,
    dates: DateEvidence,
    date_count: u32,
    numbers: NumberEvidence,
    number_count: u32,
    boolean_count: u32,
    spaced_count: u32,
    samples: Vec<String>,
    values: HashMap<String, u32>,
    overflowed: bool,
}

impl ColumnScan {
    /// Takes one cell into account.
    pub fn add(&mut self, cell: &str) {
        let cell = cell.trim();
        if cell.is_empty() {
            self.blank = self.blank.saturating_add(1);
            return;
        }
        self.filled = self.filled.saturating_add(1);
        if self.dates.add(cell) {
            self.date_count += 1;
        } else if self.numbers.add(cell) {
            self.number_count += 1;
        }
        self.boolean_count += u32::from(parse_boolean(cell).is_some());
        self.spaced_count += u32::from(cell.contains(' '));
        self.count_value(cell);
    }

    fn count_value(&mut self, cell: &str) {
        if let Some(count) = self.values.get_mut(cell) {
            *count = count.saturating_add(1);
        } else if cell.len() <= 400 && self.values.len() < COUNTED_VALUES {
            self.values.insert(cell.to_owned(), 1);
            if self.samples.len() < SAMPLES {
                self.samples.push(shorten(cell));
            }
        } else {
            self.overflowed = true;
        }
    }

    /// What was found, for the column at `index`.
    pub fn finish(self, index: usize, header: String) -> ColumnProfile {
        let holds = self.holds();
        let mut values: Vec<ValueCount> =
            self.values.into_iter().map(|(value, rows)| ValueCount { value, rows }).collect();
        values.sort_by(|one, other| other.rows.cmp(&one.rows).then_with(|| one.value.cmp(&other.value)));
        ColumnProfile {
            index: u32::try_from(index).unwrap_or(u32::MAX),
            header,
            holds,
            filled: self.filled,
            blank: self.blank,
            samples: self.samples,
            values,
            values_complete: !self.overflowed,
        }
    }

    fn holds(&self) -> ColumnType {
        // Real columns hold some junk; the import reports it cell by cell.
        let most = |count: u32| u64::from(count) * 10 >= u64::from(self.filled) * 6;
        if self.filled == 0 {
            ColumnType::Empty
        } else if most(self.date_count) {
            self.date_type()
        } else if most(self.boolean_count) && self.values.len() <= 2 && !self.is_plain_count() {
            ColumnType::Boolean
        } else if most(self.number_count) {
            ColumnType::Number { decimal: self.numbers.decimal(), currency: self.numbers.currency.clone() }
        } else if self.is_unique() && self.spaced_count == 0 && self.filled > 1 {
            ColumnType::Id
        } else if !self.overflowed && self.values.len() <= 100 && self.values.len() * 2 <= self.filled as usize {
            ColumnType::Choice
        } else {
            ColumnType::Text
        }
    }

    fn date_type(&self) -> ColumnType {
        match self.dates.verdict() {
            DateVerdict::Order(order) => ColumnType::Date { order, pattern: self.dates.pattern(order) },
            DateVerdict::Ambiguous(orders) => {
                let pattern = self.dates.pattern(orders.first().copied().unwrap_or(DateOrder::DayMonthYear));
                ColumnType::AmbiguousDate { orders, pattern }
            }
        }
    }

    /// Zeros and ones of which one is missing are counts rather than answers.
    fn is_plain_count(&self) -> bool {
        self.values.len() < 2 && self.number_count > 0
    }

    fn is_unique(&self) -> bool {
        self.values.values().all(|count| *count == 1)
    }
}

/// Yes or no in the words of exports; `None` for anything else.
pub fn parse_boolean(cell: &str) -> Option<bool> {
    if cell.len() > 8 {
        return None;
    }
    match cell.trim().to_lowercase().as_str() {
        "true" | "yes" | "y" | "1" | "ja" | "wahr" | "oui" | "si" | "sí" | "sim" | "x" => Some(true),
        "false" | "no" | "n" | "0" | "nein" | "falsch" | "non" | "não" => Some(false),
        _ => None,
    }
}
