//! One request inside of another: what composites and batches are made of.

use axum::http::StatusCode;
use serde_json::{Map, Value, json};

use super::call::object;
use super::records::{living, made, record, record_id};
use crate::form::Fields;
use crate::org::Moment;
use crate::salesforce::errors::Problem;
use crate::salesforce::query::{Text, bind, render, run};
use crate::salesforce::soql::parse;
use crate::salesforce::write::Pen;

/// A request inside of another.
pub struct Inner<'a> {
    pub method: &'a str,
    /// From `/sobjects` or `/query` on.
    pub path: &'a str,
    pub body: &'a Map<String, Value>,
    pub unmodified_since: Option<Moment>,
}

/// What became of it.
pub struct Outcome {
    pub status: StatusCode,
    pub body: Value,
}

impl Outcome {
    /// Whether it went well.
    pub fn is_fine(&self) -> bool {
        self.status.is_success()
    }
}

impl From<Problem> for Outcome {
    fn from(problem: Problem) -> Self {
        Self { status: problem.status, body: json!([problem.row()]) }
    }
}

/// Does what an inner request asks.
pub fn perform(pen: &mut Pen<'_>, inner: &Inner<'_>) -> Outcome {
    let (path, query) = inner.path.split_once('?').unwrap_or((inner.path, ""));
    let parts: Vec<String> = path.split('/').filter(|part| !part.is_empty()).map(decoded).collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let fields = Fields::parse(query.as_bytes());
    let done = match (inner.method, parts.as_slice()) {
        ("GET", ["query"]) => queried(pen, fields.get("q").unwrap_or_default(), false),
        ("GET", ["queryAll"]) => queried(pen, fields.get("q").unwrap_or_default(), true),
        ("POST", ["sobjects", name]) => created(pen, name, inner),
        ("GET", ["sobjects", name, id]) => found(pen, name, id, fields.get("fields")),
        ("PATCH", ["sobjects", name, id]) => changed(pen, name, id, inner),
        ("DELETE", ["sobjects", name, id]) => deleted(pen, name, id),
        ("PATCH", ["sobjects", name, field, value]) => upserted(pen, name, field, value, inner),
        _ => Err(Problem::absent()),
    };
    done.unwrap_or_else(Outcome::from)
}

/// A part of a path as it was meant. Unlike in a form, a plus is a plus.
fn decoded(part: &str) -> String {
    let pair = format!("x={}", part.replace('+', "%2B"));
    form_urlencoded::parse(pair.as_bytes()).next().map(|(_, value)| value.into_owned()).unwrap_or_default()
}

fn fine(status: StatusCode, body: Value) -> Result<Outcome, Problem> {
    Ok(Outcome { status, body })
}

fn queried(pen: &Pen<'_>, text: &str, deleted_too: bool) -> Result<Outcome, Problem> {
    let query = parse(text).map_err(|malformed| Text(text).malformed(&malformed))?;
    let scope = pen.scope();
    let bound = bind(&scope, &query, Text(text), deleted_too)?;
    let rows = run(&scope, &bound);
    let records = if bound.count { Vec::new() } else { render(&scope, &bound, &rows) };
    fine(StatusCode::OK, json!({"totalSize": rows.len(), "done": true, "records": records}))
}

fn created(pen: &mut Pen<'_>, name: &str, inner: &Inner<'_>) -> Result<Outcome, Problem> {
    let id = pen.create(object(name)?, inner.body)?;
    fine(StatusCode::CREATED, made(id))
}

fn found(pen: &Pen<'_>, name: &str, id: &str, fields: Option<&str>) -> Result<Outcome, Problem> {
    let scope = pen.scope();
    let row = living(&scope, object(name)?, record_id(id)?)?;
    fine(StatusCode::OK, record(&scope, &row, fields)?)
}

fn changed(pen: &mut Pen<'_>, name: &str, id: &str, inner: &Inner<'_>) -> Result<Outcome, Problem> {
    pen.update(object(name)?, record_id(id)?, inner.body, inner.unmodified_since)?;
    fine(StatusCode::NO_CONTENT, Value::Null)
}

fn deleted(pen: &mut Pen<'_>, name: &str, id: &str) -> Result<Outcome, Problem> {
    pen.delete(object(name)?, record_id(id)?)?;
    fine(StatusCode::NO_CONTENT, Value::Null)
}

fn upserted(pen: &mut Pen<'_>, name: &str, field: &str, value: &str, inner: &Inner<'_>) -> Result<Outcome, Problem> {
    let (id, is_new) = pen.upsert(object(name)?, field, value, inner.body)?;
    let mut body = made(id);
    body["created"] = json!(is_new);
    fine(if is_new { StatusCode::CREATED } else { StatusCode::OK }, body)
}
