//! Files of old events: what was read of them, and what of a record lies in them.
//!
//! ```text
//! record ─ refers to ▶ file ─ read, checked by its hash ▶ shelf ─▶ what may be left out of the CRM's record,
//!                                                                  and what its record says as a whole
//! ```
//!
//! Invariant: nothing of this is kept beyond the process. That an event lies in a file is known from the file alone.

pub(crate) mod plan;

use crm::CrmError;
use crm::port::{Crm, ErrorClass};
use domain::{Archive, Event, EventId, HandoffRecord};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The events of files that were read and checked since the process began, by the files' hashes.
#[derive(Debug, Default)]
pub(crate) struct Shelf(Mutex<BTreeMap<String, Arc<Vec<Event>>>>);

/// What files say, by event.
pub(crate) type Filed = BTreeMap<EventId, Event>;

/// A file that a record refers to and that can't be read now.
#[derive(Debug)]
pub(crate) struct Missing {
    pub(crate) archive: Archive,
    pub(crate) error: CrmError,
}

impl Shelf {
    fn files(&self) -> MutexGuard<'_, BTreeMap<String, Arc<Vec<Event>>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn has(&self, archive: &Archive) -> bool {
        self.files().contains_key(&archive.hash)
    }

    fn put(&self, archive: &Archive, events: Vec<Event>) {
        self.files().insert(archive.hash.clone(), Arc::new(events));
    }

    /// What the files say that a record refers to, as far as they were read.
    pub(crate) fn filed(&self, record: &HandoffRecord) -> Filed {
        let files = self.files();
        let mut filed = Filed::new();
        for event in record.archives().iter().filter_map(|archive| files.get(&archive.hash)).flat_map(|file| &**file) {
            let known = filed.remove(&event.id);
            let event = known.map_or_else(|| event.clone(), |known| event.clone().united(known));
            filed.insert(event.id.clone(), event);
        }
        filed
    }

    /// The record with the events of its files, as far as they were read.
    pub(crate) fn whole(&self, record: &HandoffRecord) -> HandoffRecord {
        let mut whole = record.clone();
        self.filed(record).into_values().for_each(|event| whole.add_event(event));
        whole
    }

    /// Reads the files that a record refers to, each once until the process ends; those that can't be read now come back.
    ///
    /// # Errors
    /// What concerns every request: not being connected, an ended sign-in.
    pub(crate) async fn read_files_of(&self, record: &HandoffRecord, crm: &dyn Crm) -> Result<Vec<Missing>, CrmError> {
        let mut missing: BTreeMap<String, Missing> = BTreeMap::new();
        for archive in record.archives() {
            if self.has(&archive) {
                missing.remove(&archive.hash);
                continue;
            }
            match self.read_file(record, &archive, crm).await {
                Ok(()) => drop(missing.remove(&archive.hash)),
                Err(error) if concerns_all(&error) => return Err(error),
                Err(error) => drop(missing.insert(archive.hash.clone(), Missing { archive, error })),
            }
        }
        Ok(missing.into_values().collect())
    }

    /// Reads one file, checks it, and puts its events on the shelf.
    pub(crate) async fn read_file(
        &self,
        record: &HandoffRecord,
        archive: &Archive,
        crm: &dyn Crm,
    ) -> Result<(), CrmError> {
        let bytes = crm.read_file(&archive.file).await?;
        let events = archive.events_in(&record.deal_id, &bytes).ok_or_else(|| altered(crm.capabilities().name))?;
        self.put(archive, events);
        Ok(())
    }
}

/// A refusal that every other request would get, too.
pub(crate) fn concerns_all(error: &CrmError) -> bool {
    matches!(error.class, ErrorClass::Offline | ErrorClass::SignInAgain)
}

fn altered(crm: &str) -> CrmError {
    let message = format!("the file in {crm} is not the one that was attached: somebody changed it");
    CrmError::new(ErrorClass::Broken, message, format!("bring back its first version in {crm}"))
}
