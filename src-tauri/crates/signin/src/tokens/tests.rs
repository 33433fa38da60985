#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use serde_json::json;

const LOGIN: &str = "https://login.salesforce.com";

fn salesforce(changed: &[(&str, Value)]) -> Result<Tokens, SignInError> {
    let mut body = json!({
        "access_token": "00Dxx!token", "refresh_token": "5Aep", "instance_url": "https://acme.my.salesforce.com",
        "id": "https://login.salesforce.com/id/00Dxx0000001gPLEAY/005xx000001SwiUAAS", "scope": "api refresh_token",
        "token_type": "Bearer", "issued_at": "1278448384422", "signature": "x",
    });
    for (name, value) in changed {
        body[*name] = value.clone();
    }
    Tokens::read(Vendor::Salesforce, &body, LOGIN, Reach::Vendors)
}

#[test]
fn salesforce_tells_where_its_api_is_and_who_signed_in_but_not_for_how_long() {
    let tokens = salesforce(&[]).unwrap();
    assert_eq!(tokens.api, "https://acme.my.salesforce.com");
    assert_eq!(tokens.holder.user.as_deref(), Some("005xx000001SwiUAAS"));
    assert_eq!(tokens.holder.organisation.as_deref(), Some("00Dxx0000001gPLEAY"));
    assert_eq!((tokens.lives_for, tokens.scopes.len()), (None, 2));
    assert!(!format!("{tokens:?}").contains("00Dxx!token"));
}

#[test]
fn an_instance_on_another_host_gets_no_token_of_ours() {
    for foreign in ["https://evil.test", "https://acme.my.salesforce.com.evil.test", "http://127.0.0.1:80", "nonsense"]
    {
        let refused = salesforce(&[("instance_url", json!(foreign))]).unwrap_err();
        assert_eq!(refused, SignInError::ForeignHost { vendor: "Salesforce" }, "{foreign}");
    }
}

#[test]
fn hubspot_tells_account_user_scopes_and_half_an_hour() {
    let body = json!({"access_token": "a", "refresh_token": "r", "expires_in": 1800, "hub_id": 62515, "user_id": 7,
        "scopes": ["oauth", "files"], "token_type": "bearer"});
    let tokens = Tokens::read(Vendor::HubSpot, &body, "https://api.hubapi.com", Reach::Vendors).unwrap();
    assert_eq!(tokens.holder, Holder { organisation: Some("62515".into()), user: Some("7".into()) });
    assert_eq!((tokens.lives_for, tokens.scopes.len()), (Some(Duration::from_secs(1800)), 2));
}

#[test]
fn a_reply_without_an_access_token_is_none() {
    for nothing in [json!(null), json!(""), json!(7)] {
        assert!(matches!(salesforce(&[("access_token", nothing)]), Err(SignInError::Refused { .. })));
    }
}
