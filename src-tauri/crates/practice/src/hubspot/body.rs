//! Reading JSON bodies with HubSpot's error for what can't be read.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use serde::de::DeserializeOwned;

use super::errors::Problem;

/// A JSON body. Unlike axum's own, it does not ask for a content type, and answers as HubSpot does.
pub struct Body<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let bytes = Bytes::from_request(request, state)
            .await
            .map_err(|error| Problem::invalid(format!("Unable to read the request body: {error}")))?;
        serde_json::from_slice(&bytes).map(Body).map_err(|error| {
            Problem::invalid(format!("Invalid input JSON on line {}, column {}: {error}", error.line(), error.column()))
        })
    }
}
