//! Salesforce's dialect: OAuth and REST over the same org that HubSpot's dialect speaks of.

mod errors;
mod ids;
mod oauth;
mod office;
mod profile;
mod query;
mod rest;
mod rows;
mod schema;
mod session;
mod soql;
mod value;
mod write;

use std::sync::Arc;

use axum::Router;

use crate::desk::Desk;

pub use errors::Problem;
pub use ids::{number_of, record_id};
pub use office::{Hidden, Lock, Office, Rule, Settings};

/// All routes of the dialect. They expect the [`Office`] among the request's extensions.
pub fn routes(desk: &Arc<Desk>) -> Router<Arc<Desk>> {
    rest::routes(desk).merge(oauth::routes())
}
