//! What HubSpot's API promises.

use practice::Options;
use serde_json::json;

use crate::client::Client;
use crate::{open_deal, small, with};

const DEALS: &str = "/crm/objects/2026-09/deals";

#[tokio::test]
async fn pages_of_deals_are_complete_and_do_not_overlap() {
    let (running, client) = small().await;
    let (mut after, mut ids) = (String::from("0"), Vec::new());
    loop {
        let page = client.get(&format!("{DEALS}?limit=25&after={after}&properties=dealname,amount")).await;
        let rows = page.body["results"].as_array().unwrap().clone();
        ids.extend(rows.iter().map(|row| row["id"].as_str().unwrap().to_owned()));
        match page.body["paging"]["next"]["after"].as_str() {
            Some(next) => next.clone_into(&mut after),
            None => break,
        }
    }
    let mut different = ids.clone();
    different.sort();
    different.dedup();
    assert_eq!((ids.len(), different.len()), (60, 60));
    running.stop().await;
}

#[tokio::test]
async fn old_and_versioned_paths_lead_to_the_same_deal() {
    let (running, client) = small().await;
    let id = open_deal(&client).await;
    for path in [DEALS, "/crm/v3/objects/deals", "/crm/v3/objects/0-3", "/crm/objects/2026-03/DEAL"] {
        assert_eq!(client.get(&format!("{path}/{id}")).await.body["id"], json!(id), "{path}");
    }
    running.stop().await;
}

#[tokio::test]
async fn every_answer_is_dated_by_the_practice_clock() {
    let (running, client) = small().await;
    let answer = client.get(&format!("{DEALS}?limit=1")).await;
    assert!(answer.header("date").unwrap().starts_with("Fri, 20 Nov 2026 15:0"));
    client.post("/practice/clock", json!({"advance_seconds": 86_400})).await;
    let refused = client.get(&format!("{DEALS}/1")).await;
    assert_eq!(refused.status, 404);
    assert!(refused.header("date").unwrap().starts_with("Sat, 21 Nov 2026 15:0"));
    running.stop().await;
}

#[tokio::test]
async fn a_batch_reports_what_failed_beside_what_went_well() {
    let (running, client) = small().await;
    let id = open_deal(&client).await;
    let inputs = json!({"inputs": [
        {"id": id, "properties": {"amount": "5", "handoff_risks": "none"}},
        {"id": "12", "properties": {"amount": "5"}},
    ]});
    let answer = client.post(&format!("{DEALS}/batch/update"), inputs).await;
    assert_eq!((answer.status, answer.body["numErrors"].as_u64()), (207, Some(1)));
    assert_eq!(answer.body["results"][0]["properties"]["amount"], json!("5"));
    assert_eq!(answer.body["errors"][0]["context"]["ids"], json!(["12"]));
    running.stop().await;
}

#[tokio::test]
async fn an_invalid_input_without_a_trace_fails_the_whole_batch_unwritten() {
    let (running, client) = small().await;
    let id = open_deal(&client).await;
    let inputs = json!({"inputs": [{"id": id, "properties": {"amount": "many"}}]});
    let answer = client.post(&format!("{DEALS}/batch/update"), inputs).await;
    assert_eq!((answer.status, answer.body["category"].as_str()), (400, Some("VALIDATION_ERROR")));
    assert_eq!(answer.body["errors"][0]["code"], json!("INVALID_NUMBER"));
    running.stop().await;
}

#[tokio::test]
async fn batches_have_their_limits() {
    let (running, client) = small().await;
    let inputs: Vec<_> = (0..101).map(|id| json!({"id": id.to_string()})).collect();
    let too_many = client.post(&format!("{DEALS}/batch/read"), json!({"inputs": inputs})).await;
    assert_eq!(too_many.status, 400);
    let history = json!({"inputs": inputs[..51], "propertiesWithHistory": ["dealstage"]});
    assert_eq!(client.post(&format!("{DEALS}/batch/read"), history).await.status, 400);
    running.stop().await;
}

#[tokio::test]
async fn an_upsert_makes_one_note_however_often_it_is_sent() {
    let (running, client) = small().await;
    let upsert = json!({"inputs": [{
        "idProperty": "changeover_key", "id": "handoff-1",
        "properties": {"hs_note_body": "summary", "hs_timestamp": "2026-11-20T15:00:00Z"},
    }]});
    let path = "/crm/objects/2026-09/notes/batch/upsert";
    let first = client.post(path, upsert.clone()).await;
    let second = client.post(path, upsert).await;
    assert_eq!((first.status, second.status), (200, 200));
    assert_eq!(first.body["results"][0]["new"], json!(true));
    assert_eq!(second.body["results"][0]["new"], json!(false));
    assert_eq!(first.body["results"][0]["id"], second.body["results"][0]["id"]);
    running.stop().await;
}

#[tokio::test]
async fn tokens_decide_who_may_do_what() {
    let (running, client) = small().await;
    let id = open_deal(&client).await;
    let mut limited = client.clone();
    running.limited_token().clone_into(&mut limited.token);
    assert_eq!(limited.get(&format!("{DEALS}/{id}")).await.status, 200);
    let write = json!({"properties": {"amount": "1"}});
    let refused = limited.send("PATCH", &format!("{DEALS}/{id}"), &write).await;
    assert_eq!((refused.status, refused.body["category"].as_str()), (403, Some("MISSING_SCOPES")));
    assert_eq!(limited.get("/crm/objects/2026-09/line_items").await.status, 403);
    limited.token = "wrong".into();
    let stranger = limited.get(&format!("{DEALS}/{id}")).await;
    assert_eq!((stranger.status, stranger.body["category"].as_str()), (401, Some("INVALID_AUTHENTICATION")));
    running.stop().await;
}

#[tokio::test]
async fn the_sixth_search_in_a_second_gets_429_with_a_policy() {
    let (running, client) = with(Options { deals: 5, ..Options::default() }).await;
    let mut statuses = Vec::new();
    let mut refused = None;
    for _ in 0..8 {
        let answer = client.post(&format!("{DEALS}/search"), json!({})).await;
        statuses.push(answer.status);
        refused = Some(answer).filter(|answer| answer.status == 429).or(refused);
    }
    let refused = refused.unwrap_or_else(|| panic!("{statuses:?}"));
    assert_eq!(refused.body["errorType"], json!("RATE_LIMIT"));
    assert_eq!(refused.body["policyName"], json!("SECONDLY"));
    assert_eq!(refused.header("x-hubspot-ratelimit-max"), Some("190"));
    running.stop().await;
}

#[tokio::test]
async fn broken_json_and_unknown_types_are_told_apart() {
    let (running, client) = small().await;
    let broken = client.try_send("POST", &format!("{DEALS}/search"), "", "{\"limit\":").await.unwrap();
    assert_eq!(broken.status, 400);
    assert!(broken.body["message"].as_str().unwrap().starts_with("Invalid input JSON"));
    let unknown = client.get("/crm/objects/2026-09/unicorns").await;
    assert!(unknown.body["message"].as_str().unwrap().contains("unicorns"));
    running.stop().await;
}

#[tokio::test]
async fn introspection_knows_the_token_and_its_scopes() {
    let (running, client) = small().await;
    let form = format!("token={}&token_type_hint=access_token", running.token());
    let known = client.try_send("POST", "/oauth/2026-09/introspect", "", &form).await.unwrap();
    assert!(known.body["scopes"].as_array().unwrap().contains(&json!("crm.objects.deals.write")));
    let details = client.get("/account-info/2026-09/details").await;
    assert_eq!(details.body["portalId"], known.body["hub_id"]);
    let unknown = client.try_send("POST", "/oauth/2026-09/introspect", "", "token=nobody").await.unwrap();
    assert_eq!(unknown.status, 404);
    running.stop().await;
}

#[tokio::test]
async fn a_private_file_opens_under_a_signed_address_only_and_for_a_while() {
    let (running, client) = small().await;
    let made = client.upload("a.json", "{}").await;
    let nobody = Client { token: String::new(), ..client.clone() };
    assert_eq!(made.status, 201);
    let signed = client.get(&format!("/files/v3/files/{}/signed-url", made.body["id"].as_str().unwrap())).await;
    let path = |address: &serde_json::Value| address.as_str().unwrap().split_once("/hubfs").unwrap().1.to_owned();
    let open = format!("/hubfs{}", path(&signed.body["url"]));
    assert_eq!(nobody.get(&open).await.body, json!({}));
    let plain = format!("/hubfs{}", path(&made.body["url"]));
    assert_eq!(nobody.get(&plain).await.status, 403);
    assert_eq!(nobody.get(&open.replace("Expires=", "Expires=1")).await.status, 403);
    client.post("/practice/clock", json!({"advance_seconds": 3_601})).await;
    assert_eq!(nobody.get(&open).await.status, 403);
    running.stop().await;
}

#[tokio::test]
async fn a_batch_of_long_texts_fits_into_one_request() {
    let (running, client) = small().await;
    let id = open_deal(&client).await;
    let mut properties = serde_json::Map::new();
    for field in ["risks", "promises", "business_goals", "key_conversations"] {
        properties.insert(format!("handoff_{field}"), json!("ü".repeat(60_000)));
    }
    let deal = json!({"id": id, "properties": properties});
    let notes: Vec<_> = (0..12)
        .map(|place| json!({"properties": {"hs_timestamp": "0", "hs_note_body": format!("{place} {}", "x".repeat(65_000))}}))
        .collect();
    assert_eq!(client.post(&format!("{DEALS}/batch/update"), json!({"inputs": [deal]})).await.status, 200);
    let made = client.post("/crm/objects/2026-09/notes/batch/create", json!({"inputs": notes})).await;
    assert_eq!(made.status, 201);
    let too_long = json!({"properties": {"handoff_risks": "x".repeat(3_000_000)}});
    let refused = client.send("PATCH", &format!("{DEALS}/{id}"), &too_long).await;
    assert_eq!(refused.body["errors"][0]["code"], json!("PROPERTY_VALUE_TOO_LONG"));
    running.stop().await;
}
