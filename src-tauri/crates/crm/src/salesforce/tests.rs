#![allow(clippy::unwrap_used, clippy::expect_used)]
#![allow(clippy::disallowed_methods, reason = "the servers of a test end with its runtime")]

mod bulk;
mod notes;
mod shapes;
mod statements;

use super::*;
use crate::port::FieldKind;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use net::{Limits, Secret};
use serde_json::{Value, json};
use std::collections::VecDeque;

/// What the desk heard: method, path with its query as sent, body.
type Heard = Arc<Mutex<Vec<(String, String, String)>>>;
/// Canned answers, each for the next request whose decoded path contains the text.
type Answers = Arc<Mutex<VecDeque<(&'static str, u16, Value)>>>;

/// A desk that answers from a list, describes everything, finds nothing else, and remembers what it was asked.
pub struct Desk {
    heard: Heard,
    pub salesforce: Salesforce,
}

impl Desk {
    pub async fn answering(answers: Vec<(&'static str, u16, Value)>) -> Self {
        let (heard, answers) = (Heard::default(), Arc::new(Mutex::new(VecDeque::from(answers))));
        let state: (Answers, Heard) = (answers, heard.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(
            async move { axum::serve(listener, Router::new().fallback(answer).with_state(state)).await.unwrap() },
        );
        let http = Http::new(&origin, Secret::new("token"), Limits { tries: 1, ..Limits::default() }).unwrap();
        Self { heard, salesforce: Salesforce::new(http) }
    }

    /// What was asked under a path, decoded.
    pub fn asked(&self, part: &str) -> Vec<String> {
        let heard = self.heard.lock().unwrap();
        heard.iter().map(|(_, path, _)| path.clone()).filter(|path| path.contains(part)).collect()
    }

    /// The bodies that were sent under a path.
    pub fn sent(&self, method: &str, part: &str) -> Vec<Value> {
        let heard = self.heard.lock().unwrap();
        let fits = heard.iter().filter(|(how, path, _)| how == method && path.contains(part));
        fits.map(|(.., body)| serde_json::from_str(body).unwrap_or(Value::Null)).collect()
    }
}

async fn answer(State((answers, heard)): State<(Answers, Heard)>, method: Method, uri: Uri, body: Bytes) -> Response {
    let path = decoded(&uri.to_string());
    heard.lock().unwrap().push((method.to_string(), path.clone(), String::from_utf8_lossy(&body).into_owned()));
    let mut answers = answers.lock().unwrap();
    let found = answers.iter().position(|(part, ..)| path.contains(part)).and_then(|at| answers.remove(at));
    let (status, body) = found.map_or_else(|| (200, usual(&path)), |(_, status, body)| (status, body));
    let date = [(header::DATE, "Mon, 09 Nov 2026 08:00:00 GMT")];
    let status = StatusCode::from_u16(status).unwrap();
    match body {
        Value::String(csv) => (status, date, [(header::CONTENT_TYPE, "text/csv")], csv).into_response(),
        Value::Null => (status, date).into_response(),
        json => (status, date, axum::Json(json)).into_response(),
    }
}

fn usual(path: &str) -> Value {
    match path.split('/').rev().nth(1) {
        Some(sobject) if path.ends_with("/describe") => described(sobject, &[]),
        _ if path.contains("/userinfo") => {
            json!({"user_id": "005A", "organization_id": "00DA", "name": "Ana", "email": "a@b.c"})
        }
        _ if path.ends_with("/composite") => {
            json!({"compositeResponse": [{"httpStatusCode": 201, "body": {"id": "069A", "success": true}}]})
        }
        _ if path.contains("/query") => json!({"totalSize": 0, "done": true, "records": []}),
        _ => json!({"id": "00XA", "success": true}),
    }
}

/// A kind of record with every field that there may be, but for the hidden ones.
pub fn described(sobject: &str, hidden: &[&str]) -> Value {
    let all = [
        Sobject::Opportunity,
        Sobject::Account,
        Sobject::Contact,
        Sobject::ContactRole,
        Sobject::LineItem,
        Sobject::Product,
        Sobject::Task,
        Sobject::Event,
        Sobject::EmailMessage,
        Sobject::ContentNote,
        Sobject::ContentVersion,
        Sobject::ContentDocumentLink,
        Sobject::User,
    ];
    let known = all.into_iter().find(|known| known.name() == sobject).expect("a kind that is known");
    let handoff = crate::port::DEFAULT_FIELDS.iter().map(|key| Property::Field((*key).into()));
    let handoff = Property::STATE.into_iter().chain(handoff).map(|property| field_name(&property));
    let own = known.fields().iter().map(|name| (*name).to_owned());
    let names = own.chain(handoff.filter(|_| known == Sobject::Opportunity));
    let field = |name: String| {
        let kind = match name.as_str() {
            "Handoff_Quality__c" | "Handoff_Completeness__c" => "double",
            "Handoff_First_Value_Date__c" => "date",
            "Handoff_Status__c" => "picklist",
            name if name.starts_with("Handoff_") => "textarea",
            _ => "string",
        };
        json!({"name": name, "label": name, "type": kind, "length": 131_072, "updateable": true})
    };
    let fields: Vec<Value> = names.filter(|name| !hidden.contains(&name.as_str())).map(field).collect();
    json!({"name": sobject, "createable": true, "updateable": true, "fields": fields})
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let digits: String = rest.by_ref().take(2).map(char::from).collect();
                bytes.push(u8::from_str_radix(&digits, 16).unwrap());
            }
            other => bytes.push(other),
        }
    }
    String::from_utf8(bytes).unwrap()
}
