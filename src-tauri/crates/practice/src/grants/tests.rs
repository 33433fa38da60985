#![allow(clippy::unwrap_used)]

use super::{Asked, Denied, Exchange, Grants, Vendor, fits_challenge};
use crate::org::Moment;

const NOW: Moment = Moment(1_763_650_800_000);

fn asked(vendor: Vendor, scopes: &[&str]) -> Asked {
    Asked {
        vendor,
        client_id: "3MVG9practice.Changeover".to_owned(),
        redirect_uri: "http://localhost:1717/callback".to_owned(),
        scopes: scopes.iter().map(|scope| (*scope).to_owned()).collect(),
        state: None,
        challenge: None,
    }
}

/// The example of RFC 7636, appendix B.
#[test]
fn a_verifier_fits_the_challenge_of_the_standard_and_no_other() {
    let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    assert!(fits_challenge(Vendor::HubSpot, verifier, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"));
    assert!(!fits_challenge(Vendor::HubSpot, verifier, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cN"));
    assert!(!fits_challenge(Vendor::HubSpot, "short", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"));
}

#[test]
fn without_the_scope_for_it_there_is_no_refresh_token() {
    let mut grants = Grants::new();
    let client = grants.client(Vendor::Salesforce, "3MVG9practice.Changeover").cloned().unwrap();
    let code = grants.allow(asked(Vendor::Salesforce, &["api"]), 7, NOW);
    let given = Exchange { code: &code, redirect_uri: "http://localhost:1717/callback", verifier: None };
    let issued = grants.exchange(&client, given, NOW).unwrap();
    assert_eq!((issued.refresh, issued.user_id), (None, 7));
}

#[test]
fn a_ticket_of_one_vendors_page_is_worth_nothing_on_the_others() {
    let mut grants = Grants::new();
    let ticket = grants.ask(asked(Vendor::Salesforce, &["api"]));
    assert!(grants.answer(Vendor::HubSpot, &ticket).is_none());
}

#[test]
fn an_access_token_of_one_vendor_opens_nothing_of_the_other() {
    let mut grants = Grants::new();
    let client = grants.client(Vendor::Salesforce, "3MVG9practice.Changeover").cloned().unwrap();
    let code = grants.allow(asked(Vendor::Salesforce, &["api"]), 7, NOW);
    let given = Exchange { code: &code, redirect_uri: "http://localhost:1717/callback", verifier: None };
    let issued = grants.exchange(&client, given, NOW).unwrap();
    assert!(grants.use_session(Vendor::Salesforce, &issued.access, NOW).is_some());
    assert!(grants.use_session(Vendor::HubSpot, &issued.access, NOW).is_none());
}

#[test]
fn another_apps_code_is_unknown_and_stays_good() {
    let mut grants = Grants::new();
    let other = grants.client(Vendor::HubSpot, "6f1d2c8e-practice-changeover").cloned().unwrap();
    let code = grants.allow(asked(Vendor::Salesforce, &["api"]), 7, NOW);
    let given = Exchange { code: &code, redirect_uri: "http://localhost:1717/callback", verifier: None };
    assert_eq!(grants.exchange(&other, given, NOW).unwrap_err(), Denied::UnknownCode);
    let client = grants.client(Vendor::Salesforce, "3MVG9practice.Changeover").cloned().unwrap();
    assert!(grants.exchange(&client, given, NOW).is_ok());
}
