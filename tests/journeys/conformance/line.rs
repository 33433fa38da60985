//! A line between an adapter and the practice CRM: it counts, remembers, and plays faults that no CRM has a switch for.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::Response;
use std::sync::{Arc, Mutex};

/// What the line does instead of passing a request on, or with its answer.
#[derive(Debug, Clone)]
pub enum Fault {
    /// Answers itself: status, content type, `Retry-After`, body.
    Answer(u16, &'static str, Option<u64>, String),
    /// Passes the request on and cuts the answer in the middle.
    CutOff,
    /// Passes the request on and never answers.
    SilentAfterwards,
}

/// A fault that waits for requests.
#[derive(Debug, Clone)]
struct Waiting {
    method: Option<Method>,
    path: &'static str,
    times: u32,
    fault: Fault,
}

/// A request that came by.
#[derive(Debug, Clone)]
pub struct Heard {
    pub method: Method,
    /// With its query, decoded.
    pub path: String,
    pub body: String,
}

#[derive(Default)]
struct Wire {
    target: String,
    waiting: Mutex<Vec<Waiting>>,
    heard: Mutex<Vec<Heard>>,
}

/// The line; it ends with the test's runtime.
pub struct Line {
    pub origin: String,
    wire: Arc<Wire>,
}

impl Line {
    pub async fn to(target: &str) -> Self {
        let wire = Arc::new(Wire { target: target.to_owned(), ..Wire::default() });
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let router = Router::new().fallback(pass).with_state((wire.clone(), client()));
        #[allow(clippy::disallowed_methods, reason = "the servers of a test end with its runtime")]
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { origin, wire }
    }

    /// The next so many requests whose path contains this meet the fault.
    pub fn plays(&self, path: &'static str, times: u32, fault: Fault) {
        self.wire.waiting.lock().unwrap().push(Waiting { method: None, path, times, fault });
    }

    /// The same for requests of one method.
    pub fn plays_for(&self, method: Method, path: &'static str, fault: Fault) {
        self.wire.waiting.lock().unwrap().push(Waiting { method: Some(method), path, times: 1, fault });
    }

    /// Forgets the faults that wait.
    pub fn clear(&self) {
        self.wire.waiting.lock().unwrap().clear();
    }

    /// Faults that nothing met.
    pub fn unmet(&self) -> usize {
        self.wire.waiting.lock().unwrap().iter().filter(|waiting| waiting.times > 0).count()
    }

    /// What came by since the last question.
    pub fn take_heard(&self) -> Vec<Heard> {
        std::mem::take(&mut self.wire.heard.lock().unwrap())
    }
}

fn client() -> reqwest::Client {
    #[allow(clippy::disallowed_methods, reason = "this client only passes on what the product's client says")]
    reqwest::Client::new()
}

async fn pass(
    State((wire, client)): State<(Arc<Wire>, reqwest::Client)>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let path = uri.path_and_query().map(ToString::to_string).unwrap_or_default();
    let told =
        Heard { method: method.clone(), path: decoded(&path), body: String::from_utf8_lossy(&body).into_owned() };
    wire.heard.lock().unwrap().push(told);
    let fault = take(&wire, &method, &path);
    if let Some(Fault::Answer(status, kind, retry_after, text)) = fault {
        return answer(status, kind, retry_after, text);
    }
    let mut passed = client.request(method, format!("{}{path}", wire.target)).body(body);
    for (name, value) in headers.iter().filter(|(name, _)| *name != "host" && *name != "content-length") {
        passed = passed.header(name, value);
    }
    let Ok(reply) = passed.send().await else { return answer(502, "text/plain", None, String::new()) };
    let mut response = Response::builder().status(reply.status());
    for (name, value) in
        reply.headers().iter().filter(|(name, _)| !["content-length", "transfer-encoding"].contains(&name.as_str()))
    {
        response = response.header(name, value);
    }
    let bytes = reply.bytes().await.unwrap_or_default();
    match fault {
        Some(Fault::SilentAfterwards) => std::future::pending().await,
        Some(Fault::CutOff) => response.body(Body::from(bytes.slice(..bytes.len() / 2))).unwrap(),
        _ => response.body(Body::from(bytes)).unwrap(),
    }
}

fn take(wire: &Wire, method: &Method, path: &str) -> Option<Fault> {
    let mut waiting = wire.waiting.lock().unwrap();
    let fits = |waiting: &&mut Waiting| {
        waiting.times > 0
            && path.contains(waiting.path)
            && waiting.method.as_ref().is_none_or(|wanted| wanted == method)
    };
    let found = waiting.iter_mut().find(fits)?;
    found.times -= 1;
    Some(found.fault.clone())
}

fn answer(status: u16, kind: &str, retry_after: Option<u64>, text: String) -> Response {
    let mut response = Response::builder().status(StatusCode::from_u16(status).unwrap()).header("content-type", kind);
    if let Some(seconds) = retry_after {
        response = response.header("retry-after", seconds);
    }
    response.body(Body::from(text)).unwrap()
}

/// Percent signs and pluses as they were meant.
pub fn decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let digits: String = rest.by_ref().take(2).map(char::from).collect();
                bytes.push(u8::from_str_radix(&digits, 16).unwrap_or(b'?'));
            }
            other => bytes.push(other),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
