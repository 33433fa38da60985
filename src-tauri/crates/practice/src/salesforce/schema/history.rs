//! What was before: the progress of opportunities, and the changes of tracked fields.

use std::borrow::Cow;

use super::custom::custom_field;
use super::field::{Field, FieldType};
use super::sales::{of_deal, opportunity_id};
use super::sobject::Sobject;
use super::system::user_id;
use crate::org::{Kind, Moment, PropertyKey, Version};
use crate::salesforce::ids::RecordId;
use crate::salesforce::rows::{Row, RowKey, changes, changes_of, progress, progress_of};
use crate::salesforce::value::Cell;

/// The properties whose field has a history: twenty, which is all that one object can have.
pub const TRACKED: [&str; 20] = [
    "handoff_status",
    "handoff_csm_id",
    "handoff_business_goals",
    "handoff_pain_points",
    "handoff_success_criteria",
    "handoff_why_bought",
    "handoff_stakeholders",
    "handoff_post_sale_owner",
    "handoff_products",
    "handoff_contract_terms",
    "handoff_timeline",
    "handoff_integrations",
    "handoff_exclusions",
    "handoff_objections",
    "handoff_risks",
    "handoff_competitors",
    "handoff_communication",
    "handoff_key_conversations",
    "handoff_promises",
    "handoff_handoff_notes",
];

const OPPORTUNITY: FieldType = FieldType::Reference(&["Opportunity"]);
const USER: FieldType = FieldType::Reference(&["User"]);

/// OpportunityHistory, OpportunityFieldHistory.
pub fn sobjects() -> Vec<Sobject> {
    vec![of_progress(), of_fields()]
}

fn of_progress() -> Sobject {
    Sobject::new("OpportunityHistory", "OpportunityHistories", "008", progress)
        .near("OpportunityId", |org, deal| of_deal(org, deal, progress_of))
        .with([
            Field::read("OpportunityId", OPPORTUNITY, opportunity_id),
            Field::read("StageName", FieldType::Picklist, |row| {
                let stage = then(row, "dealstage");
                let stage = stage.as_deref().and_then(|id| row.org.stage(id));
                Cell::text(stage.map(|(_, stage)| Cow::Owned(stage.label.clone())))
            }),
            Field::read("Amount", FieldType::Currency, |row| read_then(row, "amount", FieldType::Currency)),
            Field::read("CloseDate", FieldType::Date, |row| read_then(row, "closedate", FieldType::Date)),
            Field::read("Probability", FieldType::Percent, |row| {
                let stage = then(row, "dealstage");
                let stage = stage.as_deref().and_then(|id| row.org.stage(id));
                stage.map_or(Cell::Null, |(_, stage)| Cell::Number((stage.chance() * 100.0).round()))
            }),
            Field::read("CreatedDate", FieldType::Datetime, |row| Cell::Moment(row.stamp())),
            Field::read("CreatedById", USER, |row| {
                let changed = ["dealstage", "amount", "closedate"].iter();
                let by = changed.filter_map(|name| version(row, name)).find(|version| Some(version.at) == at(row));
                user_id(row.org, by.and_then(|version| row.org.sources.get(version.source).user_id))
            }),
            Field::read("IsDeleted", FieldType::Boolean, |row| Cell::Bool(row.is_deleted())),
            Field::read("SystemModstamp", FieldType::Datetime, |row| Cell::Moment(row.stamp())),
        ])
}

/// The moment that a row of progress tells of.
fn at(row: &Row<'_>) -> Option<Moment> {
    match row.key {
        RowKey::Progress(_, at) => Some(at),
        _ => None,
    }
}

/// The version of a property that counted at the row's moment.
fn version<'a>(row: &Row<'a>, name: &str) -> Option<&'a Version> {
    let view = row.view?;
    let key = row.org.table(Kind::Deal).schema.key(name)?;
    let until = at(row)?;
    view.object.cell(key)?.versions().find(|version| version.at <= until)
}

fn then(row: &Row<'_>, name: &str) -> Option<String> {
    version(row, name).map(|version| version.value.to_string()).filter(|value| !value.is_empty())
}

fn read_then(row: &Row<'_>, name: &str, kind: FieldType) -> Cell<'static> {
    then(row, name).map_or(Cell::Null, |text| Cell::read(kind, Cow::Owned(text)))
}

fn of_fields() -> Sobject {
    Sobject::new("OpportunityFieldHistory", "OpportunityFieldHistories", "017", changes)
        .near("OpportunityId", |org, deal| of_deal(org, deal, changes_of))
        .with([
            Field::read("OpportunityId", OPPORTUNITY, opportunity_id),
            Field::read("Field", FieldType::Picklist, |row| {
                tracked(row).map_or(Cell::Null, |field| Cell::Text(field.name))
            }),
            Field::read("DataType", FieldType::Picklist, |row| match (tracked(row).map(|field| field.kind), row.key) {
                (Some(FieldType::Reference(_)), RowKey::Change(.., false)) => Cell::word("EntityId"),
                (Some(FieldType::TextArea(_)), _) => Cell::word("Textarea"),
                _ => Cell::word("Text"),
            }),
            Field::read("OldValue", FieldType::Text(255), |row| told(row, 1)),
            Field::read("NewValue", FieldType::Text(255), |row| told(row, 0)),
            Field::read("CreatedDate", FieldType::Datetime, |row| Cell::Moment(row.stamp())),
            Field::read("CreatedById", USER, |row| {
                let source = versions(row).first().map(|version| version.source);
                user_id(row.org, source.and_then(|source| row.org.sources.get(source).user_id))
            }),
            Field::read("IsDeleted", FieldType::Boolean, |row| Cell::Bool(row.is_deleted())),
        ])
}

fn key(row: &Row<'_>) -> Option<(PropertyKey, Moment, bool)> {
    match row.key {
        RowKey::Change(_, key, at, named) => Some((key, at, named)),
        _ => None,
    }
}

fn tracked(row: &Row<'_>) -> Option<Field> {
    let (key, ..) = key(row)?;
    Some(custom_field(Kind::Deal, row.org.table(Kind::Deal).schema.property(key)))
}

/// The version that the row tells of, and the one before.
fn versions<'a>(row: &Row<'a>) -> Vec<&'a Version> {
    let cell = key(row).and_then(|(key, at, _)| Some((row.view?.object.cell(key)?, at)));
    cell.map(|(cell, at)| cell.versions().filter(|version| version.at <= at).take(2).collect()).unwrap_or_default()
}

/// A value of the change. Of long texts the history says only that they changed.
fn told(row: &Row<'_>, place: usize) -> Cell<'static> {
    let Some(field) = tracked(row) else { return Cell::Null };
    let text = versions(row).get(place).map(|version| version.value.to_string());
    let named = key(row).is_some_and(|(_, _, named)| named);
    match field.kind {
        FieldType::TextArea(_) => Cell::Null,
        FieldType::Reference(_) => {
            let owner = text.and_then(|id| id.parse().ok()).and_then(|id| row.org.owner(id));
            let told = owner.map(|owner| match named {
                true => format!("{} {}", owner.first_name, owner.last_name),
                false => RecordId::new("005", owner.id).to_string(),
            });
            Cell::text(told.map(Cow::Owned))
        }
        _ => Cell::text(text.map(Cow::Owned)),
    }
}
