//! Salesforce's dialect: OAuth and REST over the same org that HubSpot's dialect speaks of.

mod errors;
mod ids;
mod oauth;
mod profile;
mod session;

use std::sync::Arc;

use axum::Router;

use crate::desk::Desk;

pub use errors::Problem;

/// All routes of the dialect.
pub fn routes(_desk: &Arc<Desk>) -> Router<Arc<Desk>> {
    oauth::routes()
}
