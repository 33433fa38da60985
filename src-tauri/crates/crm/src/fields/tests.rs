use super::*;
use crate::port::{Fact, FieldKind, Holder, Property};

fn field(holder: Holder, name: &str, label: &str, kind: FieldKind) -> CrmField {
    let (name, label) = (name.to_owned(), label.to_owned());
    CrmField { holder, name, label, kind, visible: true, writable: true, length: None, slot: None, remedy: None }
}

fn missing(slot: Slot) -> CrmField {
    let absent = field(slot.holder(), slot.word(), "", FieldKind::Other);
    CrmField { visible: false, writable: false, slot: Some(slot), ..absent }
}

fn risks() -> Slot {
    Slot::Handoff(Property::Field("risks".into()))
}

fn proposed<'a>(fields: &'a [CrmField], slot: &Slot) -> Option<&'a str> {
    let found = slots(fields).into_iter().find(|found| found.slot == slot)?;
    found.proposed.map(|field| field.name.as_str())
}

#[test]
fn an_empty_slot_is_offered_the_field_that_is_named_after_it_and_fits() {
    let fields = [
        missing(risks()),
        field(Holder::Deal, "Risk_Score__c", "Risk score", FieldKind::Number),
        field(Holder::Account, "Risks__c", "Risks", FieldKind::LongText),
        field(Holder::Deal, "Description", "Description", FieldKind::LongText),
        field(Holder::Deal, "DealRisks__c", "Deal risks", FieldKind::LongText),
    ];
    assert_eq!(proposed(&fields, &risks()), Some("DealRisks__c"));
    let found = slots(&fields);
    let fitting: Vec<_> = found[0].fitting.iter().map(|field| field.name.as_str()).collect();
    assert_eq!(fitting, ["DealRisks__c", "Description"], "what fits can be chosen, whatever its name");
}

#[test]
fn a_slot_that_is_filled_and_a_field_that_is_taken_get_no_proposal() {
    let there =
        CrmField { slot: Some(risks()), ..field(Holder::Deal, "Handoff_Risks__c", "Risks", FieldKind::LongText) };
    let other = field(Holder::Deal, "Risks__c", "Risks", FieldKind::LongText);
    assert_eq!(proposed(&[there, other], &risks()), None);
    let (deal_csm, account_csm) = (Slot::Handoff(Property::Csm), Slot::Fact(Fact::AccountCsm));
    let manager = field(Holder::Account, "Success_Manager__c", "Customer Success Manager", FieldKind::Reference);
    let fields = [missing(deal_csm.clone()), missing(account_csm.clone()), manager];
    assert_eq!((proposed(&fields, &deal_csm), proposed(&fields, &account_csm)), (None, Some("Success_Manager__c")));
}

#[test]
fn a_word_in_a_longer_name_is_no_likeness() {
    let fields = [
        missing(Slot::Fact(Fact::Segment)),
        field(Holder::Account, "seg", "Market segment of the parent group", FieldKind::Choice),
    ];
    assert_eq!(proposed(&fields, &Slot::Fact(Fact::Segment)), None);
}

#[test]
fn markup_short_text_and_fields_of_the_app_itself_carry_nothing() {
    let formatted = field(Holder::Deal, "Risks__c", "Risks", FieldKind::FormattedText);
    assert!(formatted.misfit(&risks()).is_some_and(|why| why.contains("rewrite")));
    assert!(field(Holder::Deal, "Risks__c", "Risks", FieldKind::Text).misfit(&risks()).is_some());
    let status = missing(Slot::Handoff(Property::Status));
    let fields = [status, field(Holder::Deal, "Status__c", "Status", FieldKind::Choice)];
    assert!(slots(&fields)[0].fitting.is_empty());
}

#[test]
fn a_field_carries_one_thing() {
    let names =
        Names([("risks", "Notes__c"), ("timeline", "Notes__c")].map(|(slot, name)| (slot.into(), name.into())).into());
    let timeline = Slot::Handoff(Property::Field("timeline".into()));
    let told = trouble(&names, &[missing(risks()), missing(timeline)]).unwrap_or_default();
    assert!(told.contains("`Notes__c`") && told.contains("`risks`") && told.contains("`timeline`"), "{told}");
    assert_eq!(trouble(&Names::default(), &[missing(risks())]), None);
}
