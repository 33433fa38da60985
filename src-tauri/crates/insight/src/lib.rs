//! Metrics: what the process does to handoffs, in numbers.
//!
//! Pure: [`measure`](Measures) what is to be known of one handoff once, keep it beside its list row, and let [`read`] make
//! figures of many. Every figure carries its n; a rate with n = 0 is no data, never 0 %. Definitions: domain page, Metrics.

mod figure;
mod measures;
mod period;
mod sentence;
mod statistics;
#[cfg(test)]
mod tests;

pub use figure::{Figure, Metric, Unit, counts_in, is_miss, read};
pub use measures::{Measured, Measures};
pub use period::{Month, months_until};
pub use sentence::sentence;
