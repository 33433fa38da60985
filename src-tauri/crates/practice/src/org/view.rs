//! An object as someone sees it: now, or as the search index last saw it.

use std::borrow::Cow;

use super::{Computed, Kind, Moment, Object, ObjectId, Org, PropertyKey, Version};

/// A reading of one object at one moment.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub org: &'a Org,
    pub kind: Kind,
    pub object: &'a Object,
    /// Later changes are not seen; `None` sees all.
    as_of: Option<Moment>,
}

impl<'a> View<'a> {
    /// The object with all its changes.
    pub fn now(org: &'a Org, kind: Kind, object: &'a Object) -> Self {
        Self { org, kind, object, as_of: None }
    }

    /// The object that an id leads to, archived or not.
    pub fn of(org: &'a Org, kind: Kind, id: ObjectId) -> Option<Self> {
        Some(Self::now(org, kind, org.table(kind).row(org.resolve(id))?))
    }

    /// When the object's own values last changed; links don't count.
    pub fn touched_at(&self) -> Moment {
        let changes = self.object.cells.iter().map(|cell| cell.current.at);
        let ends = self.object.archived_at.into_iter().chain(self.object.saved_at);
        changes.chain(ends).fold(self.object.created_at, Moment::max)
    }

    /// When a property got the value that it has.
    pub fn changed_at(&self, property: &str) -> Option<Moment> {
        let key = self.org.table(self.kind).schema.key(property)?;
        self.object.cell(key).map(|cell| cell.current.at)
    }

    /// The object as it was, for objects that changed since; `None` when it did not exist or was archived.
    pub fn as_of(org: &'a Org, kind: Kind, object: &'a Object, at: Moment) -> Option<Self> {
        if object.archived_at.is_some_and(|archived| archived <= at) || object.created_at > at {
            return None;
        }
        let as_of = (object.updated_at > at).then_some(at);
        Some(Self { as_of, ..Self::now(org, kind, object) })
    }

    /// The version of a property that this view sees, cleared values included.
    pub fn version(&self, key: PropertyKey) -> Option<&'a Version> {
        let cell = self.object.cell(key)?;
        match self.as_of {
            None => Some(&cell.current),
            Some(at) => cell.versions().find(|version| version.at <= at),
        }
    }

    /// When the object last changed, as this view sees it.
    pub fn updated_at(&self) -> Moment {
        let Some(at) = self.as_of else {
            return self.object.updated_at;
        };
        let seen = self.object.cells.iter().flat_map(|cell| cell.versions());
        seen.map(|version| version.at).filter(|changed| *changed <= at).fold(self.object.created_at, Moment::max)
    }

    /// A computed value as a number: an id, or milliseconds.
    pub fn computed(&self, computed: Computed) -> i64 {
        match computed {
            Computed::ObjectId => i64::try_from(self.object.id.0).unwrap_or(i64::MAX),
            Computed::CreatedAt => self.object.created_at.0,
            Computed::ModifiedAt => self.updated_at().0,
        }
    }

    /// The value behind a key, `None` when there is none.
    pub fn value(&self, key: PropertyKey) -> Option<Cow<'a, str>> {
        if let Some(version) = self.version(key) {
            return (!version.value.is_empty()).then_some(Cow::Borrowed(&*version.value));
        }
        let computed = self.org.table(self.kind).schema.property(key).computed?;
        let number = self.computed(computed);
        Some(Cow::Owned(match computed {
            Computed::ObjectId => number.to_string(),
            Computed::CreatedAt | Computed::ModifiedAt => Moment(number).iso(),
        }))
    }

    /// The value of a property by its name, `None` when there is none or no such property.
    pub fn named(&self, property: &str) -> Option<Cow<'a, str>> {
        let key = self.org.table(self.kind).schema.key(property)?;
        self.value(key)
    }
}
