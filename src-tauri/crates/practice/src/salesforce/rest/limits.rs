//! How many requests a day are allowed, and how long an address may be.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Extension, Request, State};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::Call;
use crate::desk::Desk;
use crate::salesforce::errors::Problem;
use crate::salesforce::office::Office;

/// The longest address, in bytes.
const LONGEST_ADDRESS: usize = 16_384;

/// Refuses addresses that the vendor's machines don't take.
pub async fn short_address(request: Request, next: Next) -> Response {
    let length = request.uri().path_and_query().map_or(0, |address| address.as_str().len());
    if length > LONGEST_ADDRESS {
        return Problem::new(StatusCode::URI_TOO_LONG, "URI_TOO_LONG", "The URI is too long").into_response();
    }
    next.run(request).await
}

/// Counts a request, refuses it over the day's limit, and tells how many there were.
pub async fn enforce(
    State(desk): State<Arc<Desk>>,
    Extension(office): Extension<Arc<Office>>,
    request: Request,
    next: Next,
) -> Response {
    let used = office.count(&desk.now().day().to_string());
    let most = office.setup().settings.daily_limit;
    let mut response = if used > most && desk.enforces_limits() {
        Problem::not_allowed("REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.").into_response()
    } else {
        next.run(request).await
    };
    if let Ok(value) = HeaderValue::from_str(&format!("api-usage={used}/{most}")) {
        response.headers_mut().insert("sforce-limit-info", value);
    }
    response
}

/// `GET /limits`
pub async fn limits(call: Call) -> Json<Value> {
    let (used, most) = (call.office.used(), call.office.setup().settings.daily_limit);
    let limit = |most: u64, used: u64| json!({"Max": most, "Remaining": most.saturating_sub(used)});
    Json(json!({
        "DailyApiRequests": limit(most, used),
        "DailyBulkV2QueryJobs": limit(10_000, 0),
        "DailyBulkV2QueryFileStorageMB": limit(976_562, 0),
        "DataStorageMB": limit(1_073, 120),
        "FileStorageMB": limit(1_073, 12),
    }))
}
