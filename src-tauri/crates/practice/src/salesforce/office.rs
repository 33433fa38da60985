//! What a Salesforce admin or the machine decides beside the org: limits, locks, rules, who sees which field.

mod cursors;
mod jobs;
mod rules;

use std::sync::{Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard};

use serde::{Deserialize, Serialize};

use super::profile::Profile;

pub use cursors::{Cursor, Cursors};
pub use jobs::{Job, JobState, Jobs};
pub use rules::{Hidden, Lock, Rule};

/// Numbers and switches.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// How many requests a day are allowed.
    pub daily_limit: u64,
    /// How many rows a page of a query has at most.
    pub page_size: usize,
    /// Whether the CSMs' profile may change an opportunity that is won.
    pub csm_edits_won: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { daily_limit: 100_000, page_size: 2_000, csm_edits_won: true }
    }
}

/// What an admin set up.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Setup {
    pub settings: Settings,
    /// Fields that a profile does not see.
    pub hidden: Vec<Hidden>,
    /// Validation rules on other fields than ours.
    pub rules: Vec<Rule>,
    /// Records that somebody else's transaction holds.
    pub locks: Vec<Lock>,
}

impl Setup {
    /// Whether a profile sees a field.
    pub fn shows(&self, profile: Profile, sobject: &str, field: &str) -> bool {
        !self.hidden.iter().any(|hidden| hidden.covers(profile, sobject, field))
    }
}

/// The admin's office: shared by all requests, and not saved.
#[derive(Default)]
pub struct Office {
    setup: RwLock<Setup>,
    cursors: Mutex<Cursors>,
    jobs: Mutex<Jobs>,
    /// Requests since the start or the last change of the practice day.
    used: Mutex<Used>,
}

/// The requests of one day.
#[derive(Default)]
struct Used {
    day: String,
    count: u64,
}

impl Office {
    /// What is set up now.
    pub fn setup(&self) -> RwLockReadGuard<'_, Setup> {
        self.setup.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes what is set up.
    pub fn change<T>(&self, act: impl FnOnce(&mut Setup) -> T) -> T {
        act(&mut self.setup.write().unwrap_or_else(PoisonError::into_inner))
    }

    /// The queries that were not read to their end.
    pub fn cursors(&self) -> MutexGuard<'_, Cursors> {
        self.cursors.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The bulk queries under way.
    pub fn jobs(&self) -> MutexGuard<'_, Jobs> {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts a request of a day, and says how many there were.
    pub fn count(&self, day: &str) -> u64 {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        if used.day != day {
            *used = Used { day: day.to_owned(), count: 0 };
        }
        used.count += 1;
        used.count
    }

    /// How many requests were counted today.
    pub fn used(&self) -> u64 {
        self.used.lock().unwrap_or_else(PoisonError::into_inner).count
    }

    /// Uses up a lock on a record, if there is one.
    pub fn bumps_into_lock(&self, id: &str) -> bool {
        if self.setup().locks.is_empty() {
            return false;
        }
        self.change(|setup| {
            let found = setup.locks.iter_mut().find(|lock| lock.holds(id));
            let held = found.map(|lock| lock.times = lock.times.saturating_sub(1)).is_some();
            setup.locks.retain(|lock| lock.times > 0);
            held
        })
    }
}
