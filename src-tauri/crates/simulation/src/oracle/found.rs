//! The texts that stand in a record.

use super::{Place, Text};
use domain::{FieldEntry, FieldKey, FieldValue, HandoffRecord};
use std::collections::{BTreeMap, BTreeSet};

/// Reads what stands in records, conflicts included.
#[derive(Debug, Default)]
pub struct Texts(pub BTreeMap<Place, BTreeSet<Text>>);

impl Texts {
    pub fn add(&mut self, record: &HandoffRecord) {
        for (key, entry) in &record.fields {
            self.add_entry(record, key, entry, None);
            for conflict in record.fields.conflicts_in(key) {
                for alternative in &conflict.alternatives {
                    self.add_entry(record, key, alternative, conflict.row.as_deref());
                }
            }
        }
    }

    /// Of a conflict in a row, an empty list is the row that was removed.
    fn add_entry(&mut self, record: &HandoffRecord, key: &FieldKey, entry: &FieldEntry, row: Option<&str>) {
        let mut note = |row: Option<&str>, text: Text| {
            let place = Place { deal: record.deal_id.clone(), field: key.0.clone(), row: row.map(str::to_owned) };
            self.0.entry(place).or_default().insert(text);
        };
        match &entry.value {
            FieldValue::Text(text) => note(None, Some(text.clone()).filter(|text| !text.is_empty())),
            FieldValue::Promises(promises) if promises.is_empty() => {
                if let Some(row) = row {
                    note(Some(row), None);
                }
            }
            FieldValue::Promises(promises) => {
                promises.iter().for_each(|promise| note(Some(&promise.id), Some(promise.what.clone())));
            }
            _ => {}
        }
    }
}
