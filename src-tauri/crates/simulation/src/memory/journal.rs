//! Records, alarms and the name of the journal.

use super::outbox::Outbox;
use super::revisions::Revisions;
use chrono::{DateTime, Utc};
use domain::{DealId, Dot, HandoffRecord, PersonId, ReplicaId};
use std::collections::BTreeMap;
use store::{Alarm, Handover, NewAlarm, NewOutboxEntry, RecordSave, RevisionStep, SavedRecord, Way};

#[derive(Debug, Clone)]
pub(super) struct Journal {
    pub(super) replica: ReplicaId,
    counter: u64,
    pub(super) records: BTreeMap<DealId, HandoffRecord>,
    pub(super) revisions: Revisions,
    pub(super) outbox: Outbox,
    pub(super) alarms: Vec<Alarm>,
}

impl Journal {
    pub(super) fn named(replica: &str) -> Self {
        Self {
            replica: replica.into(),
            counter: 0,
            records: BTreeMap::new(),
            revisions: Revisions::default(),
            outbox: Outbox::default(),
            alarms: Vec::new(),
        }
    }

    /// Everything could be read; the copy counts under a name of its own.
    pub(super) fn recovered_as(&mut self, replica: &str) {
        (self.replica, self.counter) = (replica.into(), 0);
        self.outbox.recover();
    }

    pub(super) fn next_dot(&mut self) -> Dot {
        self.counter += 1;
        Dot { replica: self.replica.clone(), counter: self.counter }
    }

    pub(super) fn save(&mut self, save: &RecordSave) -> SavedRecord {
        let dot = save.edit.is_some().then(|| self.next_dot());
        let stored = self.records.get(&save.record.deal_id);
        let record = save.onto(stored, dot.as_ref());
        if let Some(edit) = &save.edit {
            self.revisions.add(stored, &record, edit, save.at);
        }
        self.records.insert(record.deal_id.clone(), record.clone());
        for entry in &save.outbox {
            self.outbox.add(entry);
        }
        let new = save.alarms.iter().filter(|alarm| self.add_alarm(alarm));
        SavedRecord { new_alarms: new.map(|alarm| alarm.key.clone()).collect(), record }
    }

    pub(super) fn step(
        &mut self,
        deal: &DealId,
        way: Way,
        at: DateTime<Utc>,
        outbox: &[NewOutboxEntry],
    ) -> RevisionStep {
        let (Some(revision), Some(record)) = (self.revisions.next(deal, way).cloned(), self.records.get(deal).cloned())
        else {
            return RevisionStep::Nothing;
        };
        let field = revision.field.clone();
        let dots: Vec<Dot> = (0..revision.writes(way)).map(|_| self.next_dot()).collect();
        let Some(record) = revision.onto(&record, way, at, &dots) else {
            self.revisions.pass_over(revision.id);
            return RevisionStep::Overtaken { field };
        };
        self.records.insert(deal.clone(), record.clone());
        self.revisions.mark(revision.id, (way == Way::Back).then_some(at));
        for entry in outbox {
            self.outbox.add(entry);
        }
        RevisionStep::Done { field, record: Box::new(record) }
    }

    pub(super) fn add_alarm(&mut self, new: &NewAlarm) -> bool {
        if self.alarms.iter().any(|alarm| alarm.key == new.key) {
            return false;
        }
        self.alarms.push(Alarm {
            id: i64::try_from(self.alarms.len()).unwrap_or(i64::MAX) + 1,
            key: new.key.clone(),
            kind: new.kind.clone(),
            handoff_id: new.handoff_id.clone(),
            deal_id: new.deal_id.clone(),
            person_id: new.person_id.clone(),
            at: new.at,
            recorded_at: new.recorded_at,
            title: new.title.clone(),
            body: new.body.clone(),
            handed_to_os_at: None,
            handover: None,
            seen_at: None,
            missed: new.missed,
        });
        true
    }

    pub(super) fn pending_alarms(&self, person: &PersonId, limit: u32) -> Vec<Alarm> {
        let waits =
            |alarm: &&Alarm| alarm.person_id == *person && alarm.seen_at.is_none() && alarm.handed_to_os_at.is_none();
        let mut pending: Vec<Alarm> = self.alarms.iter().filter(waits).cloned().collect();
        pending.sort_by_key(|alarm| (alarm.at, alarm.id));
        pending.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        pending
    }

    pub(super) fn note_handover(&mut self, alarms: &[i64], handover: Handover) {
        for alarm in self.alarms.iter_mut().filter(|alarm| alarms.contains(&alarm.id)) {
            alarm.handover = Some(handover);
        }
    }

    pub(super) fn hand_over(&mut self, id: i64, at: DateTime<Utc>) -> bool {
        let waits = |alarm: &&mut Alarm| alarm.id == id && alarm.handed_to_os_at.is_none();
        self.alarms.iter_mut().find(waits).map(|alarm| alarm.handed_to_os_at = Some(at)).is_some()
    }
}
