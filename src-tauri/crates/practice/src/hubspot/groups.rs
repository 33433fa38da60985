//! Groups of property definitions.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::auth::{Access, Act};
use super::body::Body;
use super::errors::Problem;
use super::params::kind;
use crate::desk::Desk;
use crate::org::Group;

/// The body of a new group, and of a change.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GroupInput {
    #[serde(default)]
    name: String,
    #[serde(default)]
    label: String,
    #[serde(default)]
    display_order: Option<i32>,
}

fn render(group: &Group) -> Value {
    json!({"name": group.name, "label": group.label, "displayOrder": group.display_order, "archived": group.archived})
}

/// `GET …/groups`
pub async fn list(
    State(desk): State<Arc<Desk>>,
    access: Access,
    Path(name): Path<String>,
) -> Result<Json<Value>, Problem> {
    let kind = kind(&name)?;
    access.to(Act::Read, kind)?;
    Ok(Json(desk.read(|org, _| {
        let groups = org.table(kind).schema.groups.iter().filter(|group| !group.archived);
        json!({"results": groups.map(render).collect::<Vec<_>>()})
    })))
}

/// `GET …/groups/{name}`
pub async fn read(
    State(desk): State<Arc<Desk>>,
    access: Access,
    Path((name, group)): Path<(String, String)>,
) -> Result<Json<Value>, Problem> {
    let kind = kind(&name)?;
    access.to(Act::Read, kind)?;
    desk.read(|org, _| Ok(Json(render(org.group(kind, &group)?))))
}

/// `POST …/groups`
pub async fn create(
    State(desk): State<Arc<Desk>>,
    access: Access,
    Path(name): Path<String>,
    Body(body): Body<GroupInput>,
) -> Result<Response, Problem> {
    let kind = kind(&name)?;
    access.to_change_schema(kind)?;
    if body.name.is_empty() || body.label.is_empty() {
        return Err(Problem::invalid("A property group needs a name and a label"));
    }
    desk.change(|org, _| {
        let group = org.add_group(kind, &body.name, &body.label, body.display_order.unwrap_or(-1))?;
        Ok((StatusCode::CREATED, Json(render(&group))).into_response())
    })
}

/// `PATCH …/groups/{name}`
pub async fn update(
    State(desk): State<Arc<Desk>>,
    access: Access,
    Path((name, group)): Path<(String, String)>,
    Body(body): Body<GroupInput>,
) -> Result<Json<Value>, Problem> {
    let kind = kind(&name)?;
    access.to_change_schema(kind)?;
    desk.change(|org, _| Ok(Json(render(&org.rename_group(kind, &group, &body.label)?))))
}

/// `DELETE …/groups/{name}`
pub async fn archive(
    State(desk): State<Arc<Desk>>,
    access: Access,
    Path((name, group)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    let kind = kind(&name)?;
    access.to_change_schema(kind)?;
    desk.change(|org, _| {
        org.archive_group(kind, &group)?;
        Ok(StatusCode::NO_CONTENT)
    })
}
