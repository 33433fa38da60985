//! Pipelines and stages, to read.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};

use super::auth::{Access, Act};
use super::errors::Problem;
use super::params::kind;
use crate::desk::Desk;
use crate::org::{Kind, Org, Pipeline, Stage};

/// Routes below `/crm/pipelines/2026-09`.
pub fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/{kind}", get(list))
        .route("/{kind}/{pipeline}", get(read))
        .route("/{kind}/{pipeline}/stages", get(stages))
        .route("/{kind}/{pipeline}/stages/{stage}", get(stage))
}

fn render_stage(pipeline: &Pipeline, stage: &Stage) -> Value {
    json!({
        "id": stage.id,
        "label": stage.label,
        "displayOrder": stage.display_order,
        "metadata": {"isClosed": stage.is_closed().to_string(), "probability": stage.probability},
        "createdAt": pipeline.created_at.iso(),
        "updatedAt": pipeline.updated_at.iso(),
        "archived": false,
        "writePermissions": "CRM_PERMISSIONS_ENFORCEMENT",
    })
}

fn render(pipeline: &Pipeline) -> Value {
    let stages: Vec<Value> = pipeline.stages.iter().map(|stage| render_stage(pipeline, stage)).collect();
    json!({
        "id": pipeline.id,
        "label": pipeline.label,
        "displayOrder": pipeline.display_order,
        "stages": stages,
        "createdAt": pipeline.created_at.iso(),
        "updatedAt": pipeline.updated_at.iso(),
        "archived": false,
    })
}

/// Only deals have pipelines here.
fn of_deals(name: &str, access: &Access) -> Result<(), Problem> {
    if kind(name)? != Kind::Deal {
        return Err(Problem::invalid(format!("{name} have no pipelines in this account")));
    }
    access.to(Act::Read, Kind::Deal)
}

fn found<'a>(org: &'a Org, id: &str) -> Result<&'a Pipeline, Problem> {
    let mut pipelines = org.pipelines.iter();
    pipelines.find(|pipeline| pipeline.id == id).ok_or_else(|| Problem::absent(format!("Pipeline {id} was not found")))
}

async fn list(State(desk): State<Arc<Desk>>, access: Access, Path(name): Path<String>) -> Result<Json<Value>, Problem> {
    of_deals(&name, &access)?;
    Ok(Json(desk.read(|org, _| json!({"results": org.pipelines.iter().map(render).collect::<Vec<_>>()}))))
}

async fn read(
    State(desk): State<Arc<Desk>>,
    access: Access,
    Path((name, id)): Path<(String, String)>,
) -> Result<Json<Value>, Problem> {
    of_deals(&name, &access)?;
    desk.read(|org, _| Ok(Json(render(found(org, &id)?))))
}

async fn stages(
    State(desk): State<Arc<Desk>>,
    access: Access,
    Path((name, id)): Path<(String, String)>,
) -> Result<Json<Value>, Problem> {
    of_deals(&name, &access)?;
    desk.read(|org, _| Ok(Json(json!({"results": render(found(org, &id)?)["stages"]}))))
}

async fn stage(
    State(desk): State<Arc<Desk>>,
    access: Access,
    Path((name, id, stage)): Path<(String, String, String)>,
) -> Result<Json<Value>, Problem> {
    of_deals(&name, &access)?;
    desk.read(|org, _| {
        let pipeline = found(org, &id)?;
        let mut stages = pipeline.stages.iter();
        let found = stages.find(|known| known.id == stage);
        let found = found.ok_or_else(|| Problem::absent(format!("Stage {stage} was not found")))?;
        Ok(Json(render_stage(pipeline, found)))
    })
}
