//! Links between objects, and the association types that name them.

use serde::{Deserialize, Serialize};

use super::{Kind, Link, Moment, ObjectId, Org, Refusal};

/// A vendor-defined association type from one kind to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AssociationType {
    pub from: Kind,
    pub to: Kind,
    pub id: u16,
    pub label: Option<&'static str>,
}

/// Two objects that were linked once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parted {
    pub one: ObjectId,
    pub two: ObjectId,
    pub at: Moment,
}

impl Parted {
    /// The other one of the two.
    pub fn other(&self, one: ObjectId) -> Option<ObjectId> {
        match one {
            id if id == self.one => Some(self.two),
            id if id == self.two => Some(self.one),
            _ => None,
        }
    }

    /// Whether these are the two, in either order.
    pub fn joins(&self, one: ObjectId, two: ObjectId) -> bool {
        (self.one, self.two) == (one, two) || (self.one, self.two) == (two, one)
    }
}

/// Deal to its primary company.
pub const DEAL_PRIMARY_COMPANY: u16 = 5;
/// Company to a deal of which it is the primary company.
pub const COMPANY_PRIMARY: u16 = 6;

/// Both directions of each pair: from, to, type id there, type id back.
const PAIRS: [(Kind, Kind, u16, u16); 16] = [
    (Kind::Deal, Kind::Company, 341, 342),
    (Kind::Deal, Kind::Contact, 3, 4),
    (Kind::Deal, Kind::LineItem, 19, 20),
    (Kind::Deal, Kind::Note, 213, 214),
    (Kind::Deal, Kind::Task, 215, 216),
    (Kind::Deal, Kind::Meeting, 211, 212),
    (Kind::Deal, Kind::Call, 205, 206),
    (Kind::Deal, Kind::Email, 209, 210),
    (Kind::Contact, Kind::Company, 279, 280),
    (Kind::Contact, Kind::Note, 201, 202),
    (Kind::Contact, Kind::Task, 203, 204),
    (Kind::Contact, Kind::Meeting, 199, 200),
    (Kind::Contact, Kind::Call, 193, 194),
    (Kind::Contact, Kind::Email, 197, 198),
    (Kind::Company, Kind::Note, 189, 190),
    (Kind::Company, Kind::Task, 191, 192),
];

/// Labelled pairs: the primary company of a deal and of a contact.
const LABELLED: [(Kind, Kind, u16, u16); 2] =
    [(Kind::Deal, Kind::Company, DEAL_PRIMARY_COMPANY, COMPANY_PRIMARY), (Kind::Contact, Kind::Company, 1, 2)];

impl AssociationType {
    /// All types from one kind to another; the unlabelled one comes last, as the API lists them.
    pub fn between(from: Kind, to: Kind) -> Vec<Self> {
        let labelled = LABELLED.iter().map(|pair| (pair, Some("Primary")));
        let plain = PAIRS.iter().map(|pair| (pair, None));
        labelled
            .chain(plain)
            .filter_map(|((a, b, there, back), label)| {
                let id = match (from, to) {
                    ends if ends == (*a, *b) => *there,
                    ends if ends == (*b, *a) => *back,
                    _ => return None,
                };
                Some(Self { from, to, id, label })
            })
            .collect()
    }

    /// The unlabelled type from one kind to another.
    pub fn default_between(from: Kind, to: Kind) -> Option<Self> {
        Self::between(from, to).pop()
    }

    /// The type of the way back.
    fn reversed(self) -> Option<Self> {
        let back = Self::between(self.to, self.from);
        back.into_iter().find(|kind| kind.label == self.label)
    }
}

impl Org {
    /// Checks a link without making it.
    pub(super) fn check_link(&self, from: Kind, link: Link) -> Result<AssociationType, Refusal> {
        self.live(link.kind, link.to)?;
        let types = AssociationType::between(from, link.kind);
        let found = types.into_iter().find(|known| known.id == link.type_id);
        found.ok_or(Refusal::WrongAssociation { from, to: link.kind, type_id: link.type_id })
    }

    /// Links two objects, in both directions. A labelled link brings the unlabelled one along.
    ///
    /// # Errors
    /// When an end is missing or the type does not join these kinds.
    pub fn link(&mut self, from: Kind, id: ObjectId, link: Link, now: Moment) -> Result<(), Refusal> {
        let id = self.live(from, id)?.id;
        let kind = self.check_link(from, link)?;
        let to = self.resolve(link.to);
        self.join(kind, id, to, now);
        if kind.label.is_some()
            && let Some(plain) = AssociationType::default_between(from, link.kind)
        {
            self.join(plain, id, to, now);
        }
        Ok(())
    }

    fn join(&mut self, kind: AssociationType, from: ObjectId, to: ObjectId, now: Moment) {
        self.add_link(kind, from, to, now);
        if let Some(back) = kind.reversed() {
            self.add_link(back, to, from, now);
        }
    }

    fn add_link(&mut self, kind: AssociationType, from: ObjectId, to: ObjectId, now: Moment) {
        let link = Link { to, kind: kind.to, type_id: kind.id };
        if let Some(row) = self.table_mut(kind.from).row_mut(from)
            && !row.links.contains(&link)
        {
            row.links.push(link);
            row.joins.push((to, now));
            row.updated_at = row.updated_at.max(now);
        }
    }

    /// Removes every link between two objects, and remembers that there was one.
    pub fn unlink(&mut self, from: Kind, id: ObjectId, to: Kind, other: ObjectId, now: Moment) {
        let (id, other) = (self.resolve(id), self.resolve(other));
        let was_linked = self.table(from).row(id).is_some_and(|row| row.links.iter().any(|link| link.to == other));
        if was_linked {
            self.parted.push(Parted { one: id, two: other, at: now });
        }
        for (kind, one, two) in [(from, id, other), (to, other, id)] {
            if let Some(row) = self.table_mut(kind).row_mut(one) {
                row.links.retain(|link| link.to != two);
            }
        }
    }

    /// The live objects of a kind linked to an object, each with the types of its links.
    pub fn linked(&self, from: Kind, id: ObjectId, to: Kind) -> Vec<(ObjectId, Vec<AssociationType>)> {
        let Some(object) = self.table(from).row(self.resolve(id)) else {
            return Vec::new();
        };
        let types = AssociationType::between(from, to);
        let live = |id: &ObjectId| self.live(to, *id).is_ok();
        let with_types = |other: ObjectId| {
            let used = object.links.iter().filter(|link| link.to == other);
            let used = used.filter_map(|link| types.iter().find(|kind| kind.id == link.type_id));
            (other, used.copied().collect())
        };
        object.linked(to).into_iter().filter(live).map(with_types).collect()
    }
}
