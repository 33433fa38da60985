//! The life of outbox entries, by the rules that the journal keeps in SQL.

use chrono::{DateTime, Utc};
use domain::DealId;
use store::{LONGEST_WAIT, NewOutboxEntry, OutboxEntry, OutboxError, OutboxKind, OutboxState};

#[derive(Debug, Clone, Default)]
pub(super) struct Outbox {
    entries: Vec<OutboxEntry>,
    /// No id is given twice.
    last_id: i64,
}

impl Outbox {
    pub(super) fn all(&self) -> Vec<OutboxEntry> {
        self.entries.clone()
    }

    pub(super) fn add(&mut self, new: &NewOutboxEntry) -> bool {
        if new.kind == OutboxKind::PushRecord && self.renew_push(new) {
            return true;
        }
        let next = self.entries.iter().map(|entry| entry.id).max().unwrap_or(0) + 1;
        let key = if new.kind == OutboxKind::PushRecord {
            format!("{}:{}:{next}", new.kind.as_str(), new.deal_id)
        } else {
            new.key.clone()
        };
        if self.entries.iter().any(|entry| entry.key == key) {
            return false;
        }
        self.last_id += 1;
        self.entries.push(OutboxEntry {
            id: self.last_id,
            key,
            deal_id: new.deal_id.clone(),
            kind: new.kind,
            payload: new.payload.clone(),
            created_at: new.created_at,
            attempts: 0,
            next_attempt_at: new.not_before,
            state: OutboxState::Waiting,
            error: None,
            sent_at: None,
            crm_id: None,
        });
        true
    }

    /// A push that waits takes the new one in: it sends the record as it will be.
    fn renew_push(&mut self, new: &NewOutboxEntry) -> bool {
        let mut renewed = false;
        for entry in self.entries.iter_mut().filter(|entry| is_open_push(entry) && entry.deal_id == new.deal_id) {
            let stuck = entry.state == OutboxState::Stuck;
            entry.next_attempt_at = match entry.attempts {
                _ if stuck => new.not_before,
                0 => entry.next_attempt_at.min(new.not_before),
                _ => entry.next_attempt_at,
            };
            if stuck {
                (entry.attempts, entry.error) = (1, None);
            }
            (entry.state, renewed) = (OutboxState::Waiting, true);
        }
        renewed
    }

    pub(super) fn due(&self, now: DateTime<Utc>, limit: u32) -> Vec<OutboxEntry> {
        let is_due = |entry: &&OutboxEntry| {
            let its_time = entry.next_attempt_at <= now || entry.next_attempt_at > now + LONGEST_WAIT;
            entry.state == OutboxState::Waiting && its_time && self.has_its_turn(entry)
        };
        let mut due: Vec<OutboxEntry> = self.entries.iter().filter(is_due).cloned().collect();
        due.sort_by_key(|entry| (entry.next_attempt_at, entry.id));
        due.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        due
    }

    pub(super) fn next_due_at(&self) -> Option<DateTime<Utc>> {
        let waiting =
            self.entries.iter().filter(|entry| entry.state == OutboxState::Waiting && self.has_its_turn(entry));
        waiting.map(|entry| entry.next_attempt_at).min()
    }

    /// What tells of a record waits for it, and notes (or tasks) of a deal go one after the other.
    fn has_its_turn(&self, entry: &OutboxEntry) -> bool {
        let goes_before = |other: &&OutboxEntry| {
            let earlier = entry.kind != OutboxKind::PushRecord && other.id < entry.id;
            other.state == OutboxState::Sending
                || (earlier && is_open_push(other))
                || (earlier && other.kind == entry.kind && other.state == OutboxState::Waiting)
        };
        !self.entries.iter().filter(|other| other.deal_id == entry.deal_id).any(|other| goes_before(&other))
    }

    pub(super) fn of(&self, deal: &DealId) -> Vec<OutboxEntry> {
        self.entries.iter().rev().filter(|entry| entry.deal_id == *deal).cloned().collect()
    }

    /// What was cut off while sending waits again; the try counts.
    pub(super) fn recover(&mut self) -> u32 {
        let mut recovered = 0;
        for entry in self.entries.iter_mut().filter(|entry| entry.state == OutboxState::Sending) {
            (entry.state, entry.attempts) = (OutboxState::Waiting, entry.attempts + 1);
            recovered += 1;
        }
        self.take_in_later();
        recovered
    }

    pub(super) fn claim(&mut self, id: i64) -> bool {
        self.change(id, &[OutboxState::Waiting], |entry| entry.state = OutboxState::Sending)
    }

    pub(super) fn sent(&mut self, id: i64, at: DateTime<Utc>, crm_id: Option<&str>) {
        use OutboxState::{Discarded, Sending, Stuck, Waiting};
        self.change(id, &[Waiting, Sending, Stuck, Discarded], |entry| {
            (entry.state, entry.error, entry.sent_at) = (OutboxState::Sent, None, Some(at));
            entry.crm_id = crm_id.map(str::to_owned).or(entry.crm_id.take());
        });
    }

    pub(super) fn stuck(&mut self, id: i64, error: &OutboxError) {
        self.change(id, &[OutboxState::Waiting, OutboxState::Sending], |entry| {
            (entry.state, entry.attempts) = (OutboxState::Stuck, entry.attempts + 1);
            entry.error = Some(error.clone());
        });
    }

    pub(super) fn retry(&mut self, id: i64, at: DateTime<Utc>, error: Option<&OutboxError>) {
        self.change(id, &[OutboxState::Waiting, OutboxState::Sending], |entry| {
            (entry.state, entry.attempts) = (OutboxState::Waiting, entry.attempts + 1);
            (entry.next_attempt_at, entry.error) = (at, error.cloned());
        });
    }

    pub(super) fn unstick(&mut self, id: i64, now: DateTime<Utc>) -> bool {
        self.change(id, &[OutboxState::Stuck, OutboxState::Discarded], |entry| {
            (entry.state, entry.attempts) = (OutboxState::Waiting, 1);
            (entry.next_attempt_at, entry.error) = (now, None);
        })
    }

    pub(super) fn discard(&mut self, id: i64) -> bool {
        self.change(id, &[OutboxState::Waiting, OutboxState::Stuck], |entry| entry.state = OutboxState::Discarded)
    }

    fn change(&mut self, id: i64, from: &[OutboxState], change: impl FnOnce(&mut OutboxEntry)) -> bool {
        let entry = self.entries.iter_mut().find(|entry| entry.id == id && from.contains(&entry.state));
        let changed = entry.map(change).is_some();
        self.take_in_later();
        changed
    }

    /// Of several open pushes of a deal only the first one stays, and sends what all of them would.
    fn take_in_later(&mut self) {
        let open: Vec<OutboxEntry> = self.entries.iter().filter(|entry| is_open_push(entry)).cloned().collect();
        let behind = |one: &OutboxEntry, other: &OutboxEntry| one.deal_id == other.deal_id && one.id > other.id;
        for entry in self.entries.iter_mut().filter(|entry| is_open_push(entry) && entry.state == OutboxState::Stuck) {
            let later = open.iter().filter(|other| behind(other, entry)).map(|other| other.next_attempt_at).min();
            if let Some(at) = later {
                (entry.state, entry.attempts, entry.error) = (OutboxState::Waiting, 1, None);
                entry.next_attempt_at = at;
            }
        }
        self.entries.retain(|entry| !is_open_push(entry) || !open.iter().any(|other| behind(entry, other)));
    }
}

fn is_open_push(entry: &OutboxEntry) -> bool {
    entry.kind == OutboxKind::PushRecord && matches!(entry.state, OutboxState::Waiting | OutboxState::Stuck)
}
