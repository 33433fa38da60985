//! What fields there are, as far as the signed-in person sees them.
//!
//! Salesforce refuses a whole query for one field that is missing or hidden. So each kind of record is described once, and
//! only what was found is asked for; a refusal that names a field has it described again.

use super::names::{Sobject, set_up_name};
use super::{Salesforce, paths};
use crate::port::{Aliases, CrmError, CrmField, ErrorClass, FieldKind, Holder, Property, Slot};
use net::Request;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError};

/// A kind of record as the person sees it.
#[derive(Debug, Default)]
pub(super) struct Shape {
    /// By their names in lower case.
    fields: BTreeMap<String, Facts>,
    /// What fills the place of a field of the set-up, by the set-up's name; nothing where it is not there.
    stands_in: BTreeMap<String, Option<Facts>>,
    pub(super) is_visible: bool,
    pub(super) createable: bool,
    pub(super) updateable: bool,
}

#[derive(Debug, Clone)]
pub(super) struct Facts {
    pub(super) name: String,
    label: String,
    pub(super) kind: FieldKind,
    pub(super) updateable: bool,
    /// The longest text, in characters.
    pub(super) length: Option<u32>,
}

impl Shape {
    fn of(described: &Value, aliases: &Aliases) -> Self {
        let flag = |name: &str| described.get(name).and_then(Value::as_bool).unwrap_or_default();
        let fields = described.get("fields").and_then(Value::as_array).into_iter().flatten().filter_map(facts);
        let fields: BTreeMap<_, _> = fields.map(|facts| (facts.name.to_ascii_lowercase(), facts)).collect();
        let find = |name: &String| fields.get(&name.to_ascii_lowercase()).cloned();
        Self {
            stands_in: aliases.iter().map(|(ours, theirs)| (ours.to_ascii_lowercase(), find(theirs))).collect(),
            fields,
            is_visible: true,
            createable: flag("createable"),
            updateable: flag("updateable"),
        }
    }

    /// A field by the name that the set-up gives it.
    pub(super) fn field(&self, name: &str) -> Option<&Facts> {
        let name = name.to_ascii_lowercase();
        self.stands_in.get(&name).map_or_else(|| self.fields.get(&name), Option::as_ref)
    }

    /// Those of the given names that are there, as this organisation spells them.
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
        kind: kind_of(&text("type"), &text("extraTypeInfo")),
        updateable: value.get("updateable").and_then(Value::as_bool).unwrap_or_default(),
        length: length.filter(|length| *length > 0),
    })
}

fn kind_of(kind: &str, extra: &str) -> FieldKind {
    match kind {
        "textarea" if extra == "richtextarea" => FieldKind::FormattedText,
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
            Ok(described) => Shape::of(&described, self.named.aliases(sobject)),
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

    pub(super) async fn read_shape(&self) -> Result<Vec<CrmField>, CrmError> {
        self.forget_shapes();
        let mut fields = Vec::new();
        for (sobject, holder) in [(Sobject::Opportunity, Holder::Deal), (Sobject::Account, Holder::Account)] {
            let shape = self.shape(sobject).await?;
            fields.extend(self.fields_in(&shape, sobject, holder));
        }
        Ok(fields)
    }

    fn fields_in(&self, shape: &Shape, sobject: Sobject, holder: Holder) -> Vec<CrmField> {
        let slots = Slot::all(&self.fields).filter(|slot| slot.holder() == holder);
        let mut carried: BTreeMap<String, Slot> = BTreeMap::new();
        let mut absent = Vec::new();
        for slot in slots {
            let name = set_up_name(&slot);
            match shape.field(&name) {
                Some(facts) => drop(carried.insert(facts.name.clone(), slot)),
                None => absent.push(hidden(self.named.aliases(sobject).get(&name).cloned().unwrap_or(name), slot)),
            }
        }
        let there = shape.fields.values().map(|facts| crm_field(facts, holder, carried.remove(&facts.name)));
        there.chain(absent).collect()
    }
}

fn crm_field(facts: &Facts, holder: Holder, slot: Option<Slot>) -> CrmField {
    let locked = matches!(slot, Some(Slot::Handoff(_))) && !facts.updateable;
    let name = facts.name.clone();
    let remedy = locked.then(|| {
        format!(
            "ask your Salesforce admin for edit access to `{name}`: field-level security makes it read-only for you"
        )
    });
    let (label, kind, length) = (facts.label.clone(), facts.kind, facts.length);
    CrmField { holder, name, label, kind, visible: true, writable: facts.updateable, length, slot, remedy }
}

fn hidden(name: String, slot: Slot) -> CrmField {
    let remedy = format!(
        "`{name}` is not there, or field-level security hides it from you: ask your Salesforce admin to run the set-up and to give you the permission set of Changeover"
    );
    CrmField {
        holder: slot.holder(),
        name,
        label: String::new(),
        kind: FieldKind::Other,
        visible: false,
        writable: false,
        length: None,
        slot: Some(slot),
        remedy: Some(remedy),
    }
}
