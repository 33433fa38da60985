//! HubSpot's dialect: versioned paths (`/crm/objects/2026-09/…`) and the older ones over the same org.

mod account;
mod associations;
mod auth;
mod batch;
mod body;
mod errors;
mod files;
mod groups;
mod limits;
mod oauth;
mod objects;
mod owners;
mod params;
mod pipelines;
mod properties;
mod record;
mod search;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;

use crate::desk::Desk;

pub use auth::bearer;
pub use errors::Problem;
pub use limits::too_many;

/// A batch of a hundred inputs, each with several texts of the longest kind, must fit.
const LARGEST_BODY: usize = 32 * 1024 * 1024;

/// All routes of the dialect, behind its sign-in and its limits.
pub fn routes(desk: &Arc<Desk>) -> Router<Arc<Desk>> {
    let versions = ["2026-03", "2026-09"];
    let mut router = Router::new()
        .nest("/crm/v3/objects", objects::routes())
        .nest("/crm/v4/objects", associations::of_one_object())
        .nest("/crm/v4/associations", associations::routes())
        .nest("/crm/v3/properties", properties::routes())
        .nest("/crm/v3/pipelines", pipelines::routes())
        .merge(owners::routes("/crm/v3/owners"))
        .nest("/files/v3/files", files::routes())
        .merge(account::routes())
        .merge(oauth::routes());
    for version in versions {
        router = router
            .nest(&format!("/crm/objects/{version}"), objects::routes().merge(associations::of_one_object()))
            .nest(&format!("/crm/associations/{version}"), associations::routes())
            .nest(&format!("/crm/properties/{version}"), properties::routes())
            .nest(&format!("/crm/pipelines/{version}"), pipelines::routes())
            .merge(owners::routes(&format!("/crm/owners/{version}")))
            .nest(&format!("/files/{version}/files"), files::routes());
    }
    router
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(from_fn_with_state(desk.clone(), limits::enforce))
        .layer(from_fn_with_state(desk.clone(), auth::require_token))
        .merge(files::signed_routes())
}
