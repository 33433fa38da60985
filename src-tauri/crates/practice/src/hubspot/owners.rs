//! Owners: the people that records belong to.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};

use super::auth::Access;
use super::errors::Problem;
use super::objects::next_page;
use super::params::Params;
use crate::desk::Desk;
use crate::org::{Org, Owner};

/// Routes of the owners; the official Python client asks for the list with a slash at the end.
pub fn routes(base: &str) -> Router<Arc<Desk>> {
    Router::new()
        .route(base, get(list))
        .route(&format!("{base}/"), get(list))
        .route(&format!("{base}/{{id}}"), get(read))
}

fn render(org: &Org, owner: &Owner) -> Value {
    let team = owner.team.and_then(|id| org.teams.iter().find(|team| team.id == id));
    let teams: Vec<Value> =
        team.into_iter().map(|team| json!({"id": team.id.to_string(), "name": team.name, "primary": true})).collect();
    let mut body = json!({
        "id": owner.id.to_string(),
        "email": owner.email,
        "type": "PERSON",
        "firstName": owner.first_name,
        "lastName": owner.last_name,
        "userIdIncludingInactive": owner.user_id,
        "createdAt": owner.created_at.iso(),
        "updatedAt": owner.created_at.iso(),
        "archived": owner.archived,
        "teams": teams,
    });
    body["userId"] = if owner.archived { Value::Null } else { json!(owner.user_id) };
    body
}

async fn list(State(desk): State<Arc<Desk>>, access: Access, params: Params) -> Result<Json<Value>, Problem> {
    access.require("crm.objects.owners.read")?;
    let (limit, after) = (params.limit(100, 500)?, params.after()?);
    let (archived, email) = (params.flag("archived"), params.one("email"));
    Ok(Json(desk.read(|org, _| {
        let wanted = |owner: &&Owner| {
            owner.archived == archived
                && owner.id > after.0
                && email.is_none_or(|email| owner.email.eq_ignore_ascii_case(email))
        };
        let mut rows = org.owners.iter().filter(wanted);
        let page: Vec<&Owner> = rows.by_ref().take(limit).collect();
        let mut answer = json!({"results": page.iter().map(|owner| render(org, owner)).collect::<Vec<_>>()});
        if let (Some(_), Some(last)) = (rows.next(), page.last()) {
            answer["paging"] = next_page(&last.id.to_string());
        }
        answer
    })))
}

async fn read(
    State(desk): State<Arc<Desk>>,
    access: Access,
    Path(id): Path<String>,
    params: Params,
) -> Result<Json<Value>, Problem> {
    access.require("crm.objects.owners.read")?;
    let by_user = params.one("idProperty") == Some("userId");
    let archived = params.flag("archived");
    desk.read(|org, _| {
        let matches =
            |owner: &&Owner| if by_user { owner.user_id.to_string() == id } else { owner.id.to_string() == id };
        let found = org.owners.iter().find(matches).filter(|owner| owner.archived == archived);
        let owner = found.ok_or_else(|| Problem::absent(format!("Owner {id} was not found")))?;
        Ok(Json(render(org, owner)))
    })
}
