//! Who a session belongs to.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::hubspot::bearer;
use crate::org::Org;
use crate::salesforce::ids::RecordId;
use crate::salesforce::session::Session;

/// The org's own id.
pub fn organization_id(org: &Org) -> RecordId {
    RecordId::new("00D", org.account.portal_id)
}

/// The address that stands for a user.
pub fn identity_url(desk: &Desk, org: &Org, user_id: u64) -> String {
    let owner = org.owners.iter().find(|owner| owner.user_id == user_id);
    let user = RecordId::new("005", owner.map_or(0, |owner| owner.id));
    format!("{}/id/{}/{user}", desk.base_url, organization_id(org))
}

/// `GET /services/oauth2/userinfo`
pub async fn userinfo(State(desk): State<Arc<Desk>>, headers: HeaderMap) -> Response {
    told(&desk, &headers)
}

/// `GET /id/{organization}/{user}`, the address in the token reply. It tells of the session, whatever the path says.
pub async fn identity(State(desk): State<Arc<Desk>>, headers: HeaderMap) -> Response {
    told(&desk, &headers)
}

fn told(desk: &Desk, headers: &HeaderMap) -> Response {
    match bearer(headers).and_then(|token| Session::open(desk, token)) {
        Some(session) => Json(desk.read(|org, _| facts(desk, org, session))).into_response(),
        None => (StatusCode::FORBIDDEN, "Bad_OAuth_Token").into_response(),
    }
}

fn facts(desk: &Desk, org: &Org, session: Session) -> Value {
    let owner = org.owner(session.owner_id);
    let person = org.roster.people.iter().find(|person| person.user_id == session.user_id);
    let (base, id) = (&desk.base_url, identity_url(desk, org, session.user_id));
    let organization = organization_id(org).to_string();
    let user = RecordId::new("005", session.owner_id).to_string();
    let email = owner.map(|owner| &owner.email);
    let name = owner.map(|owner| format!("{} {}", owner.first_name, owner.last_name));
    json!({
        "sub": id,
        "id": id,
        "user_id": user,
        "organization_id": organization,
        "preferred_username": email,
        "username": email,
        "nickname": owner.map(|owner| owner.email.split('@').next()),
        "name": name,
        "display_name": name,
        "email": email,
        "email_verified": true,
        "given_name": owner.map(|owner| &owner.first_name),
        "family_name": owner.map(|owner| &owner.last_name),
        "zoneinfo": person.map(|person| person.time_zone.name()),
        "timezone": person.map(|person| person.time_zone.name()),
        "urls": {
            "rest": format!("{base}/services/data/v{{version}}/"),
            "query": format!("{base}/services/data/v{{version}}/query/"),
            "sobjects": format!("{base}/services/data/v{{version}}/sobjects/"),
        },
        "active": true,
        "user_type": "STANDARD",
        "language": "en_US",
        "locale": "en_US",
        "is_app_installed": true,
    })
}
