//! All objects of one kind, with their schema and unique values.

use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Object, ObjectId, PropertyKey, Schema};

/// Rows ordered by id.
///
/// Invariant: ids only grow and rows never leave, so that a page token (the last id seen) stays true.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Table {
    pub schema: Schema,
    rows: Vec<Object>,
    #[serde(skip)]
    unique: HashMap<(PropertyKey, Arc<str>), ObjectId>,
}

impl Table {
    /// A table without rows.
    pub fn with(schema: Schema) -> Self {
        Self { schema, ..Self::default() }
    }

    /// Every row, by id.
    pub fn rows(&self) -> &[Object] {
        &self.rows
    }

    /// The rows after an id.
    pub fn rows_after(&self, id: ObjectId) -> &[Object] {
        &self.rows[self.rows.partition_point(|row| row.id <= id)..]
    }

    /// One row, archived or not.
    pub fn row(&self, id: ObjectId) -> Option<&Object> {
        self.rows.get(self.place(id)?)
    }

    /// One row, to change it.
    pub fn row_mut(&mut self, id: ObjectId) -> Option<&mut Object> {
        let place = self.place(id)?;
        self.rows.get_mut(place)
    }

    /// Where a row is. The newest is asked for most often.
    fn place(&self, id: ObjectId) -> Option<usize> {
        if self.rows.last().is_some_and(|last| last.id == id) {
            return Some(self.rows.len() - 1);
        }
        self.rows.binary_search_by_key(&id, |row| row.id).ok()
    }

    /// Adds a row with an id above all others.
    pub fn push(&mut self, object: Object) {
        debug_assert!(self.rows.last().is_none_or(|last| last.id < object.id));
        self.claim_values_of(&object);
        self.rows.push(object);
    }

    /// Who holds a value of a unique property.
    pub fn holder(&self, property: PropertyKey, value: &str) -> Option<ObjectId> {
        let key = (property, Arc::from(folded(value)));
        self.unique.get(&key).copied()
    }

    /// Lets an object hold a value of a unique property.
    pub fn claim(&mut self, property: PropertyKey, value: &str, id: ObjectId) {
        if !value.is_empty() {
            self.unique.insert((property, Arc::from(folded(value))), id);
        }
    }

    /// Takes back all unique values of an object.
    pub fn release(&mut self, id: ObjectId) {
        self.unique.retain(|_, holder| *holder != id);
    }

    /// Takes back one value of a unique property.
    pub fn release_value(&mut self, property: PropertyKey, value: &str) {
        self.unique.remove(&(property, Arc::from(folded(value))));
    }

    /// Claims the unique values that an object has.
    pub fn claim_values_of(&mut self, object: &Object) {
        for cell in &object.cells {
            if self.schema.property(cell.property).unique {
                self.claim(cell.property, &cell.current.value, object.id);
            }
        }
    }

    /// Rebuilds what a state file leaves out.
    pub fn reindex(&mut self) {
        self.schema.reindex();
        self.unique.clear();
        let rows = std::mem::take(&mut self.rows);
        for row in rows.iter().filter(|row| row.archived_at.is_none()) {
            self.claim_values_of(row);
        }
        self.rows = rows;
    }
}

/// Unique values are compared without regard to case.
fn folded(value: &str) -> String {
    value.to_lowercase()
}
