//! One record on its way to the CRM: read, merge, write what differs in one request, read back.

use super::Push;
use crate::adopt::{Remote, adopted, edited_fields, overwritten, same_text};
use crate::failure::SyncError;
use crate::plan;
use crate::projection::{differing, properties, too_long};
use crate::pull::records::last_by_field;
use crate::write::{Write, make};
use crm::CrmError;
use crm::port::{ErrorClass, Property, ReadDeal, Version};
use domain::{Deal, DealId, FieldKey, HandoffRecord, HandoffState, PersonId, state_of};
use std::collections::{BTreeMap, HashMap};
use store::{MirrorPage, OutboxEntry, RecordSave};

impl Push<'_> {
    pub(super) async fn push_record(&mut self, entry: &OutboxEntry) -> Result<(), SyncError> {
        let (store, crm) = (&self.sync.store, self.sync.crm.clone());
        let Some(local) = store.record(&entry.deal_id).await? else { return Ok(()) };
        let there = crm.deal(&entry.deal_id).await?;
        if there.deal.id != entry.deal_id {
            return Err(merged_away(crm.capabilities().name).into());
        }
        let remote = Remote::of(&there.deal);
        if matches!(remote, Remote::Newer) {
            return Err(written_by_newer(crm.capabilities().name).into());
        }
        let record = self.merged(&local, &there.deal, &remote).await?;
        let changes = self.changes(&record, &remote, &there).await?;
        if changes.is_empty() {
            return self.mirror(there.deal).await;
        }
        let limit = crm.capabilities().text_limit;
        if let Some(property) = too_long(&changes, limit) {
            return Err(does_not_fit(crm.capabilities().name, property, limit).into());
        }
        make(Write::Record, crm.write_deal(&entry.deal_id, &changes)).await?;
        let replaced = self.replaced_unread(&entry.deal_id, &changes, &there).await?;
        let after = crm.deal(&entry.deal_id).await?;
        if !replaced.is_empty() {
            let on = remote.record().cloned().unwrap_or_else(|| empty_like(&record));
            return self.take_back(&on, replaced, after.deal).await;
        }
        let arrived = Remote::of(&after.deal).record().is_some_and(|there| holds(there, &record));
        self.mirror(after.deal).await?;
        if arrived { Ok(()) } else { Err(crossed(crm.capabilities().name).into()) }
    }

    /// Our record with what the CRM's copy adds; what it adds is saved here first.
    async fn merged(
        &mut self,
        local: &HandoffRecord,
        deal: &Deal,
        remote: &Remote,
    ) -> Result<HandoffRecord, SyncError> {
        let changes = self.last_changes(deal, remote, local).await?;
        let people = self.people().await?;
        let record = adopted(Some(local), deal, remote, &changes, &people).unwrap_or_else(|| local.clone());
        if record == *local {
            return Ok(record);
        }
        let save = RecordSave { record, edit: None, outbox: Vec::new(), alarms: Vec::new(), at: self.now };
        let saved = self.sync.store.save_record(&save).await?;
        self.changed.insert(deal.id.clone());
        Ok(saved.record)
    }

    async fn last_changes(
        &self,
        deal: &Deal,
        remote: &Remote,
        local: &HandoffRecord,
    ) -> Result<BTreeMap<FieldKey, Version>, SyncError> {
        let edited = edited_fields(deal, remote, Some(local));
        if edited.is_empty() {
            return Ok(BTreeMap::new());
        }
        let asked: Vec<Property> = edited.into_iter().map(Property::Field).collect();
        let mut found = self.sync.crm.property_history(std::slice::from_ref(&deal.id), &asked).await?;
        Ok(found.remove(&deal.id).map(last_by_field).unwrap_or_default())
    }

    /// Texts that a person wrote in the CRM between our reading and our writing: gone from the field, still in its history.
    async fn replaced_unread(
        &self,
        deal: &DealId,
        changes: &BTreeMap<Property, String>,
        there: &ReadDeal,
    ) -> Result<BTreeMap<FieldKey, Version>, SyncError> {
        let fields = changes.keys().filter(|property| matches!(property, Property::Field(_)));
        let asked: Vec<Property> = fields.cloned().collect();
        if asked.is_empty() {
            return Ok(BTreeMap::new());
        }
        let mut found = self.sync.crm.property_history(std::slice::from_ref(deal), &asked).await?;
        let history = found.remove(deal).unwrap_or_default();
        let replaced = history.into_iter().filter_map(|(property, versions)| {
            let read = there.properties.get(&property).map_or("", String::as_str);
            let ours = changes.get(&property)?;
            let version = before_ours(versions, ours)?;
            let is_known = same_text(&version.value, read) || same_text(&version.value, ours);
            match property {
                Property::Field(key) if !is_known => Some((key, version)),
                _ => None,
            }
        });
        Ok(replaced.filter(|(_, version)| !version.value.trim().is_empty()).collect())
    }

    /// Keeps what our write replaced unread, beside ours, and sends both.
    async fn take_back(
        &mut self,
        on: &HandoffRecord,
        replaced: BTreeMap<FieldKey, Version>,
        after: Deal,
    ) -> Result<(), SyncError> {
        let people = self.people().await?;
        let record = overwritten(on, replaced, &people);
        let save = RecordSave { record, edit: None, outbox: Vec::new(), alarms: Vec::new(), at: self.now };
        self.sync.store.save_record(&save).await?;
        self.changed.insert(after.id.clone());
        self.mirror(after).await?;
        Err(crossed(self.sync.crm.capabilities().name).into())
    }

    /// Who is who in the CRM's history.
    async fn people(&self) -> Result<HashMap<String, PersonId>, SyncError> {
        let people = self.sync.store.people().await?;
        Ok(people.into_iter().filter_map(|person| Some((person.user_id?, person.id))).collect())
    }

    /// What the CRM has otherwise. The record goes along with every other change, and alone where it lacks something.
    async fn changes(
        &mut self,
        record: &HandoffRecord,
        remote: &Remote,
        there: &ReadDeal,
    ) -> Result<BTreeMap<Property, String>, SyncError> {
        let summary = self.sync.store.summary_of(&record.deal_id).await?;
        let mut changes = differing(properties(record, summary.as_ref()), &there.properties);
        if changes.contains_key(&Property::Status) && self.someone_set_the_status(remote, &there.deal).await? {
            changes.remove(&Property::Status);
            changes.remove(&Property::StatusReason);
        }
        let lacks = remote.record().is_none_or(|there| !holds(there, record));
        if lacks {
            let json = serde_json::to_string(record).map_err(|_| {
                CrmError::new(
                    ErrorClass::Broken,
                    "the handoff can't be written as JSON",
                    "send the diagnostics to support",
                )
            })?;
            changes.insert(Property::Record, json);
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

/// The version that ours replaced; `None` where ours was the first, or is not in the history.
fn before_ours(mut versions: Vec<Version>, ours: &str) -> Option<Version> {
    let at = versions.iter().rposition(|version| same_text(&version.value, ours))?;
    (at > 0).then(|| versions.swap_remove(at - 1))
}

fn empty_like(record: &HandoffRecord) -> HandoffRecord {
    HandoffRecord::empty(&record.organisation, record.deal_id.clone())
}

/// True where `there` has all that `ours` says.
fn holds(there: &HandoffRecord, ours: &HandoffRecord) -> bool {
    domain::merge::merge(there, ours) == *there
}

fn merged_away(crm: &str) -> CrmError {
    let message = format!("this deal was merged into another one in {crm}. Your text is kept here");
    CrmError::new(ErrorClass::Gone, message, "open the other deal, take over your text, then discard this entry")
}

fn written_by_newer(crm: &str) -> CrmError {
    let message = format!("the handoff in {crm} was written by a newer Changeover. Your text is kept here");
    CrmError::new(ErrorClass::Broken, message, "update Changeover on this laptop, then send this again")
}

fn does_not_fit(crm: &str, property: &Property, limit: usize) -> CrmError {
    let what = match property {
        Property::Field(key) => format!("the field `{key}`"),
        _ => "the handoff as a whole".to_owned(),
    };
    let message = format!("{what} is longer than {crm} takes: {limit} characters. Your text is kept here");
    let field = match property {
        Property::Field(key) => Some(key.0.clone()),
        _ => None,
    };
    CrmError::new(ErrorClass::FixField { field }, message, "shorten the longest field")
}

fn crossed(crm: &str) -> CrmError {
    CrmError::new(ErrorClass::TryLater { after: None }, format!("someone else wrote to {crm} at the same moment"), "")
}
