//! Error answers in HubSpot's form.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::org::{Fault, Kind, Refusal};

/// An error answer: a status and the fields of its body beside `status`, `message` and `correlationId`.
#[derive(Debug, Clone)]
pub struct Problem {
    pub status: StatusCode,
    pub message: String,
    pub details: Map<String, Value>,
}

impl Problem {
    /// An error of a category, such as `VALIDATION_ERROR`.
    pub fn new(status: StatusCode, category: &str, message: impl Into<String>) -> Self {
        Self { status, message: message.into(), details: Map::new() }.with("category", json!(category))
    }

    /// A 400 of category `VALIDATION_ERROR`.
    pub fn invalid(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "VALIDATION_ERROR", message)
    }

    /// A 404 for something that is no CRM object.
    pub fn absent(message: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "OBJECT_NOT_FOUND", message)
    }

    /// Adds a field to the body.
    pub fn with(mut self, field: &str, value: Value) -> Self {
        self.details.insert(field.to_owned(), value);
        self
    }

    /// The body, with a fresh correlation id.
    pub fn body(&self) -> Value {
        let mut body = Map::new();
        body.insert("status".into(), json!("error"));
        body.insert("message".into(), json!(self.message));
        body.insert("correlationId".into(), json!(Uuid::new_v4()));
        body.extend(self.details.clone());
        Value::Object(body)
    }

    /// The category of the body, empty where there is none.
    pub fn category(&self) -> &str {
        self.details.get("category").and_then(Value::as_str).unwrap_or_default()
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        (self.status, Json(self.body())).into_response()
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let message = refusal.to_string();
        match refusal {
            Refusal::NotFound { .. } => Self::absent("resource not found"),
            Refusal::Invalid { faults } => invalid_values(&faults),
            Refusal::Missing { kind, properties } => missing(kind, &properties),
            Refusal::Duplicate { kind, property, value, holder } => {
                duplicate(kind, &property, &value, &holder.to_string())
            }
            Refusal::NotUnique { kind, property } => Self::invalid(format!(
                "Unable to perform a lookup by non-unique {} property {property}",
                kind.type_id()
            )),
            Refusal::WrongAssociation { .. } => {
                Self::invalid(message).with("subCategory", json!("crm.associations.INVALID_ASSOCIATION_TYPE"))
            }
            Refusal::DefinitionExists { .. } => Self::new(StatusCode::CONFLICT, "OBJECT_ALREADY_EXISTS", message),
            Refusal::NoDefinition { .. } => Self::absent(message),
            Refusal::BadDefinition { message } | Refusal::BadMerge { message } | Refusal::BadSearch { message } => {
                Self::invalid(message)
            }
        }
    }
}

fn invalid_values(faults: &[Fault]) -> Problem {
    let listed: Vec<Value> = faults
        .iter()
        .map(|fault| {
            json!({"isValid": false, "message": fault.message, "error": fault.code, "name": fault.property,
                   "localizedErrorMessage": fault.message})
        })
        .collect();
    let errors: Vec<Value> = faults
        .iter()
        .map(|fault| {
            json!({"message": fault.message, "code": fault.code, "in": fault.property,
                   "context": {"propertyName": [fault.property]}})
        })
        .collect();
    let message = format!("Property values were not valid: {}", Value::Array(listed));
    Problem::invalid(message).with("errors", json!(errors))
}

fn missing(kind: Kind, properties: &[&str]) -> Problem {
    let message = format!("Error creating {}. Some required properties were not set.", kind.singular().to_uppercase());
    let errors =
        json!([{"message": message, "code": "MISSING_REQUIRED_PROPERTY", "context": {"properties": properties}}]);
    Problem::invalid(message).with("errors", errors)
}

/// HubSpot answers 409 for a contact's email, and 400 for a unique property that an admin made.
fn duplicate(kind: Kind, property: &str, value: &str, holder: &str) -> Problem {
    if kind == Kind::Contact && property == "email" {
        let message = format!("Contact already exists. Existing ID: {holder}");
        return Problem::new(StatusCode::CONFLICT, "CONFLICT", message);
    }
    let message = format!("Cannot set {property} to {value}. {holder} already has that value.");
    let errors = json!([{
        "message": message,
        "code": "CONFLICTING_UNIQUE_VALUE",
        "in": property,
        "context": {"propertyName": [property], "conflictingId": [holder]},
    }]);
    Problem::invalid(message).with("errors", errors)
}
