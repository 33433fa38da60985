//! Driving the practice CRM: its clock, its people, its failures. Loopback only, without a token.

mod activity;
mod deals;
mod faults;
mod guard;
mod hostile;
mod oauth;
mod objects;
mod salesforce;
mod settings;

use std::sync::Arc;

use axum::routing::{get, post};
use axum::{Router, middleware};

use crate::desk::Desk;

pub use faults::play_faults;

/// Routes below `/practice`.
pub fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/state", get(settings::state))
        .route("/clock", post(settings::clock))
        .route("/settings", post(settings::settings))
        .route("/offline", post(settings::offline))
        .route("/roster", get(settings::roster))
        .route("/faults", post(faults::add).delete(faults::clear))
        .route("/deals/{id}/close", post(deals::close))
        .route("/edit", post(deals::edit))
        .route("/activity", post(activity::add))
        .route("/delete", post(objects::delete))
        .route("/restore", post(objects::restore))
        .route("/merge", post(objects::merge))
        .route("/salesforce", get(salesforce::state).delete(salesforce::reset))
        .route("/salesforce/settings", post(salesforce::settings))
        .route("/salesforce/hide", post(salesforce::hide))
        .route("/salesforce/rules", post(salesforce::rule))
        .route("/salesforce/locks", post(salesforce::lock))
        .route("/salesforce/expire-queries", post(salesforce::expire_queries))
        .route("/oauth", get(oauth::state))
        .route("/oauth/clients", post(oauth::register))
        .route("/oauth/settings", post(oauth::settings))
        .route("/oauth/expire", post(oauth::expire))
        .route("/oauth/revoke", post(oauth::revoke))
        .route("/hostile", post(hostile::inject))
        .layer(middleware::from_fn(guard::loopback_only))
}
