//! Exchanging, refreshing, revoking and looking up Salesforce's tokens.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::identity::{identity_url, organization_id};
use crate::desk::Desk;
use crate::form::Fields;
use crate::grants::{Client, Denied, Exchange, Grants, Issued, Vendor};
use crate::org::{Moment, Org};

/// An error as OAuth says it.
pub struct OauthError(&'static str, &'static str);

impl IntoResponse for OauthError {
    fn into_response(self) -> Response {
        let body = json!({"error": self.0, "error_description": self.1});
        (StatusCode::BAD_REQUEST, Json(body)).into_response()
    }
}

/// `POST /services/oauth2/token`
pub async fn token(State(desk): State<Arc<Desk>>, fields: Fields) -> Result<Json<Value>, OauthError> {
    let issued = desk.with_grants(|grants, now| issue(grants, &fields, now))?;
    Ok(Json(desk.read(|org, _| reply(&desk, org, &issued))))
}

fn issue(grants: &mut Grants, fields: &Fields, now: Moment) -> Result<Issued, OauthError> {
    let field = |name: &str| fields.get(name).unwrap_or_default();
    let kind = field("grant_type");
    if !["authorization_code", "refresh_token"].contains(&kind) {
        return Err(OauthError("unsupported_grant_type", "grant type not supported"));
    }
    let client = proven(grants, fields)?;
    let issued = if kind == "refresh_token" {
        grants.refresh(&client, field("refresh_token"), now)
    } else {
        let verifier = fields.get("code_verifier");
        let given = Exchange { code: field("code"), redirect_uri: field("redirect_uri"), verifier };
        grants.exchange(&client, given, now)
    };
    issued.map_err(denied)
}

fn proven(grants: &Grants, fields: &Fields) -> Result<Client, OauthError> {
    let client_id = fields.get("client_id").unwrap_or_default();
    grants.proven(Vendor::Salesforce, client_id, fields.get("client_secret")).cloned().map_err(denied)
}

/// The reply to a client. Invariant: there is no `expires_in`; a client learns of the end by a 401.
fn reply(desk: &Desk, org: &Org, issued: &Issued) -> Value {
    let id = identity_url(desk, org, issued.user_id);
    let issued_at = issued.at.0.to_string();
    // The vendor signs with the app's secret; here nobody could check it, so it only has the form.
    let signature = STANDARD.encode(Sha256::digest(format!("{}{id}{issued_at}", issued.access)));
    let mut reply = json!({
        "access_token": format!("{}!{}", organization_id(org).short(), issued.access),
        "signature": signature,
        "scope": issued.scopes.join(" "),
        "instance_url": desk.base_url,
        "id": id,
        "token_type": "Bearer",
        "issued_at": issued_at,
    });
    if let Some(refresh) = &issued.refresh {
        reply["refresh_token"] = json!(refresh);
    }
    reply
}

fn denied(denied: Denied) -> OauthError {
    let (error, description) = match denied {
        Denied::UnknownClient => ("invalid_client_id", "client identifier invalid"),
        Denied::WrongSecret => ("invalid_client", "invalid client credentials"),
        Denied::NotInstalled => ("invalid_client", "app must be installed into org"),
        Denied::UnknownCode => ("invalid_grant", "invalid authorization code"),
        Denied::ExpiredCode => ("invalid_grant", "expired authorization code"),
        Denied::OtherRedirect => ("redirect_uri_mismatch", "redirect_uri must match configuration"),
        Denied::WrongVerifier => ("invalid_grant", "invalid code verifier"),
        Denied::UnknownRefresh => ("invalid_grant", "expired access/refresh token"),
    };
    OauthError(error, description)
}

/// The part of a token that the book of grants knows.
fn secret_part(token: &str) -> &str {
    token.split_once('!').map_or(token, |(_, secret)| secret)
}

/// `POST /services/oauth2/revoke`
pub async fn revoke(State(desk): State<Arc<Desk>>, fields: Fields) -> Result<StatusCode, OauthError> {
    let token = fields.get("token").unwrap_or_default();
    let known = desk.with_grants(|grants, _| grants.revoke(Vendor::Salesforce, secret_part(token)));
    if known {
        Ok(StatusCode::OK)
    } else {
        Err(OauthError("unsupported_token_type", "this token type is not supported"))
    }
}

/// `POST /services/oauth2/introspect`
pub async fn introspect(State(desk): State<Arc<Desk>>, fields: Fields) -> Result<Json<Value>, OauthError> {
    let token = fields.get("token").unwrap_or_default();
    let found = desk.with_grants(|grants, now| {
        let client = proven(grants, &fields)?;
        let own = |client_id: &str| client_id == client.client_id;
        let session = grants.holder(Vendor::Salesforce, secret_part(token), now).filter(|held| own(&held.client_id));
        let approval = grants.approval(Vendor::Salesforce, token).filter(|approval| own(&approval.client_id));
        let by_session = session.map(|held| (held.user_id, held.scopes, "access_token", Some(held.ends_at)));
        Ok(by_session.or_else(|| approval.map(|a| (a.user_id, a.scopes.clone(), "refresh_token", None))))
    })?;
    let Some((user_id, scopes, kind, ends_at)) = found else {
        return Ok(Json(json!({"active": false})));
    };
    Ok(Json(desk.read(|org, now| {
        let owner = org.owners.iter().find(|owner| owner.user_id == user_id);
        json!({
            "active": true,
            "scope": scopes.join(" "),
            "client_id": fields.get("client_id"),
            "username": owner.map(|owner| &owner.email),
            "sub": identity_url(&desk, org, user_id),
            "token_type": kind,
            "exp": ends_at.map(|at: Moment| at.0 / 1_000),
            "iat": now.0 / 1_000,
        })
    })))
}
