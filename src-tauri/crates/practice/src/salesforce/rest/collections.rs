//! Up to two hundred records in one request. The answer is 200 whatever becomes of the records: each has its own result.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, RawQuery};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Call;
use super::call::{json as read_json, object};
use super::records::{living, made, record, record_id};
use crate::form::Fields as FormFields;
use crate::salesforce::errors::Problem;
use crate::salesforce::ids::RecordId;
use crate::salesforce::schema::sobjects_of;
use crate::salesforce::write::{Fields, Pen};

/// How many records a request may have.
const MOST: usize = 200;

/// The body of a write.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Collection {
    #[serde(default)]
    all_or_none: bool,
    records: Vec<Fields>,
}

impl Collection {
    fn read(body: &Bytes) -> Result<Self, Problem> {
        let own: Self = read_json(body)?;
        check_size(own.records.len()).map(|()| own)
    }
}

fn check_size(size: usize) -> Result<(), Problem> {
    if size <= MOST {
        return Ok(());
    }
    let message = format!("record limit reached. cannot submit more than {MOST} records in this call");
    Err(Problem::bad("EXCEEDED_ID_LIMIT", message))
}

/// What became of one record: its id and whether it is new, or why not.
type Written = Result<(RecordId, Option<bool>), Problem>;

/// Writes records one by one. With all-or-none, one that fails takes the others back.
fn each<T>(call: &Call, all_or_none: bool, items: &[T], act: impl Fn(&mut Pen<'_>, &T) -> Written) -> Json<Value> {
    let written = call.write(|pen| {
        let before = all_or_none.then(|| pen.org.clone());
        let mut written: Vec<Written> = items.iter().map(|item| act(pen, item)).collect();
        if let Some(before) = before
            && written.iter().any(Result::is_err)
        {
            *pen.org = before;
            for one in written.iter_mut().filter(|one| one.is_ok()) {
                let message =
                    "Record rolled back because not all records were valid and the request was using AllOrNone header";
                *one = Err(Problem::bad("ALL_OR_NONE_OPERATION_ROLLED_BACK", message));
            }
        }
        written
    });
    Json(written.into_iter().map(result).collect())
}

fn result(written: Written) -> Value {
    match written {
        Ok((id, created)) => {
            let mut row = made(id);
            if let Some(created) = created {
                row["created"] = json!(created);
            }
            row
        }
        Err(problem) => json!({"success": false, "errors": [problem.in_result()]}),
    }
}

/// The object that a record says it is of.
fn type_of(fields: &Fields) -> Result<&'static crate::salesforce::schema::Sobject, Problem> {
    let name = fields.get("attributes").and_then(|attributes| attributes["type"].as_str());
    let name = name.ok_or_else(|| Problem::bad("INVALID_FIELD", "the record has no attributes.type"))?;
    object(name).map_err(|_| Problem::bad("INVALID_TYPE", format!("sObject type '{name}' is not supported.")))
}

/// `POST /composite/sobjects`
pub async fn create(call: Call, body: Bytes) -> Result<Json<Value>, Problem> {
    let asked = Collection::read(&body)?;
    Ok(each(&call, asked.all_or_none, &asked.records, |pen, fields| {
        pen.create(type_of(fields)?, fields).map(|id| (id, None))
    }))
}

/// `PATCH /composite/sobjects`
pub async fn update(call: Call, body: Bytes) -> Result<Json<Value>, Problem> {
    let asked = Collection::read(&body)?;
    Ok(each(&call, asked.all_or_none, &asked.records, |pen, fields| {
        let named = fields.iter().find(|(name, _)| name.eq_ignore_ascii_case("id"));
        let text = named.and_then(|(_, value)| value.as_str());
        let missing = || Problem::bad("MISSING_ARGUMENT", "Id not specified in an update call");
        let id = record_id(text.ok_or_else(missing)?).map_err(|_| Problem::bad("MALFORMED_ID", "malformed id"))?;
        let mut rest = fields.clone();
        rest.retain(|name, _| !name.eq_ignore_ascii_case("id"));
        pen.update(type_of(fields)?, id, &rest, None).map(|()| (id, None))
    }))
}

/// `PATCH /composite/sobjects/Task/Changeover_Key__c`
pub async fn upsert(
    call: Call,
    Path((name, field)): Path<(String, String)>,
    body: Bytes,
) -> Result<Json<Value>, Problem> {
    let sobject = object(&name)?;
    let asked = Collection::read(&body)?;
    Ok(each(&call, asked.all_or_none, &asked.records, |pen, fields| {
        let value =
            fields.iter().find(|(own, _)| own.eq_ignore_ascii_case(&field)).and_then(|(_, value)| value.as_str());
        let missing = || Problem::bad("MISSING_ARGUMENT", format!("{field} not specified"));
        let value = value.ok_or_else(missing)?.to_owned();
        let mut rest = fields.clone();
        rest.retain(|own, _| !own.eq_ignore_ascii_case(&field));
        pen.upsert(sobject, &field, &value, &rest).map(|(id, created)| (id, Some(created)))
    }))
}

/// `DELETE /composite/sobjects?ids=…&allOrNone=false`
pub async fn delete(call: Call, RawQuery(raw): RawQuery) -> Result<Json<Value>, Problem> {
    let fields = FormFields::parse(raw.unwrap_or_default().as_bytes());
    let ids: Vec<String> = fields.get("ids").unwrap_or_default().split(',').map(str::to_owned).collect();
    check_size(ids.len())?;
    Ok(each(&call, fields.get("allOrNone") == Some("true"), &ids, |pen, text| {
        let id = RecordId::parse(text).ok_or_else(|| Problem::bad("MALFORMED_ID", "malformed id"))?;
        let sobject = sobjects_of(id)
            .next()
            .ok_or_else(|| Problem::bad("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id"))?;
        pen.delete(sobject, id).map(|()| (id, None))
    }))
}

/// Which records, and which of their fields.
#[derive(Deserialize)]
struct Wanted {
    ids: Vec<String>,
    fields: Vec<String>,
}

/// `POST /composite/sobjects/Opportunity`: reads records; what is not there is null.
pub async fn read(call: Call, Path(name): Path<String>, body: Bytes) -> Result<Json<Value>, Problem> {
    let wanted: Wanted = read_json(&body)?;
    give(&call, &name, &wanted)
}

/// `GET /composite/sobjects/Opportunity?ids=…&fields=…`
pub async fn read_by_address(
    call: Call,
    Path(name): Path<String>,
    RawQuery(raw): RawQuery,
) -> Result<Json<Value>, Problem> {
    let fields = FormFields::parse(raw.unwrap_or_default().as_bytes());
    let list = |name: &str| fields.get(name).unwrap_or_default().split(',').map(str::to_owned).collect();
    give(&call, &name, &Wanted { ids: list("ids"), fields: list("fields") })
}

fn give(call: &Call, name: &str, wanted: &Wanted) -> Result<Json<Value>, Problem> {
    /// Reading takes more records than writing.
    const MOST_READ: usize = 2_000;
    let sobject = object(name)?;
    if wanted.ids.len() > MOST_READ {
        return Err(Problem::bad(
            "EXCEEDED_ID_LIMIT",
            format!("cannot read more than {MOST_READ} records in this call"),
        ));
    }
    let names = wanted.fields.join(",");
    call.read(|scope| {
        let one = |text: &String| match record_id(text).and_then(|id| living(scope, sobject, id)) {
            Ok(row) => record(scope, &row, Some(&names)),
            Err(_) => Ok(Value::Null),
        };
        wanted.ids.iter().map(one).collect::<Result<Vec<_>, _>>().map(|rows| Json(Value::Array(rows)))
    })
}
