#![allow(clippy::unwrap_used, clippy::expect_used)]
#![allow(clippy::disallowed_methods, reason = "a test plays browser and program at once")]

use super::*;
use crate::browser;
use crate::{App, Reach, Transaction, Vendor};
use net::{Anonymous, ErrorClass, Http, Limits, Request};
use serde_json::json;
use vault::Vault;

const VENDORS: [Vendor; 2] = [Vendor::Salesforce, Vendor::HubSpot];

/// A practice CRM, and a way to turn its switches.
struct Crm {
    running: practice::Running,
    control: Http,
}

impl Crm {
    async fn start() -> Self {
        let options = practice::Options { deals: 5, ..practice::Options::default() };
        let running = practice::start(options).await.unwrap();
        let control = Http::new(running.base_url(), Anonymous, Limits::default()).unwrap();
        Self { running, control }
    }

    async fn turn(&self, switch: &str, body: serde_json::Value) -> serde_json::Value {
        self.control.send(Request::post(format!("/practice/oauth{switch}"), body)).await.unwrap().json().unwrap()
    }

    /// The app of a vendor, with the one redirect address of this test registered.
    async fn app(&self, vendor: Vendor) -> App {
        let port = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
        let secret = Some("s3cret-of-the-app").filter(|_| vendor.wants_a_secret());
        let client = json!({"vendor": vendor, "client_id": "test-app", "client_secret": secret, "name": "Test",
            "redirect_uris": [format!("http://localhost:{port}/callback")]});
        self.turn("/clients", client).await;
        let base = self.running.base_url().to_owned();
        App {
            vendor,
            login: base.clone(),
            tokens: base,
            client_id: "test-app".to_owned(),
            client_secret: secret.map(Secret::new),
            ports: vec![port],
            reach: Reach::VendorsAndLoopback,
        }
    }
}

/// Signs the first person of the page in.
async fn tokens(app: &App) -> Result<Tokens, SignInError> {
    let transaction = Transaction::begin(app.clone()).await?;
    let address = transaction.address().to_owned();
    let person = tokio::spawn(async move {
        let back = browser::decide(&address, "allow").await;
        browser::get(&back.replace("localhost", "127.0.0.1")).await.status
    });
    let answer = transaction.answer(Duration::from_secs(20)).await?;
    assert_eq!(person.await.unwrap(), 200);
    Endpoint::of(app.clone())?.exchange(answer).await
}

fn keys() -> Keys {
    Keys::of(Vault::of_this_session(), "test")
}

async fn signed_in(app: &App) -> (Session, Keys) {
    let keys = keys();
    let session = Session::opened(app.clone(), keys.clone(), tokens(app).await.unwrap()).await;
    (session, keys)
}

/// Asks who this is, as the API of the vendor tells it.
async fn ask(app: &App, http: &Http) -> Result<u16, ErrorClass> {
    let path = if app.vendor == Vendor::HubSpot { "/crm/owners/2026-09" } else { "/services/oauth2/userinfo" };
    http.send(Request::get(path)).await.map(|reply| reply.status).map_err(|failure| failure.class)
}

#[tokio::test]
async fn a_person_signs_in_through_the_page_of_either_vendor() {
    let crm = Crm::start().await;
    for vendor in VENDORS {
        let app = crm.app(vendor).await;
        let tokens = tokens(&app).await.unwrap();
        assert!(tokens.refresh.is_some() && tokens.holder.user.is_some(), "{vendor:?}");
        assert_eq!(tokens.lives_for.is_some(), vendor == Vendor::HubSpot);
        assert_eq!(tokens.api, crm.running.base_url());
    }
}

#[tokio::test]
async fn a_denied_request_connects_nothing() {
    let crm = Crm::start().await;
    for vendor in VENDORS {
        let transaction = Transaction::begin(crm.app(vendor).await).await.unwrap();
        let address = transaction.address().to_owned();
        let person = tokio::spawn(async move {
            let back = browser::decide(&address, "deny").await;
            browser::get(&back.replace("localhost", "127.0.0.1")).await.text
        });
        assert_eq!(transaction.answer(Duration::from_secs(20)).await.unwrap_err(), SignInError::Denied);
        assert!(person.await.unwrap().contains("Nothing was connected"));
    }
}

#[tokio::test]
async fn an_ended_session_is_renewed_once_for_all_and_the_rotated_token_is_kept_first() {
    let crm = Crm::start().await;
    for vendor in VENDORS {
        crm.turn("/settings", json!({"rotation": true})).await;
        let app = crm.app(vendor).await;
        let (session, keys) = signed_in(&app).await;
        let first = keys.refresh_token().await.unwrap().unwrap();
        let http = Http::new(&app.tokens, session.clone(), Limits::default()).unwrap();
        crm.turn("/expire", json!({})).await;
        let all = tokio::join!(ask(&app, &http), ask(&app, &http), ask(&app, &http), ask(&app, &http));
        assert_eq!(all, (Ok(200), Ok(200), Ok(200), Ok(200)), "{vendor:?}");
        let second = keys.refresh_token().await.unwrap().unwrap();
        assert_eq!(first != second, vendor == Vendor::Salesforce, "{vendor:?} rotates or not");
        crm.turn("/expire", json!({})).await;
        assert_eq!(ask(&app, &http).await, Ok(200));
    }
}

#[tokio::test]
async fn a_session_is_resumed_from_the_keychain_alone() {
    let crm = Crm::start().await;
    for vendor in VENDORS {
        let mut app = crm.app(vendor).await;
        let (_, keys) = signed_in(&app).await;
        if let Some(secret) = app.client_secret.take() {
            let resumed = Session::resumed(app.clone(), keys.clone(), &app.tokens);
            assert_eq!(resumed.current().await.unwrap_err().class, ErrorClass::SignInAgain);
            assert!(resumed.has_ended());
            keys.keep_app_secret(&secret).await;
        }
        let resumed = Session::resumed(app.clone(), keys, &app.tokens);
        let http = Http::new(&app.tokens, resumed, Limits::default()).unwrap();
        assert_eq!(ask(&app, &http).await, Ok(200), "{vendor:?}");
    }
}

#[tokio::test]
async fn a_renewal_goes_on_when_the_one_who_asked_goes_away() {
    let crm = Crm::start().await;
    crm.turn("/settings", json!({"rotation": true})).await;
    let app = crm.app(Vendor::Salesforce).await;
    let (_, keys) = signed_in(&app).await;
    let session = Session::resumed(app.clone(), keys.clone(), &app.tokens);
    let before = keys.refresh_token().await.unwrap();
    let _ = tokio::time::timeout(Duration::from_millis(1), session.current()).await;
    let http = Http::new(&app.tokens, session, Limits::default()).unwrap();
    assert_eq!(ask(&app, &http).await, Ok(200));
    assert_ne!(keys.refresh_token().await.unwrap(), before);
}

#[tokio::test]
async fn what_the_admin_revoked_asks_for_a_sign_in() {
    let crm = Crm::start().await;
    for vendor in VENDORS {
        let app = crm.app(vendor).await;
        let (session, _) = signed_in(&app).await;
        let http = Http::new(&app.tokens, session, Limits::default()).unwrap();
        crm.turn("/revoke", json!({})).await;
        assert_eq!(ask(&app, &http).await, Err(ErrorClass::SignInAgain), "{vendor:?}");
    }
}

#[tokio::test]
async fn signing_out_revokes_at_the_vendor_and_forgets_here() {
    let crm = Crm::start().await;
    for vendor in VENDORS {
        let app = crm.app(vendor).await;
        let (session, keys) = signed_in(&app).await;
        assert_eq!(crm.turn("/settings", json!({})).await["approvals"], 1);
        session.sign_out().await.unwrap();
        assert_eq!(crm.turn("/settings", json!({})).await["approvals"], 0, "{vendor:?}");
        assert_eq!(keys.refresh_token().await, Ok(None));
        assert_eq!(session.current().await.unwrap_err().class, ErrorClass::SignInAgain);
    }
}

#[tokio::test]
async fn a_code_for_another_app_or_with_a_wrong_secret_is_refused_in_words() {
    let crm = Crm::start().await;
    let app = App { client_secret: Some(Secret::new("guess")), ..crm.app(Vendor::HubSpot).await };
    assert!(matches!(tokens(&app).await.unwrap_err(), SignInError::UnknownApp { .. }));
    let uninstalled = json!({"vendor": "salesforce", "client_id": "new", "name": "New", "installed": false,
        "redirect_uris": ["http://localhost:1/callback"]});
    crm.turn("/clients", uninstalled).await;
    let app = App { client_id: "new".to_owned(), ..crm.app(Vendor::Salesforce).await };
    let refused = Endpoint::of(app).unwrap().renew(&Secret::new("none")).await.unwrap_err();
    assert!(matches!(refused, SignInError::NotInstalled | SignInError::Ended { .. }), "{refused:?}");
}

#[tokio::test]
async fn an_app_that_is_not_set_up_opens_nothing() {
    let crm = Crm::start().await;
    let app = crm.app(Vendor::HubSpot).await;
    let without_id = App { client_id: " ".to_owned(), ..app.clone() };
    assert!(matches!(Transaction::begin(without_id).await.unwrap_err(), SignInError::NotSetUp { .. }));
    let without_secret = App { client_secret: None, ..app.clone() };
    assert!(matches!(Transaction::begin(without_secret).await.unwrap_err(), SignInError::NotSetUp { .. }));
    let not_here = App { reach: Reach::Vendors, ..app };
    assert!(matches!(Transaction::begin(not_here).await.unwrap_err(), SignInError::ForeignHost { .. }));
}
