//! The client.

#[cfg(test)]
mod tests;

use crate::credential::Credential;
use crate::failure::{ErrorClass, Failure};
use crate::hosts::{allowed_origin, file_address, is_loopback};
use crate::quota::{Quota, QuotaState, part_of};
use crate::reply::{Reply, ServerTime};
use crate::request::{Body, FormPart, Request};
use crate::secret::Secret;
use reqwest::Url;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long to wait and how much to read.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    pub connect: Duration,
    /// The longest silence while a reply is awaited or read.
    pub silence: Duration,
    /// The longest time for one request with its whole reply.
    pub whole: Duration,
    pub body_bytes: usize,
    pub searches_per_second: u32,
    /// How often a request that is safe to repeat is sent at most.
    pub tries: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            silence: Duration::from_secs(30),
            whole: Duration::from_secs(90),
            body_bytes: 32 * 1024 * 1024,
            searches_per_second: 5,
            tries: 4,
        }
    }
}

/// The longest pause between two tries; a longer one is left to the caller, who can say so to a person.
const LONGEST_PATIENCE: Duration = Duration::from_secs(12);

/// One origin, one credential, one quota.
#[derive(Debug)]
pub struct Http {
    client: reqwest::Client,
    origin: Url,
    credential: Box<dyn Credential>,
    limits: Limits,
    quota: Quota,
    heard: Mutex<Option<ServerTime>>,
}

impl Http {
    /// A client for an origin such as `https://api.hubapi.com`.
    ///
    /// # Errors
    /// `Broken` where the host is not allowed or the client can't be built.
    #[allow(clippy::disallowed_methods, reason = "this is the one home of the client")]
    pub fn new(origin: &str, credential: impl Credential + 'static, limits: Limits) -> Result<Self, Failure> {
        let origin = allowed_origin(origin)?;
        let mut builder = reqwest::Client::builder()
            .user_agent(concat!("Changeover/", env!("CARGO_PKG_VERSION")))
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .connect_timeout(limits.connect)
            .read_timeout(limits.silence)
            .timeout(limits.whole);
        if is_loopback(&origin) {
            builder = builder.no_proxy();
        } else {
            builder = builder.https_only(true);
        }
        let client = builder.build().map_err(|_| Failure::broken("the HTTP client could not be set up"))?;
        let quota = Quota::new(limits.searches_per_second, Instant::now());
        let credential = Box::new(credential);
        Ok(Self { client, origin, credential, limits, quota, heard: Mutex::new(None) })
    }

    /// Sends once. For writes that are not safe to repeat.
    ///
    /// # Errors
    /// A [`Failure`] for every reply that is not a success, and where no reply came.
    pub async fn send(&self, request: Request) -> Result<Reply, Failure> {
        let lane = request.lane;
        if let Some(left) = self.quota.rests_for(Instant::now()) {
            return Err(Failure::resting(left));
        }
        let wait = self.quota.wait(lane, Instant::now());
        if !wait.is_zero() {
            tokio::time::sleep(wait).await;
        }
        let reply = self.exchange(request).await?;
        self.quota.heed(&reply, lane, Instant::now());
        if (200..300).contains(&reply.status) {
            self.hear(&reply);
            Ok(reply)
        } else {
            tracing::debug!(status = reply.status, "the CRM refused a request");
            Err(Failure::of_reply(reply))
        }
    }

    /// Sends until it succeeds, fails for good, or the tries are used up. For reads and for writes that are safe to repeat.
    ///
    /// # Errors
    /// As [`Http::send`], the last one.
    pub async fn send_patiently(&self, request: Request) -> Result<Reply, Failure> {
        let mut tried = 1;
        loop {
            match self.send(request.clone()).await {
                Err(failure) if tried < self.limits.tries && failure.may_pass() => {
                    let pause = pause_before(&failure, tried);
                    if pause > LONGEST_PATIENCE {
                        return Err(failure);
                    }
                    tokio::time::sleep(pause).await;
                    tried += 1;
                }
                outcome => return outcome,
            }
        }
    }

    /// The bytes at an address that the CRM told us for one of its files. The address itself opens the file: no credential
    /// goes along, and no quota counts it.
    ///
    /// # Errors
    /// `Broken` where the address is not on a host for files; `TryLater` where it does not open the file, because a new
    /// address may; else as [`Http::send`].
    pub async fn download(&self, address: &str) -> Result<Vec<u8>, Failure> {
        let url = file_address(address, &self.origin)?;
        let response = self.client.get(url).send().await.map_err(|error| Failure::of_transport(&error))?;
        let reply = self.read(response).await?;
        if !(200..300).contains(&reply.status) {
            let (class, status) = (ErrorClass::TryLater { after: None }, reply.status);
            let message = format!("the file could not be read there: status {status}");
            return Err(Failure { class, message, reply: None, never_sent: false });
        }
        Ok(reply.into_bytes()?)
    }

    /// What is left of the shared quota.
    pub fn quota(&self) -> QuotaState {
        self.quota.state(Instant::now())
    }

    /// The CRM's time of day, from the last authenticated reply that was a success.
    pub fn server_time(&self) -> Option<ServerTime> {
        *self.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn hear(&self, reply: &Reply) {
        if let Some(time) = reply.server_time {
            *self.heard.lock().unwrap_or_else(PoisonError::into_inner) = Some(time);
        }
    }

    /// Asks with the token in use, and once more with another one where the CRM does not take it any more.
    async fn exchange(&self, request: Request) -> Result<Reply, Failure> {
        let token = self.credential.current().await?;
        let Some(token) = token else { return self.ask(request, None).await };
        let reply = self.ask(request.clone(), Some(&token)).await?;
        if !reply.means_an_ended_session() {
            return Ok(reply);
        }
        match self.credential.renewed(&token).await? {
            Some(other) => self.ask(request, Some(&other)).await,
            None => Ok(reply),
        }
    }

    async fn ask(&self, request: Request, token: Option<&Secret>) -> Result<Reply, Failure> {
        let url = self.address(&request.path)?;
        let mut building = self.client.request(request.method, url);
        if let Some(token) = token {
            building = building.bearer_auth(token.reveal());
        }
        if !request.query.is_empty() {
            building = building.query(&request.query);
        }
        for (name, value) in &request.headers {
            building = building.header(*name, value);
        }
        building = match request.body {
            Some(Body::Json(body)) => building.json(&body),
            Some(Body::Form(fields)) => building.form(&fields),
            Some(Body::Parts(parts)) => building.multipart(form_of(parts)?),
            None => building,
        };
        let response = building.send().await.map_err(|error| Failure::of_transport(&error))?;
        self.read(response).await
    }

    async fn read(&self, mut response: reqwest::Response) -> Result<Reply, Failure> {
        let server_time = Reply::time_of(response.headers(), Instant::now());
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| Failure::of_transport(&error))? {
            if body.len() + chunk.len() > self.limits.body_bytes {
                return Err(Failure::broken("the CRM's reply is too large"));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Reply { status, headers, body, server_time })
    }

    /// The path under the origin. A path that would leave it is refused.
    fn address(&self, path: &str) -> Result<Url, Failure> {
        let url = self.origin.join(path).map_err(|_| Failure::broken("the request has no valid path"))?;
        if !path.starts_with('/') || url.origin() != self.origin.origin() {
            return Err(Failure::broken("the request would leave the CRM's address"));
        }
        Ok(url)
    }
}

fn form_of(parts: Vec<FormPart>) -> Result<reqwest::multipart::Form, Failure> {
    let mut form = reqwest::multipart::Form::new();
    for FormPart { name, file, content } in parts {
        let mut part = reqwest::multipart::Part::bytes(content);
        if let Some((file_name, media_type)) = file {
            let typed = part.file_name(file_name).mime_str(&media_type);
            part = typed.map_err(|_| Failure::broken("the file's type can't be told to the CRM"))?;
        }
        form = form.part(name, part);
    }
    Ok(form)
}

/// What the other side asks for, else doubling from a quarter of a second; spread by chance.
fn pause_before(failure: &Failure, tried: u32) -> Duration {
    let pause = match failure.class {
        ErrorClass::TryLater { after: Some(after) } => after,
        _ => Duration::from_millis(250) * 2_u32.saturating_pow(tried.min(10) - 1),
    };
    pause + part_of(pause / 4)
}
