//! Salesforce: no secret, a challenge always, rotation, and addresses compared to the character.

use serde_json::{Value, json};

use super::{CALLBACK, VERIFIER, challenge, decide, returned, someone};
use crate::client::{Answer, Client};
use crate::small;

const PAGE: &str = "/services/oauth2/authorize";
const TOKEN: &str = "/services/oauth2/token";
const APP: (&str, &str) = ("client_id", "3MVG9practice.Changeover");

fn asked(challenge: &str) -> Vec<(&str, &str)> {
    vec![
        ("response_type", "code"),
        APP,
        ("redirect_uri", CALLBACK),
        ("scope", "api refresh_token"),
        ("state", "s1"),
        ("code_challenge", challenge),
        ("code_challenge_method", "S256"),
    ]
}

async fn exchange(client: &Client, code: &str, verifier: &str) -> Answer {
    let fields = [
        ("grant_type", "authorization_code"),
        APP,
        ("redirect_uri", CALLBACK),
        ("code", code),
        ("code_verifier", verifier),
    ];
    client.form(TOKEN, &fields).await
}

async fn signed_in(client: &Client, user: &str) -> Value {
    let back = decide(client, PAGE, &asked(&challenge()), user, "allow").await;
    let code = returned(&back, "code").unwrap();
    let reply = exchange(client, &code, VERIFIER).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    reply.body
}

async fn refresh(client: &Client, token: &Value) -> Answer {
    let token = token.as_str().unwrap();
    client.form(TOKEN, &[("grant_type", "refresh_token"), APP, ("refresh_token", token)]).await
}

async fn userinfo(client: &Client, token: &Value) -> Answer {
    let client = Client { token: token.as_str().unwrap().to_owned(), ..client.clone() };
    client.get("/services/oauth2/userinfo").await
}

#[tokio::test]
async fn the_reply_names_the_instance_and_the_person_but_no_end() {
    let (running, client) = small().await;
    let csm = someone(&client, "csm").await;
    let reply = signed_in(&client, &csm["user_id"].to_string()).await;
    assert_eq!(reply["instance_url"], json!(running.base_url()));
    assert!(reply.get("expires_in").is_none());
    for name in ["access_token", "refresh_token", "signature", "id", "issued_at", "scope"] {
        assert!(reply[name].is_string(), "{name}");
    }
    let info = userinfo(&client, &reply["access_token"]).await;
    assert_eq!((info.status, &info.body["email"]), (200, &csm["email"]));
    assert_eq!(info.body["sub"], reply["id"]);
    running.stop().await;
}

#[tokio::test]
async fn an_address_that_differs_by_a_character_is_refused_with_a_page() {
    let (running, client) = small().await;
    let wrong = [
        "http://127.0.0.1:1717/callback",
        "http://localhost:1720/callback",
        "http://localhost:1717/callback/",
        "http://LOCALHOST:1717/callback",
    ];
    for address in wrong {
        let path = format!("{PAGE}?response_type=code&client_id={}&redirect_uri={address}&code_challenge=x", APP.1);
        let page = client.get(&path).await;
        assert_eq!(page.status, 400);
        assert!(page.text.contains("error=redirect_uri_mismatch") && page.header("location").is_none(), "{address}");
    }
    let unknown = client.get(&format!("{PAGE}?response_type=code&client_id=x&redirect_uri={CALLBACK}")).await;
    assert!(unknown.text.contains("invalid_client_id"));
    running.stop().await;
}

#[tokio::test]
async fn without_a_challenge_nobody_is_asked_and_without_its_verifier_nothing_is_given() {
    let (running, client) = small().await;
    let path = format!("{PAGE}?response_type=code&client_id={}&redirect_uri={CALLBACK}&state=s1", APP.1);
    let back = client.get(&path).await;
    assert_eq!(returned(&back, "error").as_deref(), Some("invalid_request"));
    assert_eq!(returned(&back, "error_description").as_deref(), Some("missing required code challenge"));
    let user = someone(&client, "rep").await["user_id"].to_string();
    let back = decide(&client, PAGE, &asked(&challenge()), &user, "allow").await;
    let code = returned(&back, "code").unwrap();
    let refused = exchange(&client, &code, "another-verifier-that-is-long-enough-0123456789").await;
    assert_eq!(refused.body["error_description"], json!("invalid code verifier"));
    assert_eq!(exchange(&client, &code, VERIFIER).await.body["error"], json!("invalid_grant"));
    running.stop().await;
}

#[tokio::test]
async fn a_refresh_token_that_was_rotated_away_ends_its_successors() {
    let (running, client) = small().await;
    let user = someone(&client, "rep").await["user_id"].to_string();
    let first = signed_in(&client, &user).await;
    let second = refresh(&client, &first["refresh_token"]).await.body;
    assert_ne!(first["refresh_token"], second["refresh_token"]);
    let stolen = refresh(&client, &first["refresh_token"]).await;
    assert_eq!(stolen.body["error_description"], json!("expired access/refresh token"));
    assert_eq!(refresh(&client, &second["refresh_token"]).await.status, 400);
    assert_eq!(userinfo(&client, &second["access_token"]).await.status, 403);
    running.stop().await;
}

#[tokio::test]
async fn without_rotation_a_refresh_token_stays_and_is_not_sent_again() {
    let (running, client) = small().await;
    client.post("/practice/oauth/settings", json!({"rotation": false})).await;
    let user = someone(&client, "rep").await["user_id"].to_string();
    let first = signed_in(&client, &user).await;
    for _ in 0..2 {
        let renewed = refresh(&client, &first["refresh_token"]).await;
        assert_eq!((renewed.status, renewed.body.get("refresh_token")), (200, None));
    }
    running.stop().await;
}

#[tokio::test]
async fn the_sixth_approval_ends_the_first() {
    let (running, client) = small().await;
    let user = someone(&client, "rep").await["user_id"].to_string();
    let other = someone(&client, "csm").await["user_id"].to_string();
    let untouched = signed_in(&client, &other).await;
    let mut approvals = Vec::new();
    for _ in 0..6 {
        approvals.push(signed_in(&client, &user).await);
    }
    assert_eq!(refresh(&client, &approvals[0]["refresh_token"]).await.status, 400);
    assert_eq!(refresh(&client, &approvals[1]["refresh_token"]).await.status, 200);
    assert_eq!(refresh(&client, &untouched["refresh_token"]).await.status, 200);
    running.stop().await;
}

#[tokio::test]
async fn a_session_lives_as_long_as_it_is_used_and_can_be_ended() {
    let (running, client) = small().await;
    let user = someone(&client, "rep").await["user_id"].to_string();
    let reply = signed_in(&client, &user).await;
    for _ in 0..3 {
        client.post("/practice/clock", json!({"advance_seconds": 7_000})).await;
        assert_eq!(userinfo(&client, &reply["access_token"]).await.status, 200);
    }
    client.post("/practice/oauth/expire", json!({})).await;
    assert_eq!(userinfo(&client, &reply["access_token"]).await.status, 403);
    let renewed = refresh(&client, &reply["refresh_token"]).await.body;
    let token = renewed["refresh_token"].as_str().unwrap();
    assert_eq!(client.form("/services/oauth2/revoke", &[("token", token)]).await.status, 200);
    assert_eq!(userinfo(&client, &renewed["access_token"]).await.status, 403);
    let looked = client.form("/services/oauth2/introspect", &[APP, ("token", token)]).await;
    assert_eq!(looked.body, json!({"active": false}));
    running.stop().await;
}

#[tokio::test]
async fn an_app_that_is_not_installed_is_told_so() {
    let (running, client) = small().await;
    let app = json!({"vendor": "salesforce", "client_id": "new.app", "name": "New", "redirect_uris": [CALLBACK], "installed": false});
    client.post("/practice/oauth/clients", app).await;
    let path = format!("{PAGE}?response_type=code&client_id=new.app&redirect_uri={CALLBACK}&code_challenge=x");
    let back = client.get(&path).await;
    assert_eq!(returned(&back, "error_description").as_deref(), Some("app must be installed into org"));
    running.stop().await;
}
