//! What drives the practice CRM during a race, beside the contestant.

use crate::Outcome;
use chrono::{DateTime, Utc};
use net::{Http, Request};
use serde_json::{Value, json};

/// The most records that either CRM changes in one request.
const AT_ONCE: usize = 100;

pub struct Office {
    http: Http,
}

impl Office {
    pub fn new(http: Http) -> Self {
        Self { http }
    }

    /// The practice time.
    pub async fn now(&self) -> Outcome<DateTime<Utc>> {
        let state = self.read(Request::get("/practice/state")).await?;
        Ok(state["now"].as_str().ok_or("the practice CRM tells no time")?.parse()?)
    }

    /// How often the practice CRM was asked since it started.
    pub async fn requests(&self) -> Outcome<u64> {
        let state = self.read(Request::get("/practice/state")).await?;
        Ok(state["requests"].as_u64().ok_or("the practice CRM counts no requests")?)
    }

    /// Lets time pass in the practice CRM.
    pub async fn pass(&self, seconds: i64) -> Outcome<()> {
        self.read(Request::post("/practice/clock", json!({"advance_seconds": seconds}))).await?;
        Ok(())
    }

    /// Changes the first deals that the CRM lists, and has the change found at once.
    pub async fn change(&self, dialect: &str, deals: usize) -> Outcome<()> {
        self.read(Request::post("/practice/settings", json!({"search_lag_seconds": 0}))).await?;
        let ids = self.first(dialect, deals).await?;
        for some in ids.chunks(AT_ONCE) {
            let request = if dialect == "hubspot" { in_hubspot(some) } else { in_salesforce(some) };
            self.read(request).await?;
        }
        Ok(())
    }

    async fn first(&self, dialect: &str, deals: usize) -> Outcome<Vec<String>> {
        let (request, list, id) = if dialect == "hubspot" {
            (Request::get("/crm/objects/2026-09/deals").with("limit", deals.to_string()), "results", "id")
        } else {
            let soql = format!("SELECT Id FROM Opportunity ORDER BY Id LIMIT {deals}");
            (Request::get("/services/data/v62.0/query").with("q", soql), "records", "Id")
        };
        let body = self.read(request).await?;
        let rows = body[list].as_array().cloned().unwrap_or_default();
        Ok(rows.iter().filter_map(|row| row[id].as_str().map(str::to_owned)).collect())
    }

    async fn read(&self, request: Request) -> Outcome<Value> {
        let reply = self.http.send(request).await.map_err(|failure| format!("{failure:?}"))?;
        Ok(reply.json().unwrap_or(Value::Null))
    }
}

fn in_hubspot(ids: &[String]) -> Request {
    let inputs: Vec<Value> = ids.iter().map(|id| json!({"id": id, "properties": {"amount": "4711"}})).collect();
    Request::post("/crm/objects/2026-09/deals/batch/update", json!({"inputs": inputs}))
}

fn in_salesforce(ids: &[String]) -> Request {
    let attributes = json!({"type": "Opportunity"});
    let record = |id: &String| json!({"attributes": attributes, "Id": id, "Amount": 4711});
    let records: Vec<Value> = ids.iter().map(record).collect();
    Request::patch("/services/data/v62.0/composite/sobjects", json!({"allOrNone": true, "records": records}))
}
