//! Signing in with either vendor's pages: what a person decides, and what an app gets for it.

mod hubspot;
mod salesforce;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::client::{Answer, Client};

const CALLBACK: &str = "http://localhost:1717/callback";
const VERIFIER: &str = "a-verifier-that-is-long-enough-to-be-allowed-0123456789";

fn challenge() -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER))
}

/// A value of a field in the query of the address that an answer redirects to.
fn returned(answer: &Answer, field: &str) -> Option<String> {
    let address = answer.header("location")?;
    let (callback, query) = address.split_once('?')?;
    assert_eq!(callback, CALLBACK);
    let mut pairs = form_urlencoded::parse(query.as_bytes()).into_owned();
    pairs.find_map(|(name, value)| (name == field).then_some(value))
}

/// What stands between two texts of a page.
fn between<'a>(page: &'a str, before: &str, after: &str) -> &'a str {
    page.split_once(before).and_then(|(_, rest)| rest.split_once(after)).map(|(found, _)| found).unwrap_or_default()
}

/// Opens the page that asks, and answers its form as a browser would.
async fn decide(client: &Client, page: &str, asked: &[(&str, &str)], user: &str, decision: &str) -> Answer {
    let query: String = form_urlencoded::Serializer::new(String::new()).extend_pairs(asked).finish();
    let shown = client.get(&format!("{page}?{query}")).await;
    assert_eq!(shown.status, 200, "{}", shown.text);
    let ticket = between(&shown.text, "name=\"ticket\" value=\"", "\"");
    let action = between(&shown.text, "action=\"", "\"");
    client.form(action, &[("ticket", ticket), ("user", user), ("decision", decision)]).await
}

/// Somebody of the roster with a role.
async fn someone(client: &Client, role: &str) -> Value {
    let roster = client.get("/practice/roster").await.body;
    let people = roster["people"].as_array().unwrap().clone();
    people.into_iter().find(|person| person["role"] == json!(role)).unwrap()
}
