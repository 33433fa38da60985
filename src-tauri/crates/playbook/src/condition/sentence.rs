//! A condition as a plain sentence.

use super::field::FieldKind;
use super::{Condition, ConditionField, Op, Operand, Test};
use crate::text::plain;

impl Condition {
    /// The condition in words, without a capital and without a full stop: `the probability is at least 60 %`.
    pub fn sentence(&self) -> String {
        match self {
            Self::All(parts) if parts.is_empty() => "always".to_owned(),
            Self::Any(parts) if parts.is_empty() => "never".to_owned(),
            Self::All(parts) => joined(parts, " and "),
            Self::Any(parts) => joined(parts, " or "),
            Self::Not(part) => format!("it is not so that {}", part.nested()),
            Self::Test(test) => test.sentence(),
        }
    }

    /// In brackets where a reader could lose what belongs together.
    fn nested(&self) -> String {
        match self {
            Self::All(parts) | Self::Any(parts) if parts.len() > 1 => {
                format!("({})", self.sentence())
            }
            _ => self.sentence(),
        }
    }
}

fn joined(parts: &[Condition], word: &str) -> String {
    parts.iter().map(Condition::nested).collect::<Vec<_>>().join(word)
}

impl Test {
    fn sentence(&self) -> String {
        let field = self.field.words();
        let number = |number: &f64| amount(&self.field, *number);
        match &self.op {
            Op::Is(Operand::Flag(true)) => field,
            Op::Is(Operand::Flag(false)) => format!("it is not so that {field}"),
            Op::Is(operand) => format!("{field} is {}", self.operand(operand)),
            Op::IsNot(operand) => format!("{field} is not {}", self.operand(operand)),
            Op::IsOneOf(operands) => {
                let listed = operands.iter().map(|operand| self.operand(operand)).collect::<Vec<_>>().join(", ");
                format!("{field} is one of {listed}")
            }
            Op::Contains(part) => format!("{field} contains “{part}”"),
            Op::IsEmpty => format!("{field} is empty"),
            Op::IsFilled => format!("{field} is filled"),
            Op::LessThan(bound) => format!("{field} is below {}", number(bound)),
            Op::AtMost(bound) => format!("{field} is at most {}", number(bound)),
            Op::MoreThan(bound) => format!("{field} is above {}", number(bound)),
            Op::AtLeast(bound) => format!("{field} is at least {}", number(bound)),
            Op::Between(low, high) => {
                format!("{field} is between {} and {}", number(low), number(high))
            }
            Op::Before(date) => format!("{field} is before {date}"),
            Op::After(date) => format!("{field} is after {date}"),
            Op::InLastDays(days) => format!("{field} is in the last {days} days"),
            Op::InNextDays(days) => format!("{field} is in the next {days} days"),
            Op::ChangedTo(operand) => format!("{field} changed to {}", self.operand(operand)),
        }
    }

    fn operand(&self, operand: &Operand) -> String {
        match operand {
            Operand::Flag(flag) => flag.to_string(),
            Operand::Number(number) => amount(&self.field, *number),
            Operand::Text(text) if self.field.kind() == FieldKind::Date => text.clone(),
            Operand::Text(text) => format!("“{text}”"),
        }
    }
}

fn amount(field: &ConditionField, number: f64) -> String {
    if *field == ConditionField::DealProbability { format!("{} %", plain(number * 100.0)) } else { plain(number) }
}
