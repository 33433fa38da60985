//! What runs on a laptop: the rounds of the application, and what its person does.

mod person;
mod round;
mod step;

pub use person::{add_row, decide, edit, edit_row, remove_row, submit};
pub use round::{due, round};
pub use step::step;

use crate::bug::Bug;
use crate::gated::Gated;
use crate::oracle::Oracle;
use crate::org::Org;
use crate::time::TrueTime;
use chrono::{DateTime, TimeDelta, Utc};
use domain::{DealId, PersonId};
use std::collections::BTreeSet;
use std::pin::Pin;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use sync::{Known, Reading, Sync};

pub type Task = Pin<Box<dyn Future<Output = ()> + Send>>;

/// The clock of a laptop whose wall clock is wrong by `skew`.
#[derive(Debug, Default)]
pub struct Clock {
    time: TrueTime,
    pub skew: AtomicI64,
    crm: Mutex<sync::Clock>,
    known: Mutex<Known>,
    /// By a planted mistake the CRM is not listened to.
    deaf: bool,
}

impl Clock {
    pub fn over(time: &TrueTime, bug: Option<Bug>) -> Self {
        let deaf = bug == Some(Bug::TrustsItsOwnClock);
        Self { time: time.clone(), deaf, ..Self::default() }
    }

    fn reading(&self) -> Reading {
        let wall = self.time.now() + TimeDelta::milliseconds(self.skew.load(Ordering::Relaxed));
        Reading { wall, running: self.time.running() }
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.crm.lock().unwrap_or_else(PoisonError::into_inner).now(self.reading())
    }

    pub fn is_confirmed(&self) -> bool {
        self.crm.lock().unwrap_or_else(PoisonError::into_inner).is_confirmed()
    }

    pub fn confirm(&self, server: DateTime<Utc>) {
        if self.deaf {
            return;
        }
        let news = self.crm.lock().unwrap_or_else(PoisonError::into_inner).confirm(self.reading(), server);
        if let Some(known) = news {
            *self.known.lock().unwrap_or_else(PoisonError::into_inner) = known;
        }
    }

    /// The process starts again.
    pub fn restart(&self) {
        let known = *self.known.lock().unwrap_or_else(PoisonError::into_inner);
        *self.crm.lock().unwrap_or_else(PoisonError::into_inner) = sync::Clock::resumed(known);
    }
}

/// What a task of one laptop works with.
#[derive(Clone)]
pub struct Desk {
    pub laptop: usize,
    pub person: PersonId,
    pub store: Gated,
    pub sync: Arc<Sync>,
    pub clock: Arc<Clock>,
    pub oracle: Arc<Mutex<Oracle>>,
    pub org: Arc<Mutex<Org>>,
    /// Deals that have a row in the list, and so deadlines that are looked at.
    pub rows: Arc<Mutex<BTreeSet<DealId>>>,
    /// A newer application, whose records have parts that others don't know.
    pub newer: bool,
    /// Records are short of room, and each edit leaves an event.
    pub leaves_events: bool,
    pub bug: Option<Bug>,
}

impl Desk {
    pub fn oracle(&self) -> MutexGuard<'_, Oracle> {
        self.oracle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the CRM says was told, if nothing hides the latest from who asks.
    fn told_in_crm(&self) -> BTreeSet<String> {
        let org = self.org.lock().unwrap_or_else(PoisonError::into_inner);
        if org.lag > 0 { BTreeSet::new() } else { org.told() }
    }

    fn rows(&self) -> Vec<DealId> {
        self.rows.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    fn note_row(&self, deal: DealId) {
        self.rows.lock().unwrap_or_else(PoisonError::into_inner).insert(deal);
    }

    pub fn name(&self) -> String {
        format!("laptop {}", self.laptop + 1)
    }
}
