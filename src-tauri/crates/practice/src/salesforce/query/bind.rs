//! Looking up what a query names.

use super::filter::Filter;
use super::{Scope, Text};
use crate::salesforce::errors::Problem;
use crate::salesforce::rows::Row;
use crate::salesforce::schema::{Child, Field, FieldType, Sobject, sobject};
use crate::salesforce::soql::{Nulls, Path, Query, Selected};
use crate::salesforce::value::Cell;

/// How many rows `FIELDS(ALL)` may ask for at most.
const MOST_WITH_EVERY_FIELD: usize = 200;

/// A field and the way to it.
#[derive(Clone, Debug)]
pub struct BoundPath {
    pub hops: Vec<Field>,
    pub field: Field,
}

impl BoundPath {
    /// The value for a row; nothing where a parent is missing.
    pub fn cell<'a>(&self, row: &Row<'a>) -> Cell<'a> {
        self.parent(row).map_or(Cell::Null, |parent| parent.cell(&self.field))
    }

    /// The row that has the field.
    pub fn parent<'a>(&self, row: &Row<'a>) -> Option<Row<'a>> {
        self.hops.iter().try_fold(*row, |row, hop| match row.cell(hop) {
            Cell::Id(id) => row.follow(hop, id),
            _ => None,
        })
    }
}

/// Something to write into a record.
pub enum Column {
    Field(BoundPath),
    Children(Child, Box<Bound>),
}

/// One rule of the order.
pub struct BoundSort {
    pub path: BoundPath,
    pub descending: bool,
    pub nulls_last: bool,
}

impl BoundSort {
    /// Ascending, by the row's own id.
    pub fn is_by_id(&self) -> bool {
        !self.descending && self.path.hops.is_empty() && self.path.field.name == "Id"
    }
}

/// A query whose names were found.
pub struct Bound {
    pub sobject: &'static Sobject,
    pub columns: Vec<Column>,
    pub test: Option<Filter>,
    pub order: Vec<BoundSort>,
    pub limit: Option<usize>,
    pub offset: usize,
    pub count: bool,
    pub deleted_too: bool,
}

/// Looks up all names of a query.
///
/// # Errors
/// When an object or field is unknown or hidden, or a condition can't be asked of its field.
pub fn bind(scope: &Scope<'_>, query: &Query, text: Text<'_>, deleted_too: bool) -> Result<Bound, Problem> {
    let found = sobject(&query.from);
    let sobject = found.ok_or_else(|| {
        let words = format!("sObject type '{}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name.", query.from);
        text.problem("INVALID_TYPE", query.from_at, &words)
    })?;
    let bound = of_sobject(scope, sobject, query, text, deleted_too)?;
    if sobject.name == "ContentDocumentLink" && !bound.test.as_ref().is_some_and(Filter::names_a_document_or_record) {
        return Err(Problem::bad("MALFORMED_QUERY", UNFILTERED_LINKS));
    }
    Ok(bound)
}

const UNFILTERED_LINKS: &str = "Implementation restriction: ContentDocumentLink requires a filter by a single Id on ContentDocumentId or LinkedEntityId using the equals operator or multiple Id's using the IN operator.";

fn of_sobject(
    scope: &Scope<'_>,
    sobject: &'static Sobject,
    query: &Query,
    text: Text<'_>,
    deleted_too: bool,
) -> Result<Bound, Problem> {
    let binder = Binder { scope, sobject, alias: query.alias.as_deref(), text };
    let mut columns = Vec::new();
    for selected in &query.selected {
        columns.extend(binder.columns(selected, query)?);
    }
    let test = query.condition.as_ref().map(|condition| Filter::bind(&binder, condition)).transpose()?;
    let mut order = Vec::new();
    for sort in &query.order {
        let path = binder.path(&sort.path)?;
        if !path.field.kind.is_filterable() {
            let words = format!("field '{}' can not be sorted in a query call", path.field.name);
            return Err(text.problem("INVALID_FIELD", sort.path.at, &words));
        }
        let nulls_last = sort.nulls == Nulls::Last;
        order.push(BoundSort { path, descending: sort.descending, nulls_last });
    }
    Ok(Bound {
        sobject,
        columns,
        test,
        order,
        limit: query.limit,
        offset: query.offset,
        count: query.count,
        deleted_too: deleted_too || query.all_rows,
    })
}

/// What names are looked up with.
pub struct Binder<'a> {
    pub scope: &'a Scope<'a>,
    sobject: &'static Sobject,
    alias: Option<&'a str>,
    pub text: Text<'a>,
}

impl Binder<'_> {
    fn columns(&self, selected: &Selected, query: &Query) -> Result<Vec<Column>, Problem> {
        match selected {
            Selected::Field(path) => self.path(path).map(|path| vec![Column::Field(path)]),
            Selected::Every(which) => self.every(which, query),
            Selected::Children(inner) => {
                let named = |child: &&Child| child.name.eq_ignore_ascii_case(&inner.from);
                let child = self.sobject.children.iter().find(named).copied().ok_or_else(|| {
                    let words = format!("Didn't understand relationship '{}' in FROM part of query call. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name.", inner.from);
                    self.text.problem("INVALID_TYPE", inner.from_at, &words)
                })?;
                let target = sobject(child.sobject).ok_or_else(Problem::absent)?;
                let inner = of_sobject(self.scope, target, inner, self.text, false)?;
                Ok(vec![Column::Children(child, Box::new(inner))])
            }
        }
    }

    fn every(&self, which: &str, query: &Query) -> Result<Vec<Column>, Problem> {
        if query.limit.is_none_or(|limit| limit > MOST_WITH_EVERY_FIELD) && which != "STANDARD" {
            let words = format!("The SOQL FIELDS function must have a LIMIT of at most {MOST_WITH_EVERY_FIELD}");
            return Err(Problem::bad("MALFORMED_QUERY", words));
        }
        let wanted = |field: &Field| match which {
            "STANDARD" => !field.custom,
            "CUSTOM" => field.custom,
            _ => true,
        };
        let fields = self.scope.fields(self.sobject).into_iter().filter(wanted);
        Ok(fields.map(|field| Column::Field(BoundPath { hops: Vec::new(), field })).collect())
    }

    /// Finds a field and the way to it.
    pub fn path(&self, path: &Path) -> Result<BoundPath, Problem> {
        let mut parts = path.parts.as_slice();
        let own = |name: &str| {
            name.eq_ignore_ascii_case(self.sobject.name)
                || self.alias.is_some_and(|alias| alias.eq_ignore_ascii_case(name))
        };
        if parts.len() > 1 && own(&parts[0]) && self.hop(self.sobject, &parts[0]).is_none() {
            parts = &parts[1..];
        }
        let (mut at, mut hops) = (self.sobject, Vec::new());
        let Some((last, way)) = parts.split_last() else { return Err(Problem::absent()) };
        for name in way {
            let hop = self.hop(at, name).ok_or_else(|| {
                let words = format!("Didn't understand relationship '{name}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name.");
                self.text.problem("INVALID_FIELD", path.at, &words)
            })?;
            at = target(&hop).ok_or_else(Problem::absent)?;
            hops.push(hop);
        }
        let several = hops.last().is_some_and(|hop| hop.targets().len() > 1);
        let found = if several { of_any(last) } else { self.scope.field(at, last) };
        let field = found.ok_or_else(|| self.no_column(at, last, path.at))?;
        Ok(BoundPath { hops, field })
    }

    fn hop(&self, at: &Sobject, name: &str) -> Option<Field> {
        let opens = |field: &Field| field.relationship().is_some_and(|known| known.eq_ignore_ascii_case(name));
        self.scope.fields(at).into_iter().find(opens)
    }

    fn no_column(&self, at: &Sobject, name: &str, place: usize) -> Problem {
        let words = format!(
            "No such column '{name}' on entity '{}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.",
            at.name
        );
        self.text.problem("INVALID_FIELD", place, &words)
    }
}

fn target(hop: &Field) -> Option<&'static Sobject> {
    hop.targets().first().and_then(|name| sobject(name))
}

/// What can be asked of a parent that may be of several objects.
fn of_any(name: &str) -> Option<Field> {
    let known: [Field; 3] = [
        Field::read("Id", FieldType::Id, |row| Cell::Id(row.id())),
        Field::read("Type", FieldType::Text(40), |row| Cell::word(row.sobject.name)),
        Field::read("Name", FieldType::Text(255), |row| {
            let name = row.property("dealname").or_else(|| row.property("name"));
            Cell::text(name.map(|name| name.into_owned().into()))
        }),
    ];
    known.into_iter().find(|field| field.name.eq_ignore_ascii_case(name))
}
