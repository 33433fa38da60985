//! Search over the index, which lags behind the objects.

mod filter;

use std::cmp::Ordering;

use super::{Kind, Object, ObjectId, Org, Refusal, View};
use crate::org::Moment;

use filter::{Compiled, Key, Subject};
pub use filter::{Filter, Operator};

/// How many results a search gives in all its pages.
pub const SEARCH_CAP: usize = 10_000;

/// Which way to sort.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Ascending,
    Descending,
}

/// One sorting rule; equal values follow each other by id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sort {
    pub property: String,
    pub direction: Direction,
}

/// A search: any of the groups, all filters of a group; and a text that names contain.
#[derive(Clone, Debug, Default)]
pub struct Query {
    pub groups: Vec<Vec<Filter>>,
    pub text: Option<String>,
    pub sort: Option<Sort>,
    pub offset: usize,
    pub limit: usize,
}

/// What a search found: how many in all, and one page of them as the index saw them.
pub struct Found<'a> {
    pub total: usize,
    pub page: Vec<View<'a>>,
}

impl Org {
    /// Runs a search as of the index, `search_lag_seconds` behind `now`.
    ///
    /// # Errors
    /// When a filter names an unknown property or lacks its value, or the page lies beyond the cap.
    pub fn search(&self, kind: Kind, query: &Query, now: Moment) -> Result<Found<'_>, Refusal> {
        if query.offset + query.limit > SEARCH_CAP {
            let message =
                format!("The search can page through at most {SEARCH_CAP} results; `after` + `limit` goes beyond");
            return Err(Refusal::BadSearch { message });
        }
        let groups = self.compiled(kind, query)?;
        let indexed_at = Moment(now.0 - self.search_lag_seconds * 1_000);
        let seen = |object| View::as_of(self, kind, object, indexed_at);
        let rows = self.table(kind).rows().iter();
        let mut matching: Vec<View<'_>> = rows.filter_map(seen).filter(|view| groups.admit(view)).collect();
        if let Some(sort) = &query.sort {
            self.sort(kind, &mut matching, sort)?;
        }
        let total = matching.len();
        let page = matching.into_iter().skip(query.offset).take(query.limit).collect();
        Ok(Found { total, page })
    }

    fn compiled(&self, kind: Kind, query: &Query) -> Result<Groups, Refusal> {
        let compile = |filter: &Filter| Compiled::new(self, kind, filter);
        let group = |filters: &Vec<Filter>| filters.iter().map(compile).collect::<Result<Vec<_>, _>>();
        Ok(Groups {
            any: query.groups.iter().map(group).collect::<Result<_, _>>()?,
            text: query.text.as_ref().map(|text| text.to_lowercase()),
        })
    }

    fn sort(&self, kind: Kind, views: &mut [View<'_>], sort: &Sort) -> Result<(), Refusal> {
        let subject = Subject::named(self, kind, &sort.property)?;
        views.sort_by_cached_key(|view| SortKey(subject.key(view), view.object.id));
        if sort.direction == Direction::Descending {
            views.reverse();
        }
        Ok(())
    }

    /// The rows of a kind after an id, live or archived ones, as they are now.
    pub fn rows_after(&self, kind: Kind, after: ObjectId, archived: bool) -> impl Iterator<Item = View<'_>> {
        let wanted = move |object: &&Object| object.archived_at.is_some() == archived;
        let rows = self.table(kind).rows_after(after).iter();
        rows.filter(wanted).map(move |object| View::now(self, kind, object))
    }
}

/// The compiled form of a query's conditions.
struct Groups {
    any: Vec<Vec<Compiled>>,
    text: Option<String>,
}

impl Groups {
    fn admit(&self, view: &View<'_>) -> bool {
        let by_filters = self.any.is_empty() || self.any.iter().any(|all| all.iter().all(|filter| filter.admits(view)));
        by_filters && self.text.as_ref().is_none_or(|text| names(view).contains(text))
    }
}

/// The words by which a free text finds an object.
fn names(view: &View<'_>) -> String {
    let searched: &[&str] = match view.kind {
        Kind::Contact => &["firstname", "lastname", "email", "phone"],
        Kind::Company => &["name", "domain"],
        Kind::Deal => &["dealname"],
        Kind::LineItem => &["name"],
        Kind::Note => &["hs_note_body"],
        Kind::Task => &["hs_task_subject", "hs_task_body"],
        Kind::Meeting => &["hs_meeting_title", "hs_meeting_body"],
        Kind::Call => &["hs_call_title", "hs_call_body"],
        Kind::Email => &["hs_email_subject"],
    };
    let found: Vec<_> = searched.iter().filter_map(|name| view.named(name)).collect();
    found.join(" ").to_lowercase()
}

/// Sorts by value, objects without one first, then by id.
#[derive(PartialEq)]
struct SortKey(Option<Key>, ObjectId);

impl Eq for SortKey {}

impl PartialOrd for SortKey {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for SortKey {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_value = self.0.partial_cmp(&other.0).unwrap_or(Ordering::Equal);
        by_value.then(self.1.cmp(&other.1))
    }
}

#[cfg(test)]
mod tests;
