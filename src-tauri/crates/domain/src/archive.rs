//! Old events that moved to a file beside the deal, and the reference that the record keeps to the file.
//!
//! Each reference is a part of the record of its own, `archive:<hash>:<file>`. An application that knows no references keeps it
//! and unites it with others, as it does with every part that it does not know.

#[cfg(test)]
mod tests;

use crate::event::Event;
use crate::ids::DealId;
use crate::record::HandoffRecord;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// What the name of a reference begins with.
const PART: &str = "archive:";
/// The version of the file's format that this app writes and reads.
const FORMAT: u32 = 1;

/// A reference to a file of old events. Two files may have the same bytes, and so the same hash.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Archive {
    /// SHA-256 of the file's bytes, 64 hexadecimal digits.
    pub hash: String,
    /// The file's id in the CRM.
    pub file: String,
    /// How many events it has.
    pub count: u32,
}

/// A file of old events: its bytes, and their hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchiveFile {
    pub hash: String,
    pub bytes: Vec<u8>,
}

/// What stands in a file.
#[derive(Serialize, Deserialize)]
struct Content {
    format: u32,
    deal_id: DealId,
    events: Vec<Event>,
}

impl ArchiveFile {
    /// The file of some events of a deal: the same events in the same order make the same bytes.
    ///
    /// # Errors
    /// Where an event can't be written as JSON.
    pub fn of(deal_id: &DealId, events: &[Event]) -> Result<Self, serde_json::Error> {
        let content = Content { format: FORMAT, deal_id: deal_id.clone(), events: events.to_vec() };
        let bytes = serde_json::to_vec(&content)?;
        Ok(Self { hash: hash_of(&bytes), bytes })
    }
}

impl Archive {
    /// The events in the bytes of the file that this refers to; `None` where these are other bytes, or not this deal's.
    pub fn events_in(&self, deal: &DealId, bytes: &[u8]) -> Option<Vec<Event>> {
        let content: Content = Some(bytes).filter(|bytes| hash_of(bytes) == self.hash).and_then(parsed)?;
        (content.format == FORMAT && content.deal_id == *deal).then_some(content.events)
    }
}

impl HandoffRecord {
    /// The files that this record refers to, sorted by their hashes. A reference that makes no sense is left alone.
    pub fn archives(&self) -> Vec<Archive> {
        let archive = |(part, count): (&String, &serde_json::Value)| {
            let (hash, file) = part.strip_prefix(PART)?.split_once(':').filter(|(hash, _)| is_hash(hash))?;
            let count = count.as_u64().and_then(|count| u32::try_from(count).ok())?;
            Some(Archive { hash: hash.to_owned(), file: file.to_owned(), count })
        };
        self.unknown.iter().filter_map(archive).collect()
    }

    /// Adds a reference; it stays for good.
    pub fn refer_to(&mut self, archive: &Archive) {
        self.unknown.insert(format!("{PART}{}:{}", archive.hash, archive.file), archive.count.into());
    }
}

fn parsed(bytes: &[u8]) -> Option<Content> {
    serde_json::from_slice(bytes).ok()
}

fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

fn hash_of(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
