//! What a pull and a push work with.

use crate::archive::Shelf;
use crate::chance::Chance;
use crate::lately::Lately;
use crate::reach::Contact;
use crate::storage::Storage;
use chrono::TimeDelta;
use crm::port::Crm;
use domain::{DealId, PersonId};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use store::StoreError;

/// How long people and pipelines are taken as they are.
const ROSTER_KEEPS: TimeDelta = TimeDelta::minutes(10);

/// How long a look at deals alone is enough.
const WHOLE_KEEPS: TimeDelta = TimeDelta::minutes(15);

/// One store, one CRM, and what is known of the line between them.
pub(crate) struct Exchange {
    pub(crate) store: Arc<dyn Storage>,
    pub(crate) crm: Arc<dyn Crm>,
    pub(crate) chance: Chance,
    pub(crate) contact: Contact,
    /// People and pipelines were read.
    pub(crate) roster: Lately,
    /// Everything was looked at.
    pub(crate) whole: Lately,
    /// Files of old events that were read.
    pub(crate) shelf: Shelf,
}

impl Exchange {
    pub(crate) fn new(store: Arc<dyn Storage>, crm: Arc<dyn Crm>, chance: Chance) -> Self {
        let (roster, whole) = (Lately::keeping(ROSTER_KEEPS), Lately::keeping(WHOLE_KEEPS));
        Self { store, crm, chance, contact: Contact::default(), roster, whole, shelf: Shelf::default() }
    }

    /// Who is who in the CRM's history.
    pub(crate) async fn people_by_user(&self) -> Result<HashMap<String, PersonId>, StoreError> {
        let people = self.store.people().await?;
        Ok(people.into_iter().filter_map(|person| Some((person.user_id?, person.id))).collect())
    }
}

/// Deals, sorted, each once.
pub(crate) fn sorted(deals: BTreeSet<DealId>) -> Vec<DealId> {
    deals.into_iter().collect()
}
