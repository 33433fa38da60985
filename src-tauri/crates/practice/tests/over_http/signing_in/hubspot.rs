//! HubSpot: the secret is needed, codes are good once, tokens live half an hour.

use serde_json::json;

use super::{CALLBACK, VERIFIER, challenge, decide, returned, someone};
use crate::client::{Answer, Client};
use crate::{open_deal, small};

const PAGE: &str = "/oauth/authorize";
const TOKEN: &str = "/oauth/2026-09/token";
const APP: [(&str, &str); 2] =
    [("client_id", "6f1d2c8e-practice-changeover"), ("client_secret", "practice-app-secret")];
const SCOPES: &str = "oauth crm.objects.deals.read crm.objects.deals.write crm.objects.owners.read";

fn asked(challenge: &str) -> Vec<(&str, &str)> {
    vec![APP[0], ("redirect_uri", CALLBACK), ("scope", SCOPES), ("state", "s&1"), ("code_challenge", challenge)]
}

async fn code(client: &Client, user: &str) -> String {
    let challenge = challenge();
    let back = decide(client, PAGE, &asked(&challenge), user, "allow").await;
    assert_eq!((back.status, returned(&back, "state").as_deref()), (302, Some("s&1")));
    returned(&back, "code").unwrap()
}

async fn exchange(client: &Client, code: &str, changed: &[(&str, &str)]) -> Answer {
    let usual = [
        ("grant_type", "authorization_code"),
        APP[0],
        APP[1],
        ("redirect_uri", CALLBACK),
        ("code", code),
        ("code_verifier", VERIFIER),
    ];
    let kept = usual.into_iter().filter(|(name, _)| !changed.iter().any(|(other, _)| other == name));
    let fields: Vec<_> = kept.chain(changed.iter().copied()).collect();
    client.form(TOKEN, &fields).await
}

#[tokio::test]
async fn a_person_who_allows_acts_as_themselves() {
    let (running, mut client) = small().await;
    let rep = someone(&client, "rep").await;
    let user = rep["user_id"].to_string();
    let code = code(&client, &user).await;
    let tokens = exchange(&client, &code, &[]).await.body;
    assert_eq!((&tokens["expires_in"], &tokens["token_type"]), (&json!(1_800), &json!("bearer")));
    tokens["access_token"].as_str().unwrap().clone_into(&mut client.token);

    let facts = client.form("/oauth/2026-09/token/introspect", &[("token", &client.token)]).await.body;
    assert_eq!((&facts["user"], &facts["user_id"]), (&rep["email"], &rep["user_id"]));
    let full = Client { token: running.token().to_owned(), ..client.clone() };
    let path = format!("/crm/objects/2026-09/deals/{}", open_deal(&full).await);
    client.send("PATCH", &path, &json!({"properties": {"amount": "77"}})).await;
    let history = client.get(&format!("{path}?propertiesWithHistory=amount")).await.body;
    assert_eq!(history["propertiesWithHistory"]["amount"][0]["updatedByUserId"], rep["user_id"]);
    assert_eq!(client.get("/crm/objects/2026-09/line_items").await.status, 403);
    running.stop().await;
}

#[tokio::test]
async fn a_scope_that_is_asked_for_twice_is_granted_once_and_an_unknown_optional_one_not_at_all() {
    let (running, client) = small().await;
    let user = someone(&client, "rep").await["user_id"].to_string();
    let asked = [
        APP[0],
        ("redirect_uri", CALLBACK),
        ("scope", "crm.objects.deals.read files"),
        ("optional_scope", "crm.objects.deals.read tickets"),
    ];
    let back = decide(&client, PAGE, &asked, &user, "allow").await;
    let tokens = exchange(&client, &returned(&back, "code").unwrap(), &[]).await.body;
    assert_eq!(tokens["scopes"], json!(["oauth", "crm.objects.deals.read", "files"]));
    running.stop().await;
}

#[tokio::test]
async fn a_code_is_good_once_and_only_with_all_that_was_agreed() {
    let (running, client) = small().await;
    let user = someone(&client, "csm").await["user_id"].to_string();
    let wrong = [
        ([("client_secret", "guess")], "BAD_CLIENT_SECRET"),
        ([("client_id", "nobody")], "BAD_CLIENT_ID"),
        ([("redirect_uri", "http://localhost:1718/callback")], "MISMATCH_REDIRECT_URI_AUTH_CODE"),
        ([("code_verifier", "another-verifier-that-is-long-enough-0123456789")], "BAD_CODE_VERIFIER"),
        ([("code_verifier", "")], "BAD_CODE_VERIFIER"),
        ([("code", "never-given")], "BAD_AUTH_CODE"),
    ];
    for (changed, status) in wrong {
        let fresh = code(&client, &user).await;
        let refused = exchange(&client, &fresh, &changed).await;
        assert_eq!((refused.status, &refused.body["status"]), (400, &json!(status)));
    }
    let fresh = code(&client, &user).await;
    assert_eq!(exchange(&client, &fresh, &[]).await.status, 200);
    assert_eq!(exchange(&client, &fresh, &[]).await.body["status"], json!("BAD_AUTH_CODE"));
    let late = code(&client, &user).await;
    client.post("/practice/clock", json!({"advance_seconds": 601})).await;
    assert_eq!(exchange(&client, &late, &[]).await.body["status"], json!("BAD_AUTH_CODE"));
    running.stop().await;
}

#[tokio::test]
async fn a_session_ends_after_half_an_hour_and_a_refresh_token_opens_the_next() {
    let (running, mut client) = small().await;
    let user = someone(&client, "rep").await["user_id"].to_string();
    let tokens = exchange(&client, &code(&client, &user).await, &[]).await.body;
    tokens["access_token"].as_str().unwrap().clone_into(&mut client.token);
    assert_eq!(client.get("/crm/objects/2026-09/deals").await.status, 200);
    client.post("/practice/clock", json!({"advance_seconds": 1_801})).await;
    assert_eq!(client.get("/crm/objects/2026-09/deals").await.status, 401);
    let refresh = tokens["refresh_token"].as_str().unwrap();
    let renew = [("grant_type", "refresh_token"), APP[0], APP[1], ("refresh_token", refresh)];
    let renewed = client.form(TOKEN, &renew).await.body;
    renewed["access_token"].as_str().unwrap().clone_into(&mut client.token);
    assert_eq!(client.get("/crm/objects/2026-09/deals").await.status, 200);
    client.form("/oauth/2026-09/token/revoke", &[APP[0], APP[1], ("token", refresh)]).await;
    assert_eq!(client.get("/crm/objects/2026-09/deals").await.status, 401);
    assert_eq!(client.form(TOKEN, &renew).await.body["status"], json!("BAD_REFRESH_TOKEN"));
    running.stop().await;
}

#[tokio::test]
async fn parameters_in_the_address_count_for_the_old_endpoint_only() {
    let (running, client) = small().await;
    let user = someone(&client, "rep").await["user_id"].to_string();
    let fresh = code(&client, &user).await;
    let query = format!(
        "?grant_type=authorization_code&client_id={}&client_secret={}&redirect_uri={CALLBACK}&code={fresh}&code_verifier={VERIFIER}",
        APP[0].1, APP[1].1
    );
    assert_eq!(client.form(&format!("{TOKEN}{query}"), &[]).await.status, 400);
    assert_eq!(client.form(&format!("/oauth/v1/token{query}"), &[]).await.status, 200);
    running.stop().await;
}

#[tokio::test]
async fn who_denies_is_heard_and_who_cheats_gets_a_page() {
    let (running, client) = small().await;
    let user = someone(&client, "rep").await["user_id"].to_string();
    let challenge = challenge();
    let denied = decide(&client, PAGE, &asked(&challenge), &user, "deny").await;
    assert_eq!(returned(&denied, "error").as_deref(), Some("access_denied"));
    assert_eq!(returned(&denied, "state").as_deref(), Some("s&1"));
    for (name, value) in [("redirect_uri", "http://evil.example/"), ("client_id", "x"), ("scope", "crm.everything")] {
        let request = asked(&challenge).into_iter().map(|pair| if pair.0 == name { (name, value) } else { pair });
        let query: String = form_urlencoded::Serializer::new(String::new()).extend_pairs(request).finish();
        let page = client.get(&format!("{PAGE}?{query}")).await;
        assert_eq!(page.status, 400, "{name}");
        assert!(page.header("location").is_none() && page.text.contains("error="));
    }
    let forged = client.form(PAGE, &[("ticket", "guessed"), ("user", &user), ("decision", "allow")]).await;
    assert_eq!(forged.status, 400);
    running.stop().await;
}
