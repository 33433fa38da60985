//! One workspace's exchange with its CRM.

use crate::progress::{Cancel, Progress};
use crate::reach::{Contact, Reach};
use crate::report::{PullReport, PushReport};
use crate::{SyncError, pull, push};
use chrono::{DateTime, Utc};
use crm::port::{Crm, ServerTime};
use domain::DealId;
use std::fmt;
use std::sync::{Arc, Mutex as Shared, PoisonError};
use std::time::{Duration, Instant};
use store::Store;
use tokio::sync::Mutex;

/// How long people and pipelines are taken as they are.
const ROSTER_KEEPS: Duration = Duration::from_secs(600);

/// The exchange between one store and one CRM. One pull and one push run at a time; a second one waits for the first.
pub struct Sync {
    pub(crate) store: Store,
    pub(crate) crm: Arc<dyn Crm>,
    pub(crate) contact: Contact,
    pulling: Mutex<()>,
    pushing: Mutex<()>,
    roster_read_at: Shared<Option<Instant>>,
}

impl Sync {
    pub fn new(store: Store, crm: Arc<dyn Crm>) -> Self {
        Self {
            store,
            crm,
            contact: Contact::default(),
            pulling: Mutex::default(),
            pushing: Mutex::default(),
            roster_read_at: Shared::default(),
        }
    }

    /// Loads everything, or goes on where an earlier load was stopped; then what changed meanwhile.
    ///
    /// # Errors
    /// Where the store fails. What the CRM refuses is in the report.
    pub async fn initial_load(
        &self,
        now: DateTime<Utc>,
        progress: &(dyn Fn(Progress) + Send + std::marker::Sync),
        cancel: &Cancel,
    ) -> Result<PullReport, SyncError> {
        let _one = self.pulling.lock().await;
        pull::Pull::new(self, now, progress, cancel).run().await
    }

    /// Brings what changed since the last pull; where nothing was loaded yet, everything.
    ///
    /// # Errors
    /// As [`Sync::initial_load`].
    pub async fn pull_once(&self, now: DateTime<Utc>) -> Result<PullReport, SyncError> {
        self.initial_load(now, &|_| {}, &Cancel::new()).await
    }

    /// Sends what may be sent at `now`, oldest first, until nothing is due or the CRM can't be reached.
    ///
    /// # Errors
    /// Where the store fails. What the CRM refuses is with the entries and in the report.
    pub async fn push_due(&self, now: DateTime<Utc>) -> Result<PushReport, SyncError> {
        let _one = self.pushing.lock().await;
        push::Push::new(self, now).run().await
    }

    /// True once everything was loaded at least once.
    ///
    /// # Errors
    /// Where the store fails.
    pub async fn is_loaded(&self) -> Result<bool, SyncError> {
        Ok(self.store.cursor(pull::LOADED).await?.is_some())
    }

    /// Whether the last exchange reached the CRM.
    pub fn reach(&self) -> Reach {
        self.contact.last()
    }

    /// The CRM's clock, from its last authenticated reply.
    pub fn server_time(&self) -> Option<ServerTime> {
        self.crm.server_time()
    }

    pub(crate) fn roster_is_fresh(&self) -> bool {
        let read_at = *self.roster_read_at.lock().unwrap_or_else(PoisonError::into_inner);
        read_at.is_some_and(|at| at.elapsed() < ROSTER_KEEPS)
    }

    pub(crate) fn roster_was_read(&self) {
        *self.roster_read_at.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }
}

impl fmt::Debug for Sync {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Sync").field("crm", &self.crm.capabilities().name).finish_non_exhaustive()
    }
}

/// Deals, sorted, each once.
pub(crate) fn sorted(deals: impl IntoIterator<Item = DealId>) -> Vec<DealId> {
    let set: std::collections::BTreeSet<DealId> = deals.into_iter().collect();
    set.into_iter().collect()
}
