//! The apps that may sign people in, and what an admin does to their grants.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::grants::{Client, Settings, Vendor};
use crate::hubspot::Problem;

/// `GET /practice/oauth`: the apps, the settings, and how many grants live.
pub async fn state(State(desk): State<Arc<Desk>>) -> Json<Value> {
    Json(desk.with_grants(|grants, _| {
        let (approvals, sessions) = grants.living();
        json!({
            "clients": grants.clients,
            "settings": grants.settings,
            "approvals": approvals,
            "sessions": sessions,
        })
    }))
}

/// `POST /practice/oauth/clients`: registers an app, or changes the one with its id.
pub async fn register(State(desk): State<Arc<Desk>>, Json(client): Json<Client>) -> Json<Value> {
    desk.with_grants(|grants, _| grants.register(client));
    state(State(desk)).await
}

/// `POST /practice/oauth/settings`: what is missing stays.
pub async fn settings(State(desk): State<Arc<Desk>>, Json(body): Json<Value>) -> Result<Json<Value>, Problem> {
    desk.with_grants(|grants, _| {
        let mut merged = json!(grants.settings);
        for (name, value) in body.as_object().into_iter().flatten() {
            merged[name] = value.clone();
        }
        let settings: Settings = serde_json::from_value(merged).map_err(|error| Problem::invalid(error.to_string()))?;
        grants.settings = settings;
        Ok::<_, Problem>(())
    })?;
    Ok(state(State(desk)).await)
}

/// `POST /practice/oauth/expire`: all sessions end now; refresh tokens stay good.
pub async fn expire(State(desk): State<Arc<Desk>>) -> Json<Value> {
    desk.with_grants(|grants, _| grants.expire_sessions());
    state(State(desk)).await
}

/// Whose approvals an admin revokes; everybody's when none is named.
#[derive(Default, Deserialize)]
pub struct Revocation {
    #[serde(default)]
    vendor: Option<Vendor>,
}

/// `POST /practice/oauth/revoke`: all approvals end, with their refresh tokens and sessions.
pub async fn revoke(State(desk): State<Arc<Desk>>, body: Option<Json<Revocation>>) -> Json<Value> {
    let vendor = body.and_then(|Json(body)| body.vendor);
    desk.with_grants(|grants, _| grants.revoke_all(vendor));
    state(State(desk)).await
}
