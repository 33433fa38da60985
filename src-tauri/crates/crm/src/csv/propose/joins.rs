//! Which columns lead from the deals to the other files.

use super::view::View;
use crate::csv::attribute::Attribute;
use crate::csv::column::ColumnProfile;
use crate::csv::plan::{ColumnRef, Join, JoinKind};
use crate::csv::words::{loose, norm};
use std::collections::HashSet;

/// Pairs of columns that can join, the surer one first.
const PAIRS: [(JoinKind, Attribute, Attribute); 6] = [
    (JoinKind::Account, Attribute::DealAccountKey, Attribute::AccountKey),
    (JoinKind::Account, Attribute::DealAccount, Attribute::AccountName),
    (JoinKind::Product, Attribute::DealProduct, Attribute::ProductName),
    (JoinKind::Product, Attribute::DealProduct, Attribute::ProductKey),
    (JoinKind::Owner, Attribute::DealOwner, Attribute::PersonName),
    (JoinKind::Owner, Attribute::DealOwner, Attribute::PersonEmail),
];
/// Below this share two complete columns have nothing to do with each other.
const RELATED: f32 = 0.02;

/// One join of each kind for each file of deals: the pair of columns with most values in common.
pub fn propose_joins(view: &View<'_>) -> Vec<Join> {
    let mut joins: Vec<Join> = Vec::new();
    for (kind, from, to) in PAIRS {
        for (from_file, from_column) in view.columns_of(from) {
            for (to_file, to_column) in view.columns_of(to) {
                let next = join(kind, (from_file, from_column), (to_file, to_column));
                let rival = joins.iter_mut().find(|join| join.kind == kind && join.from.file == next.from.file);
                let complete = from_column.values_complete && to_column.values_complete;
                match rival {
                    Some(known) if next.found > known.found => *known = next,
                    Some(_) => {}
                    None if complete && next.found < RELATED => {}
                    None => joins.push(next),
                }
            }
        }
    }
    joins
}

fn join(kind: JoinKind, from: (usize, &ColumnProfile), to: (usize, &ColumnProfile)) -> Join {
    let reference = |(file, column): (usize, &ColumnProfile)| ColumnRef {
        file: u32::try_from(file).unwrap_or(u32::MAX),
        column: column.index,
    };
    let (found, reason) = overlap(from.1, to.1);
    Join { kind, from: reference(from), to: reference(to), found, reason }
}

fn overlap(from: &ColumnProfile, to: &ColumnProfile) -> (f32, String) {
    let known: HashSet<String> = to.values.iter().flat_map(|value| [norm(&value.value), loose(&value.value)]).collect();
    let all: u64 = from.values.iter().map(|value| u64::from(value.rows)).sum();
    let is_known = |value: &str| known.contains(&norm(value)) || known.contains(&loose(value));
    let found: u64 = from.values.iter().filter(|value| is_known(&value.value)).map(|value| u64::from(value.rows)).sum();
    let share = if all == 0 { 0.0 } else { found as f32 / all as f32 };
    let counted = if from.values_complete && to.values_complete { "" } else { " of those that were compared" };
    (share, format!("`{}` has {found} of {all} values of `{}`{counted}", to.header, from.header))
}
