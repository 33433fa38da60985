//! The REST endpoints below `/services/data`.

mod call;
mod describe;
mod limits;
mod query;
mod records;
mod versions;

use std::sync::Arc;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{MethodRouter, get};

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

fn of_one_version() -> Router<Arc<Desk>> {
    let routes: [(&str, MethodRouter<Arc<Desk>>); 10] = [
        ("/limits", get(limits::limits)),
        ("/query", get(query::query)),
        ("/queryAll", get(query::query_all)),
        ("/query/{locator}", get(query::more)),
        ("/queryAll/{locator}", get(query::more)),
        ("/sobjects", get(describe::global)),
        ("/sobjects/{object}", get(describe::basic).post(records::create)),
        ("/sobjects/{object}/describe", get(describe::whole)),
        ("/sobjects/{object}/{id}", get(records::read).patch(records::update).delete(records::delete)),
        ("/sobjects/{object}/{field}/{value}", get(records::read_by).patch(records::upsert).delete(records::delete_by)),
    ];
    // Some clients end their addresses with a slash.
    let both =
        routes.into_iter().flat_map(|(path, method)| [(path.to_owned(), method.clone()), (format!("{path}/"), method)]);
    both.fold(Router::new().route("/", get(versions::resources)), |router, (path, method)| router.route(&path, method))
}
