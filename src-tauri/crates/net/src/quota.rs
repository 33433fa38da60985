//! Keeping within the quota that replies announce.
//!
//! Fifty laptops share one account: a laptop slows down before the quota is used up, and spreads its return by chance.
//! A laptop that asks alone fills the window to its end, and goes on as its own requests leave it.
//! Where the CRM says that the day is used up, nothing leaves until the rest is over: asking on would only keep it full.

mod state;
#[cfg(test)]
mod tests;

use crate::reply::Reply;
use crate::request::Lane;
use rand::RngExt;
pub use state::{Allowance, QuotaState};
pub(crate) use state::{DAY_IS_FULL, day_is_full};
use state::{day_of, number};
use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Requests left in a window below which we let the window pass.
const RESERVE: u64 = 8;
/// The same for a laptop that has made all requests of the window itself.
const RESERVE_ALONE: u64 = 2;
/// So many requests of the window that are not ours are no other laptop: replies overtake each other.
const STRAY: u64 = 4;
/// The window where a reply does not name it.
const USUAL_WINDOW: Duration = Duration::from_secs(10);
/// No window that is known allows more requests.
const MOST_KEPT: usize = 1_000;
/// The pause after a refusal that names none.
const USUAL_PAUSE: Duration = Duration::from_secs(1);
/// The longest window that a header can impose.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// When the next request of each lane may leave.
#[derive(Debug)]
pub(crate) struct Quota {
    search_gap: Duration,
    gates: Mutex<Gates>,
}

#[derive(Debug)]
struct Gates {
    general: Instant,
    search: Instant,
    /// Nothing leaves before.
    rest: Instant,
    heard: QuotaState,
    /// When our own requests of the last window were answered.
    own: VecDeque<Instant>,
}

impl Quota {
    /// `searches_per_second` is what the whole account may do; a laptop alone may use all of it.
    pub(crate) fn new(searches_per_second: u32, now: Instant) -> Self {
        let search_gap = Duration::from_secs(1) / searches_per_second.max(1);
        Self {
            search_gap,
            gates: Mutex::new(Gates {
                general: now,
                search: now,
                rest: now,
                heard: QuotaState::default(),
                own: VecDeque::new(),
            }),
        }
    }

    /// How long a request of this lane must wait from `now`; a search takes its slot with the question.
    pub(crate) fn wait(&self, lane: Lane, now: Instant) -> Duration {
        let mut gates = self.gates();
        let mut leaves = gates.general.max(now);
        if lane == Lane::Search {
            leaves = leaves.max(gates.search);
            gates.search = leaves + self.search_gap + part_of(self.search_gap / 10);
        }
        leaves.duration_since(now)
    }

    /// Lets nothing leave for so long, and a chance part of it longer, because other laptops were refused, too.
    pub(crate) fn rest(&self, pause: Duration, now: Instant) {
        let mut gates = self.gates();
        gates.rest = gates.rest.max(now + pause + part_of(pause / 8));
    }

    /// How long the rest still lasts.
    pub(crate) fn rests_for(&self, now: Instant) -> Option<Duration> {
        let left = self.gates().rest.saturating_duration_since(now);
        (!left.is_zero()).then_some(left)
    }

    /// What is known at `now`.
    pub(crate) fn state(&self, now: Instant) -> QuotaState {
        QuotaState { rests_for: self.rests_for(now), ..self.gates().heard }
    }

    /// Learns from a reply.
    pub(crate) fn heed(&self, reply: &Reply, lane: Lane, now: Instant) {
        self.remember(reply);
        if day_is_full(reply) {
            self.rest(DAY_IS_FULL, now);
        } else if reply.status == 429 {
            self.pause(lane, now, reply.retry_after().unwrap_or(USUAL_PAUSE));
        } else {
            self.keep_within(reply, now);
        }
    }

    /// Waits where little is left of the window: for our own oldest request to leave it, or, where others ask too, for all
    /// of it to pass, so that their turn comes.
    fn keep_within(&self, reply: &Reply, now: Instant) {
        let window =
            number(reply, "x-hubspot-ratelimit-interval-milliseconds").map_or(USUAL_WINDOW, Duration::from_millis);
        let (own, oldest) = self.count_own(window, now);
        let Some(left) = number(reply, "x-hubspot-ratelimit-remaining").filter(|left| *left <= reserve(reply)) else {
            return;
        };
        let alone = number(reply, "x-hubspot-ratelimit-max").is_some_and(|max| own + left + STRAY >= max);
        match oldest.filter(|_| alone) {
            Some(oldest) if left <= RESERVE_ALONE => {
                let mut gates = self.gates();
                gates.general = gates.general.max(oldest + window.min(LONGEST_PAUSE));
            }
            Some(_) => {}
            None => self.pause(Lane::General, now, window),
        }
    }

    /// Counts a request that was answered now: how many of ours are in the window, and the oldest of them.
    fn count_own(&self, window: Duration, now: Instant) -> (u64, Option<Instant>) {
        let mut gates = self.gates();
        gates.own.push_back(now);
        while gates.own.len() > MOST_KEPT || gates.own.front().is_some_and(|first| now.duration_since(*first) >= window)
        {
            gates.own.pop_front();
        }
        (gates.own.len() as u64, gates.own.front().copied())
    }

    fn remember(&self, reply: &Reply) {
        let mut gates = self.gates();
        gates.heard.day = day_of(reply).or(gates.heard.day);
    }

    fn pause(&self, lane: Lane, now: Instant, pause: Duration) {
        let pause = pause.min(LONGEST_PAUSE);
        let until = now + pause + part_of(pause / 4);
        let mut gates = self.gates();
        match lane {
            Lane::General => gates.general = gates.general.max(until),
            Lane::Search => gates.search = gates.search.max(until),
        }
    }

    fn gates(&self) -> MutexGuard<'_, Gates> {
        self.gates.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Small windows keep a smaller reserve, or nothing would ever leave.
fn reserve(reply: &Reply) -> u64 {
    number(reply, "x-hubspot-ratelimit-max").map_or(RESERVE, |max| RESERVE.min(max / 10))
}

/// A chance part of a duration.
pub(crate) fn part_of(whole: Duration) -> Duration {
    whole.mul_f64(rand::rng().random_range(0.0..=1.0))
}
