//! Lists as rows with identity, and back.

use super::items::item_id;
use crate::field_value::{Criterion, FieldValue, Promise, Stakeholder};
use serde::{Deserialize, Serialize};

/// One row of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "shape", content = "value", rename_all = "snake_case")]
pub(super) enum ListItem {
    Stakeholder(Stakeholder),
    Promise(Promise),
    Criterion(Criterion),
    /// A plain item, which shows no id.
    Item(String),
}

/// The rows of a value with their ids; none for a text.
pub(super) fn split(value: &FieldValue) -> Vec<(String, ListItem)> {
    match value {
        FieldValue::Text(_) | FieldValue::ExplicitNone => Vec::new(),
        FieldValue::Stakeholders(people) => {
            people.iter().map(|one| (one.id.clone(), ListItem::Stakeholder(one.clone()))).collect()
        }
        FieldValue::Promises(promises) => {
            promises.iter().map(|one| (one.id.clone(), ListItem::Promise(one.clone()))).collect()
        }
        FieldValue::Criteria(criteria) => {
            criteria.iter().map(|one| (one.id.clone(), ListItem::Criterion(one.clone()))).collect()
        }
        FieldValue::Items(items) => items.iter().map(|text| (item_id(text), ListItem::Item(text.clone()))).collect(),
    }
}

/// A value without its rows: the text, the explicit "none", or an empty list of the same shape.
pub(super) fn shell(value: &FieldValue) -> FieldValue {
    match value {
        FieldValue::Text(_) | FieldValue::ExplicitNone => value.clone(),
        FieldValue::Stakeholders(_) => FieldValue::Stakeholders(Vec::new()),
        FieldValue::Promises(_) => FieldValue::Promises(Vec::new()),
        FieldValue::Criteria(_) => FieldValue::Criteria(Vec::new()),
        FieldValue::Items(_) => FieldValue::Items(Vec::new()),
    }
}

/// A list of the shape with those of the rows that belong into it.
pub(super) fn join(shape: &FieldValue, items: impl Iterator<Item = ListItem>) -> FieldValue {
    let mut list = shell(shape);
    for item in items {
        match (&mut list, item) {
            (FieldValue::Stakeholders(people), ListItem::Stakeholder(one)) => people.push(one),
            (FieldValue::Promises(promises), ListItem::Promise(one)) => promises.push(one),
            (FieldValue::Criteria(criteria), ListItem::Criterion(one)) => criteria.push(one),
            (FieldValue::Items(items), ListItem::Item(one)) => items.push(one),
            _ => {}
        }
    }
    list
}
