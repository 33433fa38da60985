#![allow(clippy::unwrap_used, clippy::expect_used)]
#![allow(clippy::disallowed_methods, reason = "the servers of a test end with its runtime")]

use super::*;
use crate::Vendor;
use axum::Router;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::post;
use net::Reach;

/// What renewing answers where the token endpoint answers so.
async fn renewing<F: Fn() -> Response + Clone + Send + Sync + 'static>(answer: F) -> SignInError {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let router = Router::new().route("/services/oauth2/token", post(move || async move { answer() }));
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    of(origin).renew(&Secret::new("refresh")).await.unwrap_err()
}

fn of(origin: String) -> Endpoint {
    let app = App {
        vendor: Vendor::Salesforce,
        login: origin.clone(),
        tokens: origin,
        client_id: "app".to_owned(),
        client_secret: None,
        ports: vec![1717],
        reach: Reach::VendorsAndLoopback,
    };
    Endpoint::of(app).unwrap()
}

#[tokio::test]
async fn a_captive_portal_is_not_taken_for_the_vendor() {
    let vendor = Vendor::Salesforce;
    let page = || Html("<h1>Welcome to the hotel</h1>").into_response();
    assert_eq!(renewing(page).await, SignInError::Interposed { vendor });
    let sent_away = || Redirect::temporary("http://127.0.0.1:9/login").into_response();
    assert_eq!(renewing(sent_away).await, SignInError::Interposed { vendor });
    assert_eq!(renewing(|| "{\"access_token\": \"a".into_response()).await, SignInError::Interposed { vendor });
    assert_eq!(renewing(|| "[]".into_response()).await, SignInError::Interposed { vendor });
}

#[tokio::test]
async fn a_fault_passes_and_an_ended_sign_in_does_not() {
    let vendor = Vendor::Salesforce;
    assert_eq!(renewing(|| StatusCode::BAD_GATEWAY.into_response()).await, SignInError::Busy { vendor });
    let ended = || (StatusCode::BAD_REQUEST, r#"{"error":"invalid_grant","error_description":"x"}"#).into_response();
    assert_eq!(renewing(ended).await, SignInError::Ended { vendor });
    let gone = || {
        (StatusCode::BAD_REQUEST, r#"{"error":"invalid_client","error_description":"app must be installed into org"}"#)
            .into_response()
    };
    assert_eq!(renewing(gone).await, SignInError::NotInstalled);
}

#[tokio::test]
async fn a_flood_in_place_of_a_reply_is_not_read() {
    let flood = || "x".repeat(LONGEST_REPLY + 1).into_response();
    assert_eq!(renewing(flood).await, SignInError::Interposed { vendor: Vendor::Salesforce });
}

#[tokio::test]
async fn a_vendor_that_is_not_there_is_offline() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let offline = of(origin).renew(&Secret::new("refresh")).await.unwrap_err();
    assert_eq!(offline, SignInError::Offline { vendor: Vendor::Salesforce });
    assert_eq!(offline.into_failure().class, ErrorClass::Offline);
}
