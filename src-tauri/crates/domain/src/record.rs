//! The handoff record: what people wrote and what happened, for one deal.

use crate::event::{Event, EventKind};
use crate::field_value::FieldValue;
use crate::fields::Fields;
use crate::ids::{DealId, FieldKey, HandoffId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The version of the record's format that this app writes.
pub const FORMAT: u32 = 2;

/// Everything that people wrote about one handoff, and every event of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HandoffRecord {
    pub format: u32,
    /// The oldest format whose reader can read this record.
    pub min_reader: u32,
    pub id: HandoffId,
    pub organisation: String,
    pub deal_id: DealId,
    /// The playbook version that this handoff is pinned to, once it is.
    pub playbook: Option<String>,
    pub fields: Fields,
    /// Sorted by `at`, then id.
    pub events: Vec<Event>,
    /// Keys of alarms that some laptop of their person has shown; they are shown nowhere else. Only grows.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub told: BTreeSet<String>,
    /// Parts that a newer app wrote, kept as they are; and references to files of old events ([`crate::archive`]).
    #[serde(flatten)]
    pub unknown: BTreeMap<String, serde_json::Value>,
}

impl HandoffRecord {
    /// A record with nothing in it yet.
    pub fn empty(organisation: &str, deal_id: DealId) -> Self {
        Self {
            format: FORMAT,
            min_reader: FORMAT,
            id: HandoffId::of(organisation, &deal_id),
            organisation: organisation.to_owned(),
            deal_id,
            playbook: None,
            fields: Fields::default(),
            events: Vec::new(),
            told: BTreeSet::new(),
            unknown: BTreeMap::new(),
        }
    }

    /// Adds an event in its place; to one under its id that is there already as [`Event::united`] says.
    pub fn add_event(&mut self, event: Event) {
        let mut event = event;
        if let Some(known) = self.events.iter().position(|known| known.id == event.id) {
            event = event.united(self.events.remove(known));
        }
        let place = self.events.partition_point(|known| (known.at, &known.id) <= (event.at, &event.id));
        self.events.insert(place, event);
    }

    /// The record as it arrives in the CRM: steps that an unconfirmed clock dated later than now are dated now.
    pub fn arriving(&self, now: DateTime<Utc>) -> Self {
        let mut record = self.clone();
        let late = self.events.iter().filter(|event| event.claimed_at.is_some() && event.at > now);
        late.for_each(|event| record.add_event(Event { at: now, ..event.clone() }));
        record
    }

    /// The last event that `pick` accepts.
    pub fn last_event(&self, pick: impl Fn(&EventKind) -> bool) -> Option<&Event> {
        self.events.iter().rev().find(|event| pick(&event.kind))
    }

    /// The value of a field, where something was said.
    pub fn value(&self, key: &FieldKey) -> Option<&FieldValue> {
        self.fields.get(key).map(|entry| &entry.value).filter(|value| !value.is_empty())
    }
}
