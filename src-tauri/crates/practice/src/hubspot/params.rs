//! Query parameters, in which lists are repeated or separated by commas.

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;

use super::errors::Problem;
use crate::org::{Kind, ObjectId};

/// The parameters of a request, in their order.
pub struct Params(Vec<(String, String)>);

impl<S: Send + Sync> FromRequestParts<S> for Params {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let query = Query::<Vec<(String, String)>>::from_request_parts(parts, state).await;
        query.map(|Query(pairs)| Self(pairs)).map_err(|error| Problem::invalid(error.to_string()))
    }
}

impl Params {
    /// The first value of a parameter that is not empty.
    pub fn one(&self, name: &str) -> Option<&str> {
        let mut named = self.0.iter().filter(|(key, _)| key == name);
        named.find_map(|(_, value)| (!value.is_empty()).then_some(value.as_str()))
    }

    /// All values of a parameter.
    pub fn list(&self, name: &str) -> Vec<String> {
        let named = self.0.iter().filter(|(key, _)| key == name);
        let parts = named.flat_map(|(_, value)| value.split(','));
        parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
    }

    /// Whether a parameter is `true`.
    pub fn flag(&self, name: &str) -> bool {
        self.one(name) == Some("true")
    }

    /// The page size, between 1 and `most`.
    pub fn limit(&self, usual: usize, most: usize) -> Result<usize, Problem> {
        let Some(text) = self.one("limit") else {
            return Ok(usual);
        };
        let fits = text.parse().ok().filter(|limit| (1..=most).contains(limit));
        fits.ok_or_else(|| Problem::invalid(format!("Invalid limit: {text}; it must be between 1 and {most}")))
    }

    /// The id after which the page starts.
    pub fn after(&self) -> Result<ObjectId, Problem> {
        match self.one("after") {
            None => Ok(ObjectId(0)),
            Some(text) => text.parse().map_err(|_| Problem::invalid(format!("Invalid paging token: {text}"))),
        }
    }
}

/// Reads an object type from a path.
pub fn kind(text: &str) -> Result<Kind, Problem> {
    Kind::named(text).ok_or_else(|| Problem::invalid(format!("Unable to infer object type from: {text}")))
}

/// Reads an object id from a path or body.
pub fn object_id(text: &str) -> Result<ObjectId, Problem> {
    text.parse().map_err(|_| Problem::absent("Object not found.  objectId are usually numeric."))
}
