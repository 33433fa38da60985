//! A reply as an adapter reads it.

use chrono::{DateTime, Utc};
use reqwest::header::HeaderMap;
use serde_json::Value;
use std::fmt;
use std::time::{Duration, Instant};

/// The CRM's time of day, and when it was heard on this machine's monotonic clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServerTime {
    pub at: DateTime<Utc>,
    pub received: Instant,
}

/// A body that is not what was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotJson {
    /// A page for people, such as the sign-in page of a hotel's network: the CRM was not reached at all.
    #[error("the network answered with a page of its own instead of the CRM")]
    Page,
    /// Cut off in the middle, or nonsense.
    #[error("the CRM's reply could not be read")]
    Unreadable,
}

/// Status, headers and body. `Debug` shows the status and the length only.
#[derive(Clone)]
pub struct Reply {
    pub status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
    pub server_time: Option<ServerTime>,
}

impl Reply {
    /// The body as JSON.
    ///
    /// # Errors
    /// Where it is none.
    pub fn json(&self) -> Result<Value, NotJson> {
        serde_json::from_slice(&self.body).map_err(|_| if self.is_page() { NotJson::Page } else { NotJson::Unreadable })
    }

    /// True for a page for people.
    pub(crate) fn is_page(&self) -> bool {
        let told = self.header("content-type").is_some_and(|kind| kind.trim_start().starts_with("text/html"));
        told || self.body.trim_ascii_start().get(..1) == Some(b"<")
    }

    /// The body as text, for replies that are no JSON.
    ///
    /// # Errors
    /// Where it is not UTF-8, or a page for people.
    pub fn text(&self) -> Result<&str, NotJson> {
        if self.is_page() {
            return Err(NotJson::Page);
        }
        std::str::from_utf8(&self.body).map_err(|_| NotJson::Unreadable)
    }

    /// The body of a reply that is no page for people.
    ///
    /// # Errors
    /// Where it is one.
    pub fn into_bytes(self) -> Result<Vec<u8>, NotJson> {
        if self.is_page() { Err(NotJson::Page) } else { Ok(self.body) }
    }

    /// True where there is no body, as after some writes.
    pub fn is_empty(&self) -> bool {
        self.body.is_empty()
    }

    /// A header as text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// True where the token is what was refused: 401, or what Salesforce's user endpoint says in its place.
    pub(crate) fn means_an_ended_session(&self) -> bool {
        self.status == 401 || (self.status == 403 && self.body.starts_with(b"Bad_OAuth_Token"))
    }

    /// How long the other side asks to wait, in whole seconds; at most an hour is believed.
    pub fn retry_after(&self) -> Option<Duration> {
        let seconds = self.header("retry-after")?.trim().parse::<u64>().ok()?;
        Some(Duration::from_secs(seconds.min(3600)))
    }

    /// The time in the `Date` header.
    pub(crate) fn time_of(headers: &HeaderMap, received: Instant) -> Option<ServerTime> {
        let text = headers.get(reqwest::header::DATE)?.to_str().ok()?;
        let at = DateTime::parse_from_rfc2822(text).ok()?.with_timezone(&Utc);
        Some(ServerTime { at, received })
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Reply({}, {} bytes)", self.status, self.body.len())
    }
}
