//! The first load of a large organisation, left to a job of Salesforce's Bulk API 2.0.
//!
//! The job collects on the other side; its results come in pages, one for each pull, so that never more than a page is held
//! here. A job that fails, is not allowed, or is forgotten costs nothing but time: the load goes on by id.

use super::failure::told;
use super::names::Sobject;
use super::pull::PAGE;
use super::soql::{Soql, is};
use super::talk::text_of;
use super::walk::Walk;
use super::{Salesforce, failure, paths};
use crate::port::{CrmError, ErrorClass};
use net::{Failure, Reply, Request};
use serde_json::{Map, Value, json};
use std::time::Duration;

/// Between two looks at a job; the first ones follow each other faster, because many jobs are short.
const FIRST_LOOK: Duration = Duration::from_millis(125);
const LOOK: Duration = Duration::from_secs(2);
/// After so many looks a job is given up: half an hour.
const LOOKS: u32 = 900;

/// What a look at a job says.
enum Job {
    Working,
    Done,
    Failed,
}

impl Salesforce {
    /// A job for a fresh load of many deals, where Salesforce makes one.
    pub(super) async fn bulk_or_not(&self, walk: Walk, deals: Option<u64>) -> Result<Walk, CrmError> {
        let Walk::Load { began, .. } = walk else { return Ok(walk) };
        if deals.is_none_or(|deals| deals < self.bulk_from) {
            return Ok(walk);
        }
        let fields = self.deal_fields().await?;
        let soql = Soql::select(&fields, Sobject::Opportunity.name()).and(is("IsDeleted", false)).into_text();
        match self.write(Request::post(paths::jobs(), json!({"operation": "query", "query": soql}))).await {
            Ok(job) => {
                let id = text_of(&job, "id").ok_or_else(|| failure::broken("a job has no id"))?;
                Ok(Walk::Bulk { job: id, locator: None, looks: 0, began })
            }
            Err(error) if gives_up(&error) => Ok(walk),
            Err(error) => Err(error),
        }
    }

    /// The next page of a job's results; none while it works.
    pub(super) async fn bulk_rows(&self, walk: Walk) -> Result<(Vec<Value>, Walk), CrmError> {
        let Walk::Bulk { job, locator, looks, began } = walk else { return Ok((Vec::new(), walk)) };
        let by_id = Walk::Load { after: String::new(), began };
        let state = if locator.is_some() { Ok(Job::Done) } else { self.look_at(&job).await };
        match state {
            Ok(Job::Working) if looks < LOOKS => {
                tokio::time::sleep(pause_after(looks)).await;
                Ok((Vec::new(), Walk::Bulk { job, locator, looks: looks + 1, began }))
            }
            Ok(Job::Working | Job::Failed) => Ok((Vec::new(), by_id)),
            Ok(Job::Done) => match self.results(&job, locator.as_deref()).await {
                Err(error) if gives_up(&error) => Ok((Vec::new(), by_id)),
                Err(error) => Err(error),
                Ok((rows, Some(locator))) => Ok((rows, Walk::Bulk { job, locator: Some(locator), looks, began })),
                Ok((rows, None)) => Ok((rows, Walk::from_now_on(began))),
            },
            Err(error) if gives_up(&error) => Ok((Vec::new(), by_id)),
            Err(error) => Err(error),
        }
    }

    async fn look_at(&self, job: &str) -> Result<Job, CrmError> {
        let body = self.read(Request::get(paths::job(job))).await?;
        Ok(match text_of(&body, "state").as_deref() {
            Some("JobComplete") => Job::Done,
            Some("Aborted" | "Failed") => Job::Failed,
            _ => Job::Working,
        })
    }

    async fn results(&self, job: &str, locator: Option<&str>) -> Result<(Vec<Value>, Option<String>), CrmError> {
        let mut request = Request::get(paths::job_results(job)).with("maxRecords", PAGE.to_string());
        if let Some(locator) = locator {
            request = request.with("locator", locator);
        }
        let reply = self.http.send_patiently(request).await.map_err(|failure| told(&failure))?;
        let next = reply.header("sforce-locator").filter(|next| *next != "null" && !next.is_empty());
        Ok((rows_of(&reply)?, next.map(str::to_owned)))
    }
}

/// How long to wait after so many looks: doubling, up to a steady pace.
pub(super) fn pause_after(looks: u32) -> Duration {
    LOOK.min(FIRST_LOOK * 2_u32.saturating_pow(looks.min(8)))
}

/// A refusal after which a load by id still may succeed.
fn gives_up(error: &CrmError) -> bool {
    matches!(error.class, ErrorClass::NotAllowed | ErrorClass::Gone | ErrorClass::Broken | ErrorClass::FixField { .. })
}

/// The rows of a page, which come as CSV; an empty cell is no value.
fn rows_of(reply: &Reply) -> Result<Vec<Value>, CrmError> {
    let text = reply.text().map_err(|error| told(&Failure::from(error)))?;
    rows_in(text)
}

/// The rows in a text. One without an `Id` column is no page of results.
pub(super) fn rows_in(text: &str) -> Result<Vec<Value>, CrmError> {
    let unreadable = || failure::broken("a page of a bulk job could not be read");
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let names = reader.headers().map_err(|_| unreadable())?.clone();
    if names.iter().all(|name| name != "Id") && !text.trim().is_empty() {
        return Err(unreadable());
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|_| unreadable())?;
        let cells = names.iter().zip(record.iter()).filter(|(_, cell)| !cell.is_empty());
        let row: Map<String, Value> = cells.map(|(name, cell)| (name.to_owned(), json!(cell))).collect();
        rows.push(Value::Object(row));
    }
    Ok(rows)
}
