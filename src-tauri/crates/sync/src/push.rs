//! A push: what is due, oldest first.
//!
//! An entry is claimed, sent, and marked by what came of it. Offline ends the push without a word of trouble; a refusal
//! that concerns all entries (an expired sign-in) ends it with one; any other refusal concerns its entry alone.

mod files;
mod record;
#[cfg(test)]
mod tests;

use crate::backoff::next_try;
use crate::exchange::{Exchange, sorted};
use crate::failure::SyncError;
use crate::payload::{ReviewTask, SummaryNote};
use crate::report::PushReport;
use crate::write::{Write, make};
use chrono::{DateTime, Utc};
use crm::CrmError;
use crm::port::ErrorClass;
use domain::DealId;
use std::collections::BTreeSet;
use store::{OutboxEntry, OutboxError, OutboxKind};

/// Entries that are fetched together.
const TOGETHER: u32 = 20;
/// An entry that waits for the network is looked at again after this many tries at the latest.
const PATIENT_TRIES: u32 = 5;

/// One push under way.
pub(crate) struct Push<'a> {
    sync: &'a Exchange,
    now: DateTime<Utc>,
    sent: u32,
    waiting: u32,
    stuck: u32,
    changed: BTreeSet<DealId>,
}

/// Whether the next entry may be tried.
enum Next {
    GoOn,
    Stop(Option<CrmError>),
}

impl<'a> Push<'a> {
    pub(crate) fn new(sync: &'a Exchange, now: DateTime<Utc>) -> Self {
        Self { sync, now, sent: 0, waiting: 0, stuck: 0, changed: BTreeSet::new() }
    }

    pub(crate) async fn run(mut self) -> Result<PushReport, SyncError> {
        // A push that was dropped in the middle left its entry claimed; only one push runs at a time.
        self.sync.store.recover_sending().await?;
        let trouble = self.all().await?;
        Ok(PushReport {
            sent: self.sent,
            waiting: self.waiting,
            stuck: self.stuck,
            changed: sorted(self.changed),
            server_time: self.sync.crm.server_time(),
            reach: self.sync.contact.last(),
            trouble,
            next_due_at: self.sync.store.next_due_at().await?,
        })
    }

    async fn all(&mut self) -> Result<Option<CrmError>, SyncError> {
        loop {
            let entries = self.sync.store.due_entries(self.now, TOGETHER).await?;
            if entries.is_empty() {
                return Ok(None);
            }
            for entry in entries {
                if !self.sync.store.mark_sending(entry.id).await? {
                    continue;
                }
                let outcome = self.send(&entry).await;
                if let Next::Stop(trouble) = self.settle(&entry, outcome).await? {
                    return Ok(trouble);
                }
            }
        }
    }

    async fn send(&mut self, entry: &OutboxEntry) -> Result<Option<String>, SyncError> {
        match entry.kind {
            OutboxKind::PushRecord => self.push_record(entry).await.map(|()| None),
            OutboxKind::SummaryNote => {
                let note: SummaryNote = payload(entry)?;
                let note = note.into();
                let written = make(Write::Note, self.sync.crm.upsert_note(&entry.key, &entry.deal_id, &note)).await;
                Ok(Some(written?))
            }
            OutboxKind::ReviewTask => {
                let task: ReviewTask = payload(entry)?;
                let task = task.into();
                let written = make(Write::Task, self.sync.crm.upsert_task(&entry.key, &entry.deal_id, &task)).await;
                Ok(Some(written?))
            }
        }
    }

    async fn settle(
        &mut self,
        entry: &OutboxEntry,
        outcome: Result<Option<String>, SyncError>,
    ) -> Result<Next, SyncError> {
        let store = &self.sync.store;
        let error = match outcome {
            Ok(crm_id) => {
                self.sync.contact.made();
                store.mark_sent(entry.id, self.now, crm_id.as_deref()).await?;
                self.sent += 1;
                return Ok(Next::GoOn);
            }
            Err(SyncError::Crm(error)) => error,
            Err(other) => {
                store.retry_entry(entry.id, next_try(&self.sync.chance, self.now, entry.attempts, None), None).await?;
                return Err(other);
            }
        };
        match &error.class {
            ErrorClass::Offline => {
                self.sync.contact.lost(self.now);
                let at = next_try(&self.sync.chance, self.now, entry.attempts.min(PATIENT_TRIES), None);
                store.retry_entry(entry.id, at, None).await?;
                self.waiting += 1;
                Ok(Next::Stop(None))
            }
            ErrorClass::TryLater { after } => {
                self.sync.contact.made();
                let at = next_try(&self.sync.chance, self.now, entry.attempts, *after);
                store.retry_entry(entry.id, at, Some(&in_words(&error))).await?;
                self.waiting += 1;
                Ok(Next::GoOn)
            }
            ErrorClass::SignInAgain => {
                self.sync.contact.made();
                let at = next_try(&self.sync.chance, self.now, entry.attempts, None);
                store.retry_entry(entry.id, at, Some(&in_words(&error))).await?;
                self.waiting += 1;
                Ok(Next::Stop(Some(error)))
            }
            ErrorClass::FixField { .. } | ErrorClass::NotAllowed | ErrorClass::Gone | ErrorClass::Broken => {
                self.sync.contact.made();
                store.mark_stuck(entry.id, &in_words(&error)).await?;
                self.stuck += 1;
                Ok(Next::GoOn)
            }
        }
    }
}

fn payload<T: serde::de::DeserializeOwned>(entry: &OutboxEntry) -> Result<T, CrmError> {
    serde_json::from_value(entry.payload.clone()).map_err(|_| {
        CrmError::new(
            ErrorClass::Broken,
            "this entry was written by another version and can't be read",
            "discard it and submit again",
        )
    })
}

fn in_words(error: &CrmError) -> OutboxError {
    OutboxError { code: error.code().to_owned(), message: error.message.clone(), remedy: error.remedy.clone() }
}
