//! Connecting, from the first click to the first load, and out again: what a person sees, and what is left behind.

use crate::desk::{Desk, frame};
use app::wire::connect::{
    AccountView, BeginSignIn, CrmVendor, FieldLine, KeepAccount, LoginHost, MapFields, NewProfile, SaveProfile,
    SignOut, UseServiceKey,
};
use app::wire::list::{ListHandoffs, Scope};
use app::wire::overview::{Nothing, Overview};
use app::wire::public_error::PublicError;
use app::{AppError, Application, OfferedProfile, intentions};
use domain::Role;
use net::Secret;
use practice::CANARY;
use serde_json::json;
use signin::{PlaybookSource, Profile, ProfileFile};
use std::net::TcpListener;
use std::sync::Arc;

const HUBSPOT_APP: (&str, &str) = ("journey-app", "journey-s3cret");

/// A person at the connect screen, with an app that the admin registered.
struct Newcomer {
    desk: Desk,
    port: u16,
    vendor: CrmVendor,
}

impl Newcomer {
    async fn at(vendor: CrmVendor) -> Self {
        let desk = Desk::open().await;
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let secret = Some(HUBSPOT_APP.1).filter(|_| vendor == CrmVendor::Hubspot);
        let client = json!({"vendor": vendor_word(vendor), "client_id": HUBSPOT_APP.0, "client_secret": secret,
            "name": "Journey", "redirect_uris": [format!("http://localhost:{port}/callback")]});
        desk.office.control("oauth/clients", client).await;
        Self { desk, port, vendor }
    }

    fn application(&self) -> Arc<Application> {
        Arc::clone(&self.desk.application)
    }

    fn ask(&self, again: Option<String>) -> BeginSignIn {
        let typed = again.is_none() && self.vendor == CrmVendor::Hubspot;
        BeginSignIn {
            vendor: self.vendor,
            host: LoginHost::Practice,
            my_domain: String::new(),
            client_id: HUBSPOT_APP.0.to_owned(),
            client_secret: if typed { HUBSPOT_APP.1.to_owned() } else { String::new() },
            passphrase: String::new(),
            ports: vec![self.port],
            again,
        }
    }

    /// Signs in in a browser, as the first person of the page's list.
    async fn sign_in(&self, decision: &str, again: Option<String>) -> Result<AccountView, AppError> {
        self.sign_in_as(1, decision, again).await
    }

    async fn sign_in_as(&self, person: usize, decision: &str, again: Option<String>) -> Result<AccountView, AppError> {
        let application = self.application();
        let pending = intentions::begin_sign_in(&application, "", self.ask(again)).await?;
        assert!(pending.opened && self.desk.host.opened.lock().unwrap().contains(&pending.address));
        let waiting = intentions::await_sign_in(&application, "", Nothing {});
        let (view, ()) = tokio::join!(waiting, self.desk.office.decide(&pending.address, decision, person));
        view
    }

    async fn keep(&self, role: Role) -> String {
        let ask = KeepAccount { name: "Acme".to_owned(), person: None, role };
        let kept = intentions::keep_account(&self.application(), "", ask).await.unwrap();
        assert!(!kept.in_keychain && kept.why.unwrap().contains("until you close Changeover"));
        kept.workspace
    }

    async fn overview(&self, workspace: &str) -> Overview {
        intentions::overview(&self.application(), workspace, Nothing {}).await.unwrap()
    }
}

fn vendor_word(vendor: CrmVendor) -> &'static str {
    match vendor {
        CrmVendor::Salesforce => "salesforce",
        CrmVendor::Hubspot => "hubspot",
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_signs_in_sees_their_account_and_has_their_deals() {
    for vendor in [CrmVendor::Hubspot, CrmVendor::Salesforce] {
        signs_in(&Newcomer::at(vendor).await).await;
    }
}

async fn signs_in(newcomer: &Newcomer) {
    let hubspot = newcomer.vendor == CrmVendor::Hubspot;
    let view = newcomer.sign_in("allow", None).await.unwrap();
    let person = view.person.clone().expect("the sign-in tells who it is");
    assert!(view.rights_are_the_apps == hubspot && view.rights.len() >= 5, "{:?}", view.rights);
    assert!(view.rights.iter().filter(|right| right.allowed).count() >= 5, "{:?}", view.rights);
    assert!(view.fields.iter().any(|field| field.handoff == "Status" && field.serves), "{:?}", view.fields);
    let workspace = newcomer.keep(Role::Rep).await;
    newcomer.application().round(&workspace).await.unwrap();
    let overview = newcomer.overview(&workspace).await;
    assert_eq!((overview.viewer.name, overview.viewer.may_switch), (person.name, false));
    assert_eq!(overview.sync.sentence, "All in the CRM");
    let crm = overview.workspace.crm.expect("a CRM behind it");
    assert_eq!((crm.name.as_str(), crm.signed_out), (if hubspot { "HubSpot" } else { "Salesforce" }, false));
    let all = ListHandoffs { scope: Scope::All, limit: 10, ..ListHandoffs::default() };
    let page = intentions::list_handoffs(&newcomer.application(), &workspace, all).await.unwrap();
    assert!(page.total > 20, "{} handoffs", page.total);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fields_that_the_company_had_are_proposed_chosen_and_kept() {
    for vendor in [CrmVendor::Hubspot, CrmVendor::Salesforce] {
        maps_fields(&Newcomer::at(vendor).await).await;
    }
}

async fn maps_fields(newcomer: &Newcomer) {
    let application = newcomer.application();
    let own = json!({"name": "deal_risks", "label": "Deal risks", "type": "string", "fieldType": "textarea", "groupName": "dealinformation"});
    newcomer.desk.office.api("POST", "/crm/properties/2026-09/deals", own).await;
    newcomer.desk.office.api("DELETE", "/crm/properties/2026-09/deals/handoff_risks", json!(null)).await;
    let view = newcomer.sign_in("allow", None).await.unwrap();
    let proposed = risks_of(&view).proposed.clone().expect("a field that holds the same");
    assert!(!risks_of(&view).serves && proposed.label == "Deal risks", "{proposed:?}");
    let choose = |name: &str| MapFields { fields: [("risks".to_owned(), name.to_owned())].into() };
    let refused = intentions::map_fields(
        &application,
        "",
        choose(if newcomer.vendor == CrmVendor::Hubspot { "amount" } else { "Amount" }),
    )
    .await
    .unwrap_err()
    .to_string();
    assert!(refused.contains("does not take"), "{refused}");
    let mapped = intentions::map_fields(&application, "", choose(&proposed.name)).await.unwrap();
    let risks = risks_of(&mapped);
    assert!(risks.serves && risks.renamed && risks.name == proposed.name && risks.proposed.is_none(), "{risks:?}");
    let workspace = newcomer.keep(Role::Rep).await;
    application.round(&workspace).await.unwrap();
    let again = newcomer.sign_in("allow", Some(workspace.clone())).await.unwrap();
    assert_eq!(risks_of(&again).name, proposed.name, "what was chosen stands in the workspace");
    intentions::map_fields(&application, "", MapFields { fields: [].into() }).await.unwrap();
    let ask = KeepAccount { name: String::new(), person: None, role: Role::Rep };
    intentions::keep_account(&application, "", ask).await.unwrap();
    application.round(&workspace).await.unwrap();
    let all = ListHandoffs { scope: Scope::All, limit: 10, ..ListHandoffs::default() };
    let page = intentions::list_handoffs(&application, &workspace, all).await.unwrap();
    assert!(page.total > 20, "everything was read again from other fields: {} handoffs", page.total);
}

fn risks_of(view: &AccountView) -> &FieldLine {
    view.fields.iter().find(|field| field.slot == "risks").expect("a line for the risks")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_of_a_sign_in_is_in_a_file() {
    let newcomer = Newcomer::at(CrmVendor::Hubspot).await;
    newcomer.sign_in("allow", None).await.unwrap();
    let workspace = newcomer.keep(Role::Rep).await;
    newcomer.application().round(&workspace).await.unwrap();
    newcomer.application().close().await;
    let state = newcomer.desk.office.control("oauth/settings", json!({})).await;
    assert_eq!(state["approvals"], 1);
    let files = everything_in(newcomer.desk.folder.path());
    assert!(files.windows(HUBSPOT_APP.0.len()).any(|part| part == HUBSPOT_APP.0.as_bytes()), "the label is read");
    let (token, _) = newcomer.desk.vault.get(&workspace, "refresh-token").await.unwrap().expect("it is kept");
    assert!(token.reveal().contains(CANARY), "the search would find nothing");
    for secret in [CANARY, HUBSPOT_APP.1] {
        assert!(secret.len() > 8 && !files.windows(secret.len()).any(|part| part == secret.as_bytes()));
    }
}

fn everything_in(folder: &std::path::Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        bytes.extend(if path.is_dir() { everything_in(&path) } else { std::fs::read(&path).unwrap() });
    }
    bytes
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_denies_or_cancels_connects_nothing() {
    let newcomer = Newcomer::at(CrmVendor::Hubspot).await;
    let denied = newcomer.sign_in("deny", None).await.unwrap_err();
    assert!(denied.to_string().contains("denied"));
    let application = newcomer.application();
    intentions::begin_sign_in(&application, "", newcomer.ask(None)).await.unwrap();
    let waiting = intentions::await_sign_in(&application, "", Nothing {});
    let (cancelled, ended) = tokio::join!(waiting, async {
        tokio::task::yield_now().await;
        intentions::end_sign_in(&application, "", Nothing {}).await.unwrap()
    });
    assert!(ended && cancelled.unwrap_err().to_string().contains("cancelled"));
    assert_eq!(newcomer.overview("").await.workspaces.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_revoked_sign_in_asks_for_another_one_and_the_workspace_goes_on() {
    for vendor in [CrmVendor::Hubspot, CrmVendor::Salesforce] {
        signs_in_again(&Newcomer::at(vendor).await).await;
    }
}

async fn signs_in_again(newcomer: &Newcomer) {
    newcomer.sign_in("allow", None).await.unwrap();
    let workspace = newcomer.keep(Role::Rep).await;
    newcomer.application().round(&workspace).await.unwrap();
    newcomer.desk.office.control("oauth/revoke", json!({})).await;
    newcomer.application().round(&workspace).await.unwrap();
    let overview = newcomer.overview(&workspace).await;
    assert!(overview.workspace.crm.unwrap().signed_out);
    assert!(overview.sync.sentence.ends_with("again; everything is saved here"), "{}", overview.sync.sentence);
    let view = newcomer.sign_in("allow", Some(workspace.clone())).await.unwrap();
    assert_eq!(view.again.as_deref(), Some(workspace.as_str()));
    assert_eq!(newcomer.keep(Role::Rep).await, workspace);
    newcomer.application().round(&workspace).await.unwrap();
    assert_eq!(newcomer.overview(&workspace).await.sync.sentence, "All in the CRM");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_else_signs_in_to_a_persons_workspace() {
    let newcomer = Newcomer::at(CrmVendor::Hubspot).await;
    newcomer.sign_in("allow", None).await.unwrap();
    let workspace = newcomer.keep(Role::Rep).await;
    newcomer.sign_in_as(2, "allow", Some(workspace.clone())).await.unwrap();
    let ask = KeepAccount { name: "Acme".to_owned(), person: None, role: Role::Rep };
    let refused = intentions::keep_account(&newcomer.application(), "", ask).await.unwrap_err();
    assert!(refused.to_string().contains("somebody else’s"), "{refused}");
    newcomer.application().round(&workspace).await.unwrap();
    assert_eq!(newcomer.overview(&workspace).await.sync.sentence, "All in the CRM", "the own sign-in goes on");
}

#[tokio::test]
async fn a_first_load_that_is_stopped_says_so_and_goes_on_when_asked() {
    let desk = Desk::unloaded().await;
    intentions::cancel_load(&desk.application, "", Nothing {}).await.unwrap();
    desk.round().await;
    let stopped = frame(&desk).await.sync;
    assert!(!stopped.loaded && !stopped.offline_by_choice);
    assert_eq!(stopped.sentence, "The first load was stopped; Sync now goes on with it");
    let line = intentions::sync_now(&desk.application, "", Nothing {}).await.unwrap().line;
    assert!(line.loaded && line.sentence != stopped.sentence, "{}", line.sentence);
    assert!(desk.rows().await.len() > 20);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn signing_out_revokes_forgets_and_keeps_or_deletes_what_was_written() {
    for delete_drafts in [false, true] {
        let newcomer = Newcomer::at(CrmVendor::Hubspot).await;
        newcomer.sign_in("allow", None).await.unwrap();
        let workspace = newcomer.keep(Role::Rep).await;
        let application = newcomer.application();
        application.round(&workspace).await.unwrap();
        let question = intentions::sign_out_question(&application, &workspace, Nothing {}).await.unwrap();
        assert_eq!((question.crm.as_str(), question.unsent), ("HubSpot", 0));
        let out = intentions::sign_out(&application, &workspace, SignOut { delete_drafts }).await.unwrap();
        assert_eq!(out.left, None);
        assert_eq!(newcomer.desk.office.control("oauth/settings", json!({})).await["approvals"], 0);
        let left = newcomer.desk.folder.path().join("workspaces").join(&workspace);
        assert_eq!(left.join("journal.sqlite").exists(), !delete_drafts);
        assert_eq!(newcomer.overview("").await.workspaces.len(), if delete_drafts { 1 } else { 2 });
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_does_not_say_who_one_is_and_tells_what_it_may() {
    let desk = Desk::open().await;
    let key = |key: &str| UseServiceKey { host: LoginHost::Practice, key: key.to_owned(), again: None };
    let refused = intentions::use_service_key(&desk.application, "", key("pat-wrong")).await.unwrap_err();
    assert!(refused.to_string().contains("does not accept"), "{refused}");
    let limited = key(desk.office.crm.limited_token());
    let view = intentions::use_service_key(&desk.application, "", limited).await.unwrap();
    assert!(view.person.is_none() && view.people.len() > 5);
    let write = view.rights.iter().find(|right| right.sentence.starts_with("Write")).unwrap();
    assert!(!write.allowed && !write.remedy.is_empty(), "{write:?}");
    let ask = |person| KeepAccount { name: "Acme".to_owned(), person, role: Role::Csm };
    let nobody = intentions::keep_account(&desk.application, "", ask(None)).await.unwrap_err();
    assert!(nobody.to_string().contains("who you are"));
    let me = view.people[0].clone();
    let kept = intentions::keep_account(&desk.application, "", ask(Some(me.id))).await.unwrap();
    let overview = intentions::overview(&desk.application, &kept.workspace, Nothing {}).await.unwrap();
    assert_eq!((overview.viewer.name, overview.viewer.role), (me.name, Role::Csm));
}

/// What the admin sends: the form's profile, with the playbook's source and its signers.
async fn admins_profile(person: &Newcomer) -> std::path::PathBuf {
    let path = person.desk.folder.path().join("acme.changeover-profile");
    let new = NewProfile {
        name: "Acme".to_owned(),
        sign_in: person.ask(None),
        passphrase: PASSPHRASE.to_owned(),
        fields: Default::default(),
    };
    let save = SaveProfile { path: path.display().to_string(), profile: new };
    intentions::save_profile(&person.application(), "", save).await.unwrap();
    let bytes = std::fs::read(&path).unwrap();
    assert!(!String::from_utf8_lossy(&bytes).contains(HUBSPOT_APP.1), "the secret is sealed");
    let playbook = PlaybookSource { source: "acme/playbook".to_owned(), signers: vec!["key-1".to_owned()] };
    let profile = Profile { playbook: Some(playbook), ..ProfileFile::read(&bytes).unwrap().profile };
    let secret = (&Secret::new(HUBSPOT_APP.1), &Secret::new(PASSPHRASE));
    std::fs::write(&path, ProfileFile::new(profile, Some(secret)).unwrap().write()).unwrap();
    path
}

const PASSPHRASE: &str = "three quiet river stones";

#[tokio::test]
async fn a_double_click_on_the_admins_profile_and_a_passphrase_are_all_that_a_rep_needs() {
    let person = Newcomer::at(CrmVendor::Hubspot).await;
    let path = admins_profile(&person).await;
    person.application().offer_profile(OfferedProfile::named(&path.display().to_string()).unwrap());
    let view =
        intentions::offered_profile(&person.application(), "", Nothing {}).await.unwrap().expect("it was offered");
    assert_eq!((view.name.as_str(), view.host, view.sealed), ("Acme", LoginHost::Practice, true));
    assert_eq!((view.client_id.as_str(), view.ports.as_slice()), (HUBSPOT_APP.0, &[person.port][..]));
    assert_eq!(view.playbook.as_deref(), Some("acme/playbook"));

    let from_profile = |passphrase: &str| {
        let nothing_typed = BeginSignIn { client_secret: String::new(), ..person.ask(None) };
        BeginSignIn { passphrase: passphrase.to_owned(), ..nothing_typed }
    };
    let wrong = intentions::begin_sign_in(&person.application(), "", from_profile("another one here")).await;
    assert_eq!(PublicError::from(wrong.unwrap_err()).code, "profile_refused");
    let application = person.application();
    let pending = intentions::begin_sign_in(&application, "", from_profile(PASSPHRASE)).await.unwrap();
    let waiting = intentions::await_sign_in(&application, "", Nothing {});
    let (account, ()) = tokio::join!(waiting, person.desk.office.decide(&pending.address, "allow", 1));
    account.unwrap();
    let workspace = person.keep(Role::Rep).await;
    let label = person.desk.folder.path().join("workspaces").join(&workspace).join("workspace.json");
    let label: serde_json::Value = serde_json::from_slice(&std::fs::read(label).unwrap()).unwrap();
    assert_eq!(label["crm"]["playbook"], json!({"source": "acme/playbook", "signers": ["key-1"]}));
    assert!(!label.to_string().contains(HUBSPOT_APP.1));
}
