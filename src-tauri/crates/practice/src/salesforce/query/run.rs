//! Finding a query's rows, in their order.

use std::cmp::Ordering;

use super::Scope;
use super::bind::{Bound, BoundSort};
use crate::salesforce::ids::RecordId;
use crate::salesforce::rows::{Row, RowKey};
use crate::salesforce::value::Cell;

/// The keys of the rows that a query means, as far as its limit allows.
pub fn run(scope: &Scope<'_>, bound: &Bound) -> Vec<RowKey> {
    let most = bound.limit.unwrap_or(usize::MAX);
    matching(scope, bound).into_iter().skip(bound.offset).take(most).collect()
}

/// The keys of all rows that meet the condition, in their order.
pub fn matching(scope: &Scope<'_>, bound: &Bound) -> Vec<RowKey> {
    let keys = (bound.sobject.keys)(scope.org).into_iter();
    let rows = keys.filter_map(|key| Row::at(scope.org, bound.sobject, key));
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
