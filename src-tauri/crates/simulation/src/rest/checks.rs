//! The promises, one by one.

use crate::laptop::Laptop;
use crate::oracle::{Broken, Place, Texts, Told};
use crate::org::ORGANISATION;
use crate::story::{FIELDS, Step, Story};
use crate::tasks;
use crate::world::World;
use chrono::DateTime;
use crm::port::Property;
use domain::{DealContext, DealId, FieldEntry, FieldValue, HandoffRecord, Provenance};
use std::collections::{BTreeMap, BTreeSet};
use store::OutboxState;

impl World {
    pub(super) async fn check(&mut self, story: &Story) -> Vec<Broken> {
        let deals: Vec<DealId> = self.org().deals.keys().cloned().collect();
        let there = self.records_in_crm();
        let mut broken = self.kept(&deals, &there).await;
        broken.extend(self.equal(&deals, &there).await);
        broken.extend(self.once());
        broken.extend(self.in_order(story));
        broken.extend(self.dated(&there));
        broken.extend(self.untouched());
        broken.extend(self.told().await);
        broken.extend(self.alarms(&deals).await);
        broken.extend(self.same_as_new(&deals).await);
        broken.extend(self.quiet(story).await);
        broken
    }

    /// No step is dated later than it arrived, whatever a clock said that was not confirmed.
    fn dated(&self, there: &BTreeMap<DealId, HandoffRecord>) -> Vec<Broken> {
        let now = self.time.now();
        let ahead = |record: &&HandoffRecord| record.events.iter().any(|event| event.at > now);
        let found = there.values().filter(ahead);
        found.map(|record| Broken::of("no step is dated ahead of time", record.deal_id.to_string())).collect()
    }

    /// The records that the CRM has, with the events of their files, of deals that are still there.
    fn records_in_crm(&self) -> BTreeMap<DealId, HandoffRecord> {
        let org = self.org();
        let rows = org.deals.values().filter(|row| !row.archived);
        let record = |json: &str| serde_json::from_str(json).ok();
        rows.filter_map(|row| Some((row.id.clone(), org.whole(record(row.field(&Property::Record)?)?)))).collect()
    }

    /// Every acknowledged edit is in the CRM, in an outbox, or in a visible conflict.
    async fn kept(&self, deals: &[DealId], there: &BTreeMap<DealId, HandoffRecord>) -> Vec<Broken> {
        let gone: BTreeSet<DealId> = deals.iter().filter(|deal| self.org().deals[*deal].archived).cloned().collect();
        let mut standing = Texts::default();
        let (mut events, mut parts) = (BTreeSet::new(), BTreeSet::new());
        let mut see = |record: &HandoffRecord| {
            standing.add(record);
            parts.extend(record.unknown.keys().map(|part| (record.deal_id.clone(), part.clone())));
            events.extend(record.events.iter().map(|event| (record.deal_id.clone(), event.id.clone())));
        };
        there.values().for_each(&mut see);
        self.gone_with_deals(&gone).iter().for_each(&mut see);
        for deal in deals {
            see(&self.flat(deal));
        }
        let mut held = Vec::new();
        for laptop in &self.laptops {
            held.extend(held_back(laptop, deals).await);
        }
        held.iter().for_each(&mut see);
        let mut oracle = self.oracle();
        // What was removed here is still there where it can't be sent.
        for removed in oracle.writes.iter().filter(|write| write.text.is_none() && is_removed_in(&held, &write.place)) {
            standing.0.entry(removed.place.clone()).or_default().insert(None);
        }
        // What was typed in the CRM went with its deal, and so did rows that were removed.
        oracle.writes.retain(|write| !(gone.contains(&write.place.deal) && write.by.ends_with("in the CRM")));
        for removed in oracle.writes.iter().filter(|write| gone.contains(&write.place.deal) && write.text.is_none()) {
            standing.0.entry(removed.place.clone()).or_default().insert(None);
        }
        let mut broken = oracle.lost(&standing.0);
        let lost = oracle
            .events
            .iter()
            .filter(|(deal, id)| !gone.contains(deal) && !events.contains(&(deal.clone(), id.clone())));
        broken.extend(lost.map(|(deal, id)| Broken::of("every event is kept", format!("{} of {deal}", id.0))));
        let lost = oracle
            .parts
            .iter()
            .filter(|(deal, part)| !gone.contains(deal) && !parts.contains(&(deal.clone(), part.clone())));
        broken.extend(
            lost.map(|(deal, part)| Broken::of("parts of a newer application are kept", format!("{part} of {deal}"))),
        );
        broken
    }

    /// The flat fields of the CRM, as if they were a record: before the first record they are all there is.
    fn flat(&self, deal: &DealId) -> HandoffRecord {
        let mut record = HandoffRecord::empty(ORGANISATION, deal.clone());
        for (key, text) in self.org().deals[deal].as_deal().flat_fields {
            if key.as_str() != "promises" {
                let (provenance, at) = (Provenance::EditedInCrm { by: None, at: None }, DateTime::default());
                record.fields.insert(key, FieldEntry { value: FieldValue::Text(text), provenance, at });
            }
        }
        record
    }

    /// Records that went with a deal that somebody deleted or merged away: what they say was in the CRM.
    fn gone_with_deals(&self, gone: &BTreeSet<DealId>) -> Vec<HandoffRecord> {
        let org = self.org();
        let rows = org.deals.values().filter(|row| gone.contains(&row.id));
        let versions = rows.filter_map(|row| row.history.get(&Property::Record)).flatten();
        versions.filter_map(|version| Some(org.whole(serde_json::from_str(&version.value).ok()?))).collect()
    }

    /// All laptops equal the CRM, but for what is stuck.
    async fn equal(&self, deals: &[DealId], there: &BTreeMap<DealId, HandoffRecord>) -> Vec<Broken> {
        let mut broken = Vec::new();
        for laptop in &self.laptops {
            let stuck = stuck_deals(laptop).await;
            for record in laptop.disk().records(deals).await.unwrap_or_default() {
                let deal = &record.deal_id;
                let is_there = self.org().deals.get(deal).is_some_and(|row| !row.archived);
                if is_there && !stuck.contains(deal) && there.get(deal) != Some(&record) && says_anything(&record) {
                    let what = format!("laptop {} has another record of {deal}", laptop.number + 1);
                    broken.push(Broken::of("laptops equal the CRM", what));
                }
            }
        }
        broken
    }

    /// At most one note and one task for each submission.
    fn once(&self) -> Vec<Broken> {
        let org = self.org();
        let mut seen = BTreeSet::new();
        let all = org.notes.values().map(|note| ("note", note)).chain(org.tasks.values().map(|task| ("task", task)));
        let twice = all.filter(|(kind, object)| !seen.insert((*kind, object.about.clone())));
        twice.map(|(kind, object)| Broken::of("one object per key", format!("two {kind}s: {}", object.about))).collect()
    }

    /// A record is there before what tells of it, unless a person discarded the one and sent the other after all.
    fn in_order(&self, story: &Story) -> Vec<Broken> {
        if story.steps.iter().any(|step| matches!(step, Step::GiveUp(_))) {
            return Vec::new();
        }
        let org = self.org();
        org.early.iter().map(|about| Broken::of("a record is there before what tells of it", about.clone())).collect()
    }

    /// What was told on one laptop is known to all others.
    async fn told(&self) -> Vec<Broken> {
        let mut stuck = BTreeSet::new();
        for laptop in &self.laptops {
            stuck.extend(stuck_deals(laptop).await);
        }
        let org = self.org();
        let there = org.told();
        let is_there = |deal: &DealId| org.deals.get(deal).is_some_and(|row| !row.archived) && !stuck.contains(deal);
        let oracle = self.oracle();
        let silent = oracle.told.iter().filter(|told| is_there(&told.deal) && !there.contains(&told.key));
        let what = |told: &Told| format!("{} of {}, by laptop {}", told.key, told.deal, told.laptop + 1);
        silent.map(|told| Broken::of("what was told is known to all", what(told))).collect()
    }

    /// A field that nobody edited in Changeover is never written.
    fn untouched(&self) -> Vec<Broken> {
        let never = Property::Field(FIELDS[2].into());
        let org = self.org();
        let wrote = org.writes.iter().find(|write| write.properties.contains(&never));
        wrote
            .map(|write| {
                let what = format!("laptop {} wrote `{}` of {}", write.laptop + 1, FIELDS[2], write.deal);
                Broken::of("a field never edited here is never written", what)
            })
            .into_iter()
            .collect()
    }

    /// Each due alarm is recorded once on every laptop.
    async fn alarms(&self, deals: &[DealId]) -> Vec<Broken> {
        let mut broken = Vec::new();
        for laptop in &self.laptops {
            let disk = laptop.disk();
            let recorded = disk.all_alarms(&laptop.person.as_str().into()).await.unwrap_or_default();
            let keys: BTreeSet<&String> = recorded.iter().map(|alarm| &alarm.key).collect();
            if keys.len() < recorded.len() {
                let what = format!("laptop {} recorded one twice", laptop.number + 1);
                broken.push(Broken::of("each due alarm is recorded once", what));
            }
            let untold = recorded.iter().filter(|alarm| alarm.handed_to_os_at.is_none());
            broken.extend(untold.map(|alarm| {
                let what = format!("laptop {}: {}", laptop.number + 1, alarm.title);
                Broken::of("each due alarm is told", what)
            }));
            for context in disk.contexts(deals).await.unwrap_or_default() {
                let record = disk.record(&context.deal.id).await.unwrap_or_default();
                let due = tasks::due(&context, record, self.time.now() - super::PATIENCE * 2);
                let mine = due.into_iter().filter(|intent| intent.person.as_str() == laptop.person);
                let forgotten = mine.filter(|intent| !keys.contains(&intent.key));
                broken.extend(forgotten.map(|intent| {
                    let what = format!("laptop {}: {} of {}", laptop.number + 1, intent.title, context.deal.id);
                    Broken::of("each due alarm is recorded once", what)
                }));
            }
        }
        broken
    }

    /// What came bit by bit is what a new laptop loads as a whole.
    async fn same_as_new(&mut self, deals: &[DealId]) -> Vec<Broken> {
        let new = self.new_laptop().await;
        tasks::round(new.desk(&new.round)).await;
        let loaded = plain(new.disk().contexts(deals).await.unwrap_or_default());
        let mut broken = self.history_of(&new, deals).await;
        for laptop in &self.laptops {
            let known = plain(laptop.disk().contexts(deals).await.unwrap_or_default());
            let other = known.iter().filter(|(id, context)| loaded.get(*id).is_some_and(|loaded| loaded != *context));
            broken.extend(other.map(|(id, _)| {
                let what = format!("laptop {} knows {id} otherwise than a new one", laptop.number + 1);
                Broken::of("incremental equals full", what)
            }));
        }
        broken
    }

    /// A new laptop has all events, wherever they lie in the CRM.
    async fn history_of(&self, new: &Laptop, deals: &[DealId]) -> Vec<Broken> {
        let there = self.records_in_crm();
        let loaded = new.disk().records(deals).await.unwrap_or_default();
        let has = |of: &HandoffRecord| {
            let record = loaded.iter().find(|record| record.deal_id == of.deal_id);
            of.events.iter().all(|event| record.is_some_and(|record| record.events.contains(event)))
        };
        let lacking = there.values().filter(|of| !has(of));
        lacking
            .map(|of| Broken::of("a new laptop has all events", format!("of {}, it lacks some", of.deal_id)))
            .collect()
    }

    /// Where nothing changed, a round asks once per object and writes nothing.
    async fn quiet(&mut self, _: &Story) -> Vec<Broken> {
        let mut broken = Vec::new();
        for laptop in 0..self.laptops.len() {
            self.time.pass(chrono::TimeDelta::seconds(10));
            let before = self.traffic();
            self.round_of(laptop).await;
            let after = self.traffic();
            let (asked, wrote) = (after.0 - before.0, after.1 - before.1);
            if asked > 12 || wrote > 0 {
                let what = format!("laptop {} asked {asked} times and wrote {wrote} times", laptop + 1);
                broken.push(Broken::of("a round without news is quiet", what));
            }
        }
        broken
    }

    /// How often the CRM was asked, and written to.
    fn traffic(&self) -> (u64, usize) {
        let org = self.org();
        (org.requests, org.writes.len())
    }

    async fn new_laptop(&self) -> Laptop {
        let clock = tasks::Clock::over(&self.time, None);
        let laptop = Laptop::new(self.laptops.len(), 0, self.shared.clone(), clock, false).await;
        laptop.round.gate.set_open(true);
        laptop
    }
}

/// True where one of the records of the deal says nothing there.
fn is_removed_in(records: &[HandoffRecord], place: &Place) -> bool {
    let says_nothing = |record: &HandoffRecord| {
        let mut texts = Texts::default();
        texts.add(record);
        texts.0.get(place).is_none_or(|texts| texts.contains(&None))
    };
    records.iter().any(|record| record.deal_id == place.deal && says_nothing(record))
}

/// Records of deals whose push waits for a person.
async fn held_back(laptop: &Laptop, deals: &[DealId]) -> Vec<HandoffRecord> {
    let stuck = stuck_deals(laptop).await;
    let records = laptop.disk().records(deals).await.unwrap_or_default();
    records.into_iter().filter(|record| stuck.contains(&record.deal_id)).collect()
}

async fn stuck_deals(laptop: &Laptop) -> BTreeSet<DealId> {
    let entries = laptop.disk().entries().await.unwrap_or_default();
    entries.into_iter().filter(|entry| entry.state == OutboxState::Stuck).map(|entry| entry.deal_id).collect()
}

/// A record that only remembers what was seen is not sent for that alone.
fn says_anything(record: &HandoffRecord) -> bool {
    !record.fields.is_empty() || !record.events.is_empty() || !record.told.is_empty()
}

/// Without what differs by its nature: when a deal was archived is told in two ways.
fn plain(contexts: Vec<DealContext>) -> BTreeMap<DealId, DealContext> {
    contexts
        .into_iter()
        .filter(|context| !context.deal.archived)
        .map(|context| (context.deal.id.clone(), context))
        .collect()
}
