//! The loopback listener: the redirect address that the browser comes back to.

#[cfg(test)]
mod tests;

use crate::app::CALLBACK;
use crate::failure::{SignInError, code_of};
use crate::page;
use crate::vendor::Vendor;
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use axum::routing::get;
use net::Secret;
use std::io::ErrorKind;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::{oneshot, watch};

/// How long the browser may take to receive its last page.
const LAST_PAGE: Duration = Duration::from_secs(2);

/// One port of `localhost`, on both of its addresses: browsers differ in which they try first.
#[derive(Debug)]
pub(crate) struct Listener {
    port: u16,
    v4: TcpListener,
    /// `None` on a machine without IPv6.
    v6: Option<TcpListener>,
}

impl Listener {
    /// Takes the first of the ports that is free on both addresses.
    pub(crate) async fn on_one_of(ports: &[u16]) -> Result<Self, SignInError> {
        for port in ports {
            if let Some(listener) = Self::on(*port).await {
                return Ok(listener);
            }
        }
        Err(SignInError::PortsTaken { ports: ports.to_vec() })
    }

    /// Where another program has the port on ::1, the browser might hand it the code: such a port is not taken.
    async fn on(port: u16) -> Option<Self> {
        let v4 = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.ok()?;
        match TcpListener::bind((Ipv6Addr::LOCALHOST, port)).await {
            Ok(v6) => Some(Self { port, v4, v6: Some(v6) }),
            Err(error) if error.kind() == ErrorKind::AddrInUse => None,
            Err(_) => Some(Self { port, v4, v6: None }),
        }
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Waits for the one answer that carries `state`. Others get a page and change nothing.
    pub(crate) async fn answer(self, vendor: Vendor, state: &str, patience: Duration) -> Result<Secret, SignInError> {
        let (send, receive) = oneshot::channel();
        let (stop, stopped) = watch::channel(());
        let waiting = Arc::new(Waiting { vendor, state: Secret::new(state), send: Mutex::new(Some(send)) });
        let router = Router::new().route(CALLBACK, get(callback)).fallback(page::elsewhere).with_state(waiting);
        let serving = async {
            let v6 = async {
                if let Some(v6) = self.v6 {
                    serve(v6, router.clone(), stopped.clone()).await;
                }
            };
            tokio::join!(serve(self.v4, router.clone(), stopped.clone()), v6);
        };
        tokio::pin!(serving);
        let answer = tokio::select! {
            answer = receive => answer.unwrap_or(Err(SignInError::Cancelled)),
            () = &mut serving => Err(SignInError::Cancelled),
            () = tokio::time::sleep(patience) => Err(SignInError::TimedOut),
        };
        drop(stop);
        let _ = tokio::time::timeout(LAST_PAGE, serving).await;
        answer
    }
}

async fn serve(listener: TcpListener, router: Router, mut stopped: watch::Receiver<()>) {
    let stop = async move {
        let _ = stopped.changed().await;
    };
    if let Err(error) = axum::serve(listener, router).with_graceful_shutdown(stop).await {
        tracing::warn!(%error, "the listener of a sign-in ended");
    }
}

/// What a transaction waits for.
struct Waiting {
    vendor: Vendor,
    state: Secret,
    send: Mutex<Option<oneshot::Sender<Result<Secret, SignInError>>>>,
}

async fn callback(State(waiting): State<Arc<Waiting>>, RawQuery(query): RawQuery) -> Response {
    match read(&query.unwrap_or_default(), waiting.vendor, waiting.state.reveal()) {
        None => page::foreign(),
        Some(answer) => {
            let Some(send) = waiting.send.lock().unwrap_or_else(PoisonError::into_inner).take() else {
                return page::used();
            };
            let shown = match &answer {
                Ok(_) => page::arrived(waiting.vendor.name()),
                Err(error) => page::declined(error),
            };
            // Nobody waits any more where the person cancelled meanwhile.
            let _ = send.send(answer);
            shown
        }
    }
}

/// The code, or why there is none; nothing where the answer is not ours.
fn read(query: &str, vendor: Vendor, state: &str) -> Option<Result<Secret, SignInError>> {
    let fields: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let field =
        |name: &str| fields.iter().find(|(key, value)| key == name && !value.is_empty()).map(|(_, v)| v.as_str());
    if field("state") != Some(state) {
        return None;
    }
    Some(match (field("error"), field("code")) {
        (Some("access_denied"), _) => Err(SignInError::Denied),
        (Some(error), _) => Err(refused(vendor, error, field("error_description").unwrap_or_default())),
        (None, Some(code)) => Ok(Secret::new(code)),
        (None, None) => Err(SignInError::Refused { vendor, code: "no_code".to_owned() }),
    })
}

/// What the vendor's codes mean, on the way through the browser and at the token endpoint alike.
pub(crate) fn refused(vendor: Vendor, error: &str, description: &str) -> SignInError {
    match error {
        "invalid_client" if description.contains("installed") => SignInError::NotInstalled,
        "invalid_client" | "invalid_client_id" | "unauthorized_client" => {
            SignInError::UnknownApp { vendor, code: code_of(error) }
        }
        _ => SignInError::Refused { vendor, code: code_of(error) },
    }
}
