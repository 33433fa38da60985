//! What a Salesforce admin sets up, or the vendor's machines do, on demand.

use std::sync::Arc;

use axum::{Extension, Json};
use serde_json::{Value, json};

use crate::hubspot::Problem;
use crate::salesforce::{Hidden, Lock, Office, Rule, Settings};

/// `GET /practice/salesforce`
pub async fn state(Extension(office): Extension<Arc<Office>>) -> Json<Value> {
    let used = office.used();
    let mut told = json!(*office.setup());
    told["requests_today"] = json!(used);
    Json(told)
}

/// `POST /practice/salesforce/settings`: what is missing stays.
pub async fn settings(
    Extension(office): Extension<Arc<Office>>,
    Json(body): Json<Value>,
) -> Result<Json<Value>, Problem> {
    office.change(|setup| {
        let mut merged = json!(setup.settings);
        for (name, value) in body.as_object().into_iter().flatten() {
            merged[name] = value.clone();
        }
        let settings: Settings = serde_json::from_value(merged).map_err(|error| Problem::invalid(error.to_string()))?;
        setup.settings = settings;
        Ok::<_, Problem>(())
    })?;
    Ok(state(Extension(office)).await)
}

/// `POST /practice/salesforce/hide`: a profile, or everybody, doesn't see a field any more.
pub async fn hide(Extension(office): Extension<Arc<Office>>, Json(hidden): Json<Hidden>) -> Json<Value> {
    office.change(|setup| setup.hidden.push(hidden));
    state(Extension(office)).await
}

/// `POST /practice/salesforce/rules`: adds a validation rule.
pub async fn rule(Extension(office): Extension<Arc<Office>>, Json(rule): Json<Rule>) -> Json<Value> {
    office.change(|setup| setup.rules.push(rule));
    state(Extension(office)).await
}

/// `POST /practice/salesforce/locks`: a record can't be written for some tries.
pub async fn lock(Extension(office): Extension<Arc<Office>>, Json(lock): Json<Lock>) -> Json<Value> {
    office.change(|setup| setup.locks.push(lock));
    state(Extension(office)).await
}

/// `POST /practice/salesforce/expire-queries`: queries that were not read to their end can't be gone on with.
pub async fn expire_queries(Extension(office): Extension<Arc<Office>>) -> Json<Value> {
    office.cursors().expire();
    state(Extension(office)).await
}

/// `DELETE /practice/salesforce`: everything is as at the start.
pub async fn reset(Extension(office): Extension<Arc<Office>>) -> Json<Value> {
    office.change(|setup| *setup = Default::default());
    state(Extension(office)).await
}
