//! Exchanging, refreshing and revoking HubSpot's tokens.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::form::Fields;
use crate::grants::{Client, Denied, Exchange, Grants, Issued, Vendor};
use crate::hubspot::errors::Problem;
use crate::org::Moment;

/// `POST /oauth/2026-09/token`
pub async fn token(State(desk): State<Arc<Desk>>, fields: Fields) -> Result<Json<Value>, Problem> {
    let (issued, life) = desk.with_grants(|grants, now| {
        let issued = issue(grants, &fields, now)?;
        Ok::<_, Problem>((issued, grants.settings.hubspot_session_seconds))
    })?;
    let hub_id = desk.read(|org, _| org.account.portal_id);
    Ok(Json(json!({
        "token_type": "bearer",
        "access_token": issued.access,
        "refresh_token": issued.refresh,
        "expires_in": life,
        "hub_id": hub_id,
        "user_id": issued.user_id,
        "scopes": issued.scopes,
    })))
}

fn issue(grants: &mut Grants, fields: &Fields, now: Moment) -> Result<Issued, Problem> {
    let field = |name: &str| fields.get(name).unwrap_or_default();
    let kind = field("grant_type");
    if !["authorization_code", "refresh_token"].contains(&kind) {
        let message = "grant_type must be authorization_code or refresh_token";
        return Err(refused("unsupported_grant_type", "BAD_GRANT_TYPE", message));
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

fn proven(grants: &Grants, fields: &Fields) -> Result<Client, Problem> {
    let client_id = fields.get("client_id").unwrap_or_default();
    grants.proven(Vendor::HubSpot, client_id, fields.get("client_secret")).cloned().map_err(denied)
}

/// `POST /oauth/2026-09/token/revoke`: an unknown token is as revoked as can be.
pub async fn revoke(State(desk): State<Arc<Desk>>, fields: Fields) -> Result<StatusCode, Problem> {
    let token = fields.get("token").ok_or_else(|| Problem::invalid("`token` is required in the form body"))?;
    desk.with_grants(|grants, _| {
        proven(grants, &fields)?;
        grants.revoke(Vendor::HubSpot, token);
        Ok(StatusCode::OK)
    })
}

/// HubSpot's words for a refusal: the standard's error beside its own status.
fn denied(denied: Denied) -> Problem {
    let (error, status, message) = match denied {
        Denied::UnknownClient => ("invalid_client", "BAD_CLIENT_ID", "missing or unknown client id"),
        Denied::WrongSecret => ("invalid_client", "BAD_CLIENT_SECRET", "missing or invalid client secret"),
        Denied::NotInstalled => ("invalid_client", "BAD_CLIENT_ID", "the app is not installed in this account"),
        Denied::UnknownCode => ("invalid_grant", "BAD_AUTH_CODE", "missing or unknown auth code"),
        Denied::ExpiredCode => ("invalid_grant", "BAD_AUTH_CODE", "the auth code has expired"),
        Denied::OtherRedirect => {
            ("invalid_grant", "MISMATCH_REDIRECT_URI_AUTH_CODE", "redirect URI does not match initial auth code")
        }
        Denied::WrongVerifier => ("invalid_grant", "BAD_CODE_VERIFIER", "missing or invalid code verifier"),
        Denied::UnknownRefresh => ("invalid_grant", "BAD_REFRESH_TOKEN", "missing or invalid refresh token"),
    };
    refused(error, status, message)
}

fn refused(error: &str, status: &str, message: &str) -> Problem {
    Problem::invalid(message)
        .with("status", json!(status))
        .with("error", json!(error))
        .with("error_description", json!(message))
}
