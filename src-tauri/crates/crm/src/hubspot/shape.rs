//! The properties of deals, and what the key may do.

use super::kinds::Kind;
use super::talk::results;
use super::writes::property_name;
use super::{HubSpot, paths};
use crate::port::{Act, CrmError, DealField, ErrorClass, FieldKind, Property, Right};
use domain::ActivityKind;
use net::Request;
use serde_json::{Value, json};
use std::collections::BTreeMap;

impl HubSpot {
    pub(super) async fn read_shape(&self) -> Result<Vec<DealField>, CrmError> {
        let body = self.read(Request::get(paths::properties(Kind::Deal))).await?;
        let carried: BTreeMap<String, Property> = self.carried().map(|each| (property_name(&each), each)).collect();
        let mut fields: Vec<DealField> = results(body).iter().filter_map(|one| field(one, &carried)).collect();
        let absent = carried.iter().filter(|(name, _)| fields.iter().all(|field| field.name != **name));
        let absent: Vec<DealField> = absent.map(|(name, property)| missing(name, property)).collect();
        fields.extend(absent);
        Ok(fields)
    }

    fn carried(&self) -> impl Iterator<Item = Property> {
        Property::STATE.into_iter().chain(self.fields.iter().cloned().map(Property::Field))
    }

    /// Each act is tried with a request that can change nothing: a page of one, a batch of none. A missing scope is refused
    /// before the rest of a request is looked at.
    pub(super) async fn read_rights(&self) -> Result<Vec<Right>, CrmError> {
        let task = Kind::Activity(ActivityKind::Task);
        let note = Kind::Activity(ActivityKind::Note);
        let empty = || json!({"inputs": []});
        let mut rights = Vec::new();
        for act in Act::ALL {
            let probe = match act {
                Act::ReadDeals => Request::get(paths::objects(Kind::Deal)).with("limit", "1"),
                Act::ReadPeople => Request::get(paths::owners()).with("limit", "1"),
                Act::WriteDeals => Request::post(paths::batch(Kind::Deal, "update"), empty()),
                Act::CreateTasks => Request::post(paths::batch(task, "upsert"), empty()),
                Act::CreateNotes => Request::post(paths::batch(note, "upsert"), empty()),
                Act::AttachFiles => Request::upload(paths::files(), vec![net::FormPart::value("options", "{}")]),
            };
            rights.push(self.try_act(act, probe).await?);
        }
        Ok(rights)
    }

    async fn try_act(&self, act: Act, probe: Request) -> Result<Right, CrmError> {
        match self.read(probe).await {
            Err(error) => match error.class {
                ErrorClass::NotAllowed => Ok(Right::refused(act, error.message, error.remedy)),
                // The probe itself is refused, and with that the right is there.
                ErrorClass::FixField { .. } | ErrorClass::Broken | ErrorClass::Gone => Ok(Right::granted(act)),
                ErrorClass::Offline | ErrorClass::TryLater { .. } | ErrorClass::SignInAgain => Err(error),
            },
            Ok(_) => Ok(Right::granted(act)),
        }
    }
}

fn field(value: &Value, carried: &BTreeMap<String, Property>) -> Option<DealField> {
    let text = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let name = Some(text("name")).filter(|name| !name.is_empty())?;
    let read_only = value.pointer("/modificationMetadata/readOnlyValue").and_then(Value::as_bool).unwrap_or_default();
    let calculated = value.get("calculated").and_then(Value::as_bool).unwrap_or_default();
    let kind = kind_of(&text("type"), &text("fieldType"));
    let length = matches!(kind, FieldKind::Text | FieldKind::LongText).then_some(crate::reading::LONG as u32);
    let (writable, property) = (!read_only && !calculated, carried.get(&name).cloned());
    let blocked = property.is_some() && !writable;
    let remedy = blocked.then(|| format!("ask your HubSpot admin to let apps write `{name}`"));
    Some(DealField { label: text("label"), kind, visible: true, writable, length, carries: property, remedy, name })
}

fn kind_of(value_type: &str, field_type: &str) -> FieldKind {
    match (value_type, field_type) {
        ("string", "textarea" | "html") => FieldKind::LongText,
        ("string" | "phone_number", _) => FieldKind::Text,
        ("number", _) => FieldKind::Number,
        ("bool", _) => FieldKind::Flag,
        ("date", _) => FieldKind::Date,
        ("datetime", _) => FieldKind::DateTime,
        ("enumeration", _) => FieldKind::Choice,
        _ => FieldKind::Other,
    }
}

fn missing(name: &str, property: &Property) -> DealField {
    DealField {
        name: name.to_owned(),
        label: String::new(),
        kind: FieldKind::Other,
        visible: false,
        writable: false,
        length: None,
        carries: Some(property.clone()),
        remedy: Some(format!("ask your HubSpot admin to run the set-up, which adds `{name}` to deals")),
    }
}
