//! The objects: their names, prefixes, fields and relationships.

use std::sync::LazyLock;

use super::custom::custom_fields;
use super::field::{Field, FieldType};
use super::{customers, history, journal, notes, sales, system};
use crate::org::{Kind, ObjectId, Org};
use crate::salesforce::ids::RecordId;
use crate::salesforce::rows::RowKey;

/// A relationship from a parent down to its children.
#[derive(Clone, Copy, Debug)]
pub struct Child {
    pub name: &'static str,
    pub sobject: &'static str,
    /// The child's field that holds the parent's id.
    pub field: &'static str,
}

/// An object of Salesforce.
#[derive(Debug)]
pub struct Sobject {
    pub name: &'static str,
    pub plural: &'static str,
    pub prefix: &'static str,
    /// The org's kinds behind it, none where it is made from something else. The first one has the custom fields.
    pub kinds: &'static [Kind],
    pub standard: Vec<Field>,
    pub children: Vec<Child>,
    /// Every row there is, deleted ones included.
    pub keys: fn(&Org) -> Vec<RowKey>,
    /// Whether clients may make, change and delete records.
    pub writable: bool,
    /// Fields by which rows are found without looking at all of them: at most these rows have that id there.
    pub near: Vec<(&'static str, Near)>,
}

/// The rows that may have an id in some field.
pub type Near = fn(&Org, ObjectId) -> Vec<RowKey>;

static ALL: LazyLock<Vec<Sobject>> = LazyLock::new(|| {
    let mut all = Vec::new();
    all.extend(sales::sobjects());
    all.extend(customers::sobjects());
    all.extend(journal::sobjects());
    all.extend(notes::sobjects());
    all.extend(history::sobjects());
    all.extend(system::sobjects());
    all
});

/// Every object.
pub fn sobjects() -> &'static [Sobject] {
    &ALL
}

/// The object of a name, in whatever case.
pub fn sobject(name: &str) -> Option<&'static Sobject> {
    ALL.iter().find(|known| known.name.eq_ignore_ascii_case(name))
}

/// The objects that an id may belong to.
pub fn sobjects_of(id: RecordId) -> impl Iterator<Item = &'static Sobject> {
    ALL.iter().filter(move |known| id.is_of(known.prefix))
}

/// All fields of an object in an org, whoever may see them.
pub fn fields(org: &Org, sobject: &Sobject) -> Vec<Field> {
    let custom = sobject.kinds.first().map(|kind| custom_fields(org, *kind));
    sobject.standard.iter().cloned().chain(custom.into_iter().flatten()).collect()
}

/// A field of an object by its name, in whatever case.
pub fn field_named(org: &Org, sobject: &Sobject, name: &str) -> Option<Field> {
    let standard = sobject.standard.iter().find(|field| field.name.eq_ignore_ascii_case(name)).cloned();
    standard.or_else(|| fields(org, sobject).into_iter().find(|field| field.name.eq_ignore_ascii_case(name)))
}

impl Sobject {
    /// An object without fields or children, which only the system writes.
    pub fn new(name: &'static str, plural: &'static str, prefix: &'static str, keys: fn(&Org) -> Vec<RowKey>) -> Self {
        let id = Field::read("Id", FieldType::Id, |row| crate::salesforce::value::Cell::Id(row.id()));
        Self {
            name,
            plural,
            prefix,
            kinds: &[],
            standard: vec![id],
            children: Vec::new(),
            keys,
            writable: false,
            near: Vec::new(),
        }
    }

    /// Made of these kinds of the org.
    pub fn of(self, kinds: &'static [Kind]) -> Self {
        Self { kinds, ..self }
    }

    /// With fields.
    pub fn with(mut self, fields: impl IntoIterator<Item = Field>) -> Self {
        self.standard.extend(fields);
        self
    }

    /// With the fields that tell who made and changed a record, and when.
    pub fn audited(self) -> Self {
        let fields = system::audit();
        self.with(fields)
    }

    /// With children: relationship name, object, field.
    pub fn parent_of(mut self, children: &[(&'static str, &'static str, &'static str)]) -> Self {
        let child =
            |(name, sobject, field): &(&'static str, &'static str, &'static str)| Child { name, sobject, field };
        self.children.extend(children.iter().map(child));
        self
    }

    /// Rows are found quickly by a field.
    pub fn near(mut self, field: &'static str, rows: Near) -> Self {
        self.near.push((field, rows));
        self
    }

    /// Clients may write it.
    pub fn open(self) -> Self {
        Self { writable: true, ..self }
    }
}
