//! Records one by one.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, RawQuery};
use axum::http::header::{IF_MODIFIED_SINCE, IF_UNMODIFIED_SINCE};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::Call;
use super::call::{json as read_json, object};
use crate::form::Fields;
use crate::org::Moment;
use crate::salesforce::errors::Problem;
use crate::salesforce::ids::RecordId;
use crate::salesforce::query::{Scope, attributed, field};
use crate::salesforce::rows::Row;
use crate::salesforce::schema::{Field, Sobject};

/// `POST /sobjects/Task`
pub async fn create(call: Call, Path(name): Path<String>, body: Bytes) -> Result<Response, Problem> {
    let sobject = object(&name)?;
    let fields = read_json(&body)?;
    let id = call.write(|pen| pen.create(sobject, &fields))?;
    Ok((StatusCode::CREATED, Json(made(id))).into_response())
}

/// The answer for a record that was made.
pub fn made(id: RecordId) -> Value {
    json!({"id": id.to_string(), "success": true, "errors": []})
}

/// `GET /sobjects/Opportunity/006…?fields=Name,Amount`
pub async fn read(
    call: Call,
    Path((name, id)): Path<(String, String)>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let sobject = object(&name)?;
    let id = record_id(&id)?;
    let wanted = Fields::parse(raw.unwrap_or_default().as_bytes());
    let since = moment(&headers, &IF_MODIFIED_SINCE);
    call.read(|scope| {
        let row = living(scope, sobject, id)?;
        if since.is_some_and(|since| row.stamp() <= since) {
            return Ok(StatusCode::NOT_MODIFIED.into_response());
        }
        Ok(Json(record(scope, &row, wanted.get("fields"))?).into_response())
    })
}

/// The row of an id of an object, unless it is deleted.
pub fn living<'a>(scope: &Scope<'a>, sobject: &'static Sobject, id: RecordId) -> Result<Row<'a>, Problem> {
    let row = Row::among(scope.org, sobject, id).filter(|row| !row.is_deleted());
    row.ok_or_else(Problem::absent)
}

/// A record with some of its fields, or all.
///
/// # Errors
/// When a field is unknown or hidden.
pub fn record(scope: &Scope<'_>, row: &Row<'_>, wanted: Option<&str>) -> Result<Value, Problem> {
    let fields: Vec<Field> = match wanted {
        None => scope.fields(row.sobject),
        Some(names) => names.split(',').map(|name| known(scope, row.sobject, name.trim())).collect::<Result<_, _>>()?,
    };
    let mut record = attributed(scope, row);
    for own in &fields {
        record.insert(own.name.to_string(), field(scope, row, own));
    }
    Ok(Value::Object(record))
}

fn known(scope: &Scope<'_>, sobject: &'static Sobject, name: &str) -> Result<Field, Problem> {
    let unknown =
        || Problem::bad("INVALID_FIELD", format!("No such column '{name}' on sobject of type {}", sobject.name));
    scope.field(sobject, name).ok_or_else(unknown)
}

/// Reads an id from a path.
pub fn record_id(text: &str) -> Result<RecordId, Problem> {
    RecordId::parse(text).ok_or_else(|| Problem::no_external_id(text))
}

/// A date of a header.
fn moment(headers: &HeaderMap, name: &HeaderName) -> Option<Moment> {
    let text = headers.get(name)?.to_str().ok()?;
    chrono::DateTime::parse_from_rfc2822(text).ok().map(|at| Moment(at.timestamp_millis()))
}

/// `PATCH /sobjects/Opportunity/006…`
pub async fn update(
    call: Call,
    Path((name, id)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, Problem> {
    let sobject = object(&name)?;
    let id = record_id(&id)?;
    let fields = read_json(&body)?;
    let limit = moment(&headers, &IF_UNMODIFIED_SINCE);
    call.write(|pen| pen.update(sobject, id, &fields, limit))?;
    Ok(StatusCode::NO_CONTENT)
}

/// `DELETE /sobjects/Task/00T…`
pub async fn delete(call: Call, Path((name, id)): Path<(String, String)>) -> Result<StatusCode, Problem> {
    let sobject = object(&name)?;
    let id = record_id(&id)?;
    call.write(|pen| pen.delete(sobject, id))?;
    Ok(StatusCode::NO_CONTENT)
}

type ByField = Path<(String, String, String)>;

/// `PATCH /sobjects/Task/Changeover_Key__c/abc`
pub async fn upsert(call: Call, Path((name, field, value)): ByField, body: Bytes) -> Result<Response, Problem> {
    let sobject = object(&name)?;
    let fields = read_json(&body)?;
    let (id, created) = call.write(|pen| pen.upsert(sobject, &field, &value, &fields))?;
    let mut answer = made(id);
    answer["created"] = json!(created);
    let status = if created { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Json(answer)).into_response())
}

/// `GET /sobjects/Task/Changeover_Key__c/abc`, or the contents of a document: `/sobjects/ContentVersion/068…/VersionData`.
pub async fn read_by(
    call: Call,
    Path((name, field, value)): ByField,
    RawQuery(raw): RawQuery,
) -> Result<Response, Problem> {
    let sobject = object(&name)?;
    if let Some(id) = RecordId::parse(&field).filter(|id| id.is_of(sobject.prefix)) {
        return call.read(|scope| contents(&living(scope, sobject, id)?, &value));
    }
    let wanted = Fields::parse(raw.unwrap_or_default().as_bytes());
    call.read(|scope| {
        let row = scope.by_external_id(sobject, &field, &value)?.ok_or_else(Problem::absent)?;
        Ok(Json(record(scope, &row, wanted.get("fields"))?).into_response())
    })
}

/// The bytes of a file, or the HTML of a note.
fn contents(row: &Row<'_>, field: &str) -> Result<Response, Problem> {
    match (row.sobject.name, field) {
        ("ContentVersion", "VersionData") => {
            let file = row.file().ok_or_else(Problem::absent)?;
            Ok(file.bytes.clone().into_response())
        }
        ("ContentNote", "Content") => Ok(row.property("hs_note_body").unwrap_or_default().into_owned().into_response()),
        _ => Err(Problem::absent()),
    }
}

/// `DELETE /sobjects/Task/Changeover_Key__c/abc`
pub async fn delete_by(call: Call, Path((name, field, value)): ByField) -> Result<StatusCode, Problem> {
    let sobject = object(&name)?;
    call.write(|pen| {
        let found = pen.scope().by_external_id(sobject, &field, &value)?.map(|row| row.id());
        pen.delete(sobject, found.ok_or_else(Problem::absent)?)
    })?;
    Ok(StatusCode::NO_CONTENT)
}
