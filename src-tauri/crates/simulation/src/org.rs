//! The one CRM of a story: deals with their histories, notes and tasks under unique keys, and people who work in it.
//!
//! It knows nothing of Changeover but the names of properties. Every change takes a moment of its own.

mod day;
mod files;
mod page;
mod row;

pub use day::Day;
pub use files::File;
pub use row::Row;

use crate::time::TrueTime;
use chrono::{DateTime, Utc};
use crm::port::{CrmError, ErrorClass, Property};
use domain::{DealId, Event, EventKind, HandoffRecord, Person, Pipeline, Stage};
use row::OPEN;
use std::collections::{BTreeMap, BTreeSet};

/// The id of the organisation.
pub const ORGANISATION: &str = "org";

/// An object that was created under a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keyed {
    pub id: String,
    pub deal: DealId,
    /// What it is about, so that two under different keys can be told to be the same.
    pub about: String,
}

/// A request that changed properties of a deal.
#[derive(Debug, Clone)]
pub struct Write {
    pub laptop: usize,
    pub deal: DealId,
    pub properties: BTreeSet<Property>,
}

#[derive(Debug, Default)]
pub struct Org {
    time: TrueTime,
    pub deals: BTreeMap<DealId, Row>,
    /// Every change in order: the deal, and how it was after it.
    log: Vec<(DealId, domain::Deal)>,
    archived: Vec<DealId>,
    pub notes: BTreeMap<String, Keyed>,
    pub tasks: BTreeMap<String, Keyed>,
    /// Files on deals, by their ids.
    pub files: BTreeMap<String, File>,
    /// The longest record that it takes, in characters, where that is little.
    pub room: Option<usize>,
    /// Properties that somebody removed from the CRM's set-up.
    pub removed: BTreeSet<Property>,
    /// The index of changes lags behind by so many of them.
    pub lag: usize,
    pub writes: Vec<Write>,
    /// Writes of laptops that are still on their way.
    pub late: Vec<(usize, DealId, BTreeMap<Property, String>)>,
    /// Notes and tasks about submissions of which no record told.
    pub early: Vec<String>,
    pub requests: u64,
    /// The quota of the day; none where it does not matter.
    pub day: Option<Day>,
    /// Changes on one page; three where nothing is said.
    pub page: Option<usize>,
}

impl Org {
    /// An empty CRM.
    pub fn over(time: &TrueTime) -> Self {
        Self { time: time.clone(), ..Self::default() }
    }

    pub fn add_deal(&mut self, id: &str) {
        let row = Row::new(id, self.time.next());
        self.deals.insert(id.into(), row);
        self.note_change(&id.into());
    }

    /// The deal that an id leads to, after merges.
    pub fn find(&self, id: &DealId) -> Option<&Row> {
        let row = self.deals.get(id)?;
        match &row.merged_into {
            Some(into) => self.find(into),
            None => Some(row).filter(|row| !row.archived),
        }
    }

    /// A laptop writes properties.
    pub fn write(&mut self, laptop: usize, id: &DealId, changes: &BTreeMap<Property, String>) -> Result<(), CrmError> {
        let found = self.find(id).map(|row| row.id.clone()).ok_or_else(gone)?;
        if let Some(property) = changes.keys().find(|property| self.removed.contains(*property)) {
            let field = Some(format!("{property:?}"));
            return Err(CrmError::new(ErrorClass::FixField { field }, "no such property", "ask your admin"));
        }
        self.has_room_for(changes)?;
        let properties = changes.keys().cloned().collect();
        self.writes.push(Write { laptop, deal: found.clone(), properties });
        let at = self.time.next();
        self.change(&found, |row| row.set_all(changes, at, None));
        Ok(())
    }

    /// A person types into a field in the CRM's own screen.
    pub fn type_into(&mut self, user: &str, id: &DealId, property: &Property, text: &str) -> bool {
        let at = self.time.next();
        let typed = BTreeMap::from([(property.clone(), text.to_owned())]);
        self.person(id, |row| row.set_all(&typed, at, Some(user)))
    }

    pub fn set_stage(&mut self, user: &str, id: &DealId, stage: &str) -> bool {
        let at = self.time.next();
        self.person(id, |row| row.set_stage(stage, at, Some(user)))
    }

    pub fn reassign(&mut self, id: &DealId, owner: &str) -> bool {
        self.person(id, |row| row.owner = owner.into())
    }

    pub fn delete(&mut self, id: &DealId) -> bool {
        let deleted = self.person(id, |row| row.archived = true);
        if deleted {
            self.archived.push(id.clone());
        }
        deleted
    }

    /// The record and the fields of the deal that stays stay as they are.
    pub fn merge(&mut self, id: &DealId, into: &DealId) -> bool {
        if id == into || self.find(into).is_none() || self.find(into).map(|row| &row.id) == Some(id) {
            return false;
        }
        let into = into.clone();
        let merged = self.person(id, |row| (row.archived, row.merged_into) = (true, Some(into)));
        if merged {
            self.archived.push(id.clone());
        }
        merged
    }

    fn person(&mut self, id: &DealId, change: impl FnOnce(&mut Row)) -> bool {
        let there = self.deals.get(id).is_some_and(|row| !row.archived);
        if there {
            self.change(id, change);
        }
        there
    }

    fn change(&mut self, id: &DealId, change: impl FnOnce(&mut Row)) {
        let at = self.time.next();
        if let Some(row) = self.deals.get_mut(id) {
            change(row);
            row.modified_at = at;
        }
        self.note_change(id);
    }

    fn note_change(&mut self, id: &DealId) {
        if let Some(row) = self.deals.get(id).filter(|row| !row.archived) {
            self.log.push((id.clone(), row.as_deal()));
        }
    }

    /// A request; false where nothing is left of the day's quota.
    pub fn take_request(&mut self) -> bool {
        self.requests += 1;
        let now = self.time.now();
        self.day.as_mut().is_none_or(|day| day.take(now))
    }

    /// How many changes there were, and those after so many.
    pub fn changes_after(&self, known: usize) -> (usize, Vec<(DealId, DateTime<Utc>)>) {
        let told = |(id, then): &(DealId, domain::Deal)| Some((id.clone(), then.modified_at?));
        (self.log.len(), self.log.get(known..).unwrap_or_default().iter().filter_map(told).collect())
    }

    /// The keys of alarms that the records of deals say were told.
    pub fn told(&self) -> BTreeSet<String> {
        let records = self.deals.values().filter(|row| !row.archived).filter_map(|row| row.field(&Property::Record));
        let record = |json: &str| serde_json::from_str::<HandoffRecord>(json).ok();
        records.filter_map(record).flat_map(|record| record.told).collect()
    }

    /// Creates an object under its key, or brings it up to date.
    pub fn upsert(kind: &mut BTreeMap<String, Keyed>, key: &str, deal: &DealId, about: String) -> String {
        let id = format!("{}", kind.len() + 1);
        kind.entry(key.to_owned()).or_insert_with(|| Keyed { id, deal: deal.clone(), about }).id.clone()
    }

    /// Writes that their laptops have given up arrive after all; what is refused now is refused.
    pub fn what_was_late_arrives(&mut self) {
        for (laptop, deal, changes) in std::mem::take(&mut self.late) {
            drop(self.write(laptop, &deal, &changes));
        }
    }

    /// A note or a task about a submission comes in; the submission should be in the record, now or at some time before.
    pub fn hear_of(&mut self, deal: &DealId, about: &str) {
        let Some(round) = about.rsplit(' ').next().and_then(|word| word.parse::<usize>().ok()) else { return };
        let versions = self.deals.get(deal).and_then(|row| row.history.get(&Property::Record)).into_iter().flatten();
        let records = versions.rev().filter_map(|version| serde_json::from_str(&version.value).ok());
        let tells = |record: &HandoffRecord| record.events.iter().filter(|event| is_submission(event)).count() >= round;
        if !records.map(|record| self.whole(record)).any(|record| tells(&record)) {
            self.early.push(about.to_owned());
        }
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.time.now()
    }
}

fn is_submission(event: &Event) -> bool {
    matches!(event.kind, EventKind::Submitted { .. })
}

pub fn gone() -> CrmError {
    CrmError::new(ErrorClass::Gone, "there is no such deal", "take over your text elsewhere")
}

pub fn people() -> Vec<Person> {
    let person = |id: &str, name: &str| Person {
        id: id.into(),
        user_id: Some(format!("user-{id}")),
        name: name.to_owned(),
        email: String::new(),
        teams: Vec::new(),
        active: true,
    };
    vec![person("p1", "Ada"), person("p2", "Ben"), person("p3", "Cleo")]
}

pub fn pipelines() -> Vec<Pipeline> {
    let stage = |id: &str, probability, is_closed, position| Stage {
        id: domain::StageId(id.to_owned()),
        name: id.to_owned(),
        probability,
        is_closed,
        position,
    };
    let stages = vec![stage(OPEN, 0.5, false, 0), stage("won", 1.0, true, 1), stage("lost", 0.0, true, 2)];
    vec![Pipeline { id: domain::PipelineId("sales".to_owned()), name: "Sales".to_owned(), stages }]
}
