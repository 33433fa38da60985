//! Signing in from the real window through a real browser, with a real Secret Service, in both vendors' dialects; and what
//! of it can be found afterwards.

use crate::browser::{Answer, Browser, sign_in};
use crate::practice_crm::PracticeCrm;
use crate::window::Window;
use practice::CANARY;
use serde_json::json;
use std::path::Path;
use tempfile::TempDir;
use vault::{Kept, Vault};

/// The secret of the practice CRM's HubSpot app: the screen types it, nothing else may show it.
const APP_SECRET: &str = "practice-app-secret";

/// A window on a desktop whose browser answers consent pages.
struct Person {
    window: Window,
    practice: PracticeCrm,
    data: TempDir,
    browser: Browser,
}

impl Person {
    async fn at(deals: usize, decision: &str) -> Self {
        let data = TempDir::new().unwrap();
        let practice = PracticeCrm::start(deals).await;
        let answer = Answer { decision, ..Answer::default() };
        let (browser, window) = Browser::with_window(data.path(), &practice, answer).await;
        Self { window, practice, data, browser }
    }
}

async fn connects(vendor: &str, crm: &str) {
    let person = Person::at(60, "Allow").await;
    let window = &person.window;
    sign_in(window, vendor).await;
    window.find("account").await;
    assert!(person.browser.last_page().await.contains("Go back to Changeover"));
    assert!(window.text().await.contains(crm));
    window.pictures(&format!("connect-account-{vendor}")).await;
    let all = "const fields = document.querySelector('[data-testid=show-fields]');";
    window.script(&format!("{all} fields.closest('details').open = true; fields.scrollIntoView()")).await;
    window.find("field-risks").await;
    window.pictures(&format!("connect-fields-{vendor}")).await;
    window.click("keep").await;
    window.find("loaded").await;
    window.pictures(&format!("connect-loaded-{vendor}")).await;
    let overview = window.call("overview", json!({})).await;
    let workspace = overview["workspace"]["id"].as_str().unwrap().to_owned();
    assert_eq!((&overview["workspace"]["kind"], &overview["workspace"]["crm"]["name"]), (&json!("crm"), &json!(crm)));
    // What was loaded is judged a moment later.
    window.loaded().await;

    // An ended session is renewed without a word, and the rotated token is the one that is kept.
    person.practice.control("oauth/expire", json!({})).await;
    window.call("sync_now", json!({})).await;
    assert_eq!(window.call("overview", json!({})).await["workspace"]["crm"]["signed_out"], json!(false));
    let (token, kept) = refresh_token(&workspace).await.expect("the Secret Service has it");
    assert_eq!(kept, Kept::InKeychain);
    assert!(token.contains(CANARY), "the search below would find nothing");
    window.call("export_unsent", json!({"path": person.data.path().join("unsent.json")})).await;
    nothing_shows(person.data.path(), &[&token, APP_SECRET, CANARY]);

    window.go("#/setup").await;
    window.click(&format!("leave-{workspace}")).await;
    window.click("out-delete").await;
    window.click("confirm-yes").await;
    window.find("signed-out").await;
    assert!(refresh_token(&workspace).await.is_none(), "the keychain still has the token");
    assert_eq!(person.practice.control("oauth/settings", json!({})).await["approvals"], 0);
    nothing_shows(person.data.path(), &[&token, APP_SECRET, CANARY]);
    person.window.close().await;
}

async fn refresh_token(workspace: &str) -> Option<(String, Kept)> {
    let found = Vault::of_this_computer().get(workspace, "refresh-token").await.expect("a Secret Service");
    found.map(|(secret, kept)| (secret.reveal().to_owned(), kept))
}

/// Looks for secrets in every file of the data folder: labels, databases, logs. Something that must be there shows that
/// the search finds.
fn nothing_shows(folder: &Path, secrets: &[&str]) {
    let mut files = Vec::new();
    collect(folder, &mut files);
    let holds = |bytes: &[u8], text: &str| bytes.windows(text.len()).any(|part| part == text.as_bytes());
    assert!(files.iter().any(|(path, bytes)| path.ends_with(".log") && holds(bytes, "hyper")), "no talkative log");
    for secret in secrets {
        assert!(secret.len() > 12);
        let shown: Vec<_> = files.iter().filter(|(_, bytes)| holds(bytes, secret)).map(|(path, _)| path).collect();
        assert!(shown.is_empty(), "a secret is in {shown:?}");
    }
}

fn collect(folder: &Path, files: &mut Vec<(String, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if let Ok(bytes) = std::fs::read(&path) {
            files.push((path.display().to_string(), bytes));
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_connects_salesforce_in_the_browser_and_leaves_without_a_trace() {
    connects("salesforce", "Salesforce").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_connects_hubspot_in_the_browser_and_leaves_without_a_trace() {
    connects("hubspot", "HubSpot").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_denies_in_the_browser_is_back_at_the_choice() {
    let person = Person::at(20, "Deny").await;
    sign_in(&person.window, "salesforce").await;
    person.window.find("connect-failed").await;
    assert!(person.window.text().await.contains("denied in the browser"));
    assert!(person.browser.last_page().await.contains("Nothing was connected"));
    person.window.find("connect-form").await;
    person.window.pictures("connect-denied").await;
    person.window.close().await;
}
