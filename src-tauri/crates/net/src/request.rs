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

/// A part of an upload.
#[derive(Clone)]
pub struct FormPart {
    pub(crate) name: String,
    /// The file's name and media type; `None` for a plain value.
    pub(crate) file: Option<(String, String)>,
    pub(crate) content: Vec<u8>,
}

impl FormPart {
    /// A plain value.
    pub fn value(name: &str, text: impl Into<String>) -> Self {
        Self { name: name.to_owned(), file: None, content: text.into().into_bytes() }
    }

    /// A file.
    pub fn file(name: &str, file_name: &str, media_type: &str, content: Vec<u8>) -> Self {
        Self { name: name.to_owned(), file: Some((file_name.to_owned(), media_type.to_owned())), content }
    }
}

/// What a request carries.
#[derive(Clone)]
pub(crate) enum Body {
    Json(Value),
    Form(Vec<(&'static str, String)>),
    Parts(Vec<FormPart>),
}

/// A request to the origin of an [`crate::Http`]. The path is relative to it, so that a credential can't leave it.
#[derive(Clone)]
pub struct Request {
    pub(crate) method: reqwest::Method,
    pub(crate) path: String,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) body: Option<Body>,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) lane: Lane,
}

impl Request {
    /// A read.
    pub fn get(path: impl Into<String>) -> Self {
        Self::new(reqwest::Method::GET, path, None)
    }

    /// A POST with a JSON body.
    pub fn post(path: impl Into<String>, body: Value) -> Self {
        Self::new(reqwest::Method::POST, path, Some(Body::Json(body)))
    }

    /// A POST of a form, as token endpoints want it. The fields may be secrets: they go into the body only.
    pub fn form(path: impl Into<String>, fields: Vec<(&'static str, String)>) -> Self {
        Self::new(reqwest::Method::POST, path, Some(Body::Form(fields)))
    }

    /// A POST of a form with files.
    pub fn upload(path: impl Into<String>, parts: Vec<FormPart>) -> Self {
        Self::new(reqwest::Method::POST, path, Some(Body::Parts(parts)))
    }

    /// A PUT without a body.
    pub fn put(path: impl Into<String>) -> Self {
        Self::new(reqwest::Method::PUT, path, None)
    }

    /// A PATCH with a JSON body.
    pub fn patch(path: impl Into<String>, body: Value) -> Self {
        Self::new(reqwest::Method::PATCH, path, Some(Body::Json(body)))
    }

    /// A DELETE.
    pub fn delete(path: impl Into<String>) -> Self {
        Self::new(reqwest::Method::DELETE, path, None)
    }

    /// Adds a query parameter; the value is encoded on the way.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.query.push((name.to_owned(), value.into()));
        self
    }

    /// Adds a header. Credentials are not for here: the client adds its own.
    #[must_use]
    pub fn with_header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Counts the request against another quota.
    #[must_use]
    pub fn in_lane(mut self, lane: Lane) -> Self {
        self.lane = lane;
        self
    }

    fn new(method: reqwest::Method, path: impl Into<String>, body: Option<Body>) -> Self {
        Self { method, path: path.into(), query: Vec::new(), body, headers: Vec::new(), lane: Lane::General }
    }
}
