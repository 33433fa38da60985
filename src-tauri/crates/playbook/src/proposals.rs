//! What the CRM already knows, per field: nothing of it is asked again.

#[cfg(test)]
mod tests;

use crate::model::{Playbook, Shape};
use crate::text::plain;
use domain::projection::parse;
use domain::{
    Billing, BuyingRole, ContactOnDeal, Contract, DealContext, FieldKey, FieldValue, HandoffRecord, ProductLine,
    Provenance, Sentiment, Stakeholder, StakeholderRole,
};

/// A value that the CRM offers for a field.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    pub field: FieldKey,
    pub value: FieldValue,
    pub provenance: Provenance,
}

/// Every value that the CRM offers: from the flat handoff fields, where somebody wrote into them, else from the deal and
/// what hangs on it. Only fields of the playbook, each in its shape.
pub fn proposals(playbook: &Playbook, context: &DealContext, record: &HandoffRecord) -> Vec<Proposal> {
    let of = |field: &FieldKey, shape| edited(context, field, shape).or_else(|| known(context, record, field, shape));
    let each = playbook.fields.iter().filter_map(|rule| {
        let (value, provenance) = of(&rule.key, rule.shape)?;
        Some(Proposal { field: rule.key.clone(), value, provenance })
    });
    each.collect()
}

/// The flat field as a value that was edited in the CRM.
pub(crate) fn edited(context: &DealContext, field: &FieldKey, shape: Shape) -> Option<(FieldValue, Provenance)> {
    let text = context.deal.flat_fields.get(field).filter(|text| !text.trim().is_empty())?;
    let value = parse(text, &shape.empty());
    let provenance = Provenance::EditedInCrm { by: None, at: context.deal.modified_at };
    (!value.is_empty()).then_some((value, provenance))
}

/// What deal, contract, contacts and lines say about a field.
pub(crate) fn known(
    context: &DealContext,
    record: &HandoffRecord,
    field: &FieldKey,
    shape: Shape,
) -> Option<(FieldValue, Provenance)> {
    let deal = &context.deal;
    let crm = |source: &str| Provenance::Crm { source: source.to_owned(), as_of: deal.modified_at };
    let text = |text: Option<String>, source: &str| Some((FieldValue::Text(text?), crm(source)));
    match (field.as_str(), shape) {
        ("stakeholders", Shape::Stakeholders) => {
            people(context).map(|people| (FieldValue::Stakeholders(people), crm("contacts of the deal")))
        }
        ("post_sale_owner", Shape::Text) => post_sale_owner(record),
        ("products", Shape::Items) => {
            products(&context.lines).map(|items| (FieldValue::Items(items), crm("product lines of the deal")))
        }
        ("contract_terms", Shape::Text) => text(terms(&deal.contract), "contract on the deal"),
        ("timeline", Shape::Text) => {
            text(deal.target_go_live.map(|date| format!("Go-live by {date}")), "target go-live on the deal")
        }
        ("integrations", Shape::Text) => text(filled(deal.integrations.as_deref()), "integrations on the deal"),
        ("competitors", Shape::Text) => text(filled(deal.competitor.as_deref()), "competitor on the deal"),
        _ => None,
    }
}

fn filled(text: Option<&str>) -> Option<String> {
    text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// Contacts with a buying role, and the primary contact; the only contact, whatever its role.
fn people(context: &DealContext) -> Option<Vec<Stakeholder>> {
    let only = context.contacts.len() == 1;
    let matters = |on_deal: &&ContactOnDeal| {
        only || on_deal.primary || on_deal.contact.roles.iter().any(|role| *role != BuyingRole::Other)
    };
    let people: Vec<Stakeholder> =
        context.contacts.iter().filter(matters).map(stakeholder).filter(|person| !person.name.is_empty()).collect();
    (!people.is_empty()).then_some(people)
}

fn stakeholder(on_deal: &ContactOnDeal) -> Stakeholder {
    let contact = &on_deal.contact;
    let mut roles: Vec<StakeholderRole> = contact.roles.iter().filter_map(|role| role_of(*role)).collect();
    roles.dedup();
    Stakeholder {
        id: format!("contact:{}", contact.id),
        name: contact.name.trim().to_owned(),
        sentiment: if roles.contains(&StakeholderRole::Detractor) { Sentiment::Sceptic } else { Sentiment::Unknown },
        roles,
        note: contact.title.clone().unwrap_or_default(),
        contact_id: Some(contact.id.clone()),
    }
}

/// A buying role after the sale; roles that end with the purchase have none.
fn role_of(role: BuyingRole) -> Option<StakeholderRole> {
    match role {
        BuyingRole::Champion => Some(StakeholderRole::Champion),
        BuyingRole::DecisionMaker => Some(StakeholderRole::DecisionMaker),
        BuyingRole::ExecutiveSponsor => Some(StakeholderRole::ExecutiveSponsor),
        BuyingRole::BudgetHolder => Some(StakeholderRole::Billing),
        BuyingRole::EndUser => Some(StakeholderRole::EndUserLead),
        BuyingRole::Blocker => Some(StakeholderRole::Detractor),
        BuyingRole::Technical => Some(StakeholderRole::TechnicalContact),
        BuyingRole::Influencer | BuyingRole::Legal | BuyingRole::Other => None,
    }
}

/// The stakeholder who was given that role in the handoff itself.
fn post_sale_owner(record: &HandoffRecord) -> Option<(FieldValue, Provenance)> {
    let entry = record.fields.get(&FieldKey::from("stakeholders"))?;
    let FieldValue::Stakeholders(people) = &entry.value else { return None };
    let owner = people
        .iter()
        .find(|person| person.roles.contains(&StakeholderRole::PostSaleOwner) && !person.name.trim().is_empty())?;
    let note = if owner.note.trim().is_empty() { String::new() } else { format!(", {}", owner.note.trim()) };
    Some((FieldValue::Text(format!("{}{note}", owner.name.trim())), entry.provenance.clone()))
}

fn products(lines: &[ProductLine]) -> Option<Vec<String>> {
    let items: Vec<String> = lines.iter().filter(|line| !line.name.trim().is_empty()).map(product).collect();
    (!items.is_empty()).then_some(items)
}

/// `20 × Platform Pro (12 months)`
fn product(line: &ProductLine) -> String {
    let quantity = line
        .quantity
        .filter(|quantity| quantity.is_finite())
        .map(|quantity| format!("{} × ", plain(quantity)))
        .unwrap_or_default();
    let months = line.recurring_months.map(|months| format!(" ({})", months_words(months))).unwrap_or_default();
    format!("{quantity}{}{months}", line.name.trim())
}

fn months_words(months: u32) -> String {
    if months == 1 { "1 month".to_owned() } else { format!("{months} months") }
}

/// `Starts 2026-10-01, 12 months, renews 2027-10-01, billed annually`
fn terms(contract: &Contract) -> Option<String> {
    let billing = contract.billing.map(|billing| match billing {
        Billing::Monthly => "billed monthly",
        Billing::Quarterly => "billed quarterly",
        Billing::Annually => "billed annually",
        Billing::Upfront => "billed upfront",
    });
    let parts = [
        contract.start.map(|start| format!("starts {start}")),
        contract.term_months.map(months_words),
        contract.renewal.map(|renewal| format!("renews {renewal}")),
        billing.map(str::to_owned),
    ];
    let text = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let mut letters = text.chars();
    let first = letters.next()?;
    Some(format!("{}{}", first.to_uppercase(), letters.as_str()))
}
