//! The planted mistakes that a store can make.

use super::Gated;
use crate::bug::Bug;
use crate::gate::Site;
use chrono::{DateTime, Utc};
use domain::{DealId, Knew};
use store::{
    Applied, Edit, MirrorPage, OutboxEntry, OutboxState, RecordSave, RevisionStep, SavedRecord, StoreError, Way,
};

impl Gated {
    pub(super) async fn apply_in_two(&self, page: &MirrorPage) -> Result<Applied, StoreError> {
        let cursors = MirrorPage { cursors: page.cursors.clone(), ..MirrorPage::default() };
        self.write("cursor", self.disk.apply(&cursors)).await?;
        self.write("page", self.disk.apply(page)).await
    }

    pub(super) async fn save_mistaken(&self, save: &RecordSave) -> Result<SavedRecord, StoreError> {
        let mut save = save.clone();
        match self.bug {
            Some(Bug::NothingIsSaved) if save.edit.is_some() => {
                return Ok(SavedRecord { record: save.record, new_alarms: Vec::new() });
            }
            Some(Bug::RecordWithoutEntry) => save.outbox.clear(),
            Some(Bug::EntryInASecondWrite) if !save.outbox.is_empty() => return self.save_in_two(save).await,
            Some(Bug::LastWriteWins) => save.edit = save.edit.map(|edit| Edit { knew: Knew::Everything, ..edit }),
            Some(Bug::FirstWriteWins) => {
                save.edit = save.edit.filter(|edit| !save.record.fields.contains_key(&edit.field));
            }
            Some(Bug::KnowsTheFuture) => {
                let until = DateTime::from_timestamp(4_000_000_000, 0);
                save.edit = save.edit.map(|edit| Edit { knew_crm_until: until, ..edit });
            }
            Some(Bug::DecidesSilently) => decide(&mut save),
            _ => {}
        }
        self.write("record", self.disk.save_record(&save)).await
    }

    async fn save_in_two(&self, save: RecordSave) -> Result<SavedRecord, StoreError> {
        let alone = RecordSave { outbox: Vec::new(), ..save.clone() };
        self.disk.save_record(&alone).await?;
        self.gate.pass(Site::Write("entry")).await;
        self.write("entry", self.disk.save_record(&RecordSave { edit: None, ..save })).await
    }

    pub(super) async fn step_on_the_screen(&self, deal: &DealId, way: Way) -> Result<RevisionStep, StoreError> {
        let (revision, record) = (self.disk.next_step(deal, way).await?, self.disk.record(deal).await?);
        let step = revision.zip(record);
        Ok(step.map_or(RevisionStep::Nothing, |(revision, record)| RevisionStep::Done {
            field: revision.field,
            record: Box::new(record),
        }))
    }

    /// In whatever order, but the record last.
    pub(super) async fn all_that_wait(&self, now: DateTime<Utc>) -> Result<Vec<OutboxEntry>, StoreError> {
        let mut waiting = self.disk.entries().await?;
        waiting.retain(|entry| entry.state == OutboxState::Waiting && entry.next_attempt_at <= now);
        waiting.reverse();
        Ok(waiting)
    }

    pub async fn send_what_was_cut_off(&self) -> Result<(), StoreError> {
        for entry in self.disk.entries().await?.iter().filter(|entry| entry.state == OutboxState::Sending) {
            self.disk.mark_sent(entry.id, entry.created_at, None).await?;
        }
        Ok(())
    }
}

/// What is shown wins, without a word.
fn decide(save: &mut RecordSave) {
    let Some(field) = save.record.fields.conflicts().into_keys().next().filter(|_| save.edit.is_none()) else { return };
    let Some(entry) = save.record.fields.get(&field).cloned() else { return };
    let knew = Knew::Conflicts(save.record.fields.seen(&field));
    save.edit = Some(Edit { field, entry, knew, knew_crm_until: None, by: "p1".into() });
}
