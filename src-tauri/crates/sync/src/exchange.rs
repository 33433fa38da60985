//! What a pull and a push work with.

use crate::chance::Chance;
use crate::reach::Contact;
use crate::storage::Storage;
use chrono::{DateTime, TimeDelta, Utc};
use crm::port::Crm;
use domain::{DealId, PersonId};
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use store::StoreError;

/// How long people and pipelines are taken as they are.
const ROSTER_KEEPS: TimeDelta = TimeDelta::minutes(10);

/// One store, one CRM, and what is known of the line between them.
pub(crate) struct Exchange {
    pub(crate) store: Arc<dyn Storage>,
    pub(crate) crm: Arc<dyn Crm>,
    pub(crate) chance: Chance,
    pub(crate) contact: Contact,
    roster_read_at: Mutex<Option<DateTime<Utc>>>,
}

impl Exchange {
    pub(crate) fn new(store: Arc<dyn Storage>, crm: Arc<dyn Crm>, chance: Chance) -> Self {
        Self { store, crm, chance, contact: Contact::default(), roster_read_at: Mutex::default() }
    }

    /// Who is who in the CRM's history.
    pub(crate) async fn people_by_user(&self) -> Result<HashMap<String, PersonId>, StoreError> {
        let people = self.store.people().await?;
        Ok(people.into_iter().filter_map(|person| Some((person.user_id?, person.id))).collect())
    }

    /// Not fresh either where the clock went back behind the reading.
    pub(crate) fn roster_is_fresh(&self, now: DateTime<Utc>) -> bool {
        let read_at = *self.roster_read_at.lock().unwrap_or_else(PoisonError::into_inner);
        read_at.is_some_and(|at| at <= now && now - at < ROSTER_KEEPS)
    }

    pub(crate) fn roster_was_read(&self, now: DateTime<Utc>) {
        *self.roster_read_at.lock().unwrap_or_else(PoisonError::into_inner) = Some(now);
    }
}

/// Deals, sorted, each once.
pub(crate) fn sorted(deals: BTreeSet<DealId>) -> Vec<DealId> {
    deals.into_iter().collect()
}
