//! Who calls, and what the token allows.

use std::sync::Arc;

use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::errors::Problem;
use crate::desk::{APP_ID, Desk};
use crate::grants::Vendor;
use crate::org::{Kind, Source};

/// The scopes of the full token.
pub const ALL_SCOPES: [&str; 15] = [
    "oauth",
    "crm.objects.deals.read",
    "crm.objects.deals.write",
    "crm.objects.contacts.read",
    "crm.objects.contacts.write",
    "crm.objects.companies.read",
    "crm.objects.companies.write",
    "crm.objects.line_items.read",
    "crm.objects.line_items.write",
    "crm.objects.owners.read",
    "crm.schemas.deals.read",
    "crm.schemas.deals.write",
    "crm.schemas.contacts.write",
    "crm.schemas.companies.write",
    "files",
];

/// The scopes of the limited token: it reads deals and people, and writes nothing.
const LIMITED_SCOPES: [&str; 5] = [
    "oauth",
    "crm.objects.deals.read",
    "crm.objects.contacts.read",
    "crm.objects.companies.read",
    "crm.objects.owners.read",
];

/// What a token allows; `None` for a wrong one.
pub fn access(desk: &Desk, token: &str) -> Option<Access> {
    let fixed =
        |scopes: &[&str]| Access { scopes: scopes.iter().map(|scope| (*scope).to_owned()).collect(), user_id: None };
    match token {
        token if token == desk.tokens.full => Some(fixed(&ALL_SCOPES)),
        token if token == desk.tokens.limited => Some(fixed(&LIMITED_SCOPES)),
        _ => {
            let holder = desk.with_grants(|grants, now| grants.use_session(Vendor::HubSpot, token, now))?;
            Some(Access { scopes: holder.scopes.into(), user_id: Some(holder.user_id) })
        }
    }
}

/// What the caller's token allows, and for whom it speaks.
#[derive(Clone, Debug)]
pub struct Access {
    pub scopes: Arc<[String]>,
    /// The person who signed in; `None` for a token of the account.
    pub user_id: Option<u64>,
}

/// Reading or writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    Read,
    Write,
}

impl Access {
    /// Whether a scope is granted.
    pub fn has(&self, scope: &str) -> bool {
        self.scopes.iter().any(|granted| granted == scope)
    }

    /// The source under which writes of this caller appear in histories.
    pub fn source(&self) -> Source {
        Source { user_id: self.user_id, ..Source::app(APP_ID) }
    }

    /// Refuses with HubSpot's 403 when a scope is not granted.
    pub fn require(&self, scope: &str) -> Result<(), Problem> {
        if self.has(scope) {
            return Ok(());
        }
        let message = "This app hasn't been granted all required scopes to make this call. Read more about required scopes here: https://developers.hubspot.com/scopes.";
        let errors = json!([{
            "message": "One or more of the following scopes are required.",
            "context": {"requiredGranularScopes": [scope]},
        }]);
        Err(Problem::new(StatusCode::FORBIDDEN, "MISSING_SCOPES", message)
            .with("errors", errors)
            .with("links", json!({"scopes": "https://developers.hubspot.com/scopes"})))
    }

    /// The scope for objects of a kind; activities go with contacts.
    pub fn to(&self, act: Act, kind: Kind) -> Result<(), Problem> {
        let family = match kind {
            Kind::Deal => "deals",
            Kind::Company => "companies",
            Kind::LineItem => "line_items",
            _ => "contacts",
        };
        let word = if act == Act::Read { "read" } else { "write" };
        self.require(&format!("crm.objects.{family}.{word}"))
    }

    /// The scope to change property definitions of a kind.
    pub fn to_change_schema(&self, kind: Kind) -> Result<(), Problem> {
        let family = match kind {
            Kind::Deal | Kind::LineItem => "deals",
            Kind::Company => "companies",
            _ => "contacts",
        };
        self.require(&format!("crm.schemas.{family}.write"))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Access {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Self>().cloned().ok_or_else(unauthenticated)
    }
}

/// Lets only requests with a known token through. Looking up a token needs none.
pub async fn require_token(State(desk): State<Arc<Desk>>, mut request: Request, next: Next) -> Response {
    if request.uri().path().starts_with("/oauth/") {
        return next.run(request).await;
    }
    let granted = bearer(request.headers()).and_then(|token| access(&desk, token));
    match granted {
        Some(granted) => {
            request.extensions_mut().insert(granted);
            next.run(request).await
        }
        None => unauthenticated().into_response(),
    }
}

/// The token of an `Authorization: Bearer` header.
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

fn unauthenticated() -> Problem {
    let message = "Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview";
    Problem::new(StatusCode::UNAUTHORIZED, "INVALID_AUTHENTICATION", message)
}
