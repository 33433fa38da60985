//! One record on its way to the CRM: read, merge, write what differs in one request, read back.

use super::Push;
use crate::adopt::{Histories, Remote, adopted, edited_fields};
use crate::failure::SyncError;
use crate::plan;
use crate::projection::{differing, properties};
use crate::pull::records::by_field;
use crate::write::{Write, make};
use crm::CrmError;
use crm::port::{ErrorClass, Property, ReadDeal};
use domain::{Deal, DealId, HandoffRecord, HandoffState, state_of};
use std::collections::BTreeMap;
use store::{MirrorPage, OutboxEntry, RecordSave};

impl Push<'_> {
    pub(super) async fn push_record(&mut self, entry: &OutboxEntry) -> Result<(), SyncError> {
        let (store, crm) = (&self.sync.store, self.sync.crm.clone());
        let Some(local) = store.record(&entry.deal_id).await? else { return Ok(()) };
        let mut there = self.read(&entry.deal_id).await?;
        let local = self.dated(local).await?;
        let remote = Remote::of(&there.deal);
        if matches!(remote, Remote::Newer) {
            return Err(written_by_newer(crm.capabilities().name).into());
        }
        let record = self.merged(&local, &mut there, &remote, entry.attempts > 0).await?;
        let (record, history) = self.with_its_files(record).await?;
        let mut changes = self.changes(&record, &remote, &there).await?;
        if !history.was_known {
            // What follows from events is told by those who have all of them.
            changes
                .retain(|property, _| matches!(property, Property::Record | Property::Conflict | Property::Field(_)));
        }
        if changes.is_empty() {
            self.mirror(there.deal).await?;
            return history.complete(crm.capabilities().name);
        }
        self.fits(&record, &changes).await?;
        let read_at = there.deal.modified_at;
        let write = crm.write_deal_unchanged_since(&entry.deal_id, &changes, read_at);
        make(Write::Record, write).await?;
        let after = self.read(&entry.deal_id).await?;
        let fields = changes.into_keys().filter(|property| matches!(property, Property::Field(_)));
        let kept = self.taken_back(&record, &after.deal, fields.collect()).await?;
        let arrived = Remote::of(&after.deal).record().is_some_and(|there| self.holds(there, &kept));
        self.mirror(after.deal).await?;
        if arrived { history.complete(crm.capabilities().name) } else { Err(crossed(crm.capabilities().name).into()) }
    }

    /// The deal under its own id. What the deal says that it was merged into is nothing of this handoff, even where our
    /// write went there, because the merge came between: that deal's own laptops find it, as a conflict.
    async fn read(&self, deal: &DealId) -> Result<ReadDeal, CrmError> {
        let there = self.sync.crm.deal(deal).await?;
        if there.deal.id == *deal { Ok(there) } else { Err(merged_away(self.sync.crm.capabilities().name)) }
    }

    /// Steps of a clock that was ahead are dated by the CRM's, before anybody else sees them.
    async fn dated(&mut self, local: HandoffRecord) -> Result<HandoffRecord, SyncError> {
        let now = self.sync.crm.server_time().map(|time| time.at);
        match now.map(|now| local.arriving(now)).filter(|record| *record != local) {
            Some(record) => self.save(record).await,
            None => Ok(local),
        }
    }

    /// Our record with what the CRM's copy adds; what it adds is saved here first. After a try that was cut off nobody
    /// knows whether its write arrived, so that the history tells what it may have replaced unread.
    async fn merged(
        &mut self,
        local: &HandoffRecord,
        there: &mut ReadDeal,
        remote: &Remote,
        tried_before: bool,
    ) -> Result<HandoffRecord, SyncError> {
        let mut fields = edited_fields(&there.deal, remote, Some(local));
        if tried_before {
            fields.extend(local.fields.keys().cloned());
        }
        let fields = fields.into_iter().map(Property::Field).collect();
        let histories = self.histories(&there.deal.id, fields).await?;
        // The history was read after the deal: what it says last is there now.
        for (key, last) in histories.iter().filter_map(|(key, history)| Some((key, history.last()?))) {
            there.properties.insert(Property::Field(key.clone()), last.value.clone());
        }
        self.keep(local, &there.deal, remote, &histories).await
    }

    /// The record with texts that a person typed in the CRM between our reading and our writing: gone from their fields,
    /// still in the history.
    async fn taken_back(
        &mut self,
        record: &HandoffRecord,
        after: &Deal,
        written: Vec<Property>,
    ) -> Result<HandoffRecord, SyncError> {
        let remote = Remote::of(after);
        let edited = edited_fields(after, &remote, Some(record)).into_iter().map(Property::Field);
        let histories = self.histories(&after.id, written.into_iter().chain(edited).collect()).await?;
        self.keep(record, after, &remote, &histories).await
    }

    async fn keep(
        &mut self,
        local: &HandoffRecord,
        deal: &Deal,
        remote: &Remote,
        histories: &Histories,
    ) -> Result<HandoffRecord, SyncError> {
        let people = self.sync.people_by_user().await?;
        let record = adopted(Some(local), deal, remote, histories, &people).unwrap_or_else(|| local.clone());
        if record == *local {
            return Ok(record);
        }
        self.save(record).await
    }

    pub(super) async fn save(&mut self, record: HandoffRecord) -> Result<HandoffRecord, SyncError> {
        self.changed.insert(record.deal_id.clone());
        let save = RecordSave { record, edit: None, outbox: Vec::new(), alarms: Vec::new(), at: self.now };
        Ok(self.sync.store.save_record(&save).await?.record)
    }

    async fn histories(&self, deal: &DealId, properties: Vec<Property>) -> Result<Histories, SyncError> {
        if properties.is_empty() {
            return Ok(Histories::new());
        }
        let mut found = self.sync.crm.property_history(std::slice::from_ref(deal), &properties).await?;
        Ok(found.remove(deal).map(by_field).unwrap_or_default())
    }

    /// What the CRM has otherwise. The record goes along with every other change, and alone where it lacks something.
    async fn changes(
        &mut self,
        record: &HandoffRecord,
        remote: &Remote,
        there: &ReadDeal,
    ) -> Result<BTreeMap<Property, String>, SyncError> {
        let summary = self.sync.store.summary_of(&record.deal_id).await?;
        let mut wanted = properties(record, summary.as_ref());
        wanted.retain(|property, _| !matches!(property, Property::Field(key) if !self.sync.crm.carries(key)));
        let mut changes = differing(wanted, &there.properties);
        if changes.contains_key(&Property::Status) && self.someone_set_the_status(remote, &there.deal).await? {
            changes.remove(&Property::Status);
            changes.remove(&Property::StatusReason);
        }
        let lacks = remote.record().is_none_or(|there| !self.holds(there, record));
        if lacks {
            changes.insert(Property::Record, self.packed(record).await?);
        }
        Ok(changes)
    }

    /// True where a person set the status in the CRM and no pull has brought it yet: it is kept for the next evaluation
    /// instead of being overwritten unseen.
    async fn someone_set_the_status(&mut self, remote: &Remote, deal: &Deal) -> Result<bool, SyncError> {
        let status = deal.handoff_status.as_deref().and_then(HandoffState::parse);
        let Some(status) = status else { return Ok(false) };
        if remote.record().is_some_and(|remote| state_of(remote) == status) {
            return Ok(false);
        }
        let histories = self.sync.crm.deal_history(std::slice::from_ref(&deal.id)).await?;
        let Some(history) = histories.into_iter().next() else { return Ok(false) };
        let seen = self.sync.store.status_history(&deal.id).await?.last().map(|change| change.at);
        if history.statuses.last().map(|version| version.at) <= seen {
            return Ok(false);
        }
        let statuses_of = vec![(deal.id.clone(), plan::changes(&history.statuses))];
        self.sync.store.apply(&MirrorPage { statuses_of, ..MirrorPage::default() }).await?;
        self.changed.insert(deal.id.clone());
        Ok(true)
    }

    /// Keeps the deal as just read. It keeps its former time of change, so that the next pull still sees news in it and
    /// brings what a single read does not: history and surroundings.
    async fn mirror(&mut self, mut deal: Deal) -> Result<(), SyncError> {
        let Some(known) = self.sync.store.context(&deal.id).await? else { return Ok(()) };
        if known.deal.is_won != deal.is_won || known.deal.stage_id != deal.stage_id {
            return Ok(());
        }
        deal.closed_at = known.deal.closed_at;
        deal.modified_at = known.deal.modified_at;
        self.sync.store.apply(&MirrorPage { deals: vec![deal], ..MirrorPage::default() }).await?;
        Ok(())
    }
}

fn merged_away(crm: &str) -> CrmError {
    let message = format!("this deal was merged into another one in {crm}. Your text is kept here");
    CrmError::new(ErrorClass::Gone, message, "open the other deal, take over your text, then discard this entry")
}

fn written_by_newer(crm: &str) -> CrmError {
    let message = format!("the handoff in {crm} was written by a newer Changeover. Your text is kept here");
    CrmError::new(ErrorClass::Broken, message, "update Changeover on this laptop, then send this again")
}

fn crossed(crm: &str) -> CrmError {
    CrmError::new(ErrorClass::TryLater { after: None }, format!("someone else wrote to {crm} at the same moment"), "")
}
