//! The first load of a large organisation through a job, on a CRM that runs such jobs: the same as a load by id.

use super::line::{Fault, Line};
use super::subject::limits;
use crate::bench::Office;
use axum::http::Method;
use crm::Salesforce;
use crm::port::{Crm, Cursor, Object};
use domain::{Deal, DealId};
use net::{Http, Secret};
use practice::Options;
use serde_json::json;
use std::collections::BTreeMap;

/// More than a page of results holds.
const DEALS: usize = 2_300;

async fn company() -> (Office, Line) {
    let now = Some("2026-11-18T15:00:00Z".parse().unwrap());
    let office = Office::start(Options { deals: DEALS, rate_limits: false, now, ..Options::default() }).await;
    let line = Line::to(office.crm.base_url()).await;
    (office, line)
}

fn salesforce(office: &Office, line: &Line, bulk_from: u64) -> Salesforce {
    let http = Http::new(&line.origin, Secret::new(office.crm.token()), limits()).unwrap();
    Salesforce::new(http).with_bulk_from(bulk_from)
}

/// Every deal, each page by an adapter that knows nothing of the page before, as after a kill.
async fn load(office: &Office, line: &Line, bulk_from: u64) -> (BTreeMap<DealId, Deal>, usize) {
    let (mut deals, mut cursor, mut largest) = (BTreeMap::new(), Cursor::default(), 0);
    loop {
        let crm = salesforce(office, line, bulk_from);
        crm.pipelines().await.unwrap();
        let page = crm.pull(Object::Deals, &cursor).await.unwrap();
        assert!(page.done || page.next != cursor, "the load stands still");
        largest = largest.max(page.deals.len());
        deals.extend(page.deals.into_iter().map(|deal| (deal.id.clone(), deal)));
        cursor = page.next;
        if page.done {
            return (deals, largest);
        }
    }
}

#[tokio::test]
async fn a_job_brings_what_a_load_by_id_brings_and_holds_a_page_at_a_time() {
    let (office, line) = company().await;
    let (by_id, _) = load(&office, &line, u64::MAX).await;
    line.take_heard();
    let (by_job, largest) = load(&office, &line, 1_000).await;
    assert_eq!((by_id.len(), largest), (DEALS, 1_000));
    let different: Vec<_> = by_id.iter().filter(|(id, deal)| by_job.get(*id) != Some(*deal)).take(2).collect();
    assert!(different.is_empty() && by_job.len() == by_id.len(), "{different:?}");
    let heard = line.take_heard();
    let results = heard.iter().filter(|heard| heard.path.contains("/results")).count();
    assert_eq!(results, 3, "2,300 deals are three pages of 1,000");
}

#[tokio::test]
async fn results_that_are_forgotten_between_two_pages_lose_nothing() {
    let (office, line) = company().await;
    let body = json!([{"errorCode": "NOT_FOUND", "message": "The requested resource does not exist"}]).to_string();
    line.plays_for(Method::GET, "locator=", Fault::Answer(404, "application/json", None, body));
    let (deals, _) = load(&office, &line, 1_000).await;
    assert_eq!((deals.len(), line.unmet()), (DEALS, 0));
}
