//! What all handlers share: the org behind its lock, the tokens, the limits, and the faults to play.

mod faults;
mod quota;
mod tokens;

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};

use chrono::{DateTime, Utc};
use tokio::sync::Notify;

use crate::grants::Grants;
use crate::org::{Moment, Org};

pub use faults::{Fault, Faults};
pub use quota::{Limit, Quota};
pub use tokens::Tokens;

/// The id under which writes through the API appear in histories.
pub const APP_ID: u64 = 4_711_008;

/// The shared state of one running practice CRM.
pub struct Desk {
    org: RwLock<Org>,
    quota: Mutex<Quota>,
    faults: Mutex<Faults>,
    grants: Mutex<Grants>,
    offline: AtomicBool,
    rate_limits: AtomicBool,
    requests: AtomicU64,
    /// Told after each change, so that the org is saved.
    pub changed: Notify,
    pub tokens: Tokens,
    pub base_url: String,
}

impl Desk {
    /// A desk around an org.
    pub fn new(org: Org, base_url: String, rate_limits: bool) -> Self {
        Self {
            tokens: Tokens::of_seed(org.seed),
            org: RwLock::new(org),
            quota: Mutex::default(),
            faults: Mutex::default(),
            grants: Mutex::new(Grants::new()),
            offline: AtomicBool::new(false),
            rate_limits: AtomicBool::new(rate_limits),
            requests: AtomicU64::new(0),
            changed: Notify::new(),
            base_url,
        }
    }

    /// Reads the org at the practice time of now.
    pub fn read<T>(&self, look: impl FnOnce(&Org, Moment) -> T) -> T {
        let org = self.org.read().unwrap_or_else(PoisonError::into_inner);
        look(&org, org.clock.at(wall_clock()))
    }

    /// Changes the org at the practice time of now, and has it saved.
    pub fn change<T>(&self, act: impl FnOnce(&mut Org, Moment) -> T) -> T {
        let mut org = self.org.write().unwrap_or_else(PoisonError::into_inner);
        let now = org.clock.at(wall_clock());
        let result = act(&mut org, now);
        drop(org);
        self.changed.notify_one();
        result
    }

    /// The practice time of now.
    pub fn now(&self) -> Moment {
        self.read(|_, now| now)
    }

    /// Works with the grants, at the practice time of now.
    pub fn with_grants<T>(&self, act: impl FnOnce(&mut Grants, Moment) -> T) -> T {
        let now = self.now();
        act(&mut self.grants.lock().unwrap_or_else(PoisonError::into_inner), now)
    }

    /// Works with the counters of the rate limits.
    pub fn with_quota<T>(&self, act: impl FnOnce(&mut Quota) -> T) -> T {
        act(&mut self.quota.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The faults that wait to be played.
    pub fn faults(&self) -> MutexGuard<'_, Faults> {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether rate limits are enforced.
    pub fn enforces_limits(&self) -> bool {
        self.rate_limits.load(Ordering::Relaxed)
    }

    /// Turns rate limits on or off.
    pub fn enforce_limits(&self, on: bool) {
        self.rate_limits.store(on, Ordering::Relaxed);
    }

    /// Counts a request that came in one of the dialects.
    pub fn count_request(&self) {
        self.requests.fetch_add(1, Ordering::Relaxed);
    }

    /// How many came since the start, those that were refused included.
    pub fn requests(&self) -> u64 {
        self.requests.load(Ordering::Relaxed)
    }

    /// Whether the network is played as cut.
    pub fn is_offline(&self) -> bool {
        self.offline.load(Ordering::Relaxed)
    }

    /// Cuts the network, or mends it.
    pub fn set_offline(&self, on: bool) {
        self.offline.store(on, Ordering::Relaxed);
    }
}

/// The one place that reads the machine's clock.
#[allow(clippy::disallowed_methods, reason = "the practice clock starts from it; everything else asks the org")]
pub fn wall_clock() -> DateTime<Utc> {
    Utc::now()
}
