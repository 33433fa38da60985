//! The practice CRM over real HTTP on the loopback address.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod client;
mod driving;
mod salesforce;
mod signing_in;
mod speaking;

use client::Client;
use practice::{Options, Running, start};

/// A small practice CRM at a fixed time, without rate limits.
async fn small() -> (Running, Client) {
    with(Options {
        deals: 60,
        now: Some("2026-11-20T15:00:00Z".parse().unwrap()),
        rate_limits: false,
        ..Options::default()
    })
    .await
}

async fn with(options: Options) -> (Running, Client) {
    let running = start(options).await.unwrap();
    let client = Client::of(&running);
    (running, client)
}

/// The id of some open deal.
async fn open_deal(client: &Client) -> String {
    let search = serde_json::json!({
        "filterGroups": [{"filters": [{"propertyName": "hs_is_closed", "operator": "EQ", "value": "false"}]}],
        "limit": 1,
    });
    let found = client.post("/crm/objects/2026-09/deals/search", search).await;
    found.body["results"][0]["id"].as_str().unwrap().to_owned()
}
