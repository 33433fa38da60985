//! Accounts and contacts.

use std::borrow::Cow;

use super::field::{Field, FieldType};
use super::sales::account_id;
use super::sobject::Sobject;
use crate::org::Kind;
use crate::salesforce::ids::RecordId;
use crate::salesforce::rows::{Row, linked_with, objects};
use crate::salesforce::value::Cell;

/// Account, Contact.
pub fn sobjects() -> Vec<Sobject> {
    vec![account(), contact()]
}

/// The record that this one was merged into.
fn master(row: &Row<'_>) -> Cell<'static> {
    let Some(view) = row.view else { return Cell::Null };
    let kept = row.org.resolve(view.object.id);
    if kept == view.object.id { Cell::Null } else { Cell::Id(RecordId::new(row.sobject.prefix, kept.0)) }
}

fn account() -> Sobject {
    Sobject::new("Account", "Accounts", "001", |org| objects(org, &[Kind::Company]))
        .of(&[Kind::Company])
        .open()
        .audited()
        .with([
            Field::of("Name", FieldType::Text(255), "name").writable().required(),
            Field::read("MasterRecordId", FieldType::Reference(&["Account"]), master),
            Field::of("Website", FieldType::Url, "domain").writable(),
            Field::of("Industry", FieldType::Picklist, "industry").writable(),
            Field::of("BillingCountry", FieldType::Text(80), "country").writable(),
            Field::of("BillingCity", FieldType::Text(40), "city").writable(),
            Field::of("NumberOfEmployees", FieldType::Int, "numberofemployees").writable(),
            Field::person("OwnerId", "hubspot_owner_id").writable(),
        ])
        .parent_of(&[
            ("Opportunities", "Opportunity", "AccountId"),
            ("Contacts", "Contact", "AccountId"),
            ("ContentDocumentLinks", "ContentDocumentLink", "LinkedEntityId"),
        ])
}

fn contact() -> Sobject {
    Sobject::new("Contact", "Contacts", "003", |org| objects(org, &[Kind::Contact]))
        .of(&[Kind::Contact])
        .near("AccountId", |org, account| linked_with(org, account, &[Kind::Contact]))
        .open()
        .audited()
        .with([
            Field::of("FirstName", FieldType::Text(40), "firstname").writable(),
            Field::of("LastName", FieldType::Text(80), "lastname").writable().required(),
            Field::read("Name", FieldType::Text(121), contact_name),
            Field::read("MasterRecordId", FieldType::Reference(&["Contact"]), master),
            Field::read("AccountId", FieldType::Reference(&["Account"]), account_id).writable(),
            Field::of("Email", FieldType::Email, "email").writable(),
            Field::of("Phone", FieldType::Phone, "phone").writable(),
            Field::of("Title", FieldType::Text(128), "jobtitle").writable(),
            Field::person("OwnerId", "hubspot_owner_id").writable(),
        ])
        .parent_of(&[("OpportunityContactRoles", "OpportunityContactRole", "ContactId"), ("Tasks", "Task", "WhoId")])
}

/// First and last name, as far as they are known.
pub fn contact_name(row: &Row<'_>) -> Cell<'static> {
    let parts = [row.property("firstname"), row.property("lastname")];
    let known: Vec<Cow<'_, str>> = parts.into_iter().flatten().collect();
    Cell::text(Some(Cow::Owned(known.join(" "))))
}
