//! What fields there are, as far as the signed-in person sees them.
//!
//! Salesforce refuses a whole query for one field that is missing or hidden. So each kind of record is described once, and
//! only what was found is asked for; a refusal that names a field has it described again.

use super::names::{Sobject, field_name};
use super::{Salesforce, paths};
use crate::port::{CrmError, DealField, ErrorClass, FieldKind, Property};
use net::Request;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError};

/// A kind of record as the person sees it.
#[derive(Debug, Default)]
pub(super) struct Shape {
    /// By their names in lower case.
    fields: BTreeMap<String, Facts>,
    pub(super) is_visible: bool,
    pub(super) createable: bool,
    pub(super) updateable: bool,
}

#[derive(Debug)]
pub(super) struct Facts {
    pub(super) name: String,
    label: String,
    pub(super) kind: FieldKind,
    pub(super) updateable: bool,
    length: Option<u32>,
}

impl Shape {
    fn of(described: &Value) -> Self {
        let flag = |name: &str| described.get(name).and_then(Value::as_bool).unwrap_or_default();
        let fields = described.get("fields").and_then(Value::as_array).into_iter().flatten().filter_map(facts);
        Self {
            fields: fields.map(|facts| (facts.name.to_ascii_lowercase(), facts)).collect(),
            is_visible: true,
            createable: flag("createable"),
            updateable: flag("updateable"),
        }
    }

    pub(super) fn field(&self, name: &str) -> Option<&Facts> {
        self.fields.get(&name.to_ascii_lowercase())
    }

    /// Those of the given names that are there, as Salesforce spells them.
    pub(super) fn visible<'a>(&'a self, names: &'a [&str]) -> impl Iterator<Item = String> + 'a {
        names.iter().filter_map(|name| Some(self.field(name)?.name.clone()))
    }
}

fn facts(value: &Value) -> Option<Facts> {
    let text = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let length = value.get("length").and_then(Value::as_u64).and_then(|length| u32::try_from(length).ok());
    Some(Facts {
        name: Some(text("name")).filter(|name| !name.is_empty())?,
        label: text("label"),
        kind: kind_of(&text("type")),
        updateable: value.get("updateable").and_then(Value::as_bool).unwrap_or_default(),
        length: length.filter(|length| *length > 0),
    })
}

fn kind_of(kind: &str) -> FieldKind {
    match kind {
        "string" | "phone" | "email" | "url" | "encryptedstring" => FieldKind::Text,
        "textarea" => FieldKind::LongText,
        "double" | "int" | "currency" | "percent" => FieldKind::Number,
        "boolean" => FieldKind::Flag,
        "date" => FieldKind::Date,
        "datetime" => FieldKind::DateTime,
        "picklist" | "multipicklist" | "combobox" => FieldKind::Choice,
        "reference" => FieldKind::Reference,
        _ => FieldKind::Other,
    }
}

impl Salesforce {
    /// A kind of record, described once. One that the person does not see has no fields.
    pub(super) async fn shape(&self, sobject: Sobject) -> Result<Arc<Shape>, CrmError> {
        let known = self.shapes.lock().unwrap_or_else(PoisonError::into_inner).get(&sobject).cloned();
        if let Some(shape) = known {
            return Ok(shape);
        }
        let shape = match self.read(Request::get(paths::describe(sobject))).await {
            Ok(described) => Shape::of(&described),
            Err(error) if matches!(error.class, ErrorClass::Gone | ErrorClass::NotAllowed) => Shape::default(),
            Err(error) => return Err(error),
        };
        let shape = Arc::new(shape);
        self.shapes.lock().unwrap_or_else(PoisonError::into_inner).insert(sobject, shape.clone());
        Ok(shape)
    }

    /// After a refusal that names a field: what is known of fields is old.
    pub(super) fn forget_shapes(&self) {
        self.shapes.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Reads, and where a field turns out to be gone, once more with the fields that are there now.
    pub(super) async fn with_fresh_shapes<T, R>(&self, read: impl Fn() -> R) -> Result<T, CrmError>
    where
        R: Future<Output = Result<T, CrmError>>,
    {
        match read().await {
            Err(CrmError { class: ErrorClass::FixField { .. }, .. }) => {
                self.forget_shapes();
                read().await
            }
            outcome => outcome,
        }
    }

    /// The fields of a kind of record that are read and there.
    pub(super) async fn fields_of(&self, sobject: Sobject) -> Result<Vec<String>, CrmError> {
        Ok(self.shape(sobject).await?.visible(sobject.fields()).collect())
    }

    /// What of the handoff there may be.
    pub(super) fn carried(&self) -> impl Iterator<Item = Property> + '_ {
        Property::STATE.into_iter().chain(self.fields.iter().cloned().map(Property::Field))
    }

    pub(super) async fn read_shape(&self) -> Result<Vec<DealField>, CrmError> {
        self.forget_shapes();
        let shape = self.shape(Sobject::Opportunity).await?;
        let carried: BTreeMap<String, Property> =
            self.carried().map(|property| (field_name(&property).to_ascii_lowercase(), property)).collect();
        let mut fields: Vec<DealField> =
            shape.fields.iter().map(|(key, facts)| deal_field(facts, carried.get(key).cloned())).collect();
        fields.extend(carried.into_values().filter(|each| shape.field(&field_name(each)).is_none()).map(hidden));
        Ok(fields)
    }
}

fn deal_field(facts: &Facts, carries: Option<Property>) -> DealField {
    let locked = carries.is_some() && !facts.updateable;
    let name = facts.name.clone();
    let remedy = locked.then(|| {
        format!(
            "ask your Salesforce admin for edit access to `{name}`: field-level security makes it read-only for you"
        )
    });
    let (label, kind, length) = (facts.label.clone(), facts.kind, facts.length);
    DealField { name, label, kind, visible: true, writable: facts.updateable, length, carries, remedy }
}

fn hidden(property: Property) -> DealField {
    let name = field_name(&property);
    let remedy = format!(
        "`{name}` is not there, or field-level security hides it from you: ask your Salesforce admin to run the set-up and to give you the permission set of Changeover"
    );
    DealField {
        name,
        label: String::new(),
        kind: FieldKind::Other,
        visible: false,
        writable: false,
        length: None,
        carries: Some(property),
        remedy: Some(remedy),
    }
}
