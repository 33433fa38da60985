//! The handoff record: what people wrote and what happened, for one deal.

use crate::event::{Event, EventKind};
use crate::field_value::FieldValue;
use crate::ids::{DealId, FieldKey, HandoffId};
use crate::provenance::Provenance;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// The version of the record's format that this app writes.
pub const FORMAT: u32 = 1;

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
    pub fields: BTreeMap<FieldKey, FieldEntry>,
    /// Sorted by `at`, then id.
    pub events: Vec<Event>,
    /// Parts that a newer app wrote; kept as they are.
    #[serde(flatten)]
    pub unknown: BTreeMap<String, serde_json::Value>,
}

/// The value of a field with its source.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct FieldEntry {
    pub value: FieldValue,
    pub provenance: Provenance,
    /// When it was written, by the CRM's clock.
    pub at: DateTime<Utc>,
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
            fields: BTreeMap::new(),
            events: Vec::new(),
            unknown: BTreeMap::new(),
        }
    }

    /// Adds an event in its place; an id that is there already changes nothing.
    pub fn add_event(&mut self, event: Event) {
        if self.events.iter().any(|known| known.id == event.id) {
            return;
        }
        let place = self.events.partition_point(|known| (known.at, &known.id) <= (event.at, &event.id));
        self.events.insert(place, event);
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
