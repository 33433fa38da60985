//! Custom fields: what the org's set-up added, under Salesforce's kind of name.

use std::borrow::Cow;

use super::field::{Field, FieldType, Source};
use crate::org::{Kind, Org, Property, ValueType};

/// The longest long text area.
const LONG_TEXT: u32 = 131_072;

/// Properties whose field does not follow from their name.
const NAMED: [(&str, &str); 3] = [
    ("handoff_csm_id", "Handoff_CSM__c"),
    ("csm_owner_id", "CSM__c"),
    ("hs_recurring_billing_period", "Billing_Period__c"),
];

/// Properties that are no field of their own: they are told by another object, or by none.
const TOLD_ELSEWHERE: [&str; 3] = ["product_family", "note_title", "hs_sku"];

/// The custom fields of a kind.
pub fn custom_fields(org: &Org, kind: Kind) -> Vec<Field> {
    let all = org.table(kind).schema.in_use().map(|(_, property)| property);
    let ours = all.filter(|property| is_custom(kind, property));
    ours.map(|property| custom_field(kind, property)).collect()
}

fn is_custom(kind: Kind, property: &Property) -> bool {
    let name = property.name.as_str();
    let told_elsewhere = TOLD_ELSEWHERE.contains(&name) || [Kind::Note, Kind::Call].contains(&kind);
    !told_elsewhere && (!property.defined_by_vendor || NAMED.iter().any(|(known, _)| *known == name))
}

/// The custom field that shows a property.
pub fn custom_field(kind: Kind, property: &Property) -> Field {
    let person = property.name.ends_with("csm_id") || property.name == "csm_owner_id";
    let own: Cow<'static, str> = Cow::Owned(property.name.clone());
    let external_id = property.unique;
    Field {
        name: Cow::Owned(field_name(&property.name)),
        label: Cow::Owned(property.label.clone()),
        kind: if person { FieldType::Reference(&["User"]) } else { field_type(property) },
        source: if person { Source::Person(own) } else { Source::Property(own) },
        createable: true,
        updateable: true,
        required: false,
        external_id,
        custom: true,
        choices: if kind == Kind::Contact { Vec::new() } else { choices(property) },
    }
}

fn choices(property: &Property) -> Vec<String> {
    property.choices.iter().map(|choice| choice.value.clone()).collect()
}

fn field_type(property: &Property) -> FieldType {
    match property.value_type {
        ValueType::Bool => FieldType::Boolean,
        ValueType::Date => FieldType::Date,
        ValueType::Datetime => FieldType::Datetime,
        ValueType::Enumeration => FieldType::Picklist,
        ValueType::Number => FieldType::Double,
        ValueType::PhoneNumber => FieldType::Phone,
        ValueType::String if ["textarea", "html"].contains(&property.field_type.as_str()) => {
            FieldType::TextArea(LONG_TEXT)
        }
        ValueType::String => FieldType::Text(255),
    }
}

/// `handoff_status` is `Handoff_Status__c`.
fn field_name(property: &str) -> String {
    if let Some((_, named)) = NAMED.iter().find(|(known, _)| *known == property) {
        return (*named).to_owned();
    }
    let words = property.split('_').map(|word| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
    });
    words.collect::<Vec<_>>().join("_") + "__c"
}
