//! The state of the practice CRM, its clock, its settings, its roster.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use chrono::TimeDelta;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::desk::Desk;
use crate::org::{Kind, Roster};

/// `GET /practice/state`
pub async fn state(State(desk): State<Arc<Desk>>) -> Json<Value> {
    let pending = json!(desk.faults().pending());
    let (offline, limits, requests) = (desk.is_offline(), desk.enforces_limits(), desk.requests());
    Json(desk.read(|org, now| {
        let count = |kind: Kind| {
            let live = org.table(kind).rows().iter().filter(|row| row.archived_at.is_none());
            (kind.plural().to_owned(), json!(live.count()))
        };
        json!({
            "now": now.iso(),
            "offset_seconds": org.clock.offset().num_seconds(),
            "seed": org.seed,
            "portal_id": org.account.portal_id,
            "counts": Kind::ALL.map(count).into_iter().collect::<Map<_, _>>(),
            "owners": org.owners.len(),
            "search_lag_seconds": org.search_lag_seconds,
            "rate_limits": limits,
            "offline": offline,
            "requests": requests,
            "faults": pending,
        })
    }))
}

/// How far to move the clock.
#[derive(Deserialize)]
pub struct Advance {
    advance_seconds: i64,
}

/// `POST /practice/clock`
pub async fn clock(State(desk): State<Arc<Desk>>, Json(body): Json<Advance>) -> Json<Value> {
    let span = TimeDelta::try_seconds(body.advance_seconds).unwrap_or_default();
    desk.change(|org, _| org.clock.advance(span));
    Json(json!({"now": desk.now().iso()}))
}

/// Settings to change; what is missing stays.
#[derive(Deserialize)]
pub struct Settings {
    #[serde(default)]
    search_lag_seconds: Option<u32>,
    #[serde(default)]
    rate_limits: Option<bool>,
}

/// `POST /practice/settings`
pub async fn settings(State(desk): State<Arc<Desk>>, Json(body): Json<Settings>) -> Json<Value> {
    if let Some(on) = body.rate_limits {
        desk.enforce_limits(on);
    }
    if let Some(lag) = body.search_lag_seconds {
        desk.change(|org, _| org.search_lag_seconds = i64::from(lag));
    }
    state(State(desk)).await
}

/// Whether the network is cut.
#[derive(Deserialize)]
pub struct Offline {
    on: bool,
}

/// `POST /practice/offline`
pub async fn offline(State(desk): State<Arc<Desk>>, Json(body): Json<Offline>) -> Json<Value> {
    desk.set_offline(body.on);
    Json(json!({"offline": body.on}))
}

/// `GET /practice/roster`
pub async fn roster(State(desk): State<Arc<Desk>>) -> Json<Roster> {
    Json(desk.read(|org, _| org.roster.clone()))
}
