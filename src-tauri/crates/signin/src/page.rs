//! What the browser shows when it comes back: where to go on, or what to do.

use crate::failure::{SignInError, capital};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY};
use axum::response::{Html, IntoResponse, Response};
use maud::{DOCTYPE, PreEscaped, html};

const STYLE: &str = include_str!("page.css");
/// No script, no other host. The address holds the code: no page may see where the reader came from.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";

/// The answer arrived.
pub(crate) fn arrived(vendor: &str) -> Response {
    page(StatusCode::OK, "Go back to Changeover", &format!("{vendor} has answered. You can close this page."))
}

/// The person or the vendor said no.
pub(crate) fn declined(error: &SignInError) -> Response {
    page(StatusCode::OK, "Nothing was connected", &format!("{}. {}.", capital(&error.to_string()), error.remedy()))
}

/// An answer without our `state`, or with another one: someone else sent it, or it belongs to an older sign-in.
pub(crate) fn foreign() -> Response {
    let what = "This answer does not belong to the sign-in that Changeover is waiting for. Close this page, go back to \
                Changeover and press “Open the browser again”. If you did not start a sign-in, nothing happened.";
    page(StatusCode::BAD_REQUEST, "This is not the answer we asked for", what)
}

/// An answer that came a second time.
pub(crate) fn used() -> Response {
    let what =
        "This sign-in was answered already. Close this page and go on in Changeover; to sign in anew, start there.";
    page(StatusCode::CONFLICT, "Answered already", what)
}

/// Any other address.
pub(crate) async fn elsewhere() -> Response {
    page(
        StatusCode::NOT_FOUND,
        "Nothing is here",
        "Changeover listens here for the end of a sign-in, and for nothing else.",
    )
}

fn page(status: StatusCode, title: &str, what: &str) -> Response {
    let whole = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " – Changeover" }
                style { (PreEscaped(STYLE)) }
            }
            body { main { p.mark { "Changeover" } h1 { (title) } p { (what) } } }
        }
    };
    let headers = [(CONTENT_SECURITY_POLICY, POLICY), (CACHE_CONTROL, "no-store"), (REFERRER_POLICY, "no-referrer")];
    (status, headers, Html(whole.into_string())).into_response()
}
