//! What went wrong with a request, and what can be done about it.

use crate::quota::{DAY_IS_FULL, day_is_full};
use crate::reply::{NotJson, Reply};
use std::time::Duration;

/// What can be done about a failure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ErrorClass {
    /// No answer came: not connected, cut off, or too slow. A write may have arrived all the same.
    Offline,
    /// The same request may succeed later; `after` is how long the other side asks to wait.
    TryLater { after: Option<Duration> },
    /// The credential is not accepted any more.
    SignInAgain,
    /// The other side refuses a value; `field` where it named one.
    FixField { field: Option<String> },
    /// The credential is good and lacks a right.
    NotAllowed,
    /// What was asked for does not exist, or not any more.
    Gone,
    /// A mistake in the request, in the reply, or in the set-up: trying again changes nothing.
    Broken,
}

/// A request that did not succeed.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{message}")]
pub struct Failure {
    pub class: ErrorClass,
    /// One sentence without credentials, bodies or addresses.
    pub message: String,
    /// The refusing reply, for the adapter that knows how to read it.
    pub reply: Option<Box<Reply>>,
    /// True where the connection itself could not be made, so that nothing can have arrived.
    pub never_sent: bool,
}

impl From<NotJson> for Failure {
    /// A page of somebody else's means that the CRM was not reached; a reply that was cut off may be whole the next time.
    fn from(error: NotJson) -> Self {
        let class = match error {
            NotJson::Page => ErrorClass::Offline,
            NotJson::Unreadable => ErrorClass::TryLater { after: None },
        };
        Self { class, message: error.to_string(), reply: None, never_sent: false }
    }
}

impl Failure {
    /// A failure that trying again does not change.
    pub fn broken(message: impl Into<String>) -> Self {
        Self { class: ErrorClass::Broken, message: message.into(), reply: None, never_sent: false }
    }

    /// Nothing was sent, because the quota was used up and the rest lasts so long still.
    pub(crate) fn resting(left: Duration) -> Self {
        let message = "the CRM's quota is used up; nothing is asked until it frees up".to_owned();
        Self { class: ErrorClass::TryLater { after: Some(left) }, message, reply: None, never_sent: true }
    }

    /// True where the same request may be sent again with hope.
    pub fn may_pass(&self) -> bool {
        matches!(self.class, ErrorClass::TryLater { .. }) || (self.class == ErrorClass::Offline && !self.never_sent)
    }

    /// The class of a transport error. The error's own text is dropped, because it may carry the address with its query.
    pub(crate) fn of_transport(error: &reqwest::Error) -> Self {
        let (class, message) = if error.is_connect() {
            (ErrorClass::Offline, "the CRM cannot be reached")
        } else if error.is_timeout() {
            (ErrorClass::Offline, "the CRM did not answer in time")
        } else if error.is_builder() {
            (ErrorClass::Broken, "the request could not be built")
        } else {
            (ErrorClass::Offline, "the connection to the CRM broke off")
        };
        Self { class, message: message.to_owned(), reply: None, never_sent: error.is_connect() }
    }

    /// The class of a reply that is not a success.
    pub(crate) fn of_reply(reply: Reply) -> Self {
        let (class, what) = match reply.status {
            _ if day_is_full(&reply) => {
                (ErrorClass::TryLater { after: Some(DAY_IS_FULL) }, "the CRM's quota of the day is used up")
            }
            400..=428 | 430..=499 | 511 if reply.is_page() => {
                (ErrorClass::Offline, "the network answered instead of the CRM")
            }
            401 => (ErrorClass::SignInAgain, "the CRM does not accept the sign-in any more"),
            403 => (ErrorClass::NotAllowed, "the CRM does not allow this"),
            404 | 410 => (ErrorClass::Gone, "the CRM does not have this any more"),
            400 | 409 | 422 => (ErrorClass::FixField { field: None }, "the CRM refused the values"),
            408 | 423 | 425 | 429 | 477 | 500..=599 => {
                (ErrorClass::TryLater { after: reply.retry_after() }, "the CRM is busy or has a fault")
            }
            300..=399 => (ErrorClass::Broken, "the CRM sent us to another address, which is not followed"),
            _ => (ErrorClass::Broken, "the CRM did not understand the request"),
        };
        Self {
            class,
            message: format!("{what}: status {}", reply.status),
            reply: Some(Box::new(reply)),
            never_sent: false,
        }
    }
}
