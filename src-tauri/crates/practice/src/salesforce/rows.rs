//! Rows: what an object of Salesforce is in the org, found by a key or by an id.

mod enumerate;
mod read;

pub use enumerate::{
    changes, changes_of, document_links, entries, linked_with, links_of, links_on, numbered, objects, one, owners,
    progress, progress_of, roles, roles_of,
};
pub use read::{account_of, deal_of, who_of};

use std::borrow::Cow;

use super::ids::RecordId;
use super::schema::{Field, FieldType, Sobject, Source, TRACKED, in_salesforce, sobjects_of};
use super::value::{Cell, whole_second};
use crate::org::{Kind, Moment, ObjectId, Org, Owner, PropertyKey, StoredFile, View};

/// The number of the user in whose name the system itself acts.
pub const SYSTEM_USER: u64 = 1;
/// Where the org's ids begin; what is above fits into 26 bits.
const FIRST_ID: u64 = 21_000_000_000;

/// What stands behind a row, small enough to keep a million of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowKey {
    Object(Kind, ObjectId),
    /// A contact's part in a deal.
    Role(ObjectId, ObjectId),
    /// A deal at a moment when its stage, amount or close date changed.
    Progress(ObjectId, Moment),
    /// A tracked field's change. A lookup has two rows: one with names, one with ids.
    Change(ObjectId, PropertyKey, Moment, bool),
    Owner(u64),
    /// A product or price, by the first line item that sold it.
    Sold(ObjectId),
    File(ObjectId),
    /// A note or file on a record.
    Attached(ObjectId, Kind, ObjectId),
    /// A row that is known by its place: a stage, profile, record type, currency, the org itself.
    Place(u16),
}

/// A row of an object, at one look at the org.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    pub org: &'a Org,
    pub sobject: &'static Sobject,
    pub key: RowKey,
    /// The record behind it, where there is one.
    pub view: Option<View<'a>>,
}

impl<'a> Row<'a> {
    /// The row of a key; `None` when what it names never was.
    pub fn at(org: &'a Org, sobject: &'static Sobject, key: RowKey) -> Option<Self> {
        let object = |kind: Kind, id: ObjectId| Some(View::now(org, kind, org.table(kind).row(id)?));
        let view = match key {
            RowKey::Object(kind, id) => Some(object(kind, id)?),
            RowKey::Role(deal, _) | RowKey::Progress(deal, _) | RowKey::Change(deal, ..) => {
                Some(object(Kind::Deal, deal)?)
            }
            RowKey::Sold(line) => Some(object(Kind::LineItem, line)?),
            _ => None,
        };
        Some(Self { org, sobject, key, view })
    }

    /// The row of an id.
    pub fn find(org: &'a Org, id: RecordId) -> Option<Self> {
        // Notes are documents, so one prefix can be of two objects.
        sobjects_of(id).find_map(|sobject| Self::among(org, sobject, id))
    }

    /// The row of an id among those of an object.
    pub fn among(org: &'a Org, sobject: &'static Sobject, id: RecordId) -> Option<Self> {
        let key = Self::key_of(org, sobject, id)?;
        Self::at(org, sobject, key)
    }

    fn key_of(org: &'a Org, sobject: &'static Sobject, id: RecordId) -> Option<RowKey> {
        if !id.is_of(sobject.prefix) {
            return None;
        }
        let number = ObjectId(id.number);
        let by_kind = sobject.kinds.iter().find(|kind| org.table(**kind).row(number).is_some());
        if let Some(kind) = by_kind {
            return Some(RowKey::Object(*kind, number));
        }
        if sobject.name == "User" {
            let known = id.number == SYSTEM_USER || org.owner(id.number).is_some();
            return known.then_some(RowKey::Owner(id.number));
        }
        if ["068", "069"].contains(&sobject.prefix) {
            return org.files.iter().any(|file| file.id == number).then_some(RowKey::File(number)).or_else(|| {
                let is_note = sobject.prefix == "069" && org.table(Kind::Note).row(number).is_some();
                is_note.then_some(RowKey::Object(Kind::Note, number))
            });
        }
        let mut keys = (sobject.keys)(org).into_iter();
        keys.find(|key| Self::at(org, sobject, *key).is_some_and(|row| row.id() == id))
    }

    /// The row that a reference of this row leads to.
    pub fn follow(&self, field: &Field, id: RecordId) -> Option<Self> {
        let sobject = sobjects_of(id).find(|target| field.targets().contains(&target.name))?;
        // Lines tell their product themselves; looking for it among all lines would take long.
        match self.key {
            RowKey::Object(Kind::LineItem, line) | RowKey::Sold(line) if ["01t", "01u"].contains(&sobject.prefix) => {
                Self::at(self.org, sobject, RowKey::Sold(line))
            }
            _ => Self::among(self.org, sobject, id),
        }
    }

    /// The row's id.
    pub fn id(&self) -> RecordId {
        let number = match self.key {
            RowKey::Object(_, id) | RowKey::File(id) => id.0,
            RowKey::Role(deal, contact) => pair(deal, contact),
            RowKey::Progress(deal, at) => mixed(&[deal.0, at.0.unsigned_abs()]),
            RowKey::Change(deal, property, at, named) => {
                mixed(&[deal.0, u64::from(property.0), at.0.unsigned_abs(), u64::from(named)])
            }
            RowKey::Owner(id) => id,
            RowKey::Sold(_) => self.property("name").map_or(0, |name| sold_number(&name)),
            RowKey::Attached(document, _, entity) => pair(document, entity),
            RowKey::Place(place) => u64::from(place) + 1,
        };
        RecordId::new(self.sobject.prefix, number)
    }

    /// The value of a field of this row.
    pub fn cell(&self, field: &Field) -> Cell<'a> {
        let read = |name: &str| self.property(name);
        match &field.source {
            Source::Read(read) => read(self),
            Source::Property(name) => match read(name) {
                Some(text) => Cell::read(field.kind, text),
                // A checkbox is never empty.
                None if field.kind == FieldType::Boolean => Cell::Bool(false),
                None => Cell::Null,
            },
            Source::Person(name) => {
                let owner = read(name).and_then(|id| id.parse().ok());
                owner.map_or(Cell::Null, |id| Cell::Id(RecordId::new("005", id)))
            }
            Source::Words(name, table) => {
                Cell::text(read(name).map(|word| Cow::Owned(in_salesforce(table, &word).to_owned())))
            }
        }
    }

    /// A property of the record behind the row.
    pub fn property(&self, name: &str) -> Option<Cow<'a, str>> {
        self.view?.named(name)
    }

    /// Whether the row is in the recycle bin.
    pub fn is_deleted(&self) -> bool {
        match self.key {
            RowKey::Role(deal, contact) => !contacts_of(self.org, deal).contains(&contact) || self.is_archived(),
            RowKey::Object(Kind::LineItem, _) => {
                self.is_archived() || deal_of(self).is_some_and(|deal| archived(&deal))
            }
            RowKey::File(_) => self.file().is_some_and(|file| file.archived),
            _ => self.is_archived(),
        }
    }

    fn is_archived(&self) -> bool {
        self.view.is_some_and(|view| archived(&view))
    }

    /// When the row last changed by what counts in Salesforce: children and links don't.
    pub fn stamp(&self) -> Moment {
        let at = match self.key {
            RowKey::Role(deal, contact) => self.role_stamp(deal, contact),
            RowKey::Progress(_, at) | RowKey::Change(_, _, at, _) => at,
            RowKey::File(_) => self.file().map_or(Moment(0), |file| file.updated_at),
            RowKey::Attached(document, _, entity) => attached_at(self.org, document, entity),
            RowKey::Owner(id) => self.org.owner(id).map_or_else(|| born_at(self.org), |owner| owner.created_at),
            _ => self.view.map_or_else(|| born_at(self.org), |view| view.touched_at()),
        };
        whole_second(at)
    }

    /// When the row was made.
    pub fn created_at(&self) -> Moment {
        let at = match self.key {
            RowKey::Object(..) => self.view.map_or(Moment(0), |view| view.object.created_at),
            RowKey::File(_) => self.file().map_or(Moment(0), |file| file.created_at),
            RowKey::Role(deal, contact) => joined_at(self.org, deal, contact),
            _ => return self.stamp(),
        };
        whole_second(at)
    }

    /// The file behind the row.
    pub fn file(&self) -> Option<&'a StoredFile> {
        let RowKey::File(id) = self.key else { return None };
        self.org.files.iter().find(|file| file.id == id)
    }

    /// The user behind the row; `None` for the system's own.
    pub fn owner(&self) -> Option<&'a Owner> {
        let RowKey::Owner(id) = self.key else { return None };
        self.org.owner(id)
    }

    fn role_stamp(&self, deal: ObjectId, contact: ObjectId) -> Moment {
        let parted = self.org.parted.iter().filter(|parted| parted.joins(deal, contact)).map(|parted| parted.at);
        let role = View::of(self.org, Kind::Contact, contact).and_then(|view| view.changed_at("hs_buying_role"));
        let latest = parted.chain(role).fold(joined_at(self.org, deal, contact), Moment::max);
        self.view.and_then(|view| view.object.archived_at).map_or(latest, |at| latest.max(at))
    }
}

/// Two ids of the org as one number, which can be told apart from all other pairs.
fn pair(one: ObjectId, two: ObjectId) -> u64 {
    let small = |id: ObjectId| id.0.saturating_sub(FIRST_ID) & 0x3ff_ffff;
    (small(one) << 26) | small(two)
}

/// The number of a product and of its price: lines that sold the same thing name it alike.
pub fn sold_number(name: &str) -> u64 {
    let parts: Vec<u64> = name.bytes().map(u64::from).collect();
    mixed(&parts)
}

/// Numbers mixed into one that fits an id (FNV-1a); two different rows meet once in some quadrillions.
fn mixed(parts: &[u64]) -> u64 {
    let bytes = parts.iter().flat_map(|part| part.to_le_bytes());
    let hash =
        bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    hash >> 11
}

fn archived(view: &View<'_>) -> bool {
    view.object.archived_at.is_some()
}

/// The contacts of a deal, with whom it is linked now.
pub fn contacts_of(org: &Org, deal: ObjectId) -> Vec<ObjectId> {
    let live = org.linked(Kind::Deal, deal, Kind::Contact);
    live.into_iter().map(|(contact, _)| contact).collect()
}

/// Since when two records are linked: since a link was made, or since the younger of them exists.
fn joined_at(org: &Org, one: ObjectId, two: ObjectId) -> Moment {
    let born = |kind: Kind, id: ObjectId| org.table(kind).row(id).map(|row| row.created_at);
    let both = [born(Kind::Deal, one), born(Kind::Contact, two)].into_iter().flatten();
    let made = org.table(Kind::Deal).row(one).and_then(|row| row.joined_at(two));
    made.into_iter().chain(both).fold(Moment(0), Moment::max)
}

fn attached_at(org: &Org, document: ObjectId, entity: ObjectId) -> Moment {
    if let Some(file) = org.files.iter().find(|file| file.id == document) {
        return file.created_at;
    }
    let note = org.table(Kind::Note).row(document);
    note.map_or(Moment(0), |row| row.joined_at(entity).unwrap_or(row.created_at))
}

/// Since when the org exists.
pub fn born_at(org: &Org) -> Moment {
    org.pipelines.first().map_or(Moment(0), |pipeline| pipeline.created_at)
}

/// Whether changes of a property are kept in a history.
pub fn is_tracked(property: &str) -> bool {
    TRACKED.contains(&property)
}
