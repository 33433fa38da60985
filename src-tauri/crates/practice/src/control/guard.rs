//! Only programs on this machine may drive the practice CRM; web pages may not.

use axum::extract::{ConnectInfo, Request};
use axum::http::StatusCode;
use axum::http::header::{HOST, ORIGIN};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::line::Caller;

/// Refuses other machines, browsers (they send `Origin`), and names that only pretend to be this machine.
pub async fn loopback_only(ConnectInfo(caller): ConnectInfo<Caller>, request: Request, next: Next) -> Response {
    let local = caller.address.ip().is_loopback();
    let from_page = request.headers().contains_key(ORIGIN);
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    if local && !from_page && host.is_none_or(names_loopback) {
        return next.run(request).await;
    }
    (StatusCode::FORBIDDEN, "only programs on this machine may drive the practice CRM").into_response()
}

fn names_loopback(host: &str) -> bool {
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    ["127.0.0.1", "localhost", "[::1]"].contains(&name)
}
