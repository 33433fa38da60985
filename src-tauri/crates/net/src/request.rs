//! A request as an adapter words it.

use serde_json::Value;

/// Which quota a request counts against.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Lane {
    #[default]
    General,
    /// Searches have a narrow quota of their own.
    Search,
}

/// A request to the origin of an [`crate::Http`]. The path is relative to it, so that a credential can't leave it.
#[derive(Clone)]
pub struct Request {
    pub(crate) method: reqwest::Method,
    pub(crate) path: String,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) body: Option<Value>,
    pub(crate) lane: Lane,
}

impl Request {
    /// A read.
    pub fn get(path: impl Into<String>) -> Self {
        Self::new(reqwest::Method::GET, path, None)
    }

    /// A POST with a JSON body.
    pub fn post(path: impl Into<String>, body: Value) -> Self {
        Self::new(reqwest::Method::POST, path, Some(body))
    }

    /// A PUT without a body.
    pub fn put(path: impl Into<String>) -> Self {
        Self::new(reqwest::Method::PUT, path, None)
    }

    /// A PATCH with a JSON body.
    pub fn patch(path: impl Into<String>, body: Value) -> Self {
        Self::new(reqwest::Method::PATCH, path, Some(body))
    }

    /// Adds a query parameter; the value is encoded on the way.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.query.push((name.to_owned(), value.into()));
        self
    }

    /// Counts the request against another quota.
    #[must_use]
    pub fn in_lane(mut self, lane: Lane) -> Self {
        self.lane = lane;
        self
    }

    fn new(method: reqwest::Method, path: impl Into<String>, body: Option<Value>) -> Self {
        Self { method, path: path.into(), query: Vec::new(), body, lane: Lane::General }
    }
}
