//! Finding a query's rows, in their order.

use std::cmp::Ordering;
use std::collections::HashSet;

use super::Scope;
use super::bind::{Bound, BoundSort};
use super::filter::Filter;
use crate::org::ObjectId;
use crate::salesforce::ids::RecordId;
use crate::salesforce::rows::{Row, RowKey};
use crate::salesforce::value::Cell;

/// The keys of the rows that a query means, as far as its limit allows.
pub fn run(scope: &Scope<'_>, bound: &Bound) -> Vec<RowKey> {
    let most = bound.limit.unwrap_or(usize::MAX);
    if bound.order.len() == 1 && bound.order.iter().all(BoundSort::is_by_id) {
        return by_id(scope, bound).skip(bound.offset).take(most).collect();
    }
    matching(scope, bound).into_iter().skip(bound.offset).take(most).collect()
}

/// The same by id, of which the vendor has an index: who walks through all rows by id is not made to wait for all of them
/// at each page.
fn by_id<'a>(scope: &Scope<'a>, bound: &'a Bound) -> impl Iterator<Item = RowKey> + use<'a> {
    let (org, prefix) = (scope.org, bound.sobject.prefix);
    let after = bound.test.as_ref().and_then(Filter::after_id);
    let passed = |key: &RowKey| match (key, after) {
        (RowKey::Object(_, id), Some(after)) => RecordId::new(prefix, id.0) <= after,
        _ => false,
    };
    let rows = candidates(scope, bound).into_iter().filter(|key| !passed(key));
    let mut rows: Vec<Row<'a>> = rows.filter_map(|key| Row::at(org, bound.sobject, key)).collect();
    rows.sort_by_key(Row::id);
    rows.into_iter().filter(|row| admits(bound, row)).map(|row| row.key)
}

/// The keys of all rows that meet the condition, in their order.
pub fn matching(scope: &Scope<'_>, bound: &Bound) -> Vec<RowKey> {
    matching_among(scope, bound, candidates(scope, bound))
}

/// The keys among some that meet the condition, in their order.
pub fn matching_among(scope: &Scope<'_>, bound: &Bound, keys: Vec<RowKey>) -> Vec<RowKey> {
    let rows = keys.into_iter().filter_map(|key| Row::at(scope.org, bound.sobject, key));
    let wanted = rows.filter(|row| admits(bound, row));
    if bound.order.is_empty() {
        return wanted.map(|row| row.key).collect();
    }
    let by = |row: &Row<'_>| bound.order.iter().map(|sort| owned(sort.path.cell(row))).collect::<Vec<_>>();
    let mut sorted: Vec<(Vec<Cell<'static>>, RecordId, RowKey)> =
        wanted.map(|row| (by(&row), row.id(), row.key)).collect();
    sorted.sort_by(|one, two| order(&bound.order, &one.0, &two.0).then(one.1.cmp(&two.1)));
    sorted.into_iter().map(|(_, _, key)| key).collect()
}

/// The rows that may meet the condition: all of them, unless it names ids by which they are found.
fn candidates(scope: &Scope<'_>, bound: &Bound) -> Vec<RowKey> {
    let sobject = bound.sobject;
    let ids = |field: &str| bound.test.as_ref().and_then(|test| test.ids_of(field));
    if let Some(ids) = ids("Id") {
        let rows = ids.into_iter().filter_map(|id| Row::among(scope.org, sobject, id));
        return once(rows.map(|row| row.key));
    }
    let near = sobject.near.iter().find_map(|(field, rows)| Some((ids(field)?, rows)));
    match near {
        Some((ids, rows)) => once(ids.into_iter().flat_map(|id| rows(scope.org, ObjectId(id.number)))),
        None => (sobject.keys)(scope.org),
    }
}

/// The rows that may be children of some parents: all of them, unless they are found by their parent.
pub fn children(scope: &Scope<'_>, bound: &Bound, field: &str, parents: &[RecordId]) -> Vec<RowKey> {
    let near = bound.sobject.near.iter().find(|(own, _)| *own == field);
    let keys = match near {
        Some((_, rows)) => once(parents.iter().flat_map(|id| rows(scope.org, ObjectId(id.number)))),
        None => candidates(scope, bound),
    };
    matching_among(scope, bound, keys)
}

/// Each key once, in the order of its first coming.
fn once(keys: impl Iterator<Item = RowKey>) -> Vec<RowKey> {
    let mut seen = HashSet::new();
    keys.filter(|key| seen.insert(*key)).collect()
}

fn admits(bound: &Bound, row: &Row<'_>) -> bool {
    // What is cheap to know goes first: most rows are not deleted, most conditions are about few rows.
    bound.test.as_ref().is_none_or(|test| test.admits(row)) && (bound.deleted_too || !row.is_deleted())
}

fn owned(cell: Cell<'_>) -> Cell<'static> {
    match cell {
        Cell::Null => Cell::Null,
        Cell::Bool(yes) => Cell::Bool(yes),
        Cell::Number(number) => Cell::Number(number),
        Cell::Text(text) => Cell::Text(text.into_owned().into()),
        Cell::Id(id) => Cell::Id(id),
        Cell::Date(day) => Cell::Date(day),
        Cell::Moment(at) => Cell::Moment(at),
    }
}

fn order(sorts: &[BoundSort], one: &[Cell<'_>], two: &[Cell<'_>]) -> Ordering {
    let pairs = sorts.iter().zip(one.iter().zip(two));
    let mut differences = pairs.map(|(sort, (one, two))| {
        if one.is_null() != two.is_null() {
            let first = one.is_null() != sort.nulls_last;
            return if first { Ordering::Less } else { Ordering::Greater };
        }
        if sort.descending { two.order(one) } else { one.order(two) }
    });
    differences.find(|difference| difference.is_ne()).unwrap_or(Ordering::Equal)
}
