//! The first load of a large organisation.

use super::*;
use crate::port::{Object, Page};
use std::time::Duration;

const PAGE_ONE: &str = "\"Id\",\"Name\",\"IsWon\",\"Handoff_Risks__c\"\n\"006A\",\"Acme, \"\"the\"\" one\",\"true\",\"Two\nlines\"\n\"006B\",\"Beta\",\"false\",\"\"\n";
const PAGE_TWO: &str = "\"Id\",\"Name\",\"IsWon\",\"Handoff_Risks__c\"\n\"006C\",\"Gamma\",\"false\",\"\"\n";

fn many() -> (&'static str, u16, Value) {
    ("COUNT()", 200, json!({"totalSize": 50_000}))
}

async fn pulled(desk: &Desk) -> Vec<Page> {
    let (mut pages, mut cursor) = (Vec::new(), Cursor::default());
    loop {
        let page = desk.salesforce.pull(Object::Deals, &cursor).await.unwrap();
        assert!(page.done || page.next != cursor);
        cursor = page.next.clone();
        let done = page.done;
        pages.push(page);
        if done {
            return pages;
        }
    }
}

fn ids(pages: &[Page]) -> Vec<&str> {
    pages.iter().flat_map(|page| &page.deals).map(|deal| deal.id.as_str()).collect()
}

#[tokio::test]
async fn many_deals_are_left_to_a_job_and_come_page_by_page() {
    let desk = Desk::answering(vec![
        many(),
        ("/jobs/query/750A/results", 200, json!(PAGE_ONE)),
        ("/jobs/query/750A", 200, json!({"id": "750A", "state": "JobComplete"})),
        ("/jobs/query", 200, json!({"id": "750A", "state": "UploadComplete"})),
    ])
    .await;
    let pages = pulled(&desk).await;
    assert_eq!((pages[0].of, ids(&pages)), (Some(50_000), vec!["006A", "006B"]));
    let deal = &pages[0].deals[0];
    assert_eq!((deal.name.as_str(), deal.is_won), ("Acme, \"the\" one", true));
    assert_eq!(deal.flat_fields[&"risks".into()], "Two\nlines");
    assert!(desk.sent("POST", "/jobs/query")[0]["query"].as_str().unwrap().contains("WHERE IsDeleted = false"));
}

#[tokio::test]
async fn a_job_that_fails_or_is_not_allowed_becomes_a_load_by_id() {
    let rows = json!({"done": true, "records": [{"Id": "006C", "Name": "Gamma"}]});
    let failed = Desk::answering(vec![
        many(),
        many(),
        ("/jobs/query/750A", 200, json!({"id": "750A", "state": "Failed"})),
        ("/jobs/query", 200, json!({"id": "750A"})),
        ("ORDER BY Id", 200, rows.clone()),
    ])
    .await;
    let pages = pulled(&failed).await;
    assert_eq!(ids(&pages), ["006C"]);
    assert_eq!(failed.sent("POST", "/jobs/query").len(), 1, "one job is tried, and no other");
    let refusal = json!([{"errorCode": "API_DISABLED_FOR_ORG", "message": "no"}]);
    let refused = Desk::answering(vec![many(), ("/jobs/query", 403, refusal), ("ORDER BY Id", 200, rows)]).await;
    assert_eq!(ids(&pulled(&refused).await), ["006C"]);
}

#[tokio::test]
async fn results_that_the_other_side_forgot_are_loaded_by_id() {
    let cursor = json!({"walk": "bulk", "job": "750A", "locator": "MTA", "looks": 0, "began": "2026-11-09T07:00:00Z"})
        .to_string();
    let forgotten = json!([{"errorCode": "NOT_FOUND", "message": "gone"}]);
    let desk = Desk::answering(vec![("/results", 404, forgotten)]).await;
    let page = desk.salesforce.pull(Object::Deals, &Cursor(cursor)).await.unwrap();
    assert!(!page.done && page.deals.is_empty());
    assert!(page.next.0.contains("\"load\"") && page.next.0.contains("2026-11-09T07:00:00Z"), "{}", page.next.0);
    assert_eq!(desk.asked("locator=MTA").len(), 1);
}

#[tokio::test]
async fn a_page_of_results_with_a_locator_leads_on() {
    let rows = super::super::bulk::rows_in(PAGE_TWO).unwrap();
    assert_eq!(rows, [json!({"Id": "006C", "Name": "Gamma", "IsWon": "false"})]);
    assert!(super::super::bulk::rows_in("<html>").is_err());
    assert!(super::super::bulk::rows_in("").unwrap().is_empty());
}

#[test]
fn a_short_job_is_seen_soon_and_a_long_one_is_not_asked_often() {
    let first: Duration = (0..3).map(super::super::bulk::pause_after).sum();
    assert!(first < Duration::from_secs(1), "{first:?}");
    assert_eq!([4, 5, 900].map(super::super::bulk::pause_after), [Duration::from_secs(2); 3]);
}
