//! From a row to the records that it belongs to.

use super::{Row, RowKey};
use crate::org::{Kind, ObjectId, View};

/// The first record of a kind that a record is linked with. A deleted deal keeps what hangs on it; others let it go.
fn linked<'a>(view: &View<'a>, kind: Kind) -> Option<View<'a>> {
    let ids = view.object.links.iter().filter(|link| link.kind == kind).map(|link| link.to);
    let mut found = ids.filter_map(|id| View::of(view.org, kind, id));
    found.find(|other| kind == Kind::Deal || other.object.archived_at.is_none())
}

/// The deal that a row belongs to, or is about.
pub fn deal_of<'a>(row: &Row<'a>) -> Option<View<'a>> {
    match row.key {
        RowKey::Role(deal, _) | RowKey::Progress(deal, _) | RowKey::Change(deal, ..) => {
            View::of(row.org, Kind::Deal, deal)
        }
        RowKey::Object(Kind::Deal, _) => row.view,
        RowKey::Object(..) => linked(&row.view?, Kind::Deal),
        _ => None,
    }
}

/// The account that a record belongs to: its own, or its deal's.
pub fn account_of<'a>(row: &Row<'a>) -> Option<View<'a>> {
    let own = row.view.and_then(|view| linked(&view, Kind::Company));
    own.or_else(|| linked(&deal_of(row)?, Kind::Company))
}

/// The contact that an activity is with, or a role is of.
pub fn who_of(row: &Row<'_>) -> Option<ObjectId> {
    match row.key {
        RowKey::Role(_, contact) => Some(contact),
        _ => linked(&row.view?, Kind::Contact).map(|view| view.object.id),
    }
}
