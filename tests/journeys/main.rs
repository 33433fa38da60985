//! Stories that cross rooms, over real HTTP and real SQLite, without a window.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod archive;
mod bench;
mod conformance;
mod connect;
#[cfg(feature = "failpoints")]
mod crash;
mod desk;
mod handoff;
mod pull;
mod push;
mod starting;
