//! The few shapes of request that everything else is made of.

use super::HubSpot;
use super::failure::{broken, told};
use super::kinds::Kind;
use super::paths;
use crate::port::CrmError;
use chrono::{DateTime, Utc};
use net::Request;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Inputs of one batch read; fewer where history is asked for; more for associations.
const BATCH: usize = 100;
const BATCH_WITH_HISTORY: usize = 50;
const BATCH_OF_LINKS: usize = 1_000;

/// The other end of an association.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) id: String,
    /// It carries a label, as a deal's primary company does.
    pub(super) labelled: bool,
}

impl HubSpot {
    /// The CRM's time now: the last one heard plus what passed since; asked for where none was heard.
    pub(super) async fn now(&self) -> Result<DateTime<Utc>, CrmError> {
        if self.http.server_time().is_none() {
            self.keep_stages(&self.read_pipelines().await?);
        }
        let heard = self.http.server_time().ok_or_else(|| broken("it carries no time"))?;
        Ok(heard.at + heard.received.elapsed())
    }

    /// A request that is safe to repeat, as JSON.
    pub(super) async fn read(&self, request: Request) -> Result<Value, CrmError> {
        let reply = self.http.send_patiently(request).await.map_err(told)?;
        reply.json().map_err(|error| told(error.into()))
    }

    /// A write: sent once; the outbox decides about another try.
    pub(super) async fn write(&self, request: Request) -> Result<Value, CrmError> {
        let reply = self.http.send(request).await.map_err(told)?;
        reply.json().map_err(|error| told(error.into()))
    }

    /// Records by their ids. Those that are gone are absent.
    pub(super) async fn batch_read(
        &self,
        kind: Kind,
        ids: &[String],
        properties: &[String],
    ) -> Result<Vec<Value>, CrmError> {
        let mut records = Vec::with_capacity(ids.len());
        for some in ids.chunks(BATCH) {
            let body = json!({"inputs": inputs(some), "properties": properties});
            records.extend(results(self.read(Request::post(paths::batch(kind, "read"), body)).await?));
        }
        Ok(records)
    }

    /// Deals by their ids, with the history of properties.
    pub(super) async fn batch_history(&self, ids: &[String], properties: &[&str]) -> Result<Vec<Value>, CrmError> {
        let mut records = Vec::with_capacity(ids.len());
        for some in ids.chunks(BATCH_WITH_HISTORY) {
            let body = json!({"inputs": inputs(some), "properties": [], "propertiesWithHistory": properties});
            records.extend(results(self.read(Request::post(paths::batch(Kind::Deal, "read"), body)).await?));
        }
        Ok(records)
    }

    /// What the given objects are associated with. Objects without any are absent.
    pub(super) async fn links(
        &self,
        from: Kind,
        to: Kind,
        ids: &[String],
    ) -> Result<BTreeMap<String, Vec<Link>>, CrmError> {
        let mut links: BTreeMap<String, Vec<Link>> = BTreeMap::new();
        let mut asked: Vec<Value> = ids.iter().map(|id| json!({"id": id})).collect();
        while !asked.is_empty() {
            let mut further = Vec::new();
            for some in asked.chunks(BATCH_OF_LINKS) {
                let body =
                    self.read(Request::post(paths::associations(from, to, "read"), json!({"inputs": some}))).await?;
                for row in results(body) {
                    let Some(id) = row.pointer("/from/id").and_then(id_of) else { continue };
                    links.entry(id.clone()).or_default().extend(ends(&row));
                    further.extend(next_of(&row).map(|after| json!({"id": id, "after": after})));
                }
            }
            asked = further;
        }
        Ok(links)
    }
}

fn inputs(ids: &[String]) -> Vec<Value> {
    ids.iter().map(|id| json!({"id": id})).collect()
}

fn ends(row: &Value) -> Vec<Link> {
    let labelled = |end: &Value| {
        let types = end.get("associationTypes").and_then(Value::as_array).into_iter().flatten();
        types.into_iter().any(|kind| kind.get("label").is_some_and(|label| !label.is_null()))
    };
    let to = row.get("to").and_then(Value::as_array).into_iter().flatten();
    to.filter_map(|end| Some(Link { id: end.get("toObjectId").and_then(id_of)?, labelled: labelled(end) })).collect()
}

/// The list of a reply; empty where there is none.
pub(super) fn results(mut body: Value) -> Vec<Value> {
    match body.get_mut("results").map(Value::take) {
        Some(Value::Array(list)) => list,
        _ => Vec::new(),
    }
}

/// Where the next page begins.
pub(super) fn next_of(body: &Value) -> Option<String> {
    body.pointer("/paging/next/after").and_then(id_of)
}

/// Ids come as texts and as numbers.
pub(super) fn id_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
