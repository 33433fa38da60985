//! The world comes to rest: everything works again, everybody syncs, and then every promise is looked at.

mod checks;

use crate::oracle::Broken;
use crate::story::Story;
use crate::tasks;
use crate::world::World;
use chrono::TimeDelta;
use crm::port::Property;
use domain::DealId;
use std::collections::BTreeMap;
use std::sync::atomic::Ordering;
use store::{OutboxEntry, OutboxState};

/// Longer than the longest pause between two tries.
const PATIENCE: TimeDelta = TimeDelta::minutes(20);
/// So many rounds of everybody must be enough.
const ROUNDS: u32 = 24;

impl World {
    /// Mends everything, lets everybody sync until nothing moves, and checks.
    pub async fn rest(&mut self, story: &Story) -> Result<(), Vec<Broken>> {
        self.mend().await;
        let came_to_rest = self.settle().await;
        let mut broken = std::mem::take(&mut self.oracle().broken);
        if !came_to_rest {
            broken.push(Broken::of("the world comes to rest", format!("not within {ROUNDS} rounds of everybody")));
        }
        broken.extend(self.check(story).await);
        if broken.is_empty() { Ok(()) } else { Err(broken) }
    }

    async fn mend(&mut self) {
        {
            let mut org = self.org();
            org.removed.clear();
            org.lag = 0;
            org.what_was_late_arrives();
        }
        self.oracle().lagging = false;
        for laptop in &mut self.laptops {
            laptop.wire.unplugged.store(false, Ordering::Relaxed);
            laptop.wire.signed_out.store(false, Ordering::Relaxed);
            for slot in [&mut laptop.round, &mut laptop.at_work] {
                slot.gate.set_open(true);
                if let Some(task) = slot.task.take() {
                    task.await;
                }
            }
        }
    }

    /// Rounds of everybody until one of them changes nothing.
    async fn settle(&mut self) -> bool {
        for _ in 0..ROUNDS {
            self.time.pass(PATIENCE);
            self.unstick().await;
            let before = self.fingerprint().await;
            for laptop in 0..self.laptops.len() {
                self.round_of(laptop).await;
            }
            if self.fingerprint().await == before && !self.anything_waits().await {
                return true;
            }
        }
        false
    }

    async fn round_of(&mut self, laptop: usize) {
        let laptop = &self.laptops[laptop];
        tasks::round(laptop.desk(&laptop.round)).await;
    }

    /// A person looks at what is stuck, or was discarded, and tries again.
    async fn unstick(&mut self) {
        for laptop in &self.laptops {
            let disk = laptop.disk();
            for entry in disk.entries().await.unwrap_or_default() {
                if matches!(entry.state, OutboxState::Stuck | OutboxState::Discarded) {
                    let _ = disk.unstick_entry(entry.id, laptop.clock.now()).await;
                }
            }
        }
    }

    /// What must not change any more.
    async fn fingerprint(&self) -> Fingerprint {
        let deals: Vec<DealId> = self.org().deals.keys().cloned().collect();
        let mut records = Vec::new();
        for laptop in &self.laptops {
            let found = laptop.disk().records(&deals).await.unwrap_or_default();
            records.push(found.iter().map(|record| serde_json::to_string(record).unwrap_or_default()).collect());
        }
        let org = self.org();
        let properties = org.deals.iter().map(|(id, row)| (id.clone(), row.properties.clone())).collect();
        Fingerprint { records, properties, writes: org.writes.len() }
    }

    /// What waits behind a stuck record waits for a person, and that is rest.
    async fn anything_waits(&self) -> bool {
        for laptop in &self.laptops {
            let entries = laptop.disk().entries().await.unwrap_or_default();
            let behind = |entry: &OutboxEntry| {
                let goes_before = |other: &&OutboxEntry| other.deal_id == entry.deal_id && other.id < entry.id;
                entries.iter().filter(goes_before).any(|other| other.state == OutboxState::Stuck)
            };
            let waits = |entry: &&OutboxEntry| matches!(entry.state, OutboxState::Waiting | OutboxState::Sending);
            if entries.iter().filter(waits).any(|entry| !behind(entry)) {
                return true;
            }
        }
        false
    }
}

#[derive(Debug, PartialEq)]
struct Fingerprint {
    records: Vec<Vec<String>>,
    properties: Vec<(DealId, BTreeMap<Property, String>)>,
    writes: usize,
}
