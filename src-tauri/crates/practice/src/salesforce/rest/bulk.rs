//! Bulk API 2.0, queries: a job is begun, looked after, and its results are fetched as CSV, part by part.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, RawQuery};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Call;
use super::call::json as read_json;
use crate::form::Fields;
use crate::salesforce::errors::Problem;
use crate::salesforce::ids::RecordId;
use crate::salesforce::office::{Job, JobState};
use crate::salesforce::query::{Text, bind, csv, run};
use crate::salesforce::soql::{Selected, parse};
use crate::salesforce::value::stamp;

/// How many rows a part of the results has when the client asks for no number.
const USUAL_PART: usize = 50_000;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Wanted {
    operation: String,
    query: String,
    #[serde(default)]
    content_type: Option<String>,
    #[serde(default)]
    column_delimiter: Option<String>,
    #[serde(default)]
    line_ending: Option<String>,
}

impl Wanted {
    fn check(&self) -> Result<(), Problem> {
        let is = |given: &Option<String>, only: &str| given.as_deref().is_none_or(|given| given == only);
        let known = ["query", "queryAll"].contains(&self.operation.as_str())
            && is(&self.content_type, "CSV")
            && is(&self.column_delimiter, "COMMA")
            && is(&self.line_ending, "LF");
        if known {
            return Ok(());
        }
        Err(Problem::bad("INVALIDJOB", "Only query and queryAll as CSV with COMMA and LF are supported"))
    }
}

/// `POST /jobs/query`
pub async fn begin(call: Call, body: Bytes) -> Result<Json<Value>, Problem> {
    let wanted: Wanted = read_json(&body)?;
    wanted.check()?;
    let text = wanted.query.as_str();
    let query = parse(text).map_err(|malformed| Text(text).malformed(&malformed))?;
    let nested = query.count || query.selected.iter().any(|selected| matches!(selected, Selected::Children(_)));
    if nested {
        return Err(Problem::bad(
            "API_ERROR",
            "Aggregate queries and parent-to-child relationships are not supported in Bulk Query",
        ));
    }
    let deleted_too = wanted.operation == "queryAll";
    let (rows, object, at) = call.read(|scope| {
        let bound = bind(scope, &query, Text(text), deleted_too)?;
        Ok::<_, Problem>((run(scope, &bound), bound.sobject.name, scope.now))
    })?;
    let job = Job {
        number: 0,
        text: text.to_owned(),
        query: Arc::new(query),
        rows: rows.into(),
        object,
        operation: wanted.operation,
        user_id: call.session.user_id,
        owner_id: call.session.owner_id,
        at,
        state: JobState::UploadComplete,
    };
    let job = call.office.jobs().begin(job);
    Ok(Json(told(&call, &job)))
}

fn told(call: &Call, job: &Job) -> Value {
    let mut told = json!({
        "id": RecordId::new("750", job.number).to_string(),
        "operation": job.operation,
        "object": job.object,
        "createdById": RecordId::new("005", job.owner_id).to_string(),
        "createdDate": stamp(job.at),
        "systemModstamp": stamp(job.at),
        "state": job.state.word(),
        "concurrencyMode": "Parallel",
        "contentType": "CSV",
        "apiVersion": call.version.parse::<f64>().unwrap_or_default(),
        "lineEnding": "LF",
        "columnDelimiter": "COMMA",
    });
    if job.state == JobState::JobComplete {
        told["jobType"] = json!("V2Query");
        told["numberRecordsProcessed"] = json!(job.rows.len());
        told["retries"] = json!(0);
        told["totalProcessingTime"] = json!(100);
    }
    told
}

fn number(id: &str) -> Result<u64, Problem> {
    RecordId::parse(id).filter(|id| id.is_of("750")).map(|id| id.number).ok_or_else(no_job)
}

fn no_job() -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "NOT_FOUND", "The requested resource does not exist")
}

/// `GET /jobs/query/750…`
pub async fn look(call: Call, Path(id): Path<String>) -> Result<Json<Value>, Problem> {
    let job = call.office.jobs().look(number(&id)?, call.session.user_id).ok_or_else(no_job)?;
    Ok(Json(told(&call, &job)))
}

/// `PATCH /jobs/query/750…` with the state `Aborted`
pub async fn abort(call: Call, Path(id): Path<String>) -> Result<Json<Value>, Problem> {
    let job = call.office.jobs().abort(number(&id)?, call.session.user_id).ok_or_else(no_job)?;
    Ok(Json(told(&call, &job)))
}

/// `DELETE /jobs/query/750…`
pub async fn forget(call: Call, Path(id): Path<String>) -> Result<StatusCode, Problem> {
    let known = call.office.jobs().forget(number(&id)?, call.session.user_id);
    if known { Ok(StatusCode::NO_CONTENT) } else { Err(no_job()) }
}

/// `GET /jobs/query/750…/results?locator=…&maxRecords=…`
pub async fn results(call: Call, Path(id): Path<String>, RawQuery(raw): RawQuery) -> Result<Response, Problem> {
    let job = call.office.jobs().find(number(&id)?, call.session.user_id).cloned().ok_or_else(no_job)?;
    if job.state != JobState::JobComplete {
        let message = format!("The job is in state {}; results are there when it is JobComplete", job.state.word());
        return Err(Problem::bad("INVALIDJOBSTATE", message));
    }
    let fields = Fields::parse(raw.unwrap_or_default().as_bytes());
    let from = match fields.get("locator") {
        None => 0,
        Some(locator) => place(locator)
            .filter(|from| *from < job.rows.len())
            .ok_or_else(|| Problem::bad("INVALIDLOCATOR", format!("{locator} is no locator of this job")))?,
    };
    let part = fields.get("maxRecords").and_then(|text| text.parse().ok()).unwrap_or(USUAL_PART).max(1);
    let end = from.saturating_add(part).min(job.rows.len());
    let page = call.read(|scope| {
        let bound = bind(scope, &job.query, Text(&job.text), true)?;
        csv(scope, &bound, &job.rows[from..end])
    })?;
    let next = if end < job.rows.len() { locator(end) } else { "null".to_owned() };
    let headers = [
        (CONTENT_TYPE.as_str(), "text/csv".to_owned()),
        ("sforce-locator", next),
        ("sforce-numberofrecords", (end - from).to_string()),
    ];
    Ok((headers, page).into_response())
}

/// A place among the rows, in a form that nobody counts with.
fn locator(place: usize) -> String {
    format!("L{place:X}")
}

fn place(locator: &str) -> Option<usize> {
    usize::from_str_radix(locator.strip_prefix('L')?, 16).ok()
}
