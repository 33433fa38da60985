//! Fields of a form, from a body or a query, which have one syntax.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{Method, StatusCode};

/// The fields of a request: its body's, and its query's where the vendor reads that.
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads pairs as browsers write them.
    pub fn parse(text: &[u8]) -> Self {
        Self(form_urlencoded::parse(text).into_owned().collect())
    }

    /// The first value of a field that is not empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        let mut named = self.0.iter().filter(|(key, _)| key == name);
        named.find_map(|(_, value)| (!value.is_empty()).then_some(value.as_str()))
    }

    /// The words of a field, which are separated by spaces.
    pub fn words(&self, name: &str) -> Vec<String> {
        self.get(name).unwrap_or_default().split_whitespace().map(str::to_owned).collect()
    }
}

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = StatusCode;

    async fn from_request(request: Request, state: &S) -> Result<Self, StatusCode> {
        // The newer endpoints read their parameters from the body only, so that no secret gets into a log.
        let from_query = request.method() == Method::GET || request.uri().path().starts_with("/oauth/v1/");
        let query = request.uri().query().filter(|_| from_query).unwrap_or_default().to_owned();
        let body = Bytes::from_request(request, state).await.map_err(|_| StatusCode::PAYLOAD_TOO_LARGE)?;
        let Self(mut pairs) = Self::parse(query.as_bytes());
        pairs.extend(Self::parse(&body).0);
        Ok(Self(pairs))
    }
}

/// An address with more fields in its query.
pub fn with_fields(address: &str, fields: &[(&str, &str)]) -> String {
    let query: String = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let mark = if address.contains('?') { '&' } else { '?' };
    format!("{address}{mark}{query}")
}
