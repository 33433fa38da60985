//! One record: its property values with their history, and its links to other records.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Kind, Moment, ObjectId};

/// How many values of one property are kept, the current one included.
pub const HISTORY_KEPT: usize = 20;

/// The place of a property in its kind's schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PropertyKey(pub u16);

/// The place of a source in the org's table of sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SourceKey(pub u16);

/// A value that a property had, since when, and who set it. An empty text means cleared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Version {
    pub value: Arc<str>,
    pub at: Moment,
    pub source: SourceKey,
}

/// One property of one object: the current value, and earlier ones, oldest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    pub property: PropertyKey,
    pub current: Version,
    #[serde(default, skip_serializing_if = "<[Version]>::is_empty")]
    pub earlier: Box<[Version]>,
}

impl Cell {
    /// All values, newest first, as HubSpot lists them.
    pub fn versions(&self) -> impl Iterator<Item = &Version> {
        std::iter::once(&self.current).chain(self.earlier.iter().rev())
    }

    fn replace(&mut self, version: Version) {
        let mut earlier = std::mem::take(&mut self.earlier).into_vec();
        earlier.push(std::mem::replace(&mut self.current, version));
        let surplus = earlier.len().saturating_sub(HISTORY_KEPT - 1);
        earlier.drain(..surplus);
        self.earlier = earlier.into_boxed_slice();
    }
}

/// A link to another object under one association type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    pub to: ObjectId,
    pub kind: Kind,
    pub type_id: u16,
}

/// One record of the org.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Object {
    pub id: ObjectId,
    pub created_at: Moment,
    pub updated_at: Moment,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archived_at: Option<Moment>,
    pub cells: Vec<Cell>,
    #[serde(default)]
    pub links: Vec<Link>,
    /// Since when it is linked with others, for links that were made after both existed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub joins: Vec<(ObjectId, Moment)>,
    /// When somebody last saved it without changing anything, which some CRMs count as a change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub saved_at: Option<Moment>,
}

impl Object {
    /// An object without any value.
    pub fn new(id: ObjectId, at: Moment) -> Self {
        Self {
            id,
            created_at: at,
            updated_at: at,
            archived_at: None,
            cells: Vec::new(),
            links: Vec::new(),
            joins: Vec::new(),
            saved_at: None,
        }
    }

    /// The cell of a property, if it was ever set.
    pub fn cell(&self, property: PropertyKey) -> Option<&Cell> {
        self.cells.iter().find(|cell| cell.property == property)
    }

    /// The current value, if there is one that is not empty.
    pub fn value(&self, property: PropertyKey) -> Option<&str> {
        self.cell(property).map(|cell| &*cell.current.value).filter(|value| !value.is_empty())
    }

    /// Sets a value and keeps the former one in the history. Setting the same value again changes nothing.
    ///
    /// Returns whether anything changed.
    pub fn set(&mut self, property: PropertyKey, version: Version) -> bool {
        let at = version.at;
        match self.cells.iter_mut().find(|cell| cell.property == property) {
            Some(cell) if cell.current.value == version.value => return false,
            Some(cell) => cell.replace(version),
            None if version.value.is_empty() => return false,
            None => self.cells.push(Cell { property, current: version, earlier: Box::default() }),
        }
        self.updated_at = self.updated_at.max(at);
        true
    }

    /// Since when it is linked with another object, where that is known.
    pub fn joined_at(&self, other: ObjectId) -> Option<Moment> {
        self.joins.iter().rev().find(|(id, _)| *id == other).map(|(_, at)| *at)
    }

    /// The linked objects of a kind, each once, in the order in which they were linked.
    pub fn linked(&self, kind: Kind) -> Vec<ObjectId> {
        let mut found = Vec::new();
        for link in self.links.iter().filter(|link| link.kind == kind) {
            if !found.contains(&link.to) {
                found.push(link.to);
            }
        }
        found
    }
}
