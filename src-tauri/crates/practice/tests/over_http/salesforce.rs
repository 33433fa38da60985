//! What Salesforce's API promises, beside what the judges look at: the traps.

mod children;
mod history;
mod people;
mod traps;

use serde_json::{Value, json};

use crate::client::{Answer, Client};

const DATA: &str = "/services/data/v62.0";

/// Sends a query that must be answered, and gives its records.
async fn records(client: &Client, soql: &str) -> Vec<Value> {
    let answer = query(client, soql).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.body["records"].as_array().unwrap().clone()
}

async fn query(client: &Client, soql: &str) -> Answer {
    ask(client, "query", soql).await
}

/// A query through one of the endpoints for it.
async fn ask(client: &Client, endpoint: &str, soql: &str) -> Answer {
    let q: String = form_urlencoded::byte_serialize(soql.as_bytes()).collect();
    client.get(&format!("{DATA}/{endpoint}?q={q}")).await
}

/// The code and the fields of an error answer.
fn error(answer: &Answer) -> (u16, &str) {
    (answer.status, answer.body[0]["errorCode"].as_str().unwrap_or_default())
}

fn id(record: &Value) -> &str {
    record["Id"].as_str().unwrap()
}

/// The id of an open opportunity.
async fn open_deal(client: &Client) -> String {
    let found = records(client, "SELECT Id FROM Opportunity WHERE IsClosed = false LIMIT 1").await;
    id(&found[0]).to_owned()
}

async fn patch(client: &Client, deal: &str, fields: &Value) -> Answer {
    client.send("PATCH", &format!("{DATA}/sobjects/Opportunity/{deal}"), fields).await
}

/// The only value of a field of an opportunity.
async fn value(client: &Client, deal: &str, field: &str) -> Value {
    let found = records(client, &format!("SELECT {field} FROM Opportunity WHERE Id = '{deal}'")).await;
    found[0][field].clone()
}

/// Moves the practice clock, so that stamps of one second can be told apart.
async fn later(client: &Client, seconds: i64) {
    client.post("/practice/clock", json!({"advance_seconds": seconds})).await;
}
