//! Queries over HTTP, page by page.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, RawQuery};
use axum::http::HeaderMap;
use serde_json::{Value, json};

use super::Call;
use crate::form::Fields;
use crate::salesforce::errors::Problem;
use crate::salesforce::ids::RecordId;
use crate::salesforce::office::Cursor;
use crate::salesforce::query::{Bound, Scope, Text, bind, render, run};
use crate::salesforce::soql::parse;

/// The smallest page that a client may ask for.
const SMALLEST_PAGE: usize = 200;
/// The furthest that `OFFSET` reaches.
const FURTHEST: usize = 2_000;

/// `GET /query?q=`
pub async fn query(call: Call, RawQuery(raw): RawQuery, headers: HeaderMap) -> Result<Json<Value>, Problem> {
    first(&call, &asked(raw)?, page_size(&call, &headers), false)
}

/// `GET /queryAll?q=`: deleted and merged records, too.
pub async fn query_all(call: Call, RawQuery(raw): RawQuery, headers: HeaderMap) -> Result<Json<Value>, Problem> {
    first(&call, &asked(raw)?, page_size(&call, &headers), true)
}

fn asked(raw: Option<String>) -> Result<String, Problem> {
    let fields = Fields::parse(raw.unwrap_or_default().as_bytes());
    let missing = || Problem::bad("MALFORMED_QUERY", "A query string has to be specified in the q parameter");
    fields.get("q").map(str::to_owned).ok_or_else(missing)
}

/// The page size that a client asks for by a header, within the org's.
pub fn page_size(call: &Call, headers: &HeaderMap) -> usize {
    let most = call.office.setup().settings.page_size;
    let options = headers.get("sforce-query-options").and_then(|value| value.to_str().ok());
    let wished = options.and_then(|text| text.trim().strip_prefix("batchSize=")?.parse::<usize>().ok());
    wished.map_or(most, |wished| wished.max(SMALLEST_PAGE)).min(most)
}

/// Runs a query and gives its first page.
pub fn first(call: &Call, text: &str, page: usize, deleted_too: bool) -> Result<Json<Value>, Problem> {
    let mut query = parse(text).map_err(|malformed| Text(text).malformed(&malformed))?;
    query.all_rows |= deleted_too;
    if query.offset > FURTHEST {
        return Err(Problem::bad("NUMBER_OUTSIDE_VALID_RANGE", format!("Maximum SOQL offset allowed is {FURTHEST}")));
    }
    call.read(|scope| {
        let bound = bind(scope, &query, Text(text), deleted_too)?;
        let rows: Arc<[_]> = run(scope, &bound).into();
        if bound.count {
            return Ok(Json(json!({"totalSize": rows.len(), "done": true, "records": []})));
        }
        let cursor = Cursor { query: Arc::new(query), rows, user_id: call.session.user_id };
        let number = (cursor.rows.len() > page).then(|| call.office.cursors().keep(cursor.clone()));
        Ok(answer(scope, &bound, &cursor, number, 0, page))
    })
}

/// `GET /query/01g…-2000`
pub async fn more(call: Call, Path(locator): Path<String>, headers: HeaderMap) -> Result<Json<Value>, Problem> {
    let invalid = || Problem::bad("INVALID_QUERY_LOCATOR", "invalid query locator");
    let (id, from) = locator.split_once('-').ok_or_else(invalid)?;
    let number = RecordId::parse(id).filter(|id| id.is_of("01g")).ok_or_else(invalid)?.number;
    let from: usize = from.parse().map_err(|_| invalid())?;
    let cursor = call.office.cursors().find(number, call.session.user_id).ok_or_else(invalid)?;
    let page = page_size(&call, &headers);
    call.read(|scope| {
        // The names were found when the query began; a field that went since then is an error, as with the vendor.
        let bound = bind(scope, &cursor.query, Text(""), true)?;
        Ok(answer(scope, &bound, &cursor, Some(number), from, page))
    })
}

fn answer(
    scope: &Scope<'_>,
    bound: &Bound,
    cursor: &Cursor,
    number: Option<u64>,
    from: usize,
    page: usize,
) -> Json<Value> {
    let total = cursor.rows.len();
    let end = (from + page).min(total);
    let rows = cursor.rows.get(from..end).unwrap_or_default();
    let mut answer = json!({"totalSize": total, "done": end >= total});
    if let Some(number) = number.filter(|_| end < total) {
        let id = RecordId::new("01g", number);
        answer["nextRecordsUrl"] = json!(format!("/services/data/v{}/query/{id}-{end}", scope.version));
    }
    answer["records"] = Value::Array(render(scope, bound, rows));
    Json(answer)
}
