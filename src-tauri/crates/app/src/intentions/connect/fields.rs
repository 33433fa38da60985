//! Which fields of the CRM carry the handoff, and which others could.

use crate::wire::connect::{FieldChoice, FieldLine};
use crm::fields::{SlotFields, slots};
use crm::port::{CrmField, Fact, Names, Property, Slot};
use playbook::Playbook;

/// A line for every place, from what the CRM describes. Fields that carry nothing appear only where they could.
pub fn field_lines(fields: &[CrmField], names: &Names) -> Vec<FieldLine> {
    slots(fields).iter().map(|around| field_line(around, names)).collect()
}

fn field_line(around: &SlotFields<'_>, names: &Names) -> FieldLine {
    let SlotFields { slot, field, .. } = around;
    FieldLine {
        slot: slot.word().to_owned(),
        handoff: label(slot),
        only_read: matches!(slot, Slot::Fact(_)),
        name: field.name.clone(),
        serves: field.serves(),
        remedy: field.remedy.clone().or_else(|| misfit(slot, field)),
        may_be_renamed: slot.may_be_renamed(),
        renamed: names.of(slot).is_some(),
        proposed: around.proposed.map(choice),
        fitting: around.fitting.iter().map(|field| choice(field)).collect(),
    }
}

fn misfit(slot: &Slot, field: &CrmField) -> Option<String> {
    let why = field.misfit(slot).filter(|_| field.visible)?;
    Some(format!("`{}` {why}: choose another field", field.name))
}

fn choice(field: &CrmField) -> FieldChoice {
    FieldChoice { name: field.name.clone(), label: field.label.clone() }
}

/// What people call a place.
fn label(slot: &Slot) -> String {
    let text = match slot {
        Slot::Handoff(Property::Status) => "Status",
        Slot::Handoff(Property::StatusReason) => "Reason of the status",
        Slot::Handoff(Property::Tier) => "Tier",
        Slot::Handoff(Property::Csm) => "CSM",
        Slot::Handoff(Property::Completeness) => "Completeness",
        Slot::Handoff(Property::Quality) => "Quality",
        Slot::Handoff(Property::Playbook) => "Playbook",
        Slot::Handoff(Property::FirstValueDate) => "First value date",
        Slot::Handoff(Property::Conflict) => "Conflict mark",
        Slot::Handoff(Property::Record) => "The record",
        Slot::Handoff(Property::Field(key)) => return Playbook::embedded().label(key).to_owned(),
        Slot::Fact(fact) => return fact_label(*fact).to_owned(),
    };
    text.to_owned()
}

fn fact_label(fact: Fact) -> &'static str {
    match fact {
        Fact::AccountCsm => "CSM of the account",
        Fact::Segment => "Segment of the account",
        Fact::Language => "Language of the account",
        Fact::ContractStart => "Contract start",
        Fact::ContractTerm => "Contract term in months",
        Fact::Renewal => "Renewal date",
        Fact::Billing => "Billing frequency",
        Fact::TargetGoLive => "Target go-live date",
        Fact::IntegrationsNeeded => "Integrations needed",
        Fact::RegulatedData => "Regulated data",
        Fact::Competitor => "Primary competitor",
    }
}
