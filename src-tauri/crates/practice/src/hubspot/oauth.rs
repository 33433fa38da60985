//! HubSpot's OAuth: the page that asks a person, and the tokens that come of the answer.
//!
//! Every exchange needs the app's secret; a challenge is checked where one was sent. Access tokens live half an hour.

mod token;

use std::collections::HashSet;
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};

use super::auth::ALL_SCOPES;
use crate::consent::{self, Consent, ask, refuse, send_back};
use crate::desk::Desk;
use crate::form::Fields;
use crate::grants::{Asked, Vendor};

const CRM: &str = "HubSpot";
const PAGE: &str = "/oauth/authorize";

/// The routes of a sign-in. They need no token.
pub fn routes() -> Router<Arc<Desk>> {
    let mut router = Router::new().route(PAGE, get(show).post(decide)).route("/oauth/v1/token", post(token::token));
    for version in ["2026-03", "2026-09"] {
        router = router
            .route(&format!("/oauth/{version}/token"), post(token::token))
            .route(&format!("/oauth/{version}/token/revoke"), post(token::revoke))
            .route(&format!("/oauth/{version}/revoke"), post(token::revoke));
    }
    router
}

async fn show(State(desk): State<Arc<Desk>>, fields: Fields) -> Response {
    let asked = match asked(&desk, &fields) {
        Ok(asked) => asked,
        Err((code, description)) => return refuse(CRM, code, &description),
    };
    let scopes = asked.scopes.iter().map(|scope| (scope.clone(), meaning(scope))).collect();
    let client_id = asked.client_id.clone();
    let (ticket, app) = desk.with_grants(|grants, _| {
        let app = grants.client(Vendor::HubSpot, &client_id).map(|client| client.name.clone());
        (grants.ask(asked), app.unwrap_or_default())
    });
    let people = desk.read(|org, _| consent::people(org));
    ask(&Consent { crm: CRM, app: &app, action: PAGE, ticket: &ticket, scopes, people })
}

/// Reads a request for access, or says why it can't go back to the app.
fn asked(desk: &Desk, fields: &Fields) -> Result<Asked, (&'static str, String)> {
    let needed = |name: &str| fields.get(name).ok_or_else(|| ("invalid_request", format!("missing {name}")));
    let client_id = needed("client_id")?;
    let redirect_uri = needed("redirect_uri")?;
    let client = desk.with_grants(|grants, _| grants.client(Vendor::HubSpot, client_id).cloned());
    let client = client.ok_or_else(|| ("invalid_client", "no app has this client id".to_owned()))?;
    if !client.redirect_uris.iter().any(|known| known == redirect_uri) {
        let description = "the redirect URL is none of those in the app's settings".to_owned();
        return Err(("redirect_uri_mismatch", description));
    }
    let known = |scope: &String| ALL_SCOPES.contains(&scope.as_str());
    let mut scopes = fields.words("scope");
    if let Some(unknown) = scopes.iter().find(|scope| !known(scope)) {
        return Err(("invalid_scope", format!("this account can't grant {unknown}")));
    }
    scopes.extend(fields.words("optional_scope").into_iter().filter(known));
    if !scopes.iter().any(|scope| scope == "oauth") {
        scopes.insert(0, "oauth".to_owned());
    }
    let mut seen = HashSet::new();
    scopes.retain(|scope| seen.insert(scope.clone()));
    Ok(Asked {
        vendor: Vendor::HubSpot,
        client_id: client_id.to_owned(),
        redirect_uri: redirect_uri.to_owned(),
        scopes,
        state: fields.get("state").map(str::to_owned),
        challenge: fields.get("code_challenge").map(str::to_owned),
    })
}

/// `crm.objects.deals.write` as a person reads it.
fn meaning(scope: &str) -> String {
    let words: Vec<&str> = scope.split('.').collect();
    match words.as_slice() {
        [_, "objects", what, act] => format!("{} {}", capital(act), what.replace('_', " ")),
        [_, "schemas", what, act] => format!("{} the properties of {}", capital(act), what.replace('_', " ")),
        ["files"] => "Read and upload files".to_owned(),
        _ => "Know which account this is".to_owned(),
    }
}

fn capital(act: &str) -> &'static str {
    if act == "write" { "Change" } else { "Read" }
}

async fn decide(State(desk): State<Arc<Desk>>, fields: Fields) -> Response {
    let decision = desk.read(|org, _| consent::decision(&fields, org));
    let ticket = fields.get("ticket").unwrap_or_default();
    let Some((decision, asked)) = decision
        .and_then(|decision| Some((decision, desk.with_grants(|grants, _| grants.answer(Vendor::HubSpot, ticket))?)))
    else {
        return refuse(CRM, "invalid_request", "this page was answered already");
    };
    match decision {
        None => {
            send_back(&asked, &[("error", "access_denied"), ("error_description", "The user denied access to the app")])
        }
        Some(user_id) => {
            let code = desk.with_grants(|grants, now| grants.allow(asked.clone(), user_id, now));
            send_back(&asked, &[("code", &code)])
        }
    }
}
