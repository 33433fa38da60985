//! The pages on which a person allows or denies an app access: plain forms that work without script.

use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, LOCATION};
use axum::response::{Html, IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};

use crate::form::{Fields, with_fields};
use crate::grants::Asked;
use crate::org::{Org, Role};

const STYLE: &str = include_str!("consent.css");
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";

/// What the page tells of a request.
pub struct Consent<'a> {
    /// The CRM's name as the person knows it.
    pub crm: &'a str,
    pub app: &'a str,
    /// Where the form is sent.
    pub action: &'a str,
    pub ticket: &'a str,
    /// What is asked for: the scope and what it means.
    pub scopes: Vec<(String, String)>,
    pub people: Vec<Choosable>,
}

/// A person who may sign in.
pub struct Choosable {
    pub user_id: u64,
    pub name: String,
    pub email: String,
    pub role: &'static str,
}

/// Everybody of the org who still works there, the ones who set things up first.
pub fn people(org: &Org) -> Vec<Choosable> {
    let mut people: Vec<Choosable> = org
        .roster
        .people
        .iter()
        .map(|person| Choosable {
            user_id: person.user_id,
            name: person.name.clone(),
            email: person.email.clone(),
            role: role_word(person.role),
        })
        .collect();
    people.sort_by(|one, two| (one.role != ADMIN, one.role, &one.name).cmp(&(two.role != ADMIN, two.role, &two.name)));
    people
}

const ADMIN: &str = "Process owner";

fn role_word(role: Role) -> &'static str {
    match role {
        Role::Rep => "Sales rep",
        Role::Csm => "Customer success manager",
        Role::SalesManager => "Sales manager",
        Role::CsManager => "CS manager",
        Role::VpSales => "VP Sales",
        Role::VpCs => "VP CS",
        Role::ProcessOwner => ADMIN,
    }
}

/// The page that asks.
pub fn ask(consent: &Consent<'_>) -> Response {
    let body = html! {
        p.crm { (consent.crm) " · practice" }
        h1 { (consent.app) " wants to connect" }
        form method="post" action=(consent.action) {
            input type="hidden" name="ticket" value=(consent.ticket);
            label for="user" { "Sign in as" }
            select #user name="user" required autofocus {
                @for person in &consent.people {
                    option value=(person.user_id) { (person.name) " – " (person.role) " (" (person.email) ")" }
                }
            }
            h2 #scopes { "It asks for" }
            ul aria-labelledby="scopes" {
                @for (scope, meaning) in &consent.scopes {
                    li { (meaning) " " code { (scope) } }
                }
            }
            div.decide {
                button.allow type="submit" name="decision" value="allow" { "Allow" }
                button type="submit" name="decision" value="deny" { "Deny" }
            }
        }
        p.note { "A made-up company on this machine: nothing leaves it." }
    };
    page(StatusCode::OK, &format!("Allow access – {}", consent.crm), &body)
}

/// The page for a request that can't be sent back to the app, because its address can't be trusted.
pub fn refuse(crm: &str, code: &str, description: &str) -> Response {
    let body = html! {
        p.crm { (crm) " · practice" }
        h1 { "This request can't be allowed" }
        p role="alert" { code { "error=" (code) "&error_description=" (description) } }
        p.note { "Nothing was sent to the app. Close this page, and start again from there." }
    };
    page(StatusCode::BAD_REQUEST, &format!("Error – {crm}"), &body)
}

fn page(status: StatusCode, title: &str, body: &Markup) -> Response {
    let whole = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (maud::PreEscaped(STYLE)) }
            }
            body { main { (body) } }
        }
    };
    let headers = [(CONTENT_SECURITY_POLICY, POLICY), (CACHE_CONTROL, "no-store")];
    (status, headers, Html(whole.into_string())).into_response()
}

/// What the person decided: who, or nobody when access was denied. `None` for a form that is not the page's.
pub fn decision(fields: &Fields, org: &Org) -> Option<Option<u64>> {
    match fields.get("decision")? {
        "deny" => Some(None),
        "allow" => {
            let user_id = fields.get("user")?.parse().ok()?;
            let works_here = org.owners.iter().any(|owner| owner.user_id == user_id && !owner.archived);
            works_here.then_some(Some(user_id))
        }
        _ => None,
    }
}

/// Sends the browser back to the app, with the state that the app gave.
pub fn send_back(asked: &Asked, fields: &[(&str, &str)]) -> Response {
    let mut fields = fields.to_vec();
    if let Some(state) = &asked.state {
        fields.push(("state", state));
    }
    let address = with_fields(&asked.redirect_uri, &fields);
    (StatusCode::FOUND, [(LOCATION, address), (CACHE_CONTROL, "no-store".to_owned())]).into_response()
}
