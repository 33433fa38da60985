//! Connecting a CRM: sign in, look at what came back, keep it as a workspace; and signing out again.

mod account;
mod fields;
mod keep;
mod profile;
mod sign_out;

pub use account::{host_of, map_fields};
pub use keep::keep_account;
pub use profile::{offered_profile, open_profile, pick_profile, profile_link, save_profile};
pub use sign_out::{sign_out, sign_out_question};

use crate::application::Application;
use crate::connect_desk::{Asked, Waiting, Way};
use crate::connection::{Access, Link};
use crate::error::AppError;
use crate::wire::connect::{AccountView, BeginSignIn, CrmVendor, LoginHost, SignInPending, UseServiceKey};
use crate::wire::overview::Nothing;
use account::Proved;
use crm::port::Names;
use net::{Reach, Secret};
use signin::{App, Endpoint, Keys, Session, SignInError, StoredKey, Transaction, Vendor};
use std::sync::Arc;
use std::time::Duration;
use vault::Vault;

/// How long a person may take in the browser: a password, a second factor, a question to the admin.
const MINUTES: u32 = 10;

/// Listens for an answer and opens the browser. What was under way before is ended.
pub async fn begin_sign_in(application: &Application, _: &str, ask: BeginSignIn) -> Result<SignInPending, AppError> {
    end(application).await;
    let practice = ask.host == LoginHost::Practice;
    let again = ask.again.clone();
    let secret = secret_for(application, &ask).await?;
    let app = app_of(application, ask, secret);
    let transaction = Transaction::begin(app.clone()).await?;
    let address = transaction.address().to_owned();
    application.connect.wait(transaction, Asked { app, practice, again });
    let opened = open(application, &address);
    Ok(SignInPending { address, opened, minutes: MINUTES })
}

/// Waits for the browser, and asks the CRM whom it let in.
pub async fn await_sign_in(application: &Application, _: &str, _: Nothing) -> Result<AccountView, AppError> {
    let Waiting { transaction, asked, mut cancelled } = application.connect.take_waiting()?;
    let patience = Duration::from_secs(60 * u64::from(MINUTES));
    let answer = tokio::select! {
        answer = transaction.answer(patience) => answer?,
        _ = cancelled.wait_for(|cancelled| *cancelled) => return Err(SignInError::Cancelled.into()),
    };
    let tokens = Endpoint::of(asked.app.clone())?.exchange(answer).await?;
    let (api, holder) = (tokens.api.clone(), tokens.holder.clone());
    let keys = waiting_keys();
    let session = Session::opened(asked.app.clone(), keys.clone(), tokens).await;
    let access = Access::Browser(asked.app.vendor, session);
    let names = names_for(application, &asked);
    let link = Link { api, access, names };
    let proved = Proved { way: Way::Browser(asked.app), practice: asked.practice, link, user: holder.user, keys };
    account::arrive(application, proved, asked.again).await
}

/// Sends the browser to the same page again.
pub async fn open_sign_in_page(application: &Application, _: &str, _: Nothing) -> Result<bool, AppError> {
    Ok(application.connect.address().is_some_and(|address| open(application, &address)))
}

/// Ends a sign-in that is under way, or that came back and is not kept. False where there was none.
pub async fn end_sign_in(application: &Application, _: &str, _: Nothing) -> Result<bool, AppError> {
    Ok(end(application).await)
}

/// Connects with a key that an admin made, in place of the browser. HubSpot only.
pub async fn use_service_key(application: &Application, _: &str, ask: UseServiceKey) -> Result<AccountView, AppError> {
    end(application).await;
    let key = Secret::new(&ask.key);
    if key.is_empty() {
        return Err(AppError::refuse("key_needed", "the key is missing", "Paste the key that your admin made"));
    }
    let practice = ask.host == LoginHost::Practice;
    let usual = Vendor::HubSpot.usual_api().unwrap_or_default().to_owned();
    let api = if practice { application.practice.base_url.clone() } else { usual };
    let keys = waiting_keys();
    keys.keep_service_key(&key).await;
    let access = Access::Key(Vendor::HubSpot, Arc::new(StoredKey::of(Vendor::HubSpot, keys.clone())));
    let names = ask.again.as_deref().map(|again| names_of(application, again)).unwrap_or_default();
    let link = Link { api, access, names };
    let proved = Proved { way: Way::Key, practice, link, user: None, keys };
    account::arrive(application, proved, ask.again).await
}

/// Which fields carry ours: as in the workspace that is signed in again, else as the admin's profile for this app says.
fn names_for(application: &Application, asked: &Asked) -> Names {
    match &asked.again {
        Some(workspace) => names_of(application, workspace),
        None => {
            let profile = application.connect.profile().map(|file| file.profile);
            let same_app = profile.filter(|profile| profile.client_id == asked.app.client_id);
            same_app.map(|profile| Names(profile.fields)).unwrap_or_default()
        }
    }
}

fn names_of(application: &Application, workspace: &str) -> Names {
    let label = application.label_of(workspace).ok().and_then(|label| label.crm);
    label.map(|crm| crm.fields).unwrap_or_default()
}

async fn end(application: &Application) -> bool {
    let had_address = application.connect.address().is_some();
    match application.connect.end() {
        Some(arrived) => {
            arrived.discard().await;
            true
        }
        None => had_address,
    }
}

/// Until an account is kept, its secrets are in memory only: what is not kept leaves no trace in the keychain.
fn waiting_keys() -> Keys {
    Keys::of(Vault::of_this_session(), "waiting")
}

fn open(application: &Application, address: &str) -> bool {
    let opened = application.host().open_in_browser(address);
    if let Err(error) = &opened {
        tracing::warn!(%error, "the browser could not be opened");
    }
    opened.is_ok()
}

pub fn vendor_of(vendor: CrmVendor) -> Vendor {
    match vendor {
        CrmVendor::Salesforce => Vendor::Salesforce,
        CrmVendor::Hubspot => Vendor::HubSpot,
    }
}

pub fn wire_vendor(vendor: Vendor) -> CrmVendor {
    match vendor {
        Vendor::Salesforce => CrmVendor::Salesforce,
        Vendor::HubSpot => CrmVendor::Hubspot,
    }
}

fn app_of(application: &Application, ask: BeginSignIn, client_secret: Option<Secret>) -> App {
    let vendor = vendor_of(ask.vendor);
    let practice = application.practice.base_url.clone();
    let login = match ask.host {
        LoginHost::Production => vendor.usual_login().to_owned(),
        LoginHost::Sandbox => "https://test.salesforce.com".to_owned(),
        LoginHost::MyDomain => my_domain(&ask.my_domain),
        LoginHost::Practice => practice.clone(),
    };
    let tokens = match (vendor.usual_api(), ask.host) {
        (Some(api), LoginHost::Production) => api.to_owned(),
        _ => login.clone(),
    };
    let reach = if ask.host == LoginHost::Practice { Reach::VendorsAndLoopback } else { Reach::Vendors };
    let client_secret = client_secret.filter(|_| vendor.wants_a_secret());
    App { vendor, login, tokens, client_id: ask.client_id, client_secret, ports: ask.ports, reach }
}

/// The secret that was typed, the one that is kept with the workspace that is signed in again, or the profile's.
async fn secret_for(application: &Application, ask: &BeginSignIn) -> Result<Option<Secret>, AppError> {
    let typed = Secret::new(&ask.client_secret);
    if ask.vendor == CrmVendor::Salesforce {
        return Ok(None);
    }
    match &ask.again {
        Some(workspace) if typed.is_empty() => {
            Ok(application.keys_of(workspace).app_secret().await.map_err(SignInError::Keychain)?)
        }
        _ if typed.is_empty() => from_profile(application, ask).await,
        _ => Ok(Some(typed)),
    }
}

/// The secret of the profile that was opened, where it is that app's. Opening it takes a moment, on a thread of its own.
async fn from_profile(application: &Application, ask: &BeginSignIn) -> Result<Option<Secret>, AppError> {
    let Some(file) = application.connect.profile().filter(|file| file.profile.client_id == ask.client_id) else {
        return Ok(None);
    };
    let passphrase = Secret::new(&ask.passphrase);
    let opened = tokio::task::spawn_blocking(move || file.unseal(&passphrase)).await;
    Ok(opened.unwrap_or(Err(signin::ProfileError::Damaged))?)
}

/// As people write it: with or without `https://`, with a path behind it.
fn my_domain(text: &str) -> String {
    let bare = text.trim().trim_start_matches("https://");
    let host = bare.split('/').next().unwrap_or_default().to_lowercase();
    format!("https://{}", host.replace(".lightning.force.com", ".my.salesforce.com"))
}
