//! What people did with a customer: tasks and calls, events, emails.

use std::borrow::Cow;

use chrono::TimeDelta;

use super::field::{Field, FieldType};
use super::sales::account_id;
use super::sobject::Sobject;
use super::words::{CALL_TYPES, EMAIL_STATUS, TASK_PRIORITY, TASK_STATUS, in_salesforce};
use crate::org::{Kind, Moment};
use crate::salesforce::ids::RecordId;
use crate::salesforce::rows::{Row, RowKey, account_of, deal_of, linked_with, objects, who_of};
use crate::salesforce::value::Cell;

const WHAT: FieldType = FieldType::Reference(&["Opportunity", "Account"]);
const WHO: FieldType = FieldType::Reference(&["Contact"]);

/// Task, Event, EmailMessage.
pub fn sobjects() -> Vec<Sobject> {
    vec![task(), event(), email()]
}

fn is_call(row: &Row<'_>) -> bool {
    matches!(row.key, RowKey::Object(Kind::Call, _))
}

/// A property of a task, or of the call that is told as one.
fn either(row: &Row<'_>, task: &str, call: &str) -> Cell<'static> {
    let name = if is_call(row) { call } else { task };
    Cell::text(row.property(name).map(|text| Cow::Owned(text.into_owned())))
}

/// The record that an activity is about: the opportunity, else the account.
fn what_id(row: &Row<'_>) -> Cell<'static> {
    let deal = deal_of(row).map(|view| RecordId::new("006", view.object.id.0));
    let what = deal.or_else(|| account_of(row).map(|view| RecordId::new("001", view.object.id.0)));
    what.map_or(Cell::Null, Cell::Id)
}

fn who_id(row: &Row<'_>) -> Cell<'static> {
    who_of(row).map_or(Cell::Null, |id| Cell::Id(RecordId::new("003", id.0)))
}

fn moment(row: &Row<'_>, name: &str) -> Option<Moment> {
    Moment::parse(&row.property(name)?)
}

fn status(row: &Row<'_>) -> Cell<'static> {
    if is_call(row) {
        let done = row.property("hs_call_status").as_deref() == Some("COMPLETED");
        return Cell::word(if done { "Completed" } else { "Not Started" });
    }
    let word = row.property("hs_task_status");
    Cell::text(word.map(|word| Cow::Owned(in_salesforce(TASK_STATUS, &word).to_owned())))
}

fn is_closed(row: &Row<'_>) -> bool {
    status(row).same(&Cell::word("Completed"))
}

/// When a task was completed; a call, when it was made.
fn completed(row: &Row<'_>) -> Cell<'static> {
    let at = match (is_closed(row), is_call(row)) {
        (false, _) => None,
        (true, true) => moment(row, "hs_timestamp"),
        (true, false) => row.view.and_then(|view| view.changed_at("hs_task_status")),
    };
    at.map_or(Cell::Null, Cell::moment)
}

fn task() -> Sobject {
    let status_field = Field {
        choices: TASK_STATUS.iter().map(|(_, word)| (*word).to_owned()).collect(),
        ..Field::read("Status", FieldType::Picklist, status)
    };
    let subtype = |row: &Row<'_>| Cell::word(if is_call(row) { "Call" } else { "Task" });
    Sobject::new("Task", "Tasks", "00T", |org| objects(org, &[Kind::Task, Kind::Call]))
        .of(&[Kind::Task, Kind::Call])
        .near("WhatId", |org, entity| linked_with(org, entity, &[Kind::Task, Kind::Call]))
        .open()
        .audited()
        .with([
            Field::read("Subject", FieldType::Text(255), |row| either(row, "hs_task_subject", "hs_call_title"))
                .writable(),
            Field::read("Description", FieldType::TextArea(32_000), |row| either(row, "hs_task_body", "hs_call_body"))
                .writable(),
            status_field.writable(),
            Field::words("Priority", "hs_task_priority", TASK_PRIORITY).writable(),
            Field::of("ActivityDate", FieldType::Date, "hs_timestamp").writable(),
            Field::read("IsClosed", FieldType::Boolean, |row| Cell::Bool(is_closed(row))),
            Field::read("CompletedDateTime", FieldType::Datetime, completed),
            Field::read("TaskSubtype", FieldType::Picklist, subtype).at_creation(),
            Field::words("CallType", "hs_call_direction", CALL_TYPES).writable(),
            Field::person("OwnerId", "hubspot_owner_id").writable(),
            Field::read("WhatId", WHAT, what_id).writable(),
            Field::read("WhoId", WHO, who_id).writable(),
            Field::read("AccountId", FieldType::Reference(&["Account"]), account_id),
        ])
}

fn event() -> Sobject {
    Sobject::new("Event", "Events", "00U", |org| objects(org, &[Kind::Meeting]))
        .of(&[Kind::Meeting])
        .near("WhatId", |org, entity| linked_with(org, entity, &[Kind::Meeting]))
        .open()
        .audited()
        .with([
            Field::of("Subject", FieldType::Text(255), "hs_meeting_title").writable(),
            Field::of("Description", FieldType::TextArea(32_000), "hs_meeting_body").writable(),
            Field::read("StartDateTime", FieldType::Datetime, |row| start(row).map_or(Cell::Null, Cell::moment))
                .writable()
                .required(),
            Field::read("EndDateTime", FieldType::Datetime, |row| end(row).map_or(Cell::Null, Cell::moment)).writable(),
            Field::read("ActivityDateTime", FieldType::Datetime, |row| start(row).map_or(Cell::Null, Cell::moment)),
            Field::read("ActivityDate", FieldType::Date, |row| {
                start(row).map_or(Cell::Null, |at| Cell::Date(at.day()))
            }),
            Field::read("IsAllDayEvent", FieldType::Boolean, |_| Cell::Bool(false)),
            Field::person("OwnerId", "hubspot_owner_id").writable(),
            Field::read("WhatId", WHAT, what_id).writable(),
            Field::read("WhoId", WHO, who_id).writable(),
            Field::read("AccountId", FieldType::Reference(&["Account"]), account_id),
        ])
}

fn start(row: &Row<'_>) -> Option<Moment> {
    moment(row, "hs_meeting_start_time").or_else(|| moment(row, "hs_timestamp"))
}

/// Meetings without an end take an hour.
fn end(row: &Row<'_>) -> Option<Moment> {
    moment(row, "hs_meeting_end_time").or_else(|| start(row).map(|at| at.plus(TimeDelta::hours(1))))
}

fn email() -> Sobject {
    Sobject::new("EmailMessage", "EmailMessages", "02s", |org| objects(org, &[Kind::Email]))
        .of(&[Kind::Email])
        .near("RelatedToId", |org, entity| linked_with(org, entity, &[Kind::Email]))
        .open()
        .audited()
        .with([
            Field::of("Subject", FieldType::Text(255), "hs_email_subject").writable(),
            Field::of("TextBody", FieldType::TextArea(131_072), "hs_email_text").writable(),
            Field::read("Incoming", FieldType::Boolean, |row| {
                Cell::Bool(row.property("hs_email_direction").as_deref() == Some("INCOMING_EMAIL"))
            })
            .at_creation(),
            Field::words("Status", "hs_email_status", EMAIL_STATUS).writable(),
            Field::read("MessageDate", FieldType::Datetime, |row| {
                moment(row, "hs_timestamp").map_or(Cell::Null, Cell::moment)
            })
            .at_creation(),
            Field::read("RelatedToId", WHAT, what_id).at_creation(),
            Field::read("FromAddress", FieldType::Email, |row| address(row, "INCOMING_EMAIL")),
            Field::read("ToAddress", FieldType::Text(4_000), |row| address(row, "EMAIL")),
        ])
}

/// The contact's address where the email went in a direction, else the person's who has it.
fn address(row: &Row<'_>, towards_contact: &str) -> Cell<'static> {
    let is_contacts = row.property("hs_email_direction").as_deref() == Some(towards_contact);
    let text = if is_contacts {
        let contact = who_of(row).and_then(|id| row.org.view(Kind::Contact, id));
        contact.and_then(|contact| contact.named("email")).map(Cow::into_owned)
    } else {
        let owner = row.property("hubspot_owner_id").and_then(|id| id.parse().ok());
        owner.and_then(|id| row.org.owner(id)).map(|owner| owner.email.clone())
    };
    Cell::text(text.map(Cow::Owned))
}
