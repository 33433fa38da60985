//! Salesforce's OAuth: the page that asks a person, and the tokens that come of the answer.
//!
//! The redirect address is compared character for character, a challenge is required, a public app sends no secret,
//! and nobody says how long a session lives.

mod identity;
mod token;

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};

use crate::consent::{self, Consent, ask, refuse, send_back};
use crate::desk::Desk;
use crate::form::Fields;
use crate::grants::{Asked, Client, Vendor};

const CRM: &str = "Salesforce";
/// Where the page's form is sent.
const ANSWER: &str = "/setup/secur/RemoteAccessAuthorizationPage.apexp";

/// The scopes that the app may ask for, with what they mean.
const SCOPES: [(&str, &str); 8] = [
    ("api", "Manage user data via APIs"),
    ("refresh_token", "Perform requests at any time"),
    ("offline_access", "Perform requests at any time"),
    ("id", "Access the identity URL service"),
    ("openid", "Access unique user identifiers"),
    ("profile", "Access your basic information"),
    ("email", "Access your email address"),
    ("web", "Manage user data via web browsers"),
];

/// The routes of a sign-in. They need no session.
pub fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/services/oauth2/authorize", get(show))
        .route(ANSWER, post(decide))
        .route("/services/oauth2/token", post(token::token))
        .route("/services/oauth2/revoke", get(token::revoke).post(token::revoke))
        .route("/services/oauth2/introspect", post(token::introspect))
        .route("/services/oauth2/userinfo", get(identity::userinfo).post(identity::userinfo))
        .route("/id/{organization}/{user}", get(identity::identity))
}

/// Why a request gets no page that asks.
enum Refused {
    /// The address can't be trusted: a page of ours says so.
    Here(&'static str, &'static str),
    /// The app is told.
    Back(Box<Asked>, &'static str, &'static str),
}

async fn show(State(desk): State<Arc<Desk>>, fields: Fields) -> Response {
    let (client, asked) = match asked(&desk, &fields) {
        Ok(both) => both,
        Err(Refused::Here(code, description)) => return refuse(CRM, code, description),
        Err(Refused::Back(asked, code, description)) => {
            return send_back(&asked, &[("error", code), ("error_description", description)]);
        }
    };
    let meaning = |scope: &String| {
        let known = SCOPES.iter().find(|(name, _)| name == scope);
        (scope.clone(), known.map_or("", |(_, meaning)| meaning).to_owned())
    };
    let scopes = asked.scopes.iter().map(meaning).collect();
    let ticket = desk.with_grants(|grants, _| grants.ask(asked));
    let people = desk.read(|org, _| consent::people(org));
    ask(&Consent { crm: CRM, app: &client.name, action: ANSWER, ticket: &ticket, scopes, people })
}

fn asked(desk: &Desk, fields: &Fields) -> Result<(Client, Asked), Refused> {
    let client_id = fields.get("client_id").unwrap_or_default();
    let client = desk.with_grants(|grants, _| grants.client(Vendor::Salesforce, client_id).cloned());
    let client = client.ok_or(Refused::Here("invalid_client_id", "client identifier invalid"))?;
    let redirect_uri = fields.get("redirect_uri").unwrap_or_default();
    if !client.redirect_uris.iter().any(|known| known == redirect_uri) {
        return Err(Refused::Here("redirect_uri_mismatch", "redirect_uri must match configuration"));
    }
    let mut scopes = fields.words("scope");
    if scopes.is_empty() {
        scopes = ["api", "refresh_token"].map(str::to_owned).into();
    }
    let asked = Asked {
        vendor: Vendor::Salesforce,
        client_id: client_id.to_owned(),
        redirect_uri: redirect_uri.to_owned(),
        scopes,
        state: fields.get("state").map(str::to_owned),
        challenge: fields.get("code_challenge").map(str::to_owned),
    };
    match fault(&client, &asked, fields) {
        None => Ok((client, asked)),
        Some((code, description)) => Err(Refused::Back(Box::new(asked), code, description)),
    }
}

/// What the app is told when the request itself is wrong.
fn fault(client: &Client, asked: &Asked, fields: &Fields) -> Option<(&'static str, &'static str)> {
    if fields.get("response_type") != Some("code") {
        return Some(("unsupported_response_type", "response type not supported"));
    }
    if !client.installed {
        return Some(("invalid_client", "app must be installed into org"));
    }
    if asked.challenge.is_none() {
        return Some(("invalid_request", "missing required code challenge"));
    }
    if fields.get("code_challenge_method").is_some_and(|method| method != "S256") {
        return Some(("invalid_request", "code challenge method not supported"));
    }
    let known = |scope: &String| SCOPES.iter().any(|(name, _)| name == scope) || scope == "full";
    (!asked.scopes.iter().all(known)).then_some(("invalid_scope", "the requested scope is not allowed"))
}

async fn decide(State(desk): State<Arc<Desk>>, fields: Fields) -> Response {
    let decision = desk.read(|org, _| consent::decision(&fields, org));
    let ticket = fields.get("ticket").unwrap_or_default();
    let Some((decision, asked)) = decision.and_then(|decision| {
        Some((decision, desk.with_grants(|grants, _| grants.answer(Vendor::Salesforce, ticket))?))
    }) else {
        return refuse(CRM, "invalid_request", "this page was answered already");
    };
    match decision {
        None => {
            let denied = [("error", "access_denied"), ("error_description", "end-user denied authorization")];
            send_back(&asked, &denied)
        }
        Some(user_id) => {
            let code = desk.with_grants(|grants, now| grants.allow(asked.clone(), user_id, now));
            send_back(&asked, &[("code", &code)])
        }
    }
}
