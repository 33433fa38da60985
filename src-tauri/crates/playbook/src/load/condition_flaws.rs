//! What a condition must fulfil: known fields, fitting operators, words that can occur.

use super::flaw::{Flaw, flaw};
use crate::condition::{Condition, ConditionField, Op, Operand, Test};
use crate::locate::Step;
use crate::model::Playbook;

/// The first flaw of a condition that stands at `path`.
pub(super) fn first(playbook: &Playbook, mut path: Vec<Step>, condition: &Condition) -> Option<Flaw> {
    let (key, parts) = match condition {
        Condition::All(parts) => ("all", parts),
        Condition::Any(parts) => ("any", parts),
        Condition::Not(part) => {
            path.push("not".into());
            return first(playbook, path, part);
        }
        Condition::Test(test) => {
            path.push("test".into());
            return test_flaw(playbook, &path, test);
        }
    };
    path.push(key.into());
    parts.iter().enumerate().find_map(|(at, part)| {
        let mut path = path.clone();
        path.push(at.into());
        first(playbook, path, part)
    })
}

fn test_flaw(playbook: &Playbook, path: &[Step], test: &Test) -> Option<Flaw> {
    let at = |key: &str| [path, &[Step::from(key)]].concat();
    if let ConditionField::Handoff(key) = &test.field
        && playbook.field(key).is_none()
    {
        return flaw(
            at("field"),
            format!("no field of this playbook is called `{key}`"),
            "use the key of a field in `fields`",
        );
    }
    if !test.makes_sense() {
        let reason = format!("`{}` can't be compared this way", test.field);
        return flaw(at("op"), reason, "compare numbers with numbers, dates with dates (`2026-10-01`), text with text");
    }
    if let Op::Between(low, high) = test.op
        && low > high
    {
        return flaw(at("op"), "`between` starts above its end", "give the lower bound first");
    }
    if let (ConditionField::DealType | ConditionField::AccountSegment | ConditionField::ContactsRole, Some(word)) =
        (&test.field, unknown_word(test))
    {
        return flaw(
            at("op"),
            format!("`{}` is never “{word}”", test.field),
            "use the spelling of the domain, such as `renewal` or `mid_market`",
        );
    }
    None
}

/// A word that an enumerated field can never hold.
fn unknown_word(test: &Test) -> Option<String> {
    let operands = match &test.op {
        Op::Is(operand) | Op::IsNot(operand) | Op::ChangedTo(operand) => vec![operand],
        Op::IsOneOf(operands) => operands.iter().collect(),
        _ => Vec::new(),
    };
    operands.into_iter().find_map(|operand| match operand {
        Operand::Text(word) if !is_word_of(&test.field, word) => Some(word.clone()),
        _ => None,
    })
}

fn is_word_of(field: &ConditionField, word: &str) -> bool {
    let value = serde_json::Value::String(word.to_owned());
    match field {
        ConditionField::DealType => serde_json::from_value::<domain::DealType>(value).is_ok(),
        ConditionField::AccountSegment => serde_json::from_value::<domain::Segment>(value).is_ok(),
        _ => serde_json::from_value::<domain::BuyingRole>(value).is_ok(),
    }
}
