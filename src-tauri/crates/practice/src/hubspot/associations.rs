//! Links between objects: batches of them, and those of one object.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use super::auth::{Access, Act};
use super::body::Body;
use super::errors::Problem;
use super::objects::{LinkType, Target, id_text, next_page};
use super::params::{Params, kind, object_id};
use crate::desk::Desk;
use crate::org::{AssociationType, Kind, Link, Moment, ObjectId, Org};

const MOST_READ: usize = 1_000;
const MOST_WRITTEN: usize = 2_000;
const LINKS_PER_PAGE: usize = 500;

/// Routes below `/crm/associations/2026-09`.
pub fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/{from}/{to}/batch/read", post(read))
        .route("/{from}/{to}/batch/create", post(create))
        .route("/{from}/{to}/batch/associate/default", post(create_default))
        .route("/{from}/{to}/batch/archive", post(archive))
        .route("/{from}/{to}/labels", get(labels))
}

/// Routes of one object's links, below `/crm/objects/2026-09`.
pub fn of_one_object() -> Router<Arc<Desk>> {
    Router::new()
        .route("/{from}/{id}/associations/{to}", get(list_one))
        .route("/{from}/{id}/associations/{to}/{other}", put(put_one).delete(delete_one))
        .route("/{from}/{id}/associations/default/{to}/{other}", put(put_default))
}

#[derive(Deserialize)]
struct Inputs<T> {
    inputs: Vec<T>,
}

#[derive(Deserialize)]
struct ReadInput {
    id: Value,
    #[serde(default)]
    after: Option<Value>,
}

#[derive(Deserialize)]
struct CreateInput {
    from: Target,
    to: Target,
    #[serde(default)]
    types: Vec<LinkType>,
}

#[derive(Deserialize)]
struct ArchiveInput {
    from: Target,
    to: Vec<Target>,
}

fn type_json(kind: &AssociationType) -> Value {
    json!({"category": "HUBSPOT_DEFINED", "typeId": kind.id, "label": kind.label})
}

/// One page of an object's links, and the token of the next page.
fn page(org: &Org, from: Kind, id: ObjectId, to: Kind, after: ObjectId) -> (Vec<Value>, Option<String>) {
    let mut linked = org.linked(from, id, to);
    linked.retain(|(other, _)| *other > after);
    linked.sort_by_key(|(other, _)| *other);
    let more = linked.len() > LINKS_PER_PAGE;
    linked.truncate(LINKS_PER_PAGE);
    let next = linked.last().filter(|_| more).map(|(other, _)| other.to_string());
    let row = |(other, types): &(ObjectId, Vec<AssociationType>)| {
        let types: Vec<Value> = types.iter().map(type_json).collect();
        json!({"toObjectId": other.0, "associationTypes": types})
    };
    (linked.iter().map(row).collect(), next)
}

fn complete(results: &[Value], errors: &[Value], usual: StatusCode, now: Moment) -> Response {
    let mut body = json!({"status": "COMPLETE", "results": results, "startedAt": now.iso(), "completedAt": now.iso()});
    if errors.is_empty() {
        return (usual, Json(body)).into_response();
    }
    body["numErrors"] = json!(errors.len());
    body["errors"] = json!(errors);
    (StatusCode::MULTI_STATUS, Json(body)).into_response()
}

fn failed(problem: &Problem, from: &str) -> Value {
    json!({
        "status": "error",
        "category": problem.category(),
        "subCategory": "crm.associations.NO_ASSOCIATIONS_FOUND",
        "message": problem.message,
        "context": {"fromObjectId": [from]},
    })
}

fn check_size(given: usize, most: usize) -> Result<(), Problem> {
    if given <= most {
        return Ok(());
    }
    Err(Problem::invalid(format!("A batch takes at most {most} inputs; this one has {given}")))
}

async fn read(
    State(desk): State<Arc<Desk>>,
    access: Access,
    Path((from, to)): Path<(String, String)>,
    Body(body): Body<Inputs<ReadInput>>,
) -> Result<Response, Problem> {
    let (from, to) = (kind(&from)?, kind(&to)?);
    access.to(Act::Read, from)?;
    access.to(Act::Read, to)?;
    check_size(body.inputs.len(), MOST_READ)?;
    desk.read(|org, now| {
        let (mut results, mut errors) = (Vec::new(), Vec::new());
        for input in &body.inputs {
            let (id, after) = (id_text(&input.id), input.after.as_ref().map(id_text));
            let after = object_id(after.as_deref().unwrap_or("0"))?;
            let (links, next) = page(org, from, object_id(&id)?, to, after);
            if links.is_empty() {
                let message = format!("No {} is associated with {} {id}.", to.singular(), from.singular());
                errors.push(failed(&Problem::absent(message), &id));
                continue;
            }
            let mut row = json!({"from": {"id": id}, "to": links});
            if let Some(next) = next {
                row["paging"] = next_page(&next);
            }
            results.push(row);
        }
        Ok(complete(&results, &errors, StatusCode::OK, now))
    })
}

fn make(org: &mut Org, from: Kind, to: Kind, input: &CreateInput, now: Moment) -> Result<Value, Problem> {
    let (id, other) = (object_id(&id_text(&input.from.id))?, object_id(&id_text(&input.to.id))?);
    let mut types: Vec<u16> = input.types.iter().map(|kind| kind.association_type_id).collect();
    if types.is_empty() {
        types.extend(AssociationType::default_between(from, to).map(|kind| kind.id));
    }
    if types.is_empty() {
        return Err(Problem::invalid(format!("{} can't be associated with {}", from.plural(), to.plural())));
    }
    for type_id in types {
        let link = Link { to: other, kind: to, type_id };
        org.link(from, id, link, now)?;
    }
    Ok(json!({
        "fromObjectTypeId": from.type_id(),
        "fromObjectId": id.0,
        "toObjectTypeId": to.type_id(),
        "toObjectId": other.0,
        "labels": [],
    }))
}

fn make_all(
    desk: &Desk,
    access: &Access,
    ends: &(String, String),
    inputs: &[CreateInput],
) -> Result<Response, Problem> {
    let (from, to) = (kind(&ends.0)?, kind(&ends.1)?);
    access.to(Act::Write, from)?;
    check_size(inputs.len(), MOST_WRITTEN)?;
    desk.change(|org, now| {
        let (mut results, mut errors) = (Vec::new(), Vec::new());
        for input in inputs {
            match make(org, from, to, input, now) {
                Ok(result) => results.push(result),
                Err(problem) => errors.push(failed(&problem, &id_text(&input.from.id))),
            }
        }
        Ok(complete(&results, &errors, StatusCode::CREATED, now))
    })
}

async fn create(
    State(desk): State<Arc<Desk>>,
    access: Access,
    Path(ends): Path<(String, String)>,
    Body(body): Body<Inputs<CreateInput>>,
) -> Result<Response, Problem> {
    make_all(&desk, &access, &ends, &body.inputs)
}

async fn create_default(
    State(desk): State<Arc<Desk>>,
    access: Access,
    Path(ends): Path<(String, String)>,
    Body(mut body): Body<Inputs<CreateInput>>,
) -> Result<Response, Problem> {
    for input in &mut body.inputs {
        input.types.clear();
    }
    make_all(&desk, &access, &ends, &body.inputs)
}

async fn archive(
    State(desk): State<Arc<Desk>>,
    access: Access,
    Path((from, to)): Path<(String, String)>,
    Body(body): Body<Inputs<ArchiveInput>>,
) -> Result<StatusCode, Problem> {
    let (from, to) = (kind(&from)?, kind(&to)?);
    access.to(Act::Write, from)?;
    desk.change(|org, now| {
        for input in &body.inputs {
            let id = object_id(&id_text(&input.from.id))?;
            for other in &input.to {
                org.unlink(from, id, to, object_id(&id_text(&other.id))?, now);
            }
        }
        Ok(StatusCode::NO_CONTENT)
    })
}

async fn labels(access: Access, Path((from, to)): Path<(String, String)>) -> Result<Json<Value>, Problem> {
    let (from, to) = (kind(&from)?, kind(&to)?);
    access.to(Act::Read, from)?;
    let types: Vec<Value> = AssociationType::between(from, to).iter().map(type_json).collect();
    Ok(Json(json!({"results": types})))
}

async fn list_one(
    State(desk): State<Arc<Desk>>,
    access: Access,
    Path((from, id, to)): Path<(String, String, String)>,
    params: Params,
) -> Result<Json<Value>, Problem> {
    let (from, to, id) = (kind(&from)?, kind(&to)?, object_id(&id)?);
    access.to(Act::Read, from)?;
    let after = params.after()?;
    desk.read(|org, _| {
        if org.view(from, id).is_none() {
            return Err(Problem::absent("resource not found"));
        }
        let (results, next) = page(org, from, id, to, after);
        let mut answer = json!({"results": results});
        if let Some(next) = next {
            answer["paging"] = next_page(&next);
        }
        Ok(Json(answer))
    })
}

type OnePath = Path<(String, String, String, String)>;

async fn put_one(
    State(desk): State<Arc<Desk>>,
    access: Access,
    Path((from, id, to, other)): OnePath,
    Body(types): Body<Vec<LinkType>>,
) -> Result<Response, Problem> {
    let input = CreateInput { from: Target { id: json!(id) }, to: Target { id: json!(other) }, types };
    let (from, to) = (kind(&from)?, kind(&to)?);
    access.to(Act::Write, from)?;
    desk.change(|org, now| {
        let made = make(org, from, to, &input, now)?;
        Ok((StatusCode::CREATED, Json(made)).into_response())
    })
}

async fn put_default(
    State(desk): State<Arc<Desk>>,
    access: Access,
    Path((from, id, to, other)): OnePath,
) -> Result<Response, Problem> {
    let input = CreateInput { from: Target { id: json!(id) }, to: Target { id: json!(other) }, types: Vec::new() };
    let (from, to) = (kind(&from)?, kind(&to)?);
    access.to(Act::Write, from)?;
    desk.change(|org, now| {
        let made = make(org, from, to, &input, now)?;
        Ok(complete(&[made], &[], StatusCode::OK, now))
    })
}

async fn delete_one(
    State(desk): State<Arc<Desk>>,
    access: Access,
    Path((from, id, to, other)): OnePath,
) -> Result<StatusCode, Problem> {
    let (from, to) = (kind(&from)?, kind(&to)?);
    access.to(Act::Write, from)?;
    let (id, other) = (object_id(&id)?, object_id(&other)?);
    desk.change(|org, now| {
        org.unlink(from, id, to, other, now);
        Ok(StatusCode::NO_CONTENT)
    })
}
