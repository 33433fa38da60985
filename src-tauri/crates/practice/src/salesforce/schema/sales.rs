//! Opportunities, and what they are made of: stages, record types, roles, lines, products.

use std::borrow::Cow;

use super::field::{Field, FieldType};
use super::sobject::Sobject;
use super::system::place;
use super::words::{BUYING_ROLES, DEAL_TYPES, in_salesforce};
use crate::org::{Kind, Object, ObjectId, Org, Pipeline, Stage};
use crate::salesforce::ids::RecordId;
use crate::salesforce::rows::{
    Row, RowKey, account_of, contacts_of, deal_of, entries, linked_with, numbered, objects, one, roles, roles_of,
    sold_number, who_of,
};
use crate::salesforce::value::Cell;

const ACCOUNT: FieldType = FieldType::Reference(&["Account"]);
const OPPORTUNITY: FieldType = FieldType::Reference(&["Opportunity"]);

/// Opportunity, OpportunityStage, RecordType, OpportunityContactRole, OpportunityLineItem, Product2, PricebookEntry, Pricebook2.
pub fn sobjects() -> Vec<Sobject> {
    vec![opportunity(), stage(), record_type(), role(), line(), product(), entry(), pricebook()]
}

/// The id of a record of a kind.
fn id_of(prefix: &str, id: Option<ObjectId>) -> Cell<'static> {
    id.map_or(Cell::Null, |id| Cell::Id(RecordId::new(prefix, id.0)))
}

/// The account that a row belongs to.
pub fn account_id(row: &Row<'_>) -> Cell<'static> {
    id_of("001", account_of(row).map(|view| view.object.id))
}

fn opportunity() -> Sobject {
    Sobject::new("Opportunity", "Opportunities", "006", |org| objects(org, &[Kind::Deal]))
        .of(&[Kind::Deal])
        .near("AccountId", |org, account| linked_with(org, account, &[Kind::Deal]))
        .open()
        .audited()
        .with([
            Field::of("Name", FieldType::Text(120), "dealname").writable().required(),
            Field::read("AccountId", ACCOUNT, account_id).writable(),
            Field::read("StageName", FieldType::Picklist, stage_name).writable().required(),
            Field::of("Amount", FieldType::Currency, "amount").writable(),
            Field::of("CurrencyIsoCode", FieldType::Picklist, "deal_currency_code").writable(),
            Field::of("CloseDate", FieldType::Date, "closedate").writable().required(),
            Field::words("Type", "dealtype", DEAL_TYPES).writable(),
            Field::of("Description", FieldType::TextArea(32_000), "description").writable(),
            Field::of("Probability", FieldType::Percent, "hs_deal_stage_probability"),
            Field::of("IsClosed", FieldType::Boolean, "hs_is_closed"),
            Field::of("IsWon", FieldType::Boolean, "hs_is_closed_won"),
            Field::person("OwnerId", "hubspot_owner_id").writable(),
            Field::read("RecordTypeId", FieldType::Reference(&["RecordType"]), record_type_id).writable(),
            Field::read("Pricebook2Id", FieldType::Reference(&["Pricebook2"]), |_| Cell::Id(RecordId::new("01s", 1))),
            Field::read("HasOpportunityLineItem", FieldType::Boolean, |row| {
                Cell::Bool(row.view.is_some_and(|view| !view.object.linked(Kind::LineItem).is_empty()))
            }),
            Field::read("LastStageChangeDate", FieldType::Datetime, |row| {
                row.view.and_then(|view| view.changed_at("dealstage")).map_or(Cell::Null, Cell::moment)
            }),
        ])
        .parent_of(&[
            ("OpportunityContactRoles", "OpportunityContactRole", "OpportunityId"),
            ("OpportunityLineItems", "OpportunityLineItem", "OpportunityId"),
            ("OpportunityHistories", "OpportunityHistory", "OpportunityId"),
            ("Histories", "OpportunityFieldHistory", "OpportunityId"),
            ("Tasks", "Task", "WhatId"),
            ("Events", "Event", "WhatId"),
            ("Emails", "EmailMessage", "RelatedToId"),
            ("ContentDocumentLinks", "ContentDocumentLink", "LinkedEntityId"),
        ])
}

fn stage_name(row: &Row<'_>) -> Cell<'static> {
    let id = row.property("dealstage");
    let stage = id.as_ref().and_then(|id| row.org.stage(id));
    Cell::text(stage.map(|(_, stage)| Cow::Owned(stage.label.clone())))
}

fn record_type_id(row: &Row<'_>) -> Cell<'static> {
    let pipeline = row.property("pipeline");
    let place = row.org.pipelines.iter().position(|known| Some(known.id.as_str()) == pipeline.as_deref());
    place.map_or(Cell::Null, |place| Cell::Id(RecordId::new("012", place as u64 + 1)))
}

/// The stages of all pipelines, each label once: Salesforce has one list for the whole org.
pub fn stages(org: &Org) -> Vec<(&Pipeline, &Stage)> {
    let mut known: Vec<(&Pipeline, &Stage)> = Vec::new();
    for pipeline in &org.pipelines {
        for stage in &pipeline.stages {
            if !known.iter().any(|(_, other)| other.label == stage.label) {
                known.push((pipeline, stage));
            }
        }
    }
    known
}

/// The labels of all stages, each once.
pub fn stage_labels(org: &Org) -> Vec<String> {
    stages(org).into_iter().map(|(_, stage)| stage.label.clone()).collect()
}

fn of_stage(row: &Row<'_>, read: fn(&Stage) -> Cell<'static>) -> Cell<'static> {
    stages(row.org).get(place(row)).map_or(Cell::Null, |(_, stage)| read(stage))
}

fn stage() -> Sobject {
    let label = |row: &Row<'_>| of_stage(row, |stage| Cell::Text(stage.label.clone().into()));
    Sobject::new("OpportunityStage", "OpportunityStages", "01J", |org| numbered(stages(org).len())).with([
        Field::read("MasterLabel", FieldType::Text(255), label),
        Field::read("ApiName", FieldType::Text(255), label),
        Field::read("IsActive", FieldType::Boolean, |_| Cell::Bool(true)),
        Field::read("IsClosed", FieldType::Boolean, |row| of_stage(row, |stage| Cell::Bool(stage.is_closed()))),
        Field::read("IsWon", FieldType::Boolean, |row| of_stage(row, |stage| Cell::Bool(stage.is_won()))),
        Field::read("DefaultProbability", FieldType::Percent, |row| {
            of_stage(row, |stage| Cell::Number((stage.chance() * 100.0).round()))
        }),
        #[expect(clippy::cast_precision_loss, reason = "a handful of stages")]
        Field::read("SortOrder", FieldType::Int, |row| Cell::Number(place(row) as f64 + 1.0)),
        Field::read("ForecastCategoryName", FieldType::Picklist, |row| {
            of_stage(row, |stage| {
                Cell::word(match (stage.is_closed(), stage.is_won()) {
                    (_, true) => "Closed",
                    (true, false) => "Omitted",
                    _ => "Pipeline",
                })
            })
        }),
        Field::read("SystemModstamp", FieldType::Datetime, |row| Cell::Moment(row.stamp())),
    ])
}

fn record_type() -> Sobject {
    let name = |row: &Row<'_>| Cell::text(row.org.pipelines.get(place(row)).map(|known| known.label.clone().into()));
    Sobject::new("RecordType", "RecordTypes", "012", |org| numbered(org.pipelines.len())).with([
        Field::read("Name", FieldType::Text(80), name),
        Field::read("DeveloperName", FieldType::Text(80), |row| {
            Cell::text(row.org.pipelines.get(place(row)).map(|known| known.label.replace(' ', "_").into()))
        }),
        Field::read("SobjectType", FieldType::Picklist, |_| Cell::word("Opportunity")),
        Field::read("IsActive", FieldType::Boolean, |_| Cell::Bool(true)),
        Field::read("SystemModstamp", FieldType::Datetime, |row| Cell::Moment(row.stamp())),
    ])
}

fn role() -> Sobject {
    Sobject::new("OpportunityContactRole", "OpportunityContactRoles", "00K", roles)
        .near("OpportunityId", |org, deal| of_deal(org, deal, roles_of))
        .open()
        .audited()
        .with([
            Field::read("OpportunityId", OPPORTUNITY, opportunity_id).at_creation().required(),
            Field::read("ContactId", FieldType::Reference(&["Contact"]), |row| id_of("003", who_of(row)))
                .at_creation()
                .required(),
            Field::read("Role", FieldType::Picklist, |row| {
                let contact = who_of(row).and_then(|id| row.org.view(Kind::Contact, id));
                let roles = contact.and_then(|contact| contact.named("hs_buying_role"));
                let first = roles.as_deref().and_then(|roles| roles.split(';').next());
                Cell::text(first.map(|role| Cow::Owned(in_salesforce(BUYING_ROLES, role).to_owned())))
            })
            .writable(),
            Field::read("IsPrimary", FieldType::Boolean, |row| match row.key {
                RowKey::Role(deal, contact) => Cell::Bool(contacts_of(row.org, deal).first() == Some(&contact)),
                _ => Cell::Bool(false),
            }),
        ])
}

/// The rows that a deal has of some sort.
pub fn of_deal(org: &Org, deal: ObjectId, rows: fn(&Org, &Object) -> Vec<RowKey>) -> Vec<RowKey> {
    org.table(Kind::Deal).row(deal).map(|deal| rows(org, deal)).unwrap_or_default()
}

/// The opportunity that a row belongs to.
pub fn opportunity_id(row: &Row<'_>) -> Cell<'static> {
    id_of("006", deal_of(row).map(|view| view.object.id))
}

/// The product or price of a line, which its name tells.
fn sold(row: &Row<'_>, prefix: &str) -> Cell<'static> {
    row.property("name").map_or(Cell::Null, |name| Cell::Id(RecordId::new(prefix, sold_number(&name))))
}

fn line() -> Sobject {
    Sobject::new("OpportunityLineItem", "OpportunityLineItems", "00k", |org| objects(org, &[Kind::LineItem]))
        .of(&[Kind::LineItem])
        .near("OpportunityId", |org, deal| linked_with(org, deal, &[Kind::LineItem]))
        .open()
        .audited()
        .with([
            Field::read("OpportunityId", OPPORTUNITY, opportunity_id).at_creation().required(),
            Field::read("Product2Id", FieldType::Reference(&["Product2"]), |row| sold(row, "01t")),
            Field::read("PricebookEntryId", FieldType::Reference(&["PricebookEntry"]), |row| sold(row, "01u"))
                .at_creation(),
            Field::of("Name", FieldType::Text(376), "name"),
            Field::of("ProductCode", FieldType::Text(255), "hs_sku"),
            Field::of("Quantity", FieldType::Double, "quantity").writable().required(),
            Field::of("UnitPrice", FieldType::Currency, "price").writable(),
            Field::of("TotalPrice", FieldType::Currency, "amount"),
        ])
}

fn product() -> Sobject {
    Sobject::new("Product2", "Products", "01t", entries).with([
        Field::of("Name", FieldType::Text(255), "name"),
        Field::of("ProductCode", FieldType::Text(255), "hs_sku"),
        Field::of("Family", FieldType::Picklist, "product_family"),
        Field::read("IsActive", FieldType::Boolean, |_| Cell::Bool(true)),
        Field::read("IsDeleted", FieldType::Boolean, |_| Cell::Bool(false)),
        Field::read("SystemModstamp", FieldType::Datetime, |row| Cell::Moment(row.stamp())),
    ])
}

fn entry() -> Sobject {
    Sobject::new("PricebookEntry", "PricebookEntries", "01u", entries).with([
        Field::of("Name", FieldType::Text(255), "name"),
        Field::of("ProductCode", FieldType::Text(255), "hs_sku"),
        Field::read("Product2Id", FieldType::Reference(&["Product2"]), |row| sold(row, "01t")),
        Field::read("Pricebook2Id", FieldType::Reference(&["Pricebook2"]), |_| Cell::Id(RecordId::new("01s", 1))),
        Field::of("UnitPrice", FieldType::Currency, "price"),
        Field::read("IsActive", FieldType::Boolean, |_| Cell::Bool(true)),
        Field::read("IsDeleted", FieldType::Boolean, |_| Cell::Bool(false)),
        Field::read("SystemModstamp", FieldType::Datetime, |row| Cell::Moment(row.stamp())),
    ])
}

fn pricebook() -> Sobject {
    Sobject::new("Pricebook2", "Pricebooks", "01s", one).with([
        Field::read("Name", FieldType::Text(255), |_| Cell::word("Standard Price Book")),
        Field::read("IsStandard", FieldType::Boolean, |_| Cell::Bool(true)),
        Field::read("IsActive", FieldType::Boolean, |_| Cell::Bool(true)),
        Field::read("SystemModstamp", FieldType::Datetime, |row| Cell::Moment(row.stamp())),
    ])
}
