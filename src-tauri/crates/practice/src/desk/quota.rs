//! The requests of the last while, counted in wall time: the practice clock may be moved.

use std::collections::VecDeque;
use std::time::Duration;

use tokio::time::Instant;

/// Which limit a request would break.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    Burst,
    Search,
}

/// 190 requests in 10 s for an app, 5 searches in a second for the account.
#[derive(Debug)]
pub struct Quota {
    pub burst: Window,
    search: Window,
    /// Requests since the start.
    pub today: u64,
}

impl Default for Quota {
    fn default() -> Self {
        Self {
            burst: Window::new(190, Duration::from_secs(10)),
            search: Window::new(5, Duration::from_secs(1)),
            today: 0,
        }
    }
}

impl Quota {
    /// Counts a request, or says which limit forbids it.
    pub fn admit(&mut self, is_search: bool, now: Instant) -> Result<(), Limit> {
        self.today += 1;
        if !self.burst.admit(now) {
            return Err(Limit::Burst);
        }
        if is_search && !self.search.admit(now) {
            return Err(Limit::Search);
        }
        Ok(())
    }
}

/// At most `most` requests in any span.
#[derive(Debug)]
pub struct Window {
    pub most: usize,
    span: Duration,
    seen: VecDeque<Instant>,
}

impl Window {
    fn new(most: usize, span: Duration) -> Self {
        Self { most, span, seen: VecDeque::new() }
    }

    fn admit(&mut self, now: Instant) -> bool {
        let span = self.span;
        while self.seen.front().is_some_and(|first| now.duration_since(*first) >= span) {
            self.seen.pop_front();
        }
        let fits = self.seen.len() < self.most;
        if fits {
            self.seen.push_back(now);
        }
        fits
    }

    /// How many requests still fit.
    pub fn left(&self) -> usize {
        self.most - self.seen.len()
    }
}

#[cfg(test)]
mod tests;
