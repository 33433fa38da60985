//! A CRM with ten thousand deals that were all changed in one instant, as an import leaves them. It answers just the
//! questions of a pull, as the vendors do: HubSpot's index gives ten thousand results and no more.

use super::subject::{Dialect, adapter_at};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use crm::port::{Crm, Cursor, Object};
use domain::DealId;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

#[derive(Clone)]
struct Table {
    dialect: Dialect,
    deals: u64,
    changed_at: DateTime<Utc>,
    asked: Arc<AtomicUsize>,
}

/// The CRM, and the adapter that pulls from it.
pub struct Flood {
    table: Table,
    crm: Arc<dyn Crm>,
}

impl Flood {
    pub async fn of(dialect: Dialect, deals: u64) -> Self {
        let changed_at = "2026-11-09T08:00:00Z".parse().unwrap();
        let table = Table { dialect, deals, changed_at, asked: Arc::default() };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let router = Router::new().fallback(answer).with_state(table.clone());
        #[allow(clippy::disallowed_methods, reason = "the servers of a test end with its runtime")]
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { table, crm: adapter_at(dialect, &origin, "token") }
    }

    /// Every deal that an incremental pull brings: its window begins just before the flood.
    pub async fn pulled(&self) -> BTreeSet<DealId> {
        let since = (self.table.changed_at - TimeDelta::minutes(1)).to_rfc3339_opts(SecondsFormat::Secs, true);
        let mut cursor = Cursor(match self.table.dialect {
            Dialect::HubSpot => json!({"walk": "rest", "since": since, "late_since": since}).to_string(),
            _ => json!({"walk": "rest", "since": since}).to_string(),
        });
        let mut seen = BTreeSet::new();
        loop {
            let page = self.crm.pull(Object::Deals, &cursor).await.unwrap();
            seen.extend(page.deals.into_iter().map(|deal| deal.id));
            cursor = page.next;
            if page.done {
                return seen;
            }
        }
    }

    /// How often deals were asked for.
    pub fn requests(&self) -> usize {
        self.table.asked.load(Ordering::SeqCst)
    }
}

async fn answer(State(table): State<Table>, uri: Uri, body: Bytes) -> Response {
    let path = uri.path();
    let reply = match table.dialect {
        Dialect::HubSpot if path.ends_with("/deals/search") => table.search(&serde_json::from_slice(&body).unwrap()),
        Dialect::HubSpot => Ok(json!({"results": []})),
        Dialect::Salesforce if path.ends_with("/describe") => Ok(described()),
        Dialect::Salesforce if path.contains("/query") => Ok(table.query(&super::line::decoded(&uri.to_string()))),
        Dialect::Salesforce | Dialect::Csv => Ok(json!({})),
    };
    let date = [(header::DATE, "Mon, 09 Nov 2026 08:00:30 GMT")];
    match reply {
        Ok(reply) => (date, Json(reply)).into_response(),
        Err(status) => (status, Json(json!({"category": "VALIDATION_ERROR"}))).into_response(),
    }
}

fn described() -> Value {
    let field = |name: &str| json!({"name": name, "type": "string", "updateable": true});
    json!({"createable": true, "updateable": true, "fields": [field("Id"), field("Name"), field("SystemModstamp")]})
}

impl Table {
    fn search(&self, body: &Value) -> Result<Value, StatusCode> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        let filters = body["filterGroups"][0]["filters"].as_array().unwrap();
        let value = |operator: &str| {
            let filter = filters.iter().find(|filter| filter["operator"] == operator)?;
            filter["value"].as_str()?.parse::<i64>().ok()
        };
        let stamp = self.changed_at.timestamp_millis();
        let matches_time = value("GTE").is_none_or(|from| stamp >= from) && value("EQ").is_none_or(|at| stamp == at);
        let after = value("GT").unwrap_or_default() as u64;
        let from = body["after"].as_str().map_or(0, |after| after.parse::<usize>().unwrap());
        let limit = body["limit"].as_u64().unwrap() as usize;
        if from + limit > 10_000 {
            return Err(StatusCode::BAD_REQUEST);
        }
        let all: Vec<u64> = if matches_time { (after + 1..=self.deals).collect() } else { Vec::new() };
        let at = self.changed_at.to_rfc3339();
        let rows: Vec<Value> = all
            .iter()
            .skip(from)
            .take(limit)
            .map(|id| json!({"id": id.to_string(), "properties": {"dealname": "Deal", "hs_lastmodifieddate": at}}))
            .collect();
        let more = all.len() > from + limit;
        let paging = if more { json!({"next": {"after": (from + limit).to_string()}}) } else { Value::Null };
        Ok(json!({"total": all.len(), "results": rows, "paging": paging}))
    }

    fn query(&self, asked: &str) -> Value {
        self.asked.fetch_add(1, Ordering::SeqCst);
        let after =
            asked.split("Id > 'D").nth(1).and_then(|rest| rest.get(..6)?.parse::<u64>().ok()).unwrap_or_default();
        let limit = asked.split("LIMIT ").nth(1).and_then(|rest| rest.trim().parse().ok()).unwrap_or(2_000_usize);
        let ids = after + 1..=self.deals;
        let rows: Vec<Value> = ids
            .take(limit)
            .map(
                |id| json!({"Id": format!("D{id:06}"), "Name": "Deal", "SystemModstamp": self.changed_at.to_rfc3339()}),
            )
            .collect();
        json!({"totalSize": rows.len(), "done": true, "records": rows})
    }
}
