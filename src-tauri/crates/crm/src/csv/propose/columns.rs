//! What is done with each column of a file.

use crate::csv::attribute::{FileRole, Wants};
use crate::csv::column::{ColumnProfile, ColumnType};
use crate::csv::date::DateOrder;
use crate::csv::mapping::{Guess, map_columns};
use crate::csv::number::Decimal;
use crate::csv::plan::ColumnPlan;
use crate::csv::profile::FileProfile;

/// The columns of `profile` with the attributes of `role`.
pub fn plan_columns(profile: &FileProfile, role: FileRole) -> Vec<ColumnPlan> {
    let guesses = map_columns(&profile.columns, role);
    let habits = Habits::of(&profile.columns);
    let guess_for = |place: usize| guesses.iter().find(|guess| guess.column == place);
    profile.columns.iter().enumerate().map(|(place, column)| plan_column(column, guess_for(place), &habits)).collect()
}

fn plan_column(column: &ColumnProfile, guess: Option<&Guess>, habits: &Habits) -> ColumnPlan {
    let date_order = match &column.holds {
        ColumnType::Date { order, .. } => Some(*order),
        ColumnType::AmbiguousDate { .. } => habits.date_order,
        _ => None,
    };
    let decimal = match &column.holds {
        ColumnType::Number { decimal, .. } => decimal.or(habits.decimal),
        _ => habits.decimal.or(Some(Decimal::Point)),
    };
    let mut reason = guess.map_or_else(
        || "nothing in Changeover takes it: it stays in the file".to_owned(),
        |guess| guess.reason.clone(),
    );
    let borrowed = matches!(column.holds, ColumnType::AmbiguousDate { .. }) && date_order.is_some();
    if borrowed && guess.is_some_and(|guess| guess.attribute.wants() == Wants::Date) {
        reason.push_str("; day and month as in the other date columns");
    }
    ColumnPlan {
        index: column.index,
        header: column.header.clone(),
        attribute: guess.map(|guess| guess.attribute),
        confidence: guess.map_or(0.0, |guess| guess.confidence),
        reason,
        holds: column.holds.clone(),
        date_order,
        decimal,
        samples: column.samples.clone(),
    }
}

/// How the file writes dates and numbers, as far as its clear columns agree.
struct Habits {
    date_order: Option<DateOrder>,
    decimal: Option<Decimal>,
}

impl Habits {
    fn of(columns: &[ColumnProfile]) -> Self {
        let mut orders = columns.iter().filter_map(|column| match &column.holds {
            ColumnType::Date { order, .. } if *order != DateOrder::YearMonthDay => Some(*order),
            _ => None,
        });
        let first = orders.next();
        let date_order = first.filter(|order| orders.all(|other| other == *order));
        let has_comma = columns
            .iter()
            .any(|column| matches!(column.holds, ColumnType::Number { decimal: Some(Decimal::Comma), .. }));
        Self { date_order, decimal: has_comma.then_some(Decimal::Comma) }
    }
}
