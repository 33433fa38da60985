//! The part of a push that is about the room that a record has in the CRM, and the files of its old events.

use super::Push;
use crate::archive::plan::{Plan, lean, length, plan};
use crate::archive::{Missing, concerns_all};
use crate::failure::SyncError;
use crate::projection::{longest_field, too_long};
use crate::write::{Write, make};
use crm::CrmError;
use crm::port::{ErrorClass, FileDraft, Property};
use domain::merge::merge;
use domain::{Archive, ArchiveFile, Event, HandoffRecord};
use std::collections::BTreeMap;

/// So many files are made of the same bytes at most, where the earlier ones can't be read any more.
const TURNS: u32 = 3;

/// What this laptop has of a handoff's history.
pub(super) struct History {
    /// All of it was here before this push, and so is what follows from it.
    pub(super) was_known: bool,
    missing: Option<Missing>,
}

impl History {
    /// # Errors
    /// Where something is missing: so that it is asked for again, and a person is told.
    pub(super) fn complete(self, crm: &str) -> Result<(), SyncError> {
        self.missing.map_or(Ok(()), |missing| Err(incomplete(crm, missing).into()))
    }
}

impl Push<'_> {
    /// The record with the events of the files that it refers to; what they add is saved first.
    pub(super) async fn with_its_files(
        &mut self,
        record: HandoffRecord,
    ) -> Result<(HandoffRecord, History), SyncError> {
        let missing = self.sync.shelf.read_files_of(&record, &*self.sync.crm).await?.into_iter().next();
        let whole = self.sync.shelf.whole(&record);
        let is_news = whole != record;
        let record = if is_news { self.save(whole).await? } else { record };
        Ok((record, History { was_known: !is_news && missing.is_none(), missing }))
    }

    /// True where `there`, with the events of its files, has all that `ours` says.
    pub(super) fn holds(&self, there: &HandoffRecord, ours: &HandoffRecord) -> bool {
        let there = self.sync.shelf.whole(there);
        merge(&there, ours) == there
    }

    /// The record as the CRM's property gets it. Where its old events must make room, they are in a file by then, which was
    /// read back.
    pub(super) async fn packed(&self, record: &HandoffRecord) -> Result<String, SyncError> {
        let limit = self.sync.crm.longest(&Property::Record).await?;
        let packed = match plan(record, &self.sync.shelf.filed(record), limit) {
            Plan::Write(record) => record,
            Plan::File(events) => self.with_a_file(record, &events, limit).await?,
        };
        serde_json::to_string(&packed).map_err(|_| not_json().into())
    }

    /// What is left of the record after these events moved to a file. Where there can be no file, they stay as long as there
    /// is room.
    async fn with_a_file(
        &self,
        record: &HandoffRecord,
        events: &[Event],
        limit: usize,
    ) -> Result<HandoffRecord, CrmError> {
        match self.file(record, events).await {
            Ok(archive) => {
                let mut referring = record.clone();
                referring.refer_to(&archive);
                let filed = self.sync.shelf.filed(&referring);
                Ok(lean(&referring, &filed))
            }
            Err(error) if concerns_all(&error) => Err(error),
            Err(error) => {
                let all = lean(record, &self.sync.shelf.filed(record));
                if length(&all) <= limit { Ok(all) } else { Err(error) }
            }
        }
    }

    /// Uploads a file of events, and reads it back. A try that was cut off is found by the file's key; a file that was made
    /// and can't be read any more is made once more, under another key.
    async fn file(&self, record: &HandoffRecord, events: &[Event]) -> Result<Archive, CrmError> {
        let file = ArchiveFile::of(&record.deal_id, events).map_err(|_| not_json())?;
        let short = file.hash.get(..16).unwrap_or_default();
        let name = format!("handoff-{}-{short}.json", record.deal_id);
        let draft = FileDraft { name, media_type: "application/json".to_owned(), content: file.bytes };
        let count = u32::try_from(events.len()).unwrap_or(u32::MAX);
        let mut turn = 1;
        loop {
            let key = format!("events-{}-{turn}", file.hash);
            let attached = make(Write::File, self.sync.crm.attach_file(&key, &record.deal_id, &draft)).await?;
            let archive = Archive { hash: file.hash.clone(), file: attached, count };
            match self.sync.shelf.read_file(record, &archive, &*self.sync.crm).await {
                Err(CrmError { class: ErrorClass::Gone | ErrorClass::Broken, .. }) if turn < TURNS => turn += 1,
                outcome => return outcome.map(|()| archive),
            }
        }
    }

    /// # Errors
    /// Where a text is longer than its property takes it: nothing is cut off, nothing is half sent.
    pub(super) async fn fits(
        &self,
        record: &HandoffRecord,
        changes: &BTreeMap<Property, String>,
    ) -> Result<(), SyncError> {
        let mut limits = BTreeMap::new();
        for property in changes.keys() {
            limits.insert(property.clone(), self.sync.crm.longest(property).await?);
        }
        let crm = self.sync.crm.capabilities().name;
        too_long(changes, &limits)
            .map_or(Ok(()), |(property, limit)| Err(does_not_fit(crm, record, &property, limit).into()))
    }
}

fn not_json() -> CrmError {
    CrmError::new(ErrorClass::Broken, "the handoff can't be written as JSON", "send the diagnostics to support")
}

fn does_not_fit(crm: &str, record: &HandoffRecord, property: &Property, limit: usize) -> CrmError {
    let (what, field) = match property {
        Property::Field(key) => (format!("the field `{key}`"), Some(key)),
        Property::Record => ("the handoff as a whole".to_owned(), longest_field(record)),
        other => (format!("the property `{}`", other.word()), None),
    };
    let message = format!("{what} is longer than {crm} takes: {limit} characters. Your text is kept here");
    let remedy = match field {
        Some(key) => format!("shorten the field `{key}`, which is the longest"),
        None => "shorten it".to_owned(),
    };
    CrmError::new(ErrorClass::FixField { field: field.map(|key| key.0.clone()) }, message, remedy)
}

/// Everything else was sent. What passes is waited for; anything else is for a person, and asked again with the next push.
fn incomplete(crm: &str, missing: Missing) -> CrmError {
    let Missing { archive, error } = missing;
    let count = archive.count;
    let message =
        format!("{count} older events of this handoff can't be read: {}. Your text is in {crm}", error.message);
    let remedy = match error.class {
        ErrorClass::Gone => format!("restore the deleted file of this deal in {crm}, then send this again"),
        _ => error.remedy,
    };
    CrmError::new(error.class, message, remedy)
}
