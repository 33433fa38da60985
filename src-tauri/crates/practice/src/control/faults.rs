//! Failures on demand.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{CONTENT_LENGTH, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::desk::{Desk, Fault};
use crate::hubspot::Problem;
use crate::line::Caller;
use crate::salesforce;

/// `POST /practice/faults`
pub async fn add(State(desk): State<Arc<Desk>>, Json(fault): Json<Fault>) -> Json<Value> {
    let mut faults = desk.faults();
    faults.add(fault);
    Json(json!({"pending": faults.pending()}))
}

/// `DELETE /practice/faults`
pub async fn clear(State(desk): State<Arc<Desk>>) -> StatusCode {
    desk.faults().clear();
    StatusCode::NO_CONTENT
}

/// Plays the cut network and the failures that wait for this request.
pub async fn play_faults(
    State(desk): State<Arc<Desk>>,
    ConnectInfo(caller): ConnectInfo<Caller>,
    request: Request,
    next: Next,
) -> Response {
    if desk.is_offline() {
        return cut(&caller);
    }
    let fault = desk.faults().take(request.method().as_str(), request.uri().path());
    let Some(fault) = fault else {
        return next.run(request).await;
    };
    tokio::time::sleep(Duration::from_millis(fault.delay_ms)).await;
    if fault.drop_connection {
        return cut(&caller);
    }
    if fault.timeout_after_commit {
        next.run(request).await;
        return cut(&caller);
    }
    let is_salesforce = ["/services/", "/id/"].iter().any(|start| request.uri().path().starts_with(start));
    match fault.status.and_then(|status| StatusCode::from_u16(status).ok()) {
        Some(status) => failure(status, fault.retry_after, is_salesforce),
        None if fault.captive_portal => captive_portal(),
        None if fault.truncate_body => truncated(next.run(request).await).await,
        None => next.run(request).await,
    }
}

fn cut(caller: &Caller) -> Response {
    caller.hang_up();
    StatusCode::SERVICE_UNAVAILABLE.into_response()
}

/// What a hotel's network answers in place of the CRM.
fn captive_portal() -> Response {
    let page = "<!doctype html><title>Guest network</title><h1>Welcome</h1><p>Accept the terms to go online.</p>";
    axum::response::Html(page).into_response()
}

/// Half of an answer, as when a connection ends early but politely.
async fn truncated(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap_or_default();
    parts.headers.remove(CONTENT_LENGTH);
    let half = bytes.slice(..bytes.len() / 2);
    Response::from_parts(parts, half.into())
}

fn failure(status: StatusCode, retry_after: Option<u64>, is_salesforce: bool) -> Response {
    let mut response =
        if is_salesforce { of_salesforce(status).into_response() } else { of_hubspot(status).into_response() };
    if let Some(seconds) = retry_after {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

fn of_salesforce(status: StatusCode) -> salesforce::Problem {
    let (code, message) = match status {
        StatusCode::UNAUTHORIZED => ("INVALID_SESSION_ID", "Session expired or invalid"),
        StatusCode::FORBIDDEN => ("REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded."),
        StatusCode::TOO_MANY_REQUESTS => {
            ("REQUEST_LIMIT_EXCEEDED", "ConcurrentRequests (Concurrent API Requests) Limit exceeded.")
        }
        StatusCode::NOT_FOUND => ("NOT_FOUND", "The requested resource does not exist"),
        StatusCode::SERVICE_UNAVAILABLE => ("SERVER_UNAVAILABLE", "Server unavailable"),
        status if status.is_server_error() => {
            ("UNKNOWN_EXCEPTION", "An unexpected error occurred. Please include this ErrorId if you contact support: 1")
        }
        _ => ("INVALID_FIELD", "There was a problem with the request."),
    };
    salesforce::Problem::new(status, code, message)
}

fn of_hubspot(status: StatusCode) -> Problem {
    match status {
        StatusCode::TOO_MANY_REQUESTS => crate::hubspot::too_many("ten_secondly_rolling", "TEN_SECONDLY_ROLLING"),
        StatusCode::UNAUTHORIZED => {
            Problem::new(status, "EXPIRED_AUTHENTICATION", "The OAuth token used to make this call expired.")
        }
        StatusCode::FORBIDDEN => Problem::new(
            status,
            "MISSING_SCOPES",
            "This app hasn't been granted all required scopes to make this call.",
        ),
        StatusCode::BAD_REQUEST => Problem::invalid("There was a problem with the request."),
        StatusCode::NOT_FOUND => Problem::absent("resource not found"),
        _ => Problem::new(status, "INTERNAL_ERROR", "internal error"),
    }
}
