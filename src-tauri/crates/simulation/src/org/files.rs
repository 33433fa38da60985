//! Files on deals, and the room that a record has.

use super::{Org, Write, gone};
use crm::port::{CrmError, ErrorClass, Property};
use domain::{DealId, HandoffRecord};
use std::collections::{BTreeMap, BTreeSet};

/// A file that was attached to a deal under a key.
#[derive(Debug, Clone)]
pub struct File {
    key: String,
    bytes: Vec<u8>,
}

impl Org {
    /// Attaches a file, once for its key; its id. Of some only a half arrives, and nobody says so.
    pub fn attach(&mut self, laptop: usize, key: &str, deal: &DealId, bytes: &[u8]) -> Result<String, CrmError> {
        let deal = self.find(deal).map(|row| row.id.clone()).ok_or_else(gone)?;
        self.writes.push(Write { laptop, deal, properties: BTreeSet::new() });
        if let Some((id, _)) = self.files.iter().find(|(_, file)| file.key == key) {
            return Ok(id.clone());
        }
        let id = format!("f{}", self.files.len() + 1);
        let arrived = if is_cut_off(key) { bytes.split_at(bytes.len() / 2).0 } else { bytes };
        self.files.insert(id.clone(), File { key: key.to_owned(), bytes: arrived.to_vec() });
        Ok(id)
    }

    pub fn file(&self, id: &str) -> Option<Vec<u8>> {
        self.files.get(id).map(|file| file.bytes.clone())
    }

    /// A record with the events of the files that it refers to.
    pub fn whole(&self, mut record: HandoffRecord) -> HandoffRecord {
        for archive in record.archives() {
            let bytes = self.file(&archive.file);
            let events = bytes.and_then(|bytes| archive.events_in(&record.deal_id, &bytes)).unwrap_or_default();
            events.into_iter().for_each(|event| record.add_event(event));
        }
        record
    }

    pub(super) fn has_room_for(&self, changes: &BTreeMap<Property, String>) -> Result<(), CrmError> {
        let length = changes.get(&Property::Record).map_or(0, |json| json.chars().count());
        if self.room.is_some_and(|room| length > room) {
            let field = Some("handoff_record".to_owned());
            return Err(CrmError::new(ErrorClass::FixField { field }, "the text is too long", "shorten it"));
        }
        Ok(())
    }
}

/// Every third; never two whose keys differ by one in their last digit.
fn is_cut_off(key: &str) -> bool {
    key.bytes().map(u64::from).sum::<u64>().is_multiple_of(3)
}
