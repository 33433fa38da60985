//! The records and edits that came with deals are merged into the journal.

use super::Pull;
use crate::adopt::{Histories, Remote, adopted, edited_fields};
use crate::archive::Missing;
use crate::failure::SyncError;
use chrono::TimeDelta;
use crm::port::{Flaw, Property, PropertyHistory, Version};
use domain::{Deal, DealContext, DealId, HandoffRecord};
use std::collections::{BTreeMap, BTreeSet};
use store::{NewOutboxEntry, RecordSave};

/// Other laptops may have seen the same and send it first.
const OTHERS_FIRST: TimeDelta = TimeDelta::seconds(30);

impl Pull<'_> {
    /// Saved before the page is applied: cut off in between, the page comes again, and merging twice changes nothing.
    pub(super) async fn take_records(
        &mut self,
        deals: &[Deal],
        known: &BTreeMap<DealId, DealContext>,
    ) -> Result<(), SyncError> {
        let differing: Vec<&Deal> = deals.iter().filter(|deal| says_something_new(deal, known.get(&deal.id))).collect();
        if differing.is_empty() {
            return Ok(());
        }
        let ids: Vec<DealId> = differing.iter().map(|deal| deal.id.clone()).collect();
        let locals: BTreeMap<DealId, HandoffRecord> =
            self.sync.store.records(&ids).await?.into_iter().map(|record| (record.deal_id.clone(), record)).collect();
        let remotes: Vec<(&Deal, Remote)> = differing.into_iter().map(|deal| (deal, Remote::of(deal))).collect();
        let histories = self.histories(&remotes, &locals).await?;
        for (deal, remote) in remotes {
            let aside = match &remote {
                Remote::Unusable(what) => Some(*what),
                Remote::Newer => Some("was written by a newer Changeover: update this one to see it"),
                Remote::Absent | Remote::Valid(_) => None,
            };
            if let Some(what) = aside {
                let (id, property) = (deal.id.0.clone(), "handoff_record".to_owned());
                self.flaws.push(Flaw { object: "deal", id, property, what: what.to_owned() });
            }
            let before = known.get(&deal.id).is_some_and(|context| context.deal.record_json.is_some());
            self.take_record(deal, &remote, locals.get(&deal.id), histories.get(&deal.id), before).await?;
        }
        Ok(())
    }

    async fn take_record(
        &mut self,
        deal: &Deal,
        remote: &Remote,
        local: Option<&HandoffRecord>,
        histories: Option<&Histories>,
        had_record: bool,
    ) -> Result<(), SyncError> {
        let nothing = Histories::new();
        let histories = histories.unwrap_or(&nothing);
        let Some(record) = adopted(local, deal, remote, histories, &self.people) else {
            return Ok(());
        };
        let is_missing = self.read_files_of(&record).await?;
        let record = self.sync.shelf.whole(&record);
        let lacks = match remote {
            // A push asks again for what is missing.
            Remote::Valid(remote) => is_missing || record != self.sync.shelf.whole(remote),
            Remote::Unusable(_) => true,
            Remote::Newer => false,
            // Without a record there, ours was never sent or has vanished; only the second is for us to mend.
            Remote::Absent => had_record,
        };
        if local == Some(&record) && !lacks {
            return Ok(());
        }
        let send =
            || NewOutboxEntry::push(deal.id.clone(), self.now, self.now + self.sync.chance.part_of(OTHERS_FIRST));
        let outbox = if lacks { vec![send()] } else { Vec::new() };
        let save = RecordSave { record, edit: None, outbox, alarms: Vec::new(), at: self.now };
        self.sync.store.save_record(&save).await?;
        self.changed.insert(deal.id.clone());
        Ok(())
    }

    /// Reads the files of old events that a record refers to; true where one can't be read now, which is told.
    async fn read_files_of(&mut self, record: &HandoffRecord) -> Result<bool, SyncError> {
        let missing = self.or_cancelled(self.sync.shelf.read_files_of(record, &*self.sync.crm)).await?;
        for Missing { archive, error } in &missing {
            let what = format!("lacks {} older events, whose file can't be read: {}", archive.count, error.message);
            let (id, property) = (record.deal_id.0.clone(), "handoff_record".to_owned());
            self.flaws.push(Flaw { object: "deal", id, property, what });
        }
        Ok(!missing.is_empty())
    }

    /// Who wrote the flat fields that say something else than the records beside them.
    async fn histories(
        &self,
        remotes: &[(&Deal, Remote)],
        locals: &BTreeMap<DealId, HandoffRecord>,
    ) -> Result<BTreeMap<DealId, Histories>, SyncError> {
        let (mut ids, mut keys) = (Vec::new(), BTreeSet::new());
        for (deal, remote) in remotes {
            let edited = edited_fields(deal, remote, locals.get(&deal.id));
            if !edited.is_empty() {
                ids.push(deal.id.clone());
                keys.extend(edited);
            }
        }
        if ids.is_empty() {
            return Ok(BTreeMap::new());
        }
        let asked: Vec<Property> = keys.into_iter().map(Property::Field).collect();
        let crm = self.sync.crm.clone();
        let found = self.or_cancelled(crm.property_history(&ids, &asked)).await?;
        Ok(found.into_iter().map(|(deal, history)| (deal, by_field(history))).collect())
    }
}

/// The histories of fields, by their keys.
pub(crate) fn by_field(history: PropertyHistory) -> Histories {
    let field = |(property, versions): (Property, Vec<Version>)| match property {
        Property::Field(key) => Some((key, versions)),
        _ => None,
    };
    history.into_iter().filter_map(field).collect()
}

/// True where the record or a flat field differs from what is known here.
fn says_something_new(deal: &Deal, known: Option<&DealContext>) -> bool {
    match known.map(|context| &context.deal) {
        Some(was) => was.record_json != deal.record_json || was.flat_fields != deal.flat_fields,
        None => deal.record_json.is_some() || !deal.flat_fields.is_empty(),
    }
}
