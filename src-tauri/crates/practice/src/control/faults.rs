//! Failures on demand.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::desk::{Desk, Fault};
use crate::hubspot::Problem;
use crate::line::Caller;

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
    match fault.status.and_then(|status| StatusCode::from_u16(status).ok()) {
        Some(status) => failure(status, fault.retry_after),
        None => next.run(request).await,
    }
}

fn cut(caller: &Caller) -> Response {
    caller.hang_up();
    StatusCode::SERVICE_UNAVAILABLE.into_response()
}

fn failure(status: StatusCode, retry_after: Option<u64>) -> Response {
    let problem = match status {
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
    };
    let mut response = problem.into_response();
    if let Some(seconds) = retry_after {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}
