//! Writing rows as records.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::Scope;
use super::bind::{Bound, BoundPath, Column};
use super::run::children;
use crate::salesforce::ids::RecordId;
use crate::salesforce::rows::{Row, RowKey};
use crate::salesforce::schema::{Child, Field, FieldType, field_named};
use crate::salesforce::value::Cell;

/// The records of some rows of a query.
pub fn render(scope: &Scope<'_>, bound: &Bound, keys: &[RowKey]) -> Vec<Value> {
    let rows: Vec<Row<'_>> = keys.iter().filter_map(|key| Row::at(scope.org, bound.sobject, *key)).collect();
    let has_children = bound.columns.iter().any(|column| matches!(column, Column::Children(..)));
    let parents: Vec<RecordId> = rows.iter().filter(|_| has_children).map(Row::id).collect();
    let families: Vec<Option<Family<'_>>> = bound
        .columns
        .iter()
        .map(|column| match column {
            Column::Children(child, inner) => Some(Family::gather(scope, *child, inner, &parents)),
            Column::Field(_) => None,
        })
        .collect();
    rows.iter()
        .map(|row| {
            let mut record = attributed(scope, row);
            for (column, family) in bound.columns.iter().zip(&families) {
                match (column, family) {
                    (Column::Children(child, _), Some(family)) => {
                        record.insert(child.name.to_owned(), family.of(scope, row.id()));
                    }
                    (Column::Field(path), _) => write(scope, &mut record, row, path),
                    _ => {}
                }
            }
            Value::Object(record)
        })
        .collect()
}

/// A record with its type and address, which every record begins with.
pub fn attributed(scope: &Scope<'_>, row: &Row<'_>) -> Map<String, Value> {
    let (name, id) = (row.sobject.name, row.id());
    let url = format!("/services/data/v{}/sobjects/{name}/{id}", scope.version);
    Map::from_iter([("attributes".to_owned(), json!({"type": name, "url": url}))])
}

fn write(scope: &Scope<'_>, record: &mut Map<String, Value>, row: &Row<'_>, path: &BoundPath) {
    let (mut place, mut at) = (record, *row);
    for hop in &path.hops {
        let name = hop.relationship().unwrap_or_default();
        let next = match at.cell(hop) {
            Cell::Id(id) => at.follow(hop, id),
            _ => None,
        };
        let Some(next) = next else {
            place.insert(name, Value::Null);
            return;
        };
        let entry = place.entry(name).or_insert_with(|| Value::Object(attributed(scope, &next)));
        match entry {
            Value::Object(inner) => place = inner,
            _ => return,
        }
        at = next;
    }
    place.insert(path.field.name.to_string(), field(scope, &at, &path.field));
}

/// A field's value in a record. Of binary contents only their address is told.
pub fn field(scope: &Scope<'_>, row: &Row<'_>, field: &Field) -> Value {
    if field.kind == FieldType::Base64 {
        let (object, id, version) = (row.sobject.name, row.id(), scope.version);
        return json!(format!("/services/data/v{version}/sobjects/{object}/{id}/{}", field.name));
    }
    row.cell(field).json(field.kind)
}

/// All children of one relationship, by their parent.
struct Family<'a> {
    bound: &'a Bound,
    by_parent: HashMap<RecordId, Vec<RowKey>>,
}

impl<'a> Family<'a> {
    fn gather(scope: &Scope<'_>, child: Child, bound: &'a Bound, parents: &[RecordId]) -> Self {
        let mut by_parent: HashMap<RecordId, Vec<RowKey>> = HashMap::new();
        let field = field_named(scope.org, bound.sobject, child.field);
        for key in children(scope, bound, child.field, parents) {
            let row = Row::at(scope.org, bound.sobject, key);
            if let (Some(row), Some(field)) = (row, &field)
                && let Cell::Id(parent) = row.cell(field)
            {
                by_parent.entry(parent).or_default().push(key);
            }
        }
        Self { bound, by_parent }
    }

    fn of(&self, scope: &Scope<'_>, parent: RecordId) -> Value {
        let keys = self.by_parent.get(&parent).map(Vec::as_slice).unwrap_or_default();
        let keys = &keys[..keys.len().min(self.bound.limit.unwrap_or(usize::MAX))];
        if keys.is_empty() {
            return Value::Null;
        }
        let records = render(scope, self.bound, keys);
        json!({"totalSize": records.len(), "done": true, "records": records})
    }
}
