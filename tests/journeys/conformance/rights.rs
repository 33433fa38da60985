//! Who may do what, and what is said where somebody may not.

use super::subject::{Dialect, Subject};
use crm::port::{Act, Cursor, ErrorClass, Object, Property};
use serde_json::json;
use std::collections::BTreeMap;

pub async fn who_may_everything_is_told_so(subject: Subject) {
    let (deal, _) = subject.open_deal().await;
    let rights = subject.crm.rights(Some(&deal.id)).await.unwrap();
    assert_eq!(rights.iter().map(|right| right.act).collect::<Vec<_>>(), Act::ALL);
    let missing: Vec<_> = rights.iter().filter(|right| !right.allowed).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

pub async fn who_may_only_read_is_told_what_is_missing_and_who_grants_it(subject: Subject) {
    let reader = subject.adapter_with(subject.office.crm.limited_token());
    let rights = reader.rights(None).await.unwrap();
    let may = |act: Act| rights.iter().find(|right| right.act == act).unwrap();
    assert!(may(Act::ReadDeals).allowed);
    let write = may(Act::WriteDeals);
    assert!(!write.allowed && !write.missing.is_empty() && write.remedy.contains("admin"), "{write:?}");
}

pub async fn a_write_without_the_right_is_not_allowed(subject: Subject) {
    let (deal, _) = subject.open_deal().await;
    let reader = subject.adapter_with(subject.office.crm.limited_token());
    let changes = BTreeMap::from([(Property::Status, "submitted".to_owned())]);
    let error = reader.write_deal(&deal.id, &changes).await.unwrap_err();
    assert_eq!(error.class, ErrorClass::NotAllowed, "{error}");
    assert!(error.remedy.contains("admin"), "{}", error.remedy);
}

/// HubSpot leaves out a property that it doesn't have; Salesforce refuses the whole question.
pub async fn a_field_that_went_is_told_and_stops_no_pull(subject: Subject) {
    let (deal, _) = subject.open_deal().await;
    match subject.dialect {
        Dialect::HubSpot => {
            subject.office.api("DELETE", "/crm/properties/2026-09/deals/handoff_risks", json!(null)).await;
        }
        _ => {
            subject.control("salesforce/hide", json!({"object": "Opportunity", "field": "Handoff_Risks__c"})).await;
        }
    }
    let page = subject.crm.pull(Object::Deals, &Cursor::default()).await.unwrap();
    assert!(!page.deals.is_empty());
    subject.crm.deal(&deal.id).await.unwrap();
    let fields = subject.crm.describe().await.unwrap();
    let risks = fields.iter().find(|field| field.carries() == Some(&Property::Field("risks".into()))).unwrap();
    assert!(!risks.visible && !risks.serves());
    let remedy = risks.remedy.as_deref().unwrap();
    assert!(remedy.contains("admin") && remedy.to_lowercase().contains("handoff_risks"), "{remedy}");
}
