//! Conditions, ready to be asked of many rows.

use std::cmp::Ordering;

use super::bind::{Binder, BoundPath, bind};
use super::{days, run};
use crate::salesforce::errors::Problem;
use crate::salesforce::ids::RecordId;
use crate::salesforce::query::bind::Column;
use crate::salesforce::rows::Row;
use crate::salesforce::schema::FieldType;
use crate::salesforce::soql::{Comparison, Condition, Literal, Operand, Path};
use crate::salesforce::value::{Cell, whole_second};

/// A condition bound to fields.
pub enum Filter {
    All(Vec<Filter>),
    Any(Vec<Filter>),
    Not(Box<Filter>),
    /// The value compared with a span: both ends are the same but for words such as `TODAY`.
    Compare(BoundPath, Comparison, Cell<'static>, Cell<'static>),
    Like(BoundPath, Vec<Wild>),
    Among(BoundPath, Vec<Cell<'static>>, bool),
}

/// One letter of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wild {
    Letter(char),
    One,
    Any,
}

impl Filter {
    /// Looks up what a condition names, and reads its values as the fields' types.
    pub fn bind(binder: &Binder<'_>, condition: &Condition) -> Result<Self, Problem> {
        let all =
            |parts: &[Condition]| parts.iter().map(|part| Self::bind(binder, part)).collect::<Result<Vec<_>, _>>();
        match condition {
            Condition::All(parts) => all(parts).map(Self::All),
            Condition::Any(parts) => all(parts).map(Self::Any),
            Condition::Not(inner) => Self::bind(binder, inner).map(|inner| Self::Not(Box::new(inner))),
            Condition::Compare(path, Comparison::Like, literal) => like(binder, path, literal),
            Condition::Compare(path, comparison, literal) => {
                let bound = filterable(binder, path)?;
                let (first, last) = value(binder, &bound, path, literal)?;
                Ok(Self::Compare(bound, *comparison, first, last))
            }
            Condition::Among { path, within, negated } => {
                let bound = filterable(binder, path)?;
                let values = among(binder, &bound, path, within)?;
                Ok(Self::Among(bound, values, *negated))
            }
        }
    }

    /// Whether a row meets the condition.
    pub fn admits(&self, row: &Row<'_>) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.admits(row)),
            Self::Any(parts) => parts.iter().any(|part| part.admits(row)),
            Self::Not(inner) => !inner.admits(row),
            Self::Compare(path, comparison, first, last) => compare(&path.cell(row), *comparison, first, last),
            Self::Like(path, pattern) => match path.cell(row) {
                Cell::Text(text) => fits(&text.to_lowercase().chars().collect::<Vec<_>>(), pattern),
                _ => false,
            },
            Self::Among(path, values, negated) => {
                let cell = path.cell(row);
                let found = match cell {
                    // Lists of ids can be long, and are sorted.
                    Cell::Id(_) => values.binary_search_by(|value| value.order(&cell)).is_ok(),
                    _ => values.iter().any(|value| value.same(&cell)),
                };
                found != *negated
            }
        }
    }

    /// The ids that a field of the row itself must be among, where the condition says so.
    pub fn ids_of(&self, field: &str) -> Option<Vec<RecordId>> {
        let own = |path: &BoundPath| path.hops.is_empty() && path.field.name == field;
        let id = |cell: &Cell<'_>| if let Cell::Id(id) = cell { Some(*id) } else { None };
        match self {
            Self::All(parts) => parts.iter().find_map(|part| part.ids_of(field)),
            Self::Compare(path, Comparison::Equal, value, _) if own(path) => id(value).map(|id| vec![id]),
            Self::Among(path, values, false) if own(path) => values.iter().map(id).collect(),
            _ => None,
        }
    }

    /// The id that the rows' own ids must be greater than, where the condition says so.
    pub fn after_id(&self) -> Option<RecordId> {
        match self {
            Self::All(parts) => parts.iter().find_map(Self::after_id),
            Self::Compare(path, Comparison::Greater, Cell::Id(id), _)
                if path.hops.is_empty() && path.field.name == "Id" =>
            {
                Some(*id)
            }
            _ => None,
        }
    }

    /// Whether the condition asks for documents or records by their ids, which links between them need.
    pub fn names_a_document_or_record(&self) -> bool {
        let named = |path: &BoundPath| ["ContentDocumentId", "LinkedEntityId"].contains(&&*path.field.name);
        match self {
            Self::All(parts) => parts.iter().any(Self::names_a_document_or_record),
            Self::Compare(path, Comparison::Equal, value, _) => named(path) && !value.is_null(),
            Self::Among(path, _, false) => named(path),
            _ => false,
        }
    }
}

fn compare(cell: &Cell<'_>, comparison: Comparison, first: &Cell<'_>, last: &Cell<'_>) -> bool {
    let within = cell.order(first) != Ordering::Less && cell.order(last) != Ordering::Greater;
    match comparison {
        Comparison::Equal => cell.is_null() == first.is_null() && within,
        Comparison::Unequal => cell.is_null() != first.is_null() || !within,
        _ if cell.is_null() || first.is_null() => false,
        Comparison::Less => cell.order(first) == Ordering::Less,
        Comparison::AtMost => cell.order(last) != Ordering::Greater,
        Comparison::Greater => cell.order(last) == Ordering::Greater,
        Comparison::AtLeast => cell.order(first) != Ordering::Less,
        Comparison::Like => false,
    }
}

fn filterable(binder: &Binder<'_>, path: &Path) -> Result<BoundPath, Problem> {
    let bound = binder.path(path)?;
    if bound.field.kind.is_filterable() {
        return Ok(bound);
    }
    let words = format!("field '{}' can not be filtered in a query call", bound.field.name);
    Err(binder.text.problem("INVALID_FIELD", path.at, &words))
}

fn among(binder: &Binder<'_>, bound: &BoundPath, path: &Path, within: &Operand) -> Result<Vec<Cell<'static>>, Problem> {
    let mut values = match within {
        Operand::List(literals) => {
            let each = literals.iter().map(|literal| value(binder, bound, path, literal).map(|(first, _)| first));
            each.collect::<Result<Vec<_>, _>>()?
        }
        Operand::Query(query) => {
            let inner = bind(binder.scope, query, binder.text, false)?;
            let [Column::Field(column)] = inner.columns.as_slice() else {
                return Err(binder.text.problem("MALFORMED_QUERY", path.at, "a semi-join selects one field"));
            };
            let rows = run(binder.scope, &inner).into_iter();
            let rows = rows.filter_map(|key| Row::at(binder.scope.org, inner.sobject, key));
            rows.filter_map(|row| match column.cell(&row) {
                Cell::Id(id) => Some(Cell::Id(id)),
                _ => None,
            })
            .collect()
        }
    };
    values.sort_by(Cell::order);
    Ok(values)
}

/// A value as the field's type, as a span.
fn value(
    binder: &Binder<'_>,
    bound: &BoundPath,
    path: &Path,
    literal: &Literal,
) -> Result<(Cell<'static>, Cell<'static>), Problem> {
    let kind = bound.field.kind;
    let one = |cell: Cell<'static>| Ok((cell.clone(), cell));
    match (kind, literal) {
        (_, Literal::Null) => one(Cell::Null),
        (FieldType::Boolean, Literal::Bool(yes)) => one(Cell::Bool(*yes)),
        (FieldType::Currency | FieldType::Double | FieldType::Percent | FieldType::Int, Literal::Number(number)) => {
            one(Cell::Number(*number))
        }
        (FieldType::Date, Literal::Date(day)) => one(Cell::Date(*day)),
        (FieldType::Datetime, Literal::Moment(at)) => one(Cell::Moment(whole_second(*at))),
        (FieldType::Date, Literal::Days(word, count)) => {
            let (first, last) = days::span(word, *count, binder.scope.now, binder.scope.org.account.time_zone);
            Ok((Cell::Date(first), Cell::Date(last)))
        }
        (FieldType::Datetime, Literal::Days(word, count)) => {
            let zone = binder.scope.org.account.time_zone;
            let (first, last) = days::span(word, *count, binder.scope.now, zone);
            let (start, end) = days::moments(first, last, zone);
            Ok((Cell::Moment(start), Cell::Moment(end)))
        }
        (FieldType::Id | FieldType::Reference(_), Literal::Text(text)) => match RecordId::parse(text) {
            Some(id) => one(Cell::Id(id)),
            None => {
                let words = format!("invalid ID field: {text}");
                Err(binder.text.problem("INVALID_QUERY_FILTER_OPERATOR", path.at, &words))
            }
        },
        (kind, Literal::Text(text)) if is_text(kind) => one(Cell::Text(text.clone().into())),
        _ => Err(wrong_type(binder, bound, path)),
    }
}

fn is_text(kind: FieldType) -> bool {
    use FieldType::{Email, Phone, Picklist, Text, TextArea, Url};
    matches!(kind, Text(_) | TextArea(_) | Picklist | Email | Phone | Url)
}

fn wrong_type(binder: &Binder<'_>, bound: &BoundPath, path: &Path) -> Problem {
    let (name, kind) = (&bound.field.name, bound.field.kind);
    let quotes = if is_text(kind) { "should be enclosed in quotes" } else { "should not be enclosed in quotes" };
    let kind = match kind {
        FieldType::Datetime => "dateTime",
        kind => kind.word(),
    };
    let words = format!("value of filter criterion for field '{name}' must be of type {kind} and {quotes}");
    binder.text.problem("INVALID_FIELD", path.at, &words)
}

fn like(binder: &Binder<'_>, path: &Path, literal: &Literal) -> Result<Filter, Problem> {
    let bound = filterable(binder, path)?;
    match literal {
        Literal::Text(text) if is_text(bound.field.kind) => Ok(Filter::Like(bound, pattern(text))),
        _ => Err(wrong_type(binder, &bound, path)),
    }
}

/// `%` stands for any letters, `_` for one; a backslash takes that from them.
fn pattern(text: &str) -> Vec<Wild> {
    let mut wild = Vec::new();
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '%' => wild.push(Wild::Any),
            '_' => wild.push(Wild::One),
            '\\' => wild.extend(letters.next().map(Wild::Letter)),
            letter => wild.extend(letter.to_lowercase().map(Wild::Letter)),
        }
    }
    wild
}

/// Whether a text fits a pattern, by trying each `%` with as little as it needs.
fn fits(text: &[char], pattern: &[Wild]) -> bool {
    let (mut at, mut next) = (0, 0);
    let mut last_any: Option<(usize, usize)> = None;
    while at < text.len() {
        match pattern.get(next) {
            Some(Wild::Letter(letter)) if *letter == text[at] => (at, next) = (at + 1, next + 1),
            Some(Wild::One) => (at, next) = (at + 1, next + 1),
            Some(Wild::Any) => {
                last_any = Some((at, next));
                next += 1;
            }
            _ => match last_any {
                Some((from, any)) => {
                    last_any = Some((from + 1, any));
                    (at, next) = (from + 1, any + 1);
                }
                None => return false,
            },
        }
    }
    pattern[next..].iter().all(|wild| *wild == Wild::Any)
}

#[cfg(test)]
mod tests;
