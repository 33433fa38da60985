//! The REST endpoints below `/services/data`.

mod bulk;
mod call;
mod collections;
mod composite;
mod describe;
mod limits;
mod perform;
mod query;
mod records;
mod replication;
mod versions;

use std::sync::Arc;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{MethodRouter, get, patch, post};

use super::errors::Problem;
use super::session;
use crate::desk::Desk;

pub use call::Call;

/// A batch of two hundred records with long texts must fit.
const LARGEST_BODY: usize = 50 * 1024 * 1024;

/// All versions of the API, each behind its sign-in and its limits.
pub fn routes(desk: &Arc<Desk>) -> Router<Arc<Desk>> {
    let mut router = Router::new();
    for version in versions::NUMBERS {
        router = router.nest(&format!("/services/data/v{version}.0"), of_one_version());
    }
    router
        .layer(axum::extract::DefaultBodyLimit::max(LARGEST_BODY))
        .layer(from_fn_with_state(desk.clone(), limits::enforce))
        .layer(from_fn_with_state(desk.clone(), session::require))
        .layer(from_fn(limits::short_address))
        .route("/services/data", get(versions::list))
        .route("/services/data/", get(versions::list))
}

/// What is no resource gets an error in the vendor's form, too.
async fn nothing() -> Problem {
    Problem::absent()
}

fn of_one_version() -> Router<Arc<Desk>> {
    let routes: [(&str, MethodRouter<Arc<Desk>>); 20] = [
        ("/limits", get(limits::limits)),
        ("/query", get(query::query)),
        ("/queryAll", get(query::query_all)),
        ("/query/{locator}", get(query::more)),
        ("/queryAll/{locator}", get(query::more)),
        ("/sobjects", get(describe::global)),
        ("/sobjects/{object}", get(describe::basic).post(records::create)),
        ("/sobjects/{object}/describe", get(describe::whole)),
        ("/sobjects/{object}/updated", get(replication::updated)),
        ("/sobjects/{object}/deleted", get(replication::deleted)),
        ("/composite", post(composite::composite)),
        ("/composite/batch", post(composite::batch)),
        ("/composite/sobjects", post(collections::create).patch(collections::update).delete(collections::delete)),
        ("/composite/sobjects/{object}", get(collections::read_by_address).post(collections::read)),
        ("/composite/sobjects/{object}/{field}", patch(collections::upsert)),
        ("/jobs/query", post(bulk::begin)),
        ("/jobs/query/{id}", get(bulk::look).patch(bulk::abort).delete(bulk::forget)),
        ("/jobs/query/{id}/results", get(bulk::results)),
        ("/sobjects/{object}/{id}", get(records::read).patch(records::update).delete(records::delete)),
        ("/sobjects/{object}/{field}/{value}", get(records::read_by).patch(records::upsert).delete(records::delete_by)),
    ];
    // Some clients end their addresses with a slash.
    let both =
        routes.into_iter().flat_map(|(path, method)| [(path.to_owned(), method.clone()), (format!("{path}/"), method)]);
    let start = Router::new().route("/", get(versions::resources)).fallback(nothing);
    both.fold(start, |router, (path, method)| router.route(&path, method))
}
