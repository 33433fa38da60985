//! Who am I: the account, and what a token is good for.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::Uri;
use axum::routing::{get, post};
use axum::{Json, Router};
use chrono::Offset;
use serde::Deserialize;
use serde_json::{Value, json};

use super::auth::{Access, access};
use super::body::Body;
use super::errors::Problem;
use crate::desk::Desk;
use crate::org::{Moment, Org};

/// Routes outside the objects: account details and token introspection.
pub fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/account-info/v3/details", get(details))
        .route("/account-info/2026-03/details", get(details))
        .route("/account-info/2026-09/details", get(details))
        .route("/oauth/2026-09/introspect", post(introspect))
        .route("/oauth/v1/access-tokens/{token}", get(token_info))
        .route("/oauth/v2/private-apps/get/access-token-info", post(private_app))
}

async fn details(State(desk): State<Arc<Desk>>, _: Access) -> Json<Value> {
    Json(desk.read(account))
}

fn account(org: &Org, now: Moment) -> Value {
    let local = now.to_utc().with_timezone(&org.account.time_zone);
    let offset = local.offset().fix().local_minus_utc();
    json!({
        "portalId": org.account.portal_id,
        "accountType": "STANDARD",
        "timeZone": org.account.time_zone.name(),
        "companyCurrency": org.account.currency,
        "additionalCurrencies": org.roster.exchange_rates.keys().collect::<Vec<_>>(),
        "utcOffset": local.format("%:z").to_string(),
        "utcOffsetMilliseconds": i64::from(offset) * 1_000,
        "uiDomain": "app.hubspot.com",
        "dataHostingLocation": "na1",
    })
}

#[derive(Deserialize)]
struct Introspection {
    token: String,
}

async fn introspect(State(desk): State<Arc<Desk>>, form: String) -> Result<Json<Value>, Problem> {
    // A form body has the syntax of a query.
    let uri: Option<Uri> = format!("/?{form}").parse().ok();
    let form = uri.and_then(|uri| Query::<Introspection>::try_from_uri(&uri).ok());
    let form = form.ok_or_else(|| Problem::invalid("`token` is required in the form body"))?;
    token_facts(&desk, &form.token).map(Json)
}

async fn token_info(State(desk): State<Arc<Desk>>, Path(token): Path<String>) -> Result<Json<Value>, Problem> {
    token_facts(&desk, &token).map(Json)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct TokenKey {
    token_key: String,
}

async fn private_app(State(desk): State<Arc<Desk>>, Body(body): Body<TokenKey>) -> Result<Json<Value>, Problem> {
    token_facts(&desk, &body.token_key).map(Json)
}

fn token_facts(desk: &Desk, token: &str) -> Result<Value, Problem> {
    let granted = access(&desk.tokens, token).ok_or_else(|| Problem::absent("access token not found"))?;
    Ok(desk.read(|org, _| {
        json!({
            "active": true,
            "token_type": "access",
            "hub_id": org.account.portal_id,
            "hubId": org.account.portal_id,
            "hub_domain": org.account.company,
            "app_id": crate::desk::APP_ID,
            "appId": crate::desk::APP_ID,
            "scopes": granted.0,
        })
    }))
}
