#![allow(clippy::unwrap_used, clippy::expect_used)]
#![allow(clippy::disallowed_methods, reason = "the servers of a test end with its runtime")]

use super::*;
use crate::credential::Anonymous;
use axum::Router;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Redirect;
use axum::routing::get;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

async fn serve(router: Router) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    format!("http://{address}")
}

fn client(origin: &str, limits: Limits) -> Http {
    Http::new(origin, Secret::new("pat-very-secret"), limits).unwrap()
}

#[test]
fn other_hosts_plain_http_and_credentials_in_addresses_are_refused() {
    for address in [
        "https://example.com",
        "http://api.hubapi.com",
        "https://api.hubapi.com.evil.test",
        "https://api.hubapi.com:8443",
        "https://me:you@api.hubapi.com",
        "ftp://127.0.0.1",
        "nonsense",
    ] {
        let failure = Http::new(address, Secret::new("x"), Limits::default()).unwrap_err();
        assert_eq!(failure.class, ErrorClass::Broken, "{address}");
    }
    for address in ["https://api.hubapi.com", "http://127.0.0.1:4000", "http://[::1]:4000", "http://localhost:4000"] {
        assert!(Http::new(address, Secret::new("x"), Limits::default()).is_ok(), "{address}");
    }
}

#[test]
fn the_token_shows_in_no_text_of_the_client() {
    let http = client("http://127.0.0.1:9", Limits::default());
    let token = Secret::new("pat-very-secret");
    assert!(!format!("{http:?} {token} {token:?}").contains("very-secret"));
}

#[tokio::test]
async fn a_path_that_leaves_the_origin_is_refused() {
    let http = client("http://127.0.0.1:9", Limits::default());
    for path in ["//example.com/x", "https://example.com/x", "x"] {
        assert_eq!(http.send(Request::get(path)).await.unwrap_err().class, ErrorClass::Broken, "{path}");
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let origin = serve(
        Router::new()
            .route("/a", get(|| async { Redirect::temporary("/b") }))
            .route("/b", get(|headers: HeaderMap| async move { format!("{headers:?}") })),
    )
    .await;
    let failure = client(&origin, Limits::default()).send(Request::get("/a")).await.unwrap_err();
    assert_eq!(failure.class, ErrorClass::Broken);
}

#[tokio::test]
async fn a_file_is_fetched_without_the_token_and_what_does_not_open_it_is_tried_later() {
    let told = |headers: HeaderMap| async move { format!("{:?}", headers.get("authorization")) };
    let closed = || async { (StatusCode::FORBIDDEN, "<Error/>") };
    let origin = serve(Router::new().route("/open", get(told)).route("/closed", get(closed))).await;
    let http = client("http://127.0.0.1:9", Limits::default());
    assert_eq!(http.download(&format!("{origin}/open")).await.unwrap(), b"None");
    let failure = http.download(&format!("{origin}/closed")).await.unwrap_err();
    assert_eq!(failure.class, ErrorClass::TryLater { after: None });
    let elsewhere = http.download("https://example.com/open").await.unwrap_err();
    assert_eq!(elsewhere.class, ErrorClass::Broken);
}

#[tokio::test]
async fn a_body_that_grows_too_large_is_not_read_to_its_end() {
    let origin = serve(Router::new().route("/", get(|| async { "x".repeat(100_000) }))).await;
    let limits = Limits { body_bytes: 10_000, ..Limits::default() };
    let failure = client(&origin, limits).send(Request::get("/")).await.unwrap_err();
    assert_eq!(failure.message, "the CRM's reply is too large");
}

#[tokio::test]
async fn a_server_that_is_not_there_is_offline_and_nothing_was_sent() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let failure = client(&origin, Limits::default()).send_patiently(Request::get("/")).await.unwrap_err();
    assert_eq!(failure.class, ErrorClass::Offline);
    assert!(failure.never_sent);
}

#[tokio::test]
async fn silence_is_offline_though_the_write_may_have_arrived() {
    let origin = serve(Router::new().route("/", get(std::future::pending::<()>))).await;
    let limits = Limits { silence: Duration::from_millis(50), ..Limits::default() };
    let failure = client(&origin, limits).send(Request::get("/")).await.unwrap_err();
    assert_eq!(failure.class, ErrorClass::Offline);
    assert!(!failure.never_sent);
}

#[tokio::test]
async fn a_fault_that_passes_is_outlasted() {
    let calls = Arc::new(AtomicU32::new(0));
    let counted = calls.clone();
    let answer = move || {
        let call = counted.fetch_add(1, Ordering::SeqCst);
        async move { if call < 2 { (StatusCode::BAD_GATEWAY, "") } else { (StatusCode::OK, "{}") } }
    };
    let origin = serve(Router::new().route("/", get(answer))).await;
    let http = client(&origin, Limits::default());
    assert_eq!(http.send_patiently(Request::get("/")).await.unwrap().status, 200);
    assert_eq!(calls.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn a_refusal_for_good_is_asked_once_and_keeps_its_reply_for_the_adapter() {
    let calls = Arc::new(AtomicU32::new(0));
    let counted = calls.clone();
    let answer = move || {
        counted.fetch_add(1, Ordering::SeqCst);
        async { (StatusCode::BAD_REQUEST, r#"{"category":"VALIDATION_ERROR","message":"customer text"}"#) }
    };
    let origin = serve(Router::new().route("/", get(answer))).await;
    let failure = client(&origin, Limits::default()).send_patiently(Request::get("/")).await.unwrap_err();
    assert_eq!(failure.class, ErrorClass::FixField { field: None });
    assert_eq!(failure.reply.as_ref().unwrap().json().unwrap()["category"], "VALIDATION_ERROR");
    assert!(!format!("{failure:?} {failure}").contains("customer text"));
    assert_eq!(calls.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn the_time_of_day_is_heard_from_successes_only() {
    let date = [("date", "Mon, 09 Nov 2026 08:49:37 GMT")];
    let origin = serve(
        Router::new()
            .route("/refused", get(move || async move { (StatusCode::FORBIDDEN, date, "") }))
            .route("/fine", get(move || async move { (date, "{}") })),
    )
    .await;
    let http = client(&origin, Limits::default());
    http.send(Request::get("/refused")).await.unwrap_err();
    assert_eq!(http.server_time(), None);
    http.send(Request::get("/fine").with("a", "b c")).await.unwrap();
    assert_eq!(http.server_time().unwrap().at.to_rfc3339(), "2026-11-09T08:49:37+00:00");
}

#[tokio::test]
async fn a_used_up_day_is_asked_once_and_then_nothing_leaves() {
    let words = [
        (
            StatusCode::FORBIDDEN,
            r#"[{"errorCode":"REQUEST_LIMIT_EXCEEDED","message":"TotalRequests Limit exceeded."}]"#,
        ),
        (StatusCode::TOO_MANY_REQUESTS, r#"{"errorType":"RATE_LIMIT","policyName":"DAILY"}"#),
    ];
    for answer in words {
        let calls = Arc::new(AtomicU32::new(0));
        let counted = calls.clone();
        let answer = move || {
            counted.fetch_add(1, Ordering::SeqCst);
            async move { answer }
        };
        let origin = serve(Router::new().route("/", get(answer))).await;
        let http = client(&origin, Limits::default());
        for never_sent in [false, true, true] {
            let failure = http.send_patiently(Request::get("/")).await.unwrap_err();
            let waits = |after: Duration| after > Duration::from_secs(3_500);
            assert!(
                matches!(failure.class, ErrorClass::TryLater { after: Some(after) } if waits(after)),
                "{failure:?}"
            );
            assert_eq!(failure.never_sent, never_sent);
        }
        assert_eq!(calls.load(Ordering::SeqCst), 1);
        assert!(http.quota().rests_for.is_some());
    }
}

#[tokio::test]
async fn an_upload_carries_its_parts_and_a_request_its_headers() {
    let heard = |headers: HeaderMap, body: String| async move {
        let mine = headers.get("if-unmodified-since").is_some();
        let form =
            headers.get("content-type").is_some_and(|kind| kind.to_str().unwrap().starts_with("multipart/form-data"));
        format!(
            "{{\"ok\": {}}}",
            mine && form && body.contains("name=\"options\"") && body.contains("filename=\"a.txt\"")
        )
    };
    let origin = serve(Router::new().route("/", axum::routing::post(heard))).await;
    let parts = vec![FormPart::value("options", "{}"), FormPart::file("file", "a.txt", "text/plain", b"Hi".to_vec())];
    let request = Request::upload("/", parts).with_header("If-Unmodified-Since", "Mon, 09 Nov 2026 08:49:37 GMT");
    let reply = client(&origin, Limits::default()).send(request).await.unwrap();
    assert_eq!(reply.json().unwrap()["ok"], true);
}

/// A credential whose tokens are numbered; the server takes the newest only.
#[derive(Debug, Default)]
struct Numbered {
    current: tokio::sync::Mutex<u32>,
    renewals: AtomicU32,
}

#[async_trait::async_trait]
impl Credential for Numbered {
    async fn current(&self) -> Result<Option<Secret>, Failure> {
        Ok(Some(Secret::new(self.current.lock().await.to_string())))
    }

    async fn renewed(&self, refused: &Secret) -> Result<Option<Secret>, Failure> {
        let mut current = self.current.lock().await;
        if refused.reveal() == current.to_string() {
            self.renewals.fetch_add(1, Ordering::SeqCst);
            *current += 1;
        }
        Ok(Some(Secret::new(current.to_string())))
    }
}

async fn only_token(token: &'static str) -> String {
    let answer = move |headers: HeaderMap| async move {
        let given = headers.get("authorization").is_some_and(|given| *given == format!("Bearer {token}"));
        if given { (StatusCode::OK, "{}") } else { (StatusCode::UNAUTHORIZED, "{}") }
    };
    serve(Router::new().route("/", get(answer))).await
}

#[tokio::test]
async fn an_ended_session_is_renewed_once_for_all_who_ask_at_once() {
    let origin = only_token("1").await;
    let credential = Arc::new(Numbered::default());
    let http = Http::new(&origin, Arc::clone(&credential), Limits::default()).unwrap();
    let ask = || http.send(Request::get("/"));
    let (one, two, three) = tokio::join!(ask(), ask(), ask());
    assert!(one.is_ok() && two.is_ok() && three.is_ok());
    assert_eq!(credential.renewals.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_session_that_is_refused_after_its_renewal_asks_for_a_sign_in() {
    let origin = only_token("never").await;
    let credential = Arc::new(Numbered::default());
    let http = Http::new(&origin, Arc::clone(&credential), Limits::default()).unwrap();
    assert_eq!(http.send_patiently(Request::get("/")).await.unwrap_err().class, ErrorClass::SignInAgain);
    assert_eq!(credential.renewals.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_form_is_sent_without_a_credential() {
    let heard = |headers: HeaderMap, body: String| async move {
        let bare = !headers.contains_key("authorization");
        let form = headers.get("content-type").is_some_and(|kind| kind == "application/x-www-form-urlencoded");
        format!("{}", bare && form && body == "code=a%26b&grant_type=x")
    };
    let origin = serve(Router::new().route("/token", axum::routing::post(heard))).await;
    let http = Http::new(&origin, Anonymous, Limits::default()).unwrap();
    let fields = vec![("code", "a&b".to_owned()), ("grant_type", "x".to_owned())];
    assert_eq!(http.send(Request::form("/token", fields)).await.unwrap().json().unwrap(), true);
}

#[tokio::test]
async fn a_page_of_the_network_is_offline_and_a_reply_cut_off_may_pass() {
    let html = [("content-type", "text/html; charset=utf-8")];
    let origin = serve(
        Router::new()
            .route("/portal", get(move || async move { (html, "<html>Welcome to the hotel</html>") }))
            .route("/refused", get(move || async move { (StatusCode::FORBIDDEN, html, "<html>Sign in first</html>") }))
            .route("/cut", get(|| async { r#"{"results": [{"id"# })),
    )
    .await;
    let http = client(&origin, Limits::default());
    let class_of = |outcome: Result<Reply, Failure>| match outcome {
        Ok(reply) => Failure::from(reply.json().unwrap_err()).class,
        Err(failure) => failure.class,
    };
    assert_eq!(class_of(http.send(Request::get("/portal")).await), ErrorClass::Offline);
    assert_eq!(class_of(http.send(Request::get("/refused")).await), ErrorClass::Offline);
    assert_eq!(class_of(http.send(Request::get("/cut")).await), ErrorClass::TryLater { after: None });
}
