//! Whether an operator fits the kind of its field.

use super::field::FieldKind;
use super::{Op, Operand, Test};
use chrono::NaiveDate;

impl Test {
    /// True where the operator and its value can ever be met by a field of this kind.
    pub fn makes_sense(&self) -> bool {
        let kind = self.field.kind();
        let fits = |operand: &Operand| operand_fits(kind, operand);
        match &self.op {
            Op::IsEmpty | Op::IsFilled => true,
            Op::Is(operand) | Op::IsNot(operand) | Op::ChangedTo(operand) => fits(operand),
            Op::IsOneOf(operands) => !operands.is_empty() && operands.iter().all(fits),
            Op::Contains(part) => kind == FieldKind::Text && !part.trim().is_empty(),
            Op::LessThan(bound) | Op::AtMost(bound) | Op::MoreThan(bound) | Op::AtLeast(bound) => {
                kind == FieldKind::Number && bound.is_finite()
            }
            Op::Between(low, high) => kind == FieldKind::Number && low.is_finite() && high.is_finite(),
            Op::Before(_) | Op::After(_) | Op::InLastDays(_) | Op::InNextDays(_) => kind == FieldKind::Date,
        }
    }
}

fn operand_fits(kind: FieldKind, operand: &Operand) -> bool {
    match (kind, operand) {
        (FieldKind::Text, Operand::Text(text)) => !text.trim().is_empty(),
        (FieldKind::Number, Operand::Number(number)) => number.is_finite(),
        (FieldKind::Flag, Operand::Flag(_)) => true,
        (FieldKind::Date, Operand::Text(text)) => text.parse::<NaiveDate>().is_ok(),
        _ => false,
    }
}
