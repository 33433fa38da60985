//! One contestant of the races in `tests/races`: our pull against a practice CRM that runs in another process.
//!
//! Loads everything, changes some deals through the CRM's own API, pulls once more, and prints one JSON object with
//! seconds, requests and megabytes of both. `race hubspot|salesforce deals|whole CHANGES`, with BASE_URL and
//! TOKEN in the environment

#![allow(clippy::print_stdout)]

mod deals_only;
mod office;

use crm::port::Crm;
use crm::{HubSpot, Salesforce};
use deals_only::DealsOnly;
use mimalloc::MiMalloc;
use net::{Http, Limits, Secret};
use office::Office;
use serde_json::{Value, json};
use std::error::Error;
use std::sync::Arc;
use std::time::Instant;
use store::Store;
use sync::Sync;

/// As the application has it.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

type Outcome<T> = Result<T, Box<dyn Error + Send + std::marker::Sync>>;

/// Seconds between the first load and the next look.
const LATER: i64 = 300;
/// So many searches in a second are no limit.
const UNLIMITED: u32 = 1_000_000;

/// On a thread of the runtime's own, as the application's rounds are.
#[tokio::main]
#[allow(clippy::disallowed_methods, reason = "nothing else runs here")]
async fn main() -> Outcome<()> {
    tokio::spawn(race()).await?
}

async fn race() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [dialect, what, changes] = arguments.as_slice() else {
        return Err("usage: race hubspot|salesforce deals|whole CHANGES".into());
    };
    let (base_url, token) = (std::env::var("BASE_URL")?, std::env::var("TOKEN")?);
    // Against the peers, which keep to no limits, ours are off, too.
    let limits = match what.as_str() {
        "deals" => Limits { searches_per_second: UNLIMITED, ..Limits::default() },
        _ => Limits::default(),
    };
    let http = || Http::new(&base_url, Secret::new(&token), limits);
    let crm: Arc<dyn Crm> = match dialect.as_str() {
        "hubspot" => Arc::new(HubSpot::new(http()?)),
        "salesforce" => Arc::new(Salesforce::new(http()?)),
        _ => return Err("the CRM is hubspot or salesforce".into()),
    };
    let crm = if what == "deals" { Arc::new(DealsOnly(crm)) } else { crm };
    let folder = tempfile::tempdir()?;
    let store = Store::open(&folder.path().join("workspace")).await?;
    let sync = Sync::new(store.clone(), crm);
    let office = Office::new(http()?);
    let idle = megabytes("VmRSS");
    let first = pull(&sync, &office).await?;
    let peak = megabytes("VmHWM");
    // A pull begins some minutes before the last one: what was there from the start must not count as a change.
    office.pass(LATER).await?;
    pull(&sync, &office).await?;
    office.change(dialect, changes.parse()?).await?;
    let second = pull(&sync, &office).await?;
    let deals = store.live_deals().await?.len();
    println!("{}", json!({"deals": deals, "first": first, "second": second, "idle_mb": idle, "peak_mb": peak}));
    store.close().await;
    Ok(())
}

/// One pull: its seconds, what the CRM was asked, and how many deals are different here after it.
async fn pull(sync: &Sync, office: &Office) -> Outcome<Value> {
    let (now, before) = (office.now().await?, office.requests().await?);
    let began = Instant::now();
    let report = sync.pull_once(now).await?;
    let seconds = began.elapsed().as_secs_f64();
    if !report.is_complete() {
        return Err(format!("the pull is not complete: {:?}", report.trouble).into());
    }
    let requests = office.requests().await? - before;
    Ok(json!({"seconds": seconds, "requests": requests, "changed": report.changed.len()}))
}

/// A line of the process's own account of its memory; zero where the system keeps none.
fn megabytes(line: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let found = status.lines().find_map(|row| row.strip_prefix(line)?.strip_prefix(':'));
    let kilobytes = found.and_then(|rest| rest.split_whitespace().next()?.parse::<f64>().ok());
    kilobytes.unwrap_or_default() / 1024.0
}
