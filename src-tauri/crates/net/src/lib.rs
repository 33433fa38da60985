//! Every HTTP request of Changeover.
//!
//! One [`Http`] speaks to one origin with one [`Credential`], which it asks for another token once when the CRM does not
//! take the one in use any more. It refuses hosts that are not on the list, plain HTTP beyond
//! this machine, and redirects; it keeps within the quota that the replies announce, stops reading where a body grows
//! too large, and turns every failure into a class that says what can be done about it.
//!
//! Invariant: no wall clock is read here. Durations come from [`std::time::Instant`]; the time of day comes from the
//! `Date` header of authenticated replies ([`ServerTime`]).
//! Invariant: neither a credential nor a body is ever part of a message or of a `Debug` text.

mod credential;
mod failure;
mod hosts;
mod http;
mod quota;
mod reply;
mod request;
mod secret;

pub use credential::{Anonymous, Credential};
pub use failure::{ErrorClass, Failure};
pub use hosts::{Reach, origin_within};
pub use http::{Http, Limits};
pub use quota::{Allowance, QuotaState};
pub use reply::{NotJson, Reply, ServerTime};
pub use request::{FormPart, Lane, Request};
pub use secret::Secret;
