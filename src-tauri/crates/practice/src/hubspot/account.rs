//! Who am I: the account, and what a token is good for.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::routing::{get, post};
use axum::{Json, Router};
use chrono::Offset;
use serde::Deserialize;
use serde_json::{Value, json};

use super::auth::{Access, access};
use super::body::Body;
use super::errors::Problem;
use crate::desk::{APP_ID, Desk};
use crate::form::Fields;
use crate::grants::Vendor;
use crate::org::{Moment, Org};

/// Routes outside the objects: account details and token introspection.
pub fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/account-info/v3/details", get(details))
        .route("/account-info/2026-03/details", get(details))
        .route("/account-info/2026-09/details", get(details))
        .route("/oauth/2026-03/token/introspect", post(introspect))
        .route("/oauth/2026-09/token/introspect", post(introspect))
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

async fn introspect(State(desk): State<Arc<Desk>>, fields: Fields) -> Result<Json<Value>, Problem> {
    let token = fields.get("token").ok_or_else(|| Problem::invalid("`token` is required in the form body"))?;
    token_facts(&desk, token).map(Json)
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
    let granted = access(desk, token).ok_or_else(|| Problem::absent("access token not found"))?;
    let holder = desk.with_grants(|grants, now| Some((grants.holder(Vendor::HubSpot, token, now)?, now)));
    Ok(desk.read(|org, _| {
        let mut facts = json!({
            "active": true,
            "token_type": "access",
            "hub_id": org.account.portal_id,
            "hubId": org.account.portal_id,
            "hub_domain": org.account.company,
            "app_id": APP_ID,
            "appId": APP_ID,
            "scopes": granted.scopes,
        });
        if let Some((holder, now)) = holder {
            let owner = org.owners.iter().find(|owner| owner.user_id == holder.user_id);
            facts["user_id"] = json!(holder.user_id);
            facts["user"] = json!(owner.map(|owner| &owner.email));
            facts["client_id"] = json!(holder.client_id);
            facts["expires_in"] = json!((holder.ends_at.0 - now.0) / 1_000);
        }
        facts
    }))
}
