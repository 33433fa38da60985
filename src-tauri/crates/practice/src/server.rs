//! Starting, running and stopping one practice CRM.

use std::future::IntoFuture;
use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::http::header::DATE;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::{Extension, Router};
use chrono::{DateTime, Utc};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::desk::{Desk, wall_clock};
use crate::error::PracticeError;
use crate::line::{Caller, Door};
use crate::org::Org;
use crate::salesforce::Office;
use crate::{control, hubspot, salesforce, seed, state_file};

/// How long changes are gathered before the org is saved.
const SAVE_PAUSE: Duration = Duration::from_secs(1);
/// How long requests under way may take after `stop`.
const STOP_PATIENCE: Duration = Duration::from_secs(2);

/// How to start a practice CRM.
#[derive(Clone, Debug)]
pub struct Options {
    /// The port on 127.0.0.1; 0 takes any free one.
    pub port: u16,
    /// Decides everything that is made up.
    pub seed: u64,
    /// How many deals the company has.
    pub deals: usize,
    /// The practice time at the start; `None` is the wall clock's.
    pub now: Option<DateTime<Utc>>,
    /// Where the org is kept between runs. An existing file wins over `seed`, `deals` and `now`.
    pub state_file: Option<PathBuf>,
    /// Whether HubSpot's rate limits are enforced.
    pub rate_limits: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { port: 0, seed: 1, deals: 400, now: None, state_file: None, rate_limits: true }
    }
}

/// A running practice CRM. Dropping it ends the server without a last save; see [`Running::stop`].
pub struct Running {
    desk: Arc<Desk>,
    state_file: Option<PathBuf>,
    stopping: watch::Sender<bool>,
    server: Option<JoinHandle<()>>,
    saver: Option<JoinHandle<()>>,
}

/// Seeds or loads the org, and serves it on the loopback address.
///
/// # Errors
/// When the port is taken, or the state file can't be read.
pub async fn start(options: Options) -> Result<Running, PracticeError> {
    let port = options.port;
    let listen_error = |source| PracticeError::Listen { port, source };
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.map_err(listen_error)?;
    let address = listener.local_addr().map_err(listen_error)?;
    let (rate_limits, state_file) = (options.rate_limits, options.state_file.clone());
    let org = prepare(options).await?;
    let desk = Arc::new(Desk::new(org, format!("http://{address}"), rate_limits));
    let (stopping, stopped) = watch::channel(false);
    let server = spawn(serve(listener, desk.clone(), stopped));
    let saver = state_file.clone().map(|path| spawn(keep_saved(desk.clone(), path)));
    if state_file.is_some() {
        desk.changed.notify_one();
    }
    Ok(Running { desk, state_file, stopping, server: Some(server), saver })
}

impl Running {
    /// `http://127.0.0.1:PORT`, without a slash at the end.
    pub fn base_url(&self) -> &str {
        &self.desk.base_url
    }

    /// A token with all scopes.
    pub fn token(&self) -> &str {
        &self.desk.tokens.full
    }

    /// A token that reads deals and people only.
    pub fn limited_token(&self) -> &str {
        &self.desk.tokens.limited
    }

    /// Stops serving, ends what is under way, and saves the org a last time.
    pub async fn stop(mut self) {
        self.stopping.send_replace(true);
        if let Some(mut server) = self.server.take()
            && tokio::time::timeout(STOP_PATIENCE, &mut server).await.is_err()
        {
            server.abort();
        }
        if let Some(saver) = self.saver.take() {
            saver.abort();
            // A save under way must end before the last one, or it would overwrite it.
            let _ended = saver.await;
        }
        if let Some(path) = self.state_file.take() {
            save(&self.desk, path).await;
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        for task in [self.server.take(), self.saver.take()].into_iter().flatten() {
            task.abort();
        }
    }
}

#[allow(clippy::disallowed_methods, reason = "the one place where this room starts tasks")]
fn spawn(work: impl Future<Output = ()> + Send + 'static) -> JoinHandle<()> {
    tokio::spawn(work)
}

async fn prepare(options: Options) -> Result<Org, PracticeError> {
    let wall = wall_clock();
    let work = move || {
        let saved = options.state_file.as_deref().map(state_file::load).transpose()?;
        if let Some(org) = saved.flatten() {
            return Ok(org);
        }
        let now = options.now.unwrap_or(wall);
        Ok(seed::company(options.seed, options.deals, now, wall))
    };
    match tokio::task::spawn_blocking(work).await {
        Ok(org) => org,
        Err(panicked) => std::panic::resume_unwind(panicked.into_panic()),
    }
}

async fn serve(listener: TcpListener, desk: Arc<Desk>, mut stopped: watch::Receiver<bool>) {
    let door = Door(listener);
    let service = router(desk).into_make_service_with_connect_info::<Caller>();
    let until_stopped = async move {
        let _ended = stopped.wait_for(|stopped| *stopped).await;
    };
    if let Err(error) = axum::serve(door, service).with_graceful_shutdown(until_stopped).into_future().await {
        tracing::error!(%error, "the practice CRM stopped serving");
    }
}

fn router(desk: Arc<Desk>) -> Router {
    let driven = control::routes();
    let spoken = hubspot::routes(&desk)
        .merge(salesforce::routes(&desk))
        .layer(from_fn_with_state(desk.clone(), control::play_faults))
        .layer(from_fn_with_state(desk.clone(), count));
    Router::new()
        .merge(spoken)
        .nest("/practice", driven)
        .layer(Extension(Arc::new(Office::default())))
        .layer(from_fn_with_state(desk.clone(), stamp))
        .with_state(desk)
}

/// Every answer carries the practice time, because clients take time from it.
async fn stamp(State(desk): State<Arc<Desk>>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let date = desk.now().to_utc().format("%a, %d %b %Y %H:%M:%S GMT").to_string();
    if let Ok(date) = HeaderValue::from_str(&date) {
        response.headers_mut().insert(DATE, date);
    }
    response
}

async fn count(State(desk): State<Arc<Desk>>, request: Request, next: Next) -> Response {
    desk.count_request();
    next.run(request).await
}

async fn keep_saved(desk: Arc<Desk>, path: PathBuf) {
    let mut pause = SAVE_PAUSE;
    loop {
        desk.changed.notified().await;
        tokio::time::sleep(pause).await;
        let took = save(&desk, path.clone()).await;
        // A large org must not spend its time on saving.
        pause = SAVE_PAUSE.max(took * 10);
    }
}

/// Saves the org and says how long that took. A failure is logged: practice goes on without its file.
async fn save(desk: &Arc<Desk>, path: PathBuf) -> Duration {
    let desk = desk.clone();
    let begun = Instant::now();
    let work = move || match desk.read(|org, _| state_file::encode(org)) {
        Ok(bytes) => {
            if let Err(error) = state_file::replace(&path, &bytes) {
                tracing::error!(%error, "the practice CRM could not be saved");
            }
        }
        Err(error) => tracing::error!(%error, "the practice CRM could not be written as JSON"),
    };
    let _ended = tokio::task::spawn_blocking(work).await;
    begun.elapsed()
}
