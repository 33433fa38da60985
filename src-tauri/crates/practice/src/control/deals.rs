//! What a person does in the CRM's own screens: close a deal, edit a field.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::hubspot::Problem;
use crate::org::{Kind, ObjectId, Org, Source};
use crate::salesforce::number_of;

/// Ids come as texts or numbers.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum AnyId {
    Text(String),
    Number(u64),
}

impl AnyId {
    /// The number, if it is one.
    pub fn number(&self) -> Option<u64> {
        match self {
            Self::Text(text) => text.parse().ok(),
            Self::Number(number) => Some(*number),
        }
    }

    /// The number of an id in either dialect's form: digits, or 15 or 18 of Salesforce's characters.
    pub fn any_number(&self) -> Option<u64> {
        match self {
            Self::Text(text) => self.number().or_else(|| number_of(text)),
            Self::Number(number) => Some(*number),
        }
    }
}

/// The source for something that an owner does in the CRM's screens.
pub fn person(org: &Org, owner: Option<u64>) -> Result<Source, Problem> {
    let owner = owner.and_then(|id| org.owner(id));
    let owner = owner.ok_or_else(|| Problem::invalid("There is no such owner"))?;
    Ok(Source::person(owner.user_id))
}

/// Who closes the deal; the deal's owner when nobody is named.
#[derive(Default, Deserialize)]
pub struct Close {
    #[serde(default)]
    by_owner_id: Option<AnyId>,
}

/// `POST /practice/deals/{id}/close`
pub async fn close(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<AnyId>,
    body: Option<Json<Close>>,
) -> Result<Json<Value>, Problem> {
    let by = body.and_then(|Json(body)| body.by_owner_id).and_then(|id| id.any_number());
    let id = id.any_number().map(ObjectId).ok_or_else(|| Problem::absent("There is no such deal"))?;
    desk.change(|org, now| {
        let deal = org.view(Kind::Deal, id).ok_or_else(|| Problem::absent("There is no such deal"))?;
        let owner = deal.named("hubspot_owner_id").and_then(|owner| owner.parse().ok());
        let pipeline = deal.named("pipeline").unwrap_or_default();
        let stages = org.pipelines.iter().filter(|known| known.id == pipeline).flat_map(|known| &known.stages);
        let won = stages.into_iter().find(|stage| stage.is_won()).map(|stage| stage.id.clone());
        let won = won.ok_or_else(|| Problem::invalid("The deal's pipeline has no won stage"))?;
        let source = person(org, by.or(owner))?;
        let source = org.sources.key(source);
        let change = vec![("dealstage".to_owned(), Some(won)), ("closedate".to_owned(), Some(now.iso()))];
        let id = org.update(Kind::Deal, id, &change, source, now)?;
        Ok(Json(json!({"id": id.to_string(), "closed_at": now.iso()})))
    })
}

/// One edit of one property.
#[derive(Deserialize)]
pub struct Edit {
    object: String,
    id: AnyId,
    property: String,
    #[serde(default)]
    value: Value,
    by_owner_id: AnyId,
}

/// `POST /practice/edit`
pub async fn edit(State(desk): State<Arc<Desk>>, Json(body): Json<Edit>) -> Result<Json<Value>, Problem> {
    let kind =
        Kind::named(&body.object).ok_or_else(|| Problem::invalid(format!("{} is no kind of object", body.object)))?;
    let id = body.id.any_number().map(ObjectId).ok_or_else(|| Problem::absent("There is no such object"))?;
    let value = match &body.value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    };
    desk.change(|org, now| {
        let source = person(org, body.by_owner_id.any_number())?;
        let source = org.sources.key(source);
        let id = org.update(kind, id, &vec![(body.property, value)], source, now)?;
        Ok(Json(json!({"id": id.to_string(), "changed_at": now.iso()})))
    })
}
