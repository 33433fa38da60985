//! What a pull and a push work with.

use crate::reach::Contact;
use crm::port::Crm;
use domain::DealId;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use store::Store;

/// How long people and pipelines are taken as they are.
const ROSTER_KEEPS: Duration = Duration::from_secs(600);

/// One store, one CRM, and what is known of the line between them.
pub(crate) struct Exchange {
    pub(crate) store: Store,
    pub(crate) crm: Arc<dyn Crm>,
    pub(crate) contact: Contact,
    roster_read_at: Mutex<Option<Instant>>,
}

impl Exchange {
    pub(crate) fn new(store: Store, crm: Arc<dyn Crm>) -> Self {
        Self { store, crm, contact: Contact::default(), roster_read_at: Mutex::default() }
    }

    pub(crate) fn roster_is_fresh(&self) -> bool {
        let read_at = *self.roster_read_at.lock().unwrap_or_else(PoisonError::into_inner);
        read_at.is_some_and(|at| at.elapsed() < ROSTER_KEEPS)
    }

    pub(crate) fn roster_was_read(&self) {
        *self.roster_read_at.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }
}

/// Deals, sorted, each once.
pub(crate) fn sorted(deals: BTreeSet<DealId>) -> Vec<DealId> {
    deals.into_iter().collect()
}
