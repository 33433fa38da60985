//! Fields that the company had before: proposed, chosen, written and read in place of those of the set-up.

use super::subject::{Dialect, Subject, adapter_calling};
use crm::port::{Cursor, Names, Object, Part, Property};
use domain::Segment;
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn risks() -> Property {
    Property::Field("risks".into())
}

/// The dialect's name of a property of the company.
fn named(subject: &Subject, own: &str, in_salesforce: &str) -> String {
    if subject.dialect == Dialect::Salesforce { in_salesforce.to_owned() } else { own.to_owned() }
}

async fn define(subject: &Subject, object: &str, name: &str, label: &str, field_type: &str) {
    let group = if object == "deals" { "dealinformation" } else { "companyinformation" };
    let body = json!({"name": name, "label": label, "type": "string", "fieldType": field_type, "groupName": group});
    subject.office.api("POST", &format!("/crm/properties/2026-09/{object}"), body).await;
}

/// The company kept its risks in a field of its own, and the set-up's was never made.
async fn with_risks_of_their_own(subject: &Subject) -> Names {
    define(subject, "deals", "deal_risks", "Deal risks", "textarea").await;
    subject.office.api("DELETE", "/crm/properties/2026-09/deals/handoff_risks", Value::Null).await;
    Names(BTreeMap::from([("risks".to_owned(), named(subject, "deal_risks", "Deal_Risks__c"))]))
}

pub async fn fields_that_were_there_before_are_proposed_where_they_fit(subject: Subject) {
    let names = with_risks_of_their_own(&subject).await;
    define(&subject, "deals", "risks_short", "Risks", "text").await;
    let fields = subject.crm.describe().await.unwrap();
    let around = crm::fields::slots(&fields);
    let proposed: Vec<_> = around.iter().filter_map(|one| Some((one.slot.word(), &one.proposed?.name))).collect();
    assert_eq!(
        proposed,
        [("risks", &names.0["risks"])],
        "what is there needs no proposal, and a short text does not fit"
    );
    let renamed = adapter_calling(&subject, &names).describe().await.unwrap();
    assert_eq!(crm::fields::trouble(&names, &renamed), None);
    let carrying = renamed.iter().find(|field| field.carries() == Some(&risks())).unwrap();
    assert!(carrying.serves() && carrying.name == names.0["risks"], "{carrying:?}");
    let amount = Names(BTreeMap::from([("risks".to_owned(), named(&subject, "amount", "Amount"))]));
    let misused = adapter_calling(&subject, &amount).describe().await.unwrap();
    assert!(crm::fields::trouble(&amount, &misused).unwrap().contains("does not take"));
}

pub async fn a_field_of_another_name_is_written_and_read(subject: Subject) {
    let (deal, _) = subject.open_deal().await;
    let names = with_risks_of_their_own(&subject).await;
    subject.edit(&deal, "deal_risks", "Typed years ago").await;
    let crm = adapter_calling(&subject, &names);
    let before = crm.deal(&deal.id).await.unwrap();
    assert_eq!(before.deal.flat_fields[&"risks".into()], "Typed years ago");
    let changes = BTreeMap::from([(risks(), "Budget".to_owned()), (Property::Status, "submitted".to_owned())]);
    crm.write_deal(&deal.id, &changes).await.unwrap();
    assert_eq!(subject.property(&deal.id, "deal_risks").await, "Budget");
    let there = crm.deal(&deal.id).await.unwrap().properties;
    assert!(changes.iter().all(|(property, text)| there.get(property) == Some(text)), "{there:?}");
    let mut cursor = Cursor::default();
    let pulled = loop {
        let page = crm.pull(Object::Deals, &cursor).await.unwrap();
        if let Some(found) = page.deals.into_iter().find(|one| one.id == deal.id) {
            break found;
        }
        assert!(!page.done, "the deal did not arrive");
        cursor = page.next;
    };
    assert_eq!(pulled.flat_fields[&"risks".into()], "Budget");
}

pub async fn a_fact_is_read_from_the_field_that_holds_it(subject: Subject) {
    let (deal, around) = subject.open_deal().await;
    define(&subject, "companies", "size_class", "Size class", "text").await;
    let account = around.account.unwrap();
    let path = format!("/crm/objects/2026-09/companies/{}", Subject::number_of(account.id.as_str()));
    subject.office.api("PATCH", &path, json!({"properties": {"size_class": "Enterprise accounts"}})).await;
    let names = Names(BTreeMap::from([
        ("customer_segment".to_owned(), named(&subject, "size_class", "Size_Class__c")),
        // What is read anyway is asked for once.
        ("primary_competitor".to_owned(), named(&subject, "dealtype", "Type")),
    ]));
    let crm = adapter_calling(&subject, &names);
    let (arounds, _) = crm.around(std::slice::from_ref(&deal.id), &[Part::Account]).await.unwrap();
    assert_eq!(arounds[0].account.as_ref().unwrap().segment, Some(Segment::Enterprise));
    assert!(crm.deal(&deal.id).await.is_ok() && crm.pull(Object::Deals, &Cursor::default()).await.is_ok());
}

pub async fn a_mapped_field_that_went_is_named_and_stops_nothing(subject: Subject) {
    let names = Names(BTreeMap::from([("risks".to_owned(), "gone_since__c".to_owned())]));
    let crm = adapter_calling(&subject, &names);
    let fields = crm.describe().await.unwrap();
    let carrying = fields.iter().find(|field| field.carries() == Some(&risks())).unwrap();
    assert!(!carrying.serves() && carrying.remedy.as_deref().unwrap().contains("gone_since__c"), "{carrying:?}");
    assert!(!crm.pull(Object::Deals, &Cursor::default()).await.unwrap().deals.is_empty());
}
