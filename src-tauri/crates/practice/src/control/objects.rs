//! What an admin does to records in the CRM's own screens: delete, bring back, merge, and find their ids.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};

use super::deals::AnyId;
use crate::desk::Desk;
use crate::hubspot::Problem;
use crate::org::{Kind, ObjectId};
use crate::salesforce::record_id;

/// One record.
#[derive(Deserialize)]
pub struct Named {
    object: String,
    id: AnyId,
}

impl Named {
    fn read(&self) -> Result<(Kind, ObjectId), Problem> {
        let kind = Kind::named(&self.object);
        let kind = kind.ok_or_else(|| Problem::invalid(format!("{} is no kind of object", self.object)))?;
        Ok((kind, object_id(&self.id)?))
    }
}

/// Reads an id in either dialect's form.
fn object_id(id: &AnyId) -> Result<ObjectId, Problem> {
    id.any_number().map(ObjectId).ok_or_else(|| Problem::absent("There is no such object"))
}

/// `POST /practice/delete`
pub async fn delete(State(desk): State<Arc<Desk>>, Json(body): Json<Named>) -> Result<Json<Value>, Problem> {
    let (kind, id) = body.read()?;
    let done = desk.change(|org, now| org.archive(kind, id, now));
    Ok(Json(json!({"deleted": done})))
}

/// `POST /practice/restore`
pub async fn restore(State(desk): State<Arc<Desk>>, Json(body): Json<Named>) -> Result<Json<Value>, Problem> {
    let (kind, id) = body.read()?;
    let done = desk.change(|org, now| org.restore(kind, id, now));
    Ok(Json(json!({"restored": done})))
}

/// Two records that become one.
#[derive(Deserialize)]
pub struct Merge {
    object: String,
    first: AnyId,
    second: AnyId,
}

/// `POST /practice/merge`: in HubSpot's dialect both ids lead to the new record. Salesforce can't merge opportunities:
/// there both are deleted, and the new one is new.
pub async fn merge(State(desk): State<Arc<Desk>>, Json(body): Json<Merge>) -> Result<Json<Value>, Problem> {
    let kind = Kind::named(&body.object);
    let kind = kind.ok_or_else(|| Problem::invalid(format!("{} is no kind of object", body.object)))?;
    let (first, second) = (object_id(&body.first)?, object_id(&body.second)?);
    let id = desk.change(|org, now| org.merge(kind, first, second, now))?;
    Ok(Json(json!({"id": id.to_string(), "salesforce_id": record_id(kind, id).to_string()})))
}
