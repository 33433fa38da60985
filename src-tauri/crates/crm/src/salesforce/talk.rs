//! The few shapes of request that everything else is made of.

use super::failure::{broken, told};
use super::soql::Soql;
use super::{Salesforce, paths};
use crate::port::{CrmError, ErrorClass};
use chrono::{DateTime, Utc};
use net::{Failure, Request};
use serde_json::Value;

/// Ids in one `IN (…)`: an address may have 16,384 bytes, and an id takes 30 of them.
pub(super) const IDS_AT_ONCE: usize = 200;

/// Records of one reply.
pub(super) struct Rows {
    pub(super) records: Vec<Value>,
    /// There are more than these.
    pub(super) more: bool,
}

impl Salesforce {
    /// The CRM's time now: the last one heard plus what passed since; asked for where none was heard.
    pub(super) async fn now(&self) -> Result<DateTime<Utc>, CrmError> {
        if self.http.server_time().is_none() {
            self.read(Request::get(paths::userinfo())).await?;
        }
        let heard = self.http.server_time().ok_or_else(|| broken("it carries no time"))?;
        Ok(heard.at + heard.received.elapsed())
    }

    /// A request that is safe to repeat, as JSON.
    pub(super) async fn read(&self, request: Request) -> Result<Value, CrmError> {
        let reply = self.http.send_patiently(request).await.map_err(|failure| told(&failure))?;
        reply.json().map_err(|error| told(&Failure::from(error)))
    }

    /// A write: sent once; the outbox decides about another try. Some writes answer nothing.
    pub(super) async fn write(&self, request: Request) -> Result<Value, CrmError> {
        let reply = self.http.send(request).await.map_err(|failure| told(&failure))?;
        if reply.is_empty() {
            return Ok(Value::Null);
        }
        reply.json().map_err(|error| told(&Failure::from(error)))
    }

    /// One page of a question; the caller goes on by id.
    pub(super) async fn page(&self, soql: Soql, with_deleted: bool) -> Result<Rows, CrmError> {
        let path = if with_deleted { paths::query_all() } else { paths::query() };
        let body = self.read(Request::get(path).with("q", soql.into_text())).await?;
        Ok(rows(body).0)
    }

    /// How many records a question finds.
    pub(super) async fn count(&self, soql: Soql) -> Result<u64, CrmError> {
        let body = self.read(Request::get(paths::query()).with("q", soql.into_text())).await?;
        body.get("totalSize").and_then(Value::as_u64).ok_or_else(|| broken("a count is missing"))
    }

    /// All pages of a question. Where Salesforce forgets the pages in the middle, it is asked once more from the start.
    pub(super) async fn all(&self, soql: Soql) -> Result<Vec<Value>, CrmError> {
        match self.all_pages(soql.clone()).await {
            Err(CrmError { class: ErrorClass::Gone, .. }) => self.all_pages(soql).await,
            outcome => outcome,
        }
    }

    async fn all_pages(&self, soql: Soql) -> Result<Vec<Value>, CrmError> {
        let mut records = Vec::new();
        let mut request = Some(Request::get(paths::query()).with("q", soql.into_text()));
        while let Some(asked) = request {
            let (rows, next) = rows(self.read(asked).await?);
            records.extend(rows.records);
            request = next.map(Request::get);
        }
        Ok(records)
    }
}

fn rows(mut body: Value) -> (Rows, Option<String>) {
    let next = body.get("nextRecordsUrl").and_then(Value::as_str).and_then(paths::further);
    let more = body.get("done").and_then(Value::as_bool) == Some(false);
    let records = match body.get_mut("records").map(Value::take) {
        Some(Value::Array(list)) => list,
        _ => Vec::new(),
    };
    (Rows { records, more }, next)
}

/// The text of a field of a record.
pub(super) fn text_of(record: &Value, name: &str) -> Option<String> {
    record.get(name)?.as_str().filter(|text| !text.is_empty()).map(str::to_owned)
}
