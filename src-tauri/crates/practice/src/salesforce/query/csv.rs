//! Writing rows as CSV, as bulk results are.

use super::Scope;
use super::bind::{Bound, Column};
use crate::salesforce::errors::Problem;
use crate::salesforce::rows::{Row, RowKey};

/// The rows of some keys under a line of names; parents' fields are named by their path.
///
/// # Errors
/// When a line can't be written.
pub fn csv(scope: &Scope<'_>, bound: &Bound, keys: &[RowKey]) -> Result<Vec<u8>, Problem> {
    let unwritable = |error: csv::Error| Problem::bad("API_ERROR", error.to_string());
    let paths: Vec<_> = bound
        .columns
        .iter()
        .filter_map(|column| match column {
            Column::Field(path) => Some(path),
            Column::Children(..) => None,
        })
        .collect();
    let mut writer = csv::WriterBuilder::new().quote_style(csv::QuoteStyle::Always).from_writer(Vec::new());
    let names = paths.iter().map(|path| {
        let way = path.hops.iter().filter_map(|hop| hop.relationship());
        way.chain([path.field.name.to_string()]).collect::<Vec<_>>().join(".")
    });
    writer.write_record(names).map_err(unwritable)?;
    for row in keys.iter().filter_map(|key| Row::at(scope.org, bound.sobject, *key)) {
        let cells = paths.iter().map(|path| path.cell(&row).csv(path.field.kind));
        writer.write_record(cells).map_err(unwritable)?;
    }
    writer.into_inner().map_err(|error| Problem::bad("API_ERROR", error.to_string()))
}
