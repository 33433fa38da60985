//! The real application in a real window, with a real notification daemon, driven as a person would drive it.
//!
//! Run by `cargo xtask test window`, which brings the display, the bus and the driver.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::print_stderr)]

mod browser;
mod cast;
mod notifications;
mod practice_crm;
mod second;
mod shots;
mod signing_in;
mod soak;
mod story;
mod two;
mod window;
mod writing;
