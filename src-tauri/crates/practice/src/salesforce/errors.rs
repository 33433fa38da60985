//! Error answers in Salesforce's form: a list, whose rows name a code, a message, and perhaps fields.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// An error answer.
#[derive(Clone, Debug)]
pub struct Problem {
    pub status: StatusCode,
    pub code: &'static str,
    pub message: String,
    pub fields: Vec<String>,
}

impl Problem {
    /// An error with a code such as `NOT_FOUND`.
    pub fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), fields: Vec::new() }
    }

    /// A 400 with a code.
    pub fn bad(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, message)
    }

    /// A 404 for a record or resource that is not there.
    pub fn absent() -> Self {
        Self::new(StatusCode::NOT_FOUND, "NOT_FOUND", "The requested resource does not exist")
    }

    /// A 404 for a record that was deleted.
    pub fn deleted() -> Self {
        Self::new(StatusCode::NOT_FOUND, "ENTITY_IS_DELETED", "entity is deleted")
    }

    /// A 404 for a field that finds no records, and for what is no id.
    pub fn no_external_id(name: &str) -> Self {
        let message = "Provided external ID field does not exist or is not accessible: ".to_owned() + name;
        Self::new(StatusCode::NOT_FOUND, "NOT_FOUND", message)
    }

    /// A 401 for a token that is wrong, expired or revoked.
    pub fn no_session() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "INVALID_SESSION_ID", "Session expired or invalid")
    }

    /// A 403 for something that the person may not do.
    pub fn not_allowed(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, code, message)
    }

    /// Names the fields that are at fault.
    pub fn about(mut self, fields: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.fields = fields.into_iter().map(Into::into).collect();
        self
    }

    /// One row of the list.
    pub fn row(&self) -> Value {
        let mut row = json!({"message": self.message, "errorCode": self.code});
        if self.names_fields() {
            row["fields"] = json!(self.fields);
        }
        row
    }

    /// Errors of a write name their fields, even when there are none.
    fn names_fields(&self) -> bool {
        const OF_WRITES: [&str; 10] = [
            "FIELD_CUSTOM_VALIDATION_EXCEPTION",
            "REQUIRED_FIELD_MISSING",
            "STRING_TOO_LONG",
            "INVALID_FIELD_FOR_INSERT_UPDATE",
            "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
            "INVALID_CROSS_REFERENCE_KEY",
            "DUPLICATE_VALUE",
            "UNABLE_TO_LOCK_ROW",
            "MALFORMED_ID",
            "INSUFFICIENT_ACCESS_OR_READONLY",
        ];
        !self.fields.is_empty() || OF_WRITES.contains(&self.code)
    }

    /// The error as collections and composite writes show it, with `statusCode`.
    pub fn in_result(&self) -> Value {
        json!({"statusCode": self.code, "message": self.message, "fields": self.fields})
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        (self.status, Json(json!([self.row()]))).into_response()
    }
}
