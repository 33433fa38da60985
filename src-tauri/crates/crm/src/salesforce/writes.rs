//! What is written to deals and tasks.

use super::names::{KEY, Sobject, field_name};
use super::soql::{Soql, equals};
use super::talk::text_of;
use super::{Salesforce, failure, paths};
use crate::port::{CrmError, FieldKind, Property, TaskDraft};
use chrono::{DateTime, NaiveDate, TimeDelta, Timelike, Utc};
use domain::DealId;
use net::{ErrorClass, Request};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The longest subject of a task.
const SUBJECT: usize = 255;

impl Salesforce {
    /// Sends only what changed. What the person can't see stays as it is: reports lack it, the record has it. The record
    /// itself, and the status, are no such thing.
    pub(super) async fn patch_deal(
        &self,
        id: &DealId,
        changes: &BTreeMap<Property, String>,
        read_at: Option<DateTime<Utc>>,
    ) -> Result<(), CrmError> {
        let body = self.body_of(changes).await?;
        if body.is_empty() {
            return Ok(());
        }
        let mut request = Request::patch(paths::record(Sobject::Opportunity, id.as_str()), Value::Object(body));
        if let Some(at) = read_at {
            request = request.with_header("if-unmodified-since", http_date(at));
        }
        let written = self.write(request).await;
        if let Err(CrmError { class: ErrorClass::FixField { .. }, .. }) = &written {
            // Perhaps a field went since it was described; the next try asks anew.
            self.forget_shapes();
        }
        written.map(|_| ())
    }

    async fn body_of(&self, changes: &BTreeMap<Property, String>) -> Result<Map<String, Value>, CrmError> {
        let shape = self.shape(Sobject::Opportunity).await?;
        let mut body = Map::new();
        for (property, text) in changes {
            match shape.field(&field_name(property)) {
                Some(facts) if facts.updateable => {
                    body.insert(facts.name.clone(), value_of(facts.kind, text));
                }
                _ if matches!(property, Property::Record | Property::Status) => return Err(locked(property)),
                _ => {}
            }
        }
        Ok(body)
    }

    /// A task that is there keeps its status. The upsert by key makes a second laptop's try find the first one's task.
    pub(super) async fn put_task(&self, key: &str, deal: &DealId, task: &TaskDraft) -> Result<String, CrmError> {
        let shape = self.shape(Sobject::Task).await?;
        let Some(unique) = shape.field(KEY).map(|facts| facts.name.clone()) else {
            let remedy = "ask your Salesforce admin to run the set-up and to give you the permission set of Changeover";
            return Err(failure::not_allowed("you see no `Changeover_Key__c` on tasks in Salesforce", remedy));
        };
        let mut body = self.task_body(deal, task).await?;
        let soql = Soql::select(["Id"], Sobject::Task.name()).and(equals(&unique, key));
        if let Some(id) = self.all(soql).await?.first().and_then(|row| text_of(row, "Id")) {
            self.patch(Sobject::Task, &id, Value::Object(body)).await?;
            return Ok(id);
        }
        body.insert("Status".to_owned(), json!("Not Started"));
        let path = paths::by_external_id(Sobject::Task, &unique, key);
        let reply = self.write(Request::patch(path, Value::Object(body))).await?;
        created(&reply).ok_or_else(|| failure::broken("the task has no id"))
    }

    /// A task is due on a day, the organisation's.
    async fn task_body(&self, deal: &DealId, task: &TaskDraft) -> Result<Map<String, Value>, CrmError> {
        let due = match self.zone().await? {
            Some(zone) => task.due_at.with_timezone(&zone).date_naive(),
            None => task.due_at.date_naive(),
        };
        let mut body = Map::new();
        body.insert("Subject".to_owned(), json!(task.subject.chars().take(SUBJECT).collect::<String>()));
        body.insert("Description".to_owned(), json!(task.body));
        body.insert("ActivityDate".to_owned(), json!(due));
        body.insert("WhatId".to_owned(), json!(deal));
        body.extend(task.owner.iter().map(|owner| ("OwnerId".to_owned(), json!(owner))));
        Ok(body)
    }
}

/// The id in the reply to a creation.
pub(super) fn created(reply: &Value) -> Option<String> {
    text_of(reply, "id")
}

/// A text as the field's type wants it; an empty one clears.
fn value_of(kind: FieldKind, text: &str) -> Value {
    let given = text.trim();
    if given.is_empty() {
        return Value::Null;
    }
    match kind {
        FieldKind::Number => given.parse::<f64>().map_or_else(|_| json!(text), |number| json!(number)),
        FieldKind::Flag => json!(given.eq_ignore_ascii_case("true")),
        FieldKind::Date => {
            given.get(..10).and_then(|day| day.parse::<NaiveDate>().ok()).map_or(json!(text), |day| json!(day))
        }
        _ => json!(text),
    }
}

fn locked(property: &Property) -> CrmError {
    let name = field_name(property);
    failure::not_allowed(
        &format!(
            "you may not write `{name}` in Salesforce: it is missing, or field-level security hides it or makes it read-only"
        ),
        "ask your Salesforce admin to give you the permission set of Changeover",
    )
}

/// A time as HTTP writes it, in whole seconds; a begun second counts as whole, or our own reading would be too early.
fn http_date(at: DateTime<Utc>) -> String {
    let whole = if at.nanosecond() > 0 { at + TimeDelta::seconds(1) } else { at };
    whole.format("%a, %d %b %Y %H:%M:%S GMT").to_string()
}
