//! Objects one by one: list, read, create, change, archive, merge.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::auth::{Access, Act};
use super::body::Body;
use super::errors::Problem;
use super::params::{Params, kind, object_id};
use super::record::{Shown, Wanted};
use super::{batch, search};
use crate::desk::Desk;
use crate::org::{AssociationType, Change, Draft, Fault, Kind, Link, ObjectId, Org, Refusal};

/// The longest text that HubSpot takes, in characters.
const TEXT_LIMIT: usize = 65_536;

/// Routes below `/crm/objects/2026-09`.
pub fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/{kind}", get(list).post(create))
        .route("/{kind}/search", post(search::search))
        .route("/{kind}/merge", post(merge))
        .route("/{kind}/batch/read", post(batch::read))
        .route("/{kind}/batch/create", post(batch::create))
        .route("/{kind}/batch/update", post(batch::update))
        .route("/{kind}/batch/upsert", post(batch::upsert))
        .route("/{kind}/batch/archive", post(batch::archive))
        .route("/{kind}/{id}", get(read).patch(update).delete(archive))
}

async fn list(
    State(desk): State<Arc<Desk>>,
    access: Access,
    Path(name): Path<String>,
    params: Params,
) -> Result<Response, Problem> {
    let kind = kind(&name)?;
    access.to(Act::Read, kind)?;
    let wanted = Wanted::from_params(&params);
    let most = if wanted.with_history.is_empty() { 100 } else { 50 };
    let (limit, after) = (params.limit(10, most)?, params.after()?);
    let page = desk.read(|org, _| {
        let mut rows = org.rows_after(kind, after, params.flag("archived"));
        let page: Vec<_> = rows.by_ref().take(limit).collect();
        let next = page.last().filter(|_| rows.next().is_some()).map(|last| last.object.id);
        let reading = wanted.of(org, kind);
        let results = page.into_iter().map(|view| reading.show(view)).collect();
        serde_json::to_vec(&Page { results, paging: next.map(|last| next_page(&last.to_string())) })
    });
    let page = page.map_err(|_| Problem::invalid("the page can't be written".to_owned()))?;
    Ok(([(CONTENT_TYPE, "application/json")], page).into_response())
}

/// A page of a list.
#[derive(Serialize)]
struct Page<'a> {
    results: Vec<Shown<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    paging: Option<Value>,
}

/// The paging part of an answer that has a next page.
pub fn next_page(after: &str) -> Value {
    json!({"next": {"after": after, "link": format!("?after={after}")}})
}

async fn read(
    State(desk): State<Arc<Desk>>,
    access: Access,
    Path((name, id)): Path<(String, String)>,
    params: Params,
) -> Result<Json<Value>, Problem> {
    let kind = kind(&name)?;
    access.to(Act::Read, kind)?;
    let wanted = Wanted::from_params(&params);
    desk.read(|org, _| {
        let id = found_id(org, kind, &id, params.one("idProperty"))?;
        let archived = params.flag("archived");
        let view = org.view(kind, id).filter(|view| view.object.archived_at.is_some() == archived);
        let view = view.ok_or_else(|| Problem::absent("resource not found"))?;
        Ok(Json(wanted.render(&view)))
    })
}

/// The id that a path or input means: a record id, or the value of a unique property.
pub fn found_id(org: &Org, kind: Kind, text: &str, id_property: Option<&str>) -> Result<ObjectId, Problem> {
    match id_property {
        None => object_id(text),
        Some(property) => Ok(org.find_unique(kind, property, text)?),
    }
}

/// The body of a creation.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewObject {
    #[serde(default)]
    pub properties: BTreeMap<String, Value>,
    #[serde(default)]
    pub associations: Option<Vec<NewLink>>,
    #[serde(default)]
    pub object_write_trace_id: Option<String>,
}

/// A link to make together with an object.
#[derive(Deserialize)]
pub struct NewLink {
    pub to: Target,
    #[serde(default)]
    pub types: Vec<LinkType>,
}

/// The other end of a link.
#[derive(Deserialize)]
pub struct Target {
    pub id: Value,
}

/// An association type as inputs name it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LinkType {
    pub association_type_id: u16,
}

impl NewObject {
    /// The draft that the body describes.
    pub fn draft(&self, from: Kind) -> Result<Draft, Problem> {
        let mut links = Vec::new();
        for link in self.associations.iter().flatten() {
            let to = object_id(&id_text(&link.to.id))?;
            for kind in &link.types {
                links.push(typed_link(from, to, kind.association_type_id)?);
            }
        }
        Ok(Draft { values: change(&self.properties)?, links })
    }
}

/// Ids come as texts or as numbers.
pub fn id_text(id: &Value) -> String {
    id.as_str().map_or_else(|| id.to_string(), str::to_owned)
}

fn typed_link(from: Kind, to: ObjectId, type_id: u16) -> Result<Link, Problem> {
    let all = Kind::ALL.iter().flat_map(|to| AssociationType::between(from, *to));
    let found = all.into_iter().find(|kind| kind.id == type_id);
    let kind = found
        .ok_or_else(|| Problem::invalid(format!("Invalid association type id {type_id} for {}", from.plural())))?;
    Ok(Link { to, kind: kind.to, type_id })
}

/// Property values from a body: texts, numbers and booleans; `null` clears.
pub fn change(properties: &BTreeMap<String, Value>) -> Result<Change, Problem> {
    let mut too_long = Vec::new();
    let mut one = |(name, value): (&String, &Value)| {
        let text = match value {
            Value::Null => None,
            Value::String(text) => Some(text.clone()),
            Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
            _ => return Err(Problem::invalid(format!("Invalid input JSON: the value of \"{name}\" is no text"))),
        };
        too_long.extend(text.as_deref().and_then(|text| over_the_limit(name, text)));
        Ok((name.clone(), text))
    };
    let change = properties.iter().map(&mut one).collect::<Result<Change, Problem>>()?;
    if too_long.is_empty() { Ok(change) } else { Err(Refusal::Invalid { faults: too_long }.into()) }
}

/// HubSpot takes shorter texts than the org keeps.
fn over_the_limit(name: &str, text: &str) -> Option<Fault> {
    let length = text.chars().count();
    (length > TEXT_LIMIT).then(|| {
        let message = format!("The value of \"{name}\" has {length} characters, over the maximum of {TEXT_LIMIT}");
        Fault::new(name, "PROPERTY_VALUE_TOO_LONG", message)
    })
}

async fn create(
    State(desk): State<Arc<Desk>>,
    access: Access,
    Path(name): Path<String>,
    Body(body): Body<NewObject>,
) -> Result<Response, Problem> {
    let kind = kind(&name)?;
    access.to(Act::Write, kind)?;
    let draft = body.draft(kind)?;
    desk.change(|org, now| {
        let source = org.sources.key(access.source());
        let id = org.create(kind, &draft, source, now)?;
        let record = written(org, kind, id, &draft.values)?;
        Ok((StatusCode::CREATED, Json(record)).into_response())
    })
}

/// An object after a write: the default properties and those that were written.
pub fn written(org: &Org, kind: Kind, id: ObjectId, values: &Change) -> Result<Value, Refusal> {
    let wanted = Wanted::also(values.iter().map(|(name, _)| name.clone()), kind);
    let view = org.view(kind, id).ok_or_else(|| Refusal::NotFound { kind, id: id.to_string() })?;
    Ok(wanted.render(&view))
}

/// The body of a change.
#[derive(Deserialize)]
struct Changed {
    #[serde(default)]
    properties: BTreeMap<String, Value>,
}

async fn update(
    State(desk): State<Arc<Desk>>,
    access: Access,
    Path((name, id)): Path<(String, String)>,
    params: Params,
    Body(body): Body<Changed>,
) -> Result<Json<Value>, Problem> {
    let kind = kind(&name)?;
    access.to(Act::Write, kind)?;
    let values = change(&body.properties)?;
    desk.change(|org, now| {
        let id = found_id(org, kind, &id, params.one("idProperty"))?;
        let source = org.sources.key(access.source());
        let id = org.update(kind, id, &values, source, now)?;
        Ok(Json(written(org, kind, id, &values)?))
    })
}

async fn archive(
    State(desk): State<Arc<Desk>>,
    access: Access,
    Path((name, id)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    let kind = kind(&name)?;
    access.to(Act::Write, kind)?;
    let id = object_id(&id)?;
    desk.change(|org, now| {
        org.archive(kind, id, now);
        Ok(StatusCode::NO_CONTENT)
    })
}

/// The body of a merge.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Merge {
    primary_object_id: Value,
    object_id_to_merge: Value,
}

async fn merge(
    State(desk): State<Arc<Desk>>,
    access: Access,
    Path(name): Path<String>,
    Body(body): Body<Merge>,
) -> Result<Json<Value>, Problem> {
    let kind = kind(&name)?;
    access.to(Act::Write, kind)?;
    let first = object_id(&id_text(&body.primary_object_id))?;
    let second = object_id(&id_text(&body.object_id_to_merge))?;
    desk.change(|org, now| {
        let id = org.merge(kind, first, second, now)?;
        Ok(Json(written(org, kind, id, &Vec::new())?))
    })
}
