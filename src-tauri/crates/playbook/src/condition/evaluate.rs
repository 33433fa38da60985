//! A condition in memory.

use super::facts::Facts;
use super::field::Value;
use super::{Condition, Op, Operand, Test};
use chrono::{Days, NaiveDate};

impl Condition {
    /// True where the deal meets the condition.
    pub fn holds(&self, facts: &Facts<'_>) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(facts)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(facts)),
            Self::Not(part) => !part.holds(facts),
            Self::Test(test) => test.holds(facts),
        }
    }
}

impl Test {
    fn holds(&self, facts: &Facts<'_>) -> bool {
        let value = self.field.value(facts);
        let today = facts.now.date_naive();
        match &self.op {
            Op::Is(operand) => equals(&value, operand),
            Op::IsNot(operand) => !equals(&value, operand),
            Op::IsOneOf(operands) => operands.iter().any(|operand| equals(&value, operand)),
            Op::Contains(part) => contains(&value, part),
            Op::IsEmpty => value == Value::Empty,
            Op::IsFilled => value != Value::Empty,
            Op::LessThan(bound) => number(&value).is_some_and(|number| number < *bound),
            Op::AtMost(bound) => number(&value).is_some_and(|number| number <= *bound),
            Op::MoreThan(bound) => number(&value).is_some_and(|number| number > *bound),
            Op::AtLeast(bound) => number(&value).is_some_and(|number| number >= *bound),
            Op::Between(low, high) => number(&value).is_some_and(|number| *low <= number && number <= *high),
            Op::Before(bound) => date(&value).is_some_and(|date| date < *bound),
            Op::After(bound) => date(&value).is_some_and(|date| date > *bound),
            Op::InLastDays(days) => date(&value).is_some_and(|date| date <= today && date >= back(today, *days)),
            Op::InNextDays(days) => date(&value).is_some_and(|date| date >= today && date <= ahead(today, *days)),
            Op::ChangedTo(operand) => equals(&value, operand) && self.differed(facts, operand),
        }
    }

    fn differed(&self, facts: &Facts<'_>, operand: &Operand) -> bool {
        facts.before.is_some_and(|context| !equals(&self.field.value(&Facts { context, ..*facts }), operand))
    }
}

fn equals(value: &Value, operand: &Operand) -> bool {
    match (value, operand) {
        (Value::Texts(texts), Operand::Text(wanted)) => texts.iter().any(|text| folded(text) == folded(wanted)),
        (Value::Number(number), Operand::Number(wanted)) => number == wanted,
        (Value::Flag(flag), Operand::Flag(wanted)) => flag == wanted,
        (Value::Date(date), Operand::Text(wanted)) => wanted.parse() == Ok(*date),
        _ => false,
    }
}

fn contains(value: &Value, part: &str) -> bool {
    let part = folded(part);
    matches!(value, Value::Texts(texts) if texts.iter().any(|text| folded(text).contains(&part)))
}

fn folded(text: &str) -> String {
    text.trim().to_lowercase()
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => Some(*number),
        _ => None,
    }
}

fn date(value: &Value) -> Option<NaiveDate> {
    match value {
        Value::Date(date) => Some(*date),
        _ => None,
    }
}

fn back(today: NaiveDate, days: u32) -> NaiveDate {
    today.checked_sub_days(Days::new(days.into())).unwrap_or(NaiveDate::MIN)
}

fn ahead(today: NaiveDate, days: u32) -> NaiveDate {
    today.checked_add_days(Days::new(days.into())).unwrap_or(NaiveDate::MAX)
}
