#![allow(clippy::unwrap_used)]
use super::proposals;
use crate::testing::{World, world};
use domain::projection::{parse, project};
use domain::{Billing, BuyingRole, Contact, ContactOnDeal, FieldValue, ProductLine, Provenance, StakeholderRole};

fn contact(id: &str, name: &str, roles: Vec<BuyingRole>, primary: bool) -> ContactOnDeal {
    ContactOnDeal {
        contact: Contact { id: id.into(), name: name.into(), email: None, title: Some("CFO".into()), roles },
        primary,
    }
}

fn known() -> World {
    let mut world = world();
    world.context.contacts = vec![
        contact("1", "Ana Ruiz", vec![BuyingRole::Champion, BuyingRole::EndUser], false),
        contact("2", "Jo Keller", vec![BuyingRole::Blocker], false),
        contact("3", "Max Nobody", vec![], false),
        contact("4", "Prima Ry", vec![], true),
    ];
    let line = |name: &str, quantity, recurring_months| ProductLine {
        id: name.into(),
        name: name.into(),
        family: None,
        quantity,
        amount: None,
        recurring_months,
    };
    world.context.lines = vec![line("Platform Pro", Some(20.0), Some(12)), line("Workshop", None, None)];
    let deal = world.deal();
    deal.contract.start = Some("2026-10-01".parse().unwrap());
    deal.contract.renewal = Some("2027-10-01".parse().unwrap());
    deal.contract.billing = Some(Billing::Annually);
    deal.target_go_live = Some("2026-11-15".parse().unwrap());
    deal.integrations = Some("SAP".into());
    deal.competitor = Some("  ".into());
    world
}

fn proposed(world: &World, key: &str) -> Option<(FieldValue, Provenance)> {
    let all = proposals(&world.playbook, &world.context, &world.record);
    all.into_iter()
        .find(|proposal| proposal.field.as_str() == key)
        .map(|proposal| (proposal.value, proposal.provenance))
}

fn text(world: &World, key: &str) -> String {
    proposed(world, key).map(|(value, _)| project(&value)).unwrap_or_default()
}

#[test]
fn what_the_crm_knows_is_proposed_in_words() {
    let world = known();
    assert_eq!(text(&world, "products"), "20 × Platform Pro (12 months)\nWorkshop");
    assert_eq!(text(&world, "contract_terms"), "Starts 2026-10-01, 12 months, renews 2027-10-01, billed annually");
    assert_eq!(text(&world, "timeline"), "Go-live by 2026-11-15");
    assert_eq!(text(&world, "integrations"), "SAP");
    assert_eq!(proposed(&world, "competitors"), None, "blank is nothing");
    assert_eq!(proposed(&world, "business_goals"), None);
}

#[test]
fn contacts_with_a_role_and_the_primary_contact_become_stakeholders() {
    let Some((FieldValue::Stakeholders(people), provenance)) = proposed(&known(), "stakeholders") else {
        panic!("nobody")
    };
    assert_eq!(
        people.iter().map(|person| person.id.as_str()).collect::<Vec<_>>(),
        ["contact:1", "contact:2", "contact:4"]
    );
    assert_eq!(people[0].roles, [StakeholderRole::Champion, StakeholderRole::EndUserLead]);
    assert_eq!(people[1].sentiment, domain::Sentiment::Sceptic);
    assert_eq!(provenance, Provenance::Crm { source: "contacts of the deal".into(), as_of: None });
}

#[test]
fn the_only_contact_matters_whatever_its_role() {
    let mut world = world();
    world.context.contacts = vec![contact("3", "Max Only", vec![], false)];
    assert_eq!(text(&world, "stakeholders"), "Max Only, unknown: CFO");
}

#[test]
fn the_owner_after_signing_is_the_stakeholder_with_that_role() {
    let mut world = world();
    world.write(
        "stakeholders",
        parse("Ana Ruiz, champion\nJo Keller, post-sale owner: head of ops", &FieldValue::Stakeholders(vec![])),
    );
    assert_eq!(text(&world, "post_sale_owner"), "Jo Keller, head of ops");
}

#[test]
fn text_that_somebody_wrote_into_the_crm_comes_before_what_the_crm_knows() {
    let mut world = known();
    world.deal().flat_fields.insert("timeline".into(), "Live by 1 December".into());
    world.deal().flat_fields.insert("promises".into(), "none".into());
    let (value, provenance) = proposed(&world, "timeline").unwrap();
    assert_eq!(value, FieldValue::Text("Live by 1 December".into()));
    assert!(matches!(provenance, Provenance::EditedInCrm { .. }));
    assert_eq!(proposed(&world, "promises").unwrap().0, FieldValue::ExplicitNone);
}

#[test]
fn a_proposal_fills_a_field_and_is_marked_until_somebody_writes() {
    let mut world = known();
    let field = |world: &World| world.assess().field("timeline").unwrap().clone();
    assert!(field(&world).proposed && field(&world).value.is_some());
    assert!(!world.assess().completeness.missing.contains(&"timeline".into()));
    world.write_text("timeline", "Live by 2026-12-01");
    assert!(!field(&world).proposed);
    assert_eq!(field(&world).value, Some(FieldValue::Text("Live by 2026-12-01".into())));
}
