//! The condition language: `field op value`, joined by all, any and not.
//!
//! What every target of the language must agree on, here and in each compiled form that comes to stand beside
//! `evaluate` and `sentence`:
//! - A field without a value is *empty*. Every comparison with it is false, except `is_empty` and `is_not`.
//! - `not` turns true into false and false into true; there is no third answer.
//! - Text is compared without regard to case and to blanks at its ends.
//! - A field with several values (roles, products) meets `is`, `is_one_of` and `contains` where one of them does, and
//!   `is_not` where none of them is the value.
//! - Days are calendar days in UTC; a time is compared by its day. `in_last_days` and `in_next_days` include today.

mod evaluate;
mod facts;
mod field;
mod sense;
mod sentence;
#[cfg(test)]
mod tests;

pub use facts::Facts;
pub use field::ConditionField;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A condition over one deal and what hangs on it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Condition {
    /// True where all are; of nothing, true.
    All(Vec<Condition>),
    /// True where one is; of nothing, false.
    Any(Vec<Condition>),
    Not(Box<Condition>),
    Test(Test),
}

/// `field op value`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Test {
    pub field: ConditionField,
    pub op: Op,
}

/// What is asked of a field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Op {
    Is(Operand),
    IsNot(Operand),
    IsOneOf(Vec<Operand>),
    Contains(String),
    IsEmpty,
    IsFilled,
    LessThan(f64),
    AtMost(f64),
    MoreThan(f64),
    AtLeast(f64),
    /// Both ends included.
    Between(f64, f64),
    Before(NaiveDate),
    After(NaiveDate),
    InLastDays(u32),
    InNextDays(u32),
    /// The field is this value and was another when the deal was read before.
    ChangedTo(Operand),
}

/// A value to compare with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Operand {
    Flag(bool),
    Number(f64),
    Text(String),
}

impl Condition {
    /// Every test in this condition, in reading order.
    pub fn tests(&self) -> Vec<&Test> {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::tests).collect(),
            Self::Not(part) => part.tests(),
            Self::Test(test) => vec![test],
        }
    }
}
