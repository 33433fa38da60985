//! Several requests in one, whose later ones may use what the earlier ones gave.

use axum::Json;
use axum::body::Bytes;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::Call;
use super::call::json as read_json;
use super::perform::{Inner, Outcome, perform};
use crate::org::Moment;
use crate::salesforce::errors::Problem;
use crate::salesforce::write::Pen;

/// How many requests a composite may have.
const MOST: usize = 25;

/// The body of a composite.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Composite {
    #[serde(default)]
    all_or_none: bool,
    composite_request: Vec<Step>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Step {
    method: String,
    url: String,
    reference_id: String,
    #[serde(default)]
    body: Map<String, Value>,
    #[serde(default)]
    http_headers: Map<String, Value>,
}

/// `POST /composite`
pub async fn composite(call: Call, body: Bytes) -> Result<Json<Value>, Problem> {
    let asked: Composite = read_json(&body)?;
    if asked.composite_request.len() > MOST {
        let message = format!("Composite requests can have at most {MOST} subrequests");
        return Err(Problem::bad("INVALID_INPUT", message));
    }
    let outcomes = call.write(|pen| carry_out(pen, &asked));
    let rows: Vec<Value> = asked
        .composite_request
        .iter()
        .zip(&outcomes)
        .map(|(step, outcome)| {
            json!({"body": outcome.body, "httpHeaders": {}, "httpStatusCode": outcome.status.as_u16(),
                   "referenceId": step.reference_id})
        })
        .collect();
    Ok(Json(json!({"compositeResponse": rows})))
}

fn carry_out(pen: &mut Pen<'_>, asked: &Composite) -> Vec<Outcome> {
    let before = asked.all_or_none.then(|| pen.org.clone());
    let mut outcomes: Vec<Outcome> = Vec::new();
    let mut known = Map::new();
    for step in &asked.composite_request {
        let failed = outcomes.iter().any(|outcome| !outcome.is_fine());
        let outcome = if failed && asked.all_or_none { halted() } else { take(pen, step, &known) };
        if outcome.is_fine() {
            known.insert(step.reference_id.clone(), outcome.body.clone());
        }
        outcomes.push(outcome);
    }
    if let Some(before) = before
        && outcomes.iter().any(|outcome| !outcome.is_fine())
    {
        *pen.org = before;
        for outcome in outcomes.iter_mut().filter(|outcome| outcome.is_fine()) {
            *outcome = halted();
        }
    }
    outcomes
}

fn halted() -> Outcome {
    let message = "The transaction was rolled back since another operation in the same transaction failed.";
    Problem::bad("PROCESSING_HALTED", message).into()
}

fn take(pen: &mut Pen<'_>, step: &Step, known: &Map<String, Value>) -> Outcome {
    let filled = || Some((fill(&step.url, known)?, fill_all(&Value::Object(step.body.clone()), known)?));
    let Some((url, Value::Object(body))) = filled() else {
        let message = "Invalid reference specified. No value was found for it";
        return Problem::bad("PROCESSING_HALTED", message).into();
    };
    let path = url.splitn(5, '/').nth(4).map(|rest| format!("/{rest}")).unwrap_or_default();
    let header = |name: &str| step.http_headers.iter().find(|(own, _)| own.eq_ignore_ascii_case(name));
    let limit =
        header("if-unmodified-since").and_then(|(_, value)| chrono::DateTime::parse_from_rfc2822(value.as_str()?).ok());
    let unmodified_since = limit.map(|at| Moment(at.timestamp_millis()));
    perform(pen, &Inner { method: &step.method, path: &path, body: &body, unmodified_since })
}

/// Puts values of earlier answers in the place of `@{reference.id}`; `None` where there is none.
fn fill(text: &str, known: &Map<String, Value>) -> Option<String> {
    let Some((before, rest)) = text.split_once("@{") else { return Some(text.to_owned()) };
    let (reference, after) = rest.split_once('}')?;
    let pointer = format!("/{}", reference.replace(['.', '['], "/").replace(']', ""));
    let value = Value::Object(known.clone()).pointer(&pointer).cloned()?;
    let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    Some(format!("{before}{value}{}", fill(after, known)?))
}

fn fill_all(value: &Value, known: &Map<String, Value>) -> Option<Value> {
    match value {
        Value::String(text) => fill(text, known).map(Value::String),
        Value::Array(values) => {
            values.iter().map(|value| fill_all(value, known)).collect::<Option<_>>().map(Value::Array)
        }
        Value::Object(fields) => {
            let filled = fields.iter().map(|(name, value)| Some((name.clone(), fill_all(value, known)?)));
            filled.collect::<Option<_>>().map(Value::Object)
        }
        other => Some(other.clone()),
    }
}

/// The body of a batch, whose requests know nothing of each other.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Batch {
    #[serde(default)]
    halt_on_error: bool,
    batch_requests: Vec<BatchStep>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct BatchStep {
    method: String,
    url: String,
    #[serde(default)]
    rich_input: Map<String, Value>,
}

/// `POST /composite/batch`
pub async fn batch(call: Call, body: Bytes) -> Result<Json<Value>, Problem> {
    let asked: Batch = read_json(&body)?;
    if asked.batch_requests.len() > MOST {
        return Err(Problem::bad("INVALID_INPUT", format!("A batch can have at most {MOST} requests")));
    }
    let outcomes = call.write(|pen| {
        let mut outcomes: Vec<Outcome> = Vec::new();
        for step in &asked.batch_requests {
            let failed = asked.halt_on_error && outcomes.iter().any(|outcome| !outcome.is_fine());
            // Addresses of a batch begin with the version: `v62.0/sobjects/…`.
            let path = step.url.trim_start_matches('/').split_once('/').map_or("", |(_, rest)| rest);
            let inner = Inner { method: &step.method, path, body: &step.rich_input, unmodified_since: None };
            outcomes.push(if failed { skipped() } else { perform(pen, &inner) });
        }
        outcomes
    });
    let has_errors = outcomes.iter().any(|outcome| !outcome.is_fine());
    let rows: Vec<Value> =
        outcomes.iter().map(|outcome| json!({"statusCode": outcome.status.as_u16(), "result": outcome.body})).collect();
    Ok(Json(json!({"hasErrors": has_errors, "results": rows})))
}

fn skipped() -> Outcome {
    let message = "Batch processing halted per request";
    Problem::new(StatusCode::PRECONDITION_FAILED, "BATCH_PROCESSING_HALTED", message).into()
}

#[cfg(test)]
mod tests;
