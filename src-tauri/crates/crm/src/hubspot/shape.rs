//! The properties of deals, and what the key may do.

use super::kinds::Kind;
use super::talk::results;
use super::{HubSpot, paths};
use crate::port::{Act, CrmError, CrmField, ErrorClass, FieldKind, Holder, Right, Slot};
use domain::ActivityKind;
use net::Request;
use serde_json::{Value, json};
use std::collections::BTreeMap;

impl HubSpot {
    pub(super) async fn read_shape(&self) -> Result<Vec<CrmField>, CrmError> {
        let mut fields = self.fields_of(Kind::Deal, Holder::Deal).await?;
        fields.extend(self.fields_of(Kind::Company, Holder::Account).await?);
        Ok(fields)
    }

    async fn fields_of(&self, kind: Kind, holder: Holder) -> Result<Vec<CrmField>, CrmError> {
        let body = self.read(Request::get(paths::properties(kind))).await?;
        let slots = Slot::all(&self.fields).filter(|slot| slot.holder() == holder);
        let carried: BTreeMap<String, Slot> = slots.map(|slot| (self.named.slot(&slot), slot)).collect();
        let mut fields: Vec<CrmField> = results(body).iter().filter_map(|one| field(one, holder, &carried)).collect();
        let absent = carried.iter().filter(|(name, _)| fields.iter().all(|field| field.name != **name));
        let absent: Vec<CrmField> = absent.map(|(name, slot)| missing(name, slot)).collect();
        fields.extend(absent);
        Ok(fields)
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

fn field(value: &Value, holder: Holder, carried: &BTreeMap<String, Slot>) -> Option<CrmField> {
    let text = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let name = Some(text("name")).filter(|name| !name.is_empty())?;
    let read_only = value.pointer("/modificationMetadata/readOnlyValue").and_then(Value::as_bool).unwrap_or_default();
    let calculated = value.get("calculated").and_then(Value::as_bool).unwrap_or_default();
    let kind = kind_of(&text("type"), &text("fieldType"), !text("referencedObjectType").is_empty());
    let length = matches!(kind, FieldKind::Text | FieldKind::LongText).then_some(crate::reading::LONG as u32);
    let (writable, slot) = (!read_only && !calculated, carried.get(&name).cloned());
    let blocked = matches!(slot, Some(Slot::Handoff(_))) && !writable;
    let remedy = blocked.then(|| format!("ask your HubSpot admin to let apps write `{name}`"));
    Some(CrmField { holder, label: text("label"), kind, visible: true, writable, length, slot, remedy, name })
}

fn kind_of(value_type: &str, field_type: &str, names_a_record: bool) -> FieldKind {
    match (value_type, field_type) {
        _ if names_a_record => FieldKind::Reference,
        ("string", "html") => FieldKind::FormattedText,
        ("string", "textarea") => FieldKind::LongText,
        ("string" | "phone_number", _) => FieldKind::Text,
        ("number", _) => FieldKind::Number,
        ("bool", _) => FieldKind::Flag,
        ("date", _) => FieldKind::Date,
        ("datetime", _) => FieldKind::DateTime,
        ("enumeration", _) => FieldKind::Choice,
        _ => FieldKind::Other,
    }
}

fn missing(name: &str, slot: &Slot) -> CrmField {
    let holder = slot.holder();
    let place = match holder {
        Holder::Deal => "deals",
        Holder::Account => "companies",
    };
    CrmField {
        holder,
        name: name.to_owned(),
        label: String::new(),
        kind: FieldKind::Other,
        visible: false,
        writable: false,
        length: None,
        slot: Some(slot.clone()),
        remedy: Some(format!("ask your HubSpot admin to run the set-up, which adds `{name}` to {place}")),
    }
}
