//! One workspace's exchange with its CRM.

use crate::chance::Chance;
use crate::exchange::Exchange;
use crate::failure::SyncError;
use crate::progress::{Cancel, Progress};
use crate::pull::{LOADED, Pull};
use crate::push::Push;
use crate::reach::Reach;
use crate::report::{PullReport, PushReport};
use crate::storage::Storage;
use chrono::{DateTime, Utc};
use crm::port::{Crm, ServerTime};
use std::fmt;
use std::sync::Arc;
use store::Store;
use tokio::sync::Mutex;

/// The exchange between one store and one CRM. One pull and one push run at a time; a second one waits for the first.
pub struct Sync {
    exchange: Exchange,
    pulling: Mutex<()>,
    pushing: Mutex<()>,
}

impl Sync {
    pub fn new(store: Store, crm: Arc<dyn Crm>) -> Self {
        Self::over(Arc::new(store), crm, Chance::real())
    }

    /// The same over another storage, with chance from elsewhere.
    pub fn over(store: Arc<dyn Storage>, crm: Arc<dyn Crm>, chance: Chance) -> Self {
        Self { exchange: Exchange::new(store, crm, chance), pulling: Mutex::default(), pushing: Mutex::default() }
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
        Pull::new(&self.exchange, now, progress, cancel).run().await
    }

    /// Brings what changed since the last pull; where nothing was loaded yet, everything.
    ///
    /// # Errors
    /// As [`Sync::initial_load`].
    pub async fn pull_once(&self, now: DateTime<Utc>) -> Result<PullReport, SyncError> {
        self.initial_load(now, &|_| {}, &Cancel::new()).await
    }

    /// Brings deals that changed. What else there is (who was reached, what was sold, what was deleted) is asked for a
    /// quarter of an hour after the last whole pull: everybody's laptops share one quota.
    ///
    /// # Errors
    /// As [`Sync::initial_load`].
    pub async fn glance(&self, now: DateTime<Utc>) -> Result<PullReport, SyncError> {
        let _one = self.pulling.lock().await;
        Pull::new(&self.exchange, now, &|_| {}, &Cancel::new()).glance().await
    }

    /// Sends what may be sent at `now`, oldest first, until nothing is due or the CRM can't be reached.
    ///
    /// # Errors
    /// Where the store fails. What the CRM refuses is with the entries and in the report.
    pub async fn push_due(&self, now: DateTime<Utc>) -> Result<PushReport, SyncError> {
        let _one = self.pushing.lock().await;
        Push::new(&self.exchange, now).run().await
    }

    /// True once everything was loaded at least once.
    ///
    /// # Errors
    /// Where the store fails.
    pub async fn is_loaded(&self) -> Result<bool, SyncError> {
        Ok(self.exchange.store.cursor(LOADED).await?.is_some())
    }

    /// Whether the last exchange reached the CRM.
    pub fn reach(&self) -> Reach {
        self.exchange.contact.last()
    }

    /// The CRM's clock, from its last authenticated reply.
    pub fn server_time(&self) -> Option<ServerTime> {
        self.exchange.crm.server_time()
    }
}

impl fmt::Debug for Sync {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Sync").field("crm", &self.exchange.crm.capabilities().name).finish_non_exhaustive()
    }
}
