//! Property definitions.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use super::auth::{Access, Act};
use super::body::Body;
use super::errors::Problem;
use super::groups;
use super::params::{Params, kind};
use crate::desk::Desk;
use crate::org::{Choice, Moment, NewProperty, Property, PropertyChange, Refusal, ValueType};

/// Routes below `/crm/properties/2026-09`.
pub fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/{kind}", get(list).post(create))
        .route("/{kind}/groups", get(groups::list).post(groups::create))
        .route("/{kind}/groups/{name}", get(groups::read).patch(groups::update).delete(groups::archive))
        .route("/{kind}/batch/read", post(read_many))
        .route("/{kind}/batch/create", post(create_many))
        .route("/{kind}/batch/archive", post(archive_many))
        .route("/{kind}/{name}", get(read).patch(update).delete(archive))
}

/// A definition in HubSpot's form.
fn render(property: &Property) -> Value {
    let mut body = json!({
        "name": property.name,
        "label": property.label,
        "type": property.value_type.word(),
        "fieldType": property.field_type,
        "description": property.description,
        "groupName": property.group,
        "options": property.choices,
        "displayOrder": property.display_order,
        "calculated": property.calculated,
        "externalOptions": false,
        "archived": property.archived_at.is_some(),
        "hasUniqueValue": property.unique,
        "hidden": property.hidden,
        "hubspotDefined": property.defined_by_vendor,
        "formField": property.form_field,
        "createdAt": property.created_at.iso(),
        "updatedAt": property.updated_at.iso(),
        "modificationMetadata": {
            "archivable": !property.defined_by_vendor,
            "readOnlyDefinition": property.defined_by_vendor,
            "readOnlyOptions": property.defined_by_vendor,
            "readOnlyValue": property.read_only || property.calculated,
        },
    });
    if let Some(at) = property.archived_at {
        body["archivedAt"] = json!(at.iso());
    }
    body
}

/// The body of a new definition.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Definition {
    name: String,
    label: String,
    #[serde(rename = "type")]
    value_type: String,
    field_type: String,
    group_name: String,
    #[serde(default)]
    description: String,
    #[serde(default)]
    options: Vec<Choice>,
    #[serde(default)]
    has_unique_value: bool,
    #[serde(default)]
    form_field: bool,
    #[serde(default)]
    hidden: bool,
    #[serde(default)]
    display_order: Option<i32>,
}

impl Definition {
    fn property(self) -> Result<NewProperty, Problem> {
        let value_type = ValueType::named(&self.value_type)
            .ok_or_else(|| Problem::invalid(format!("Invalid property type: {}", self.value_type)))?;
        Ok(NewProperty {
            name: self.name,
            label: self.label,
            description: self.description,
            group: self.group_name,
            value_type,
            field_type: self.field_type,
            choices: self.options,
            unique: self.has_unique_value,
            form_field: self.form_field,
            hidden: self.hidden,
            display_order: self.display_order.unwrap_or(-1),
        })
    }
}

async fn list(
    State(desk): State<Arc<Desk>>,
    access: Access,
    Path(name): Path<String>,
    params: Params,
) -> Result<Json<Value>, Problem> {
    let kind = kind(&name)?;
    access.to(Act::Read, kind)?;
    let archived = params.flag("archived");
    Ok(Json(desk.read(|org, _| {
        let all = org.table(kind).schema.properties.iter();
        let wanted = all.filter(|property| property.archived_at.is_some() == archived);
        json!({"results": wanted.map(render).collect::<Vec<_>>()})
    })))
}

async fn read(
    State(desk): State<Arc<Desk>>,
    access: Access,
    Path((name, property)): Path<(String, String)>,
) -> Result<Json<Value>, Problem> {
    let kind = kind(&name)?;
    access.to(Act::Read, kind)?;
    desk.read(|org, _| Ok(Json(render(org.definition(kind, &property)?))))
}

async fn create(
    State(desk): State<Arc<Desk>>,
    access: Access,
    Path(name): Path<String>,
    Body(body): Body<Definition>,
) -> Result<Response, Problem> {
    let kind = kind(&name)?;
    access.to_change_schema(kind)?;
    let property = body.property()?;
    desk.change(|org, now| {
        let made = org.define(kind, property, now)?;
        Ok((StatusCode::CREATED, Json(render(&made))).into_response())
    })
}

async fn update(
    State(desk): State<Arc<Desk>>,
    access: Access,
    Path((name, property)): Path<(String, String)>,
    Body(body): Body<Value>,
) -> Result<Json<Value>, Problem> {
    let kind = kind(&name)?;
    access.to_change_schema(kind)?;
    let change = property_change(&body)?;
    desk.change(|org, now| Ok(Json(render(&org.redefine(kind, &property, change, now)?))))
}

fn property_change(body: &Value) -> Result<PropertyChange, Problem> {
    let text = |name: &str| body.get(name).and_then(Value::as_str).map(str::to_owned);
    let choices = body.get("options").map(|options| serde_json::from_value::<Vec<Choice>>(options.clone()));
    Ok(PropertyChange {
        label: text("label"),
        description: text("description"),
        group: text("groupName"),
        field_type: text("fieldType"),
        choices: choices.transpose().map_err(|error| Problem::invalid(error.to_string()))?,
        unique: body.get("hasUniqueValue").and_then(Value::as_bool),
    })
}

async fn archive(
    State(desk): State<Arc<Desk>>,
    access: Access,
    Path((name, property)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    let kind = kind(&name)?;
    access.to_change_schema(kind)?;
    desk.change(|org, now| {
        org.undefine(kind, &property, now)?;
        Ok(StatusCode::NO_CONTENT)
    })
}

#[derive(Deserialize)]
struct Inputs<T> {
    inputs: Vec<T>,
}

#[derive(Deserialize)]
struct Name {
    name: String,
}

fn answer(results: &[Value], refused: &[Refusal], usual: StatusCode, now: Moment) -> Response {
    let mut body = json!({"status": "COMPLETE", "results": results, "startedAt": now.iso(), "completedAt": now.iso()});
    if refused.is_empty() {
        return (usual, Json(body)).into_response();
    }
    let errors: Vec<Value> = refused.iter().map(|refusal| Problem::from(refusal.clone()).body()).collect();
    body["numErrors"] = json!(errors.len());
    body["errors"] = json!(errors);
    (StatusCode::MULTI_STATUS, Json(body)).into_response()
}

async fn read_many(
    State(desk): State<Arc<Desk>>,
    access: Access,
    Path(name): Path<String>,
    Body(body): Body<Inputs<Name>>,
) -> Result<Response, Problem> {
    let kind = kind(&name)?;
    access.to(Act::Read, kind)?;
    desk.read(|org, now| {
        let (mut results, mut refused) = (Vec::new(), Vec::new());
        for input in &body.inputs {
            match org.definition(kind, &input.name) {
                Ok(property) => results.push(render(property)),
                Err(refusal) => refused.push(refusal),
            }
        }
        Ok(answer(&results, &refused, StatusCode::OK, now))
    })
}

async fn create_many(
    State(desk): State<Arc<Desk>>,
    access: Access,
    Path(name): Path<String>,
    Body(body): Body<Inputs<Definition>>,
) -> Result<Response, Problem> {
    let kind = kind(&name)?;
    access.to_change_schema(kind)?;
    let wanted: Vec<NewProperty> = body.inputs.into_iter().map(Definition::property).collect::<Result<_, _>>()?;
    desk.change(|org, now| {
        let (mut results, mut refused) = (Vec::new(), Vec::new());
        for property in wanted {
            match org.define(kind, property, now) {
                Ok(made) => results.push(render(&made)),
                Err(refusal) => refused.push(refusal),
            }
        }
        Ok(answer(&results, &refused, StatusCode::CREATED, now))
    })
}

async fn archive_many(
    State(desk): State<Arc<Desk>>,
    access: Access,
    Path(name): Path<String>,
    Body(body): Body<Inputs<Name>>,
) -> Result<StatusCode, Problem> {
    let kind = kind(&name)?;
    access.to_change_schema(kind)?;
    desk.change(|org, now| {
        for input in &body.inputs {
            org.undefine(kind, &input.name, now)?;
        }
        Ok(StatusCode::NO_CONTENT)
    })
}
