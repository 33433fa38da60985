//! The CRM that a workspace's label names, without any secret.

use super::{Application, Label, folder, open_import};
use crate::connect_desk::Way;
use crate::connection::{Access, Link};
use crate::error::AppError;
use crate::wire::connect::LoginHost;
use crate::workspace::Workspace;
use crm::port::Names;
use net::Reach;
use serde::{Deserialize, Serialize};
use signin::{App, Keys, PlaybookSource, Session, StoredKey, Vendor};
use std::sync::Arc;

/// What a label says of its CRM.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrmLabel {
    pub vendor: Vendor,
    pub way: SignInWay,
    /// Where the API answers.
    pub api: String,
    /// The organisation's id in the CRM: signing in again to another one is refused.
    pub organisation: String,
    /// The practice CRM, whose address changes with each start.
    #[serde(default)]
    pub practice: bool,
    /// Which fields of the CRM carry ours, where they are not those of the set-up.
    #[serde(default, skip_serializing_if = "Names::is_empty")]
    pub fields: Names,
    /// Where the profile said the playbook comes from, and whose signatures on it count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub playbook: Option<PlaybookSource>,
}

/// How a person proves themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum SignInWay {
    Browser { login: String, tokens: String, client_id: String, ports: Vec<u16>, loopback: bool },
    Key,
}

impl SignInWay {
    /// What a label keeps of a sign-in.
    pub fn of(way: &Way) -> Self {
        match way {
            Way::Key => Self::Key,
            Way::Browser(app) => Self::Browser {
                login: app.login.clone(),
                tokens: app.tokens.clone(),
                client_id: app.client_id.clone(),
                ports: app.ports.clone(),
                loopback: app.reach == Reach::VendorsAndLoopback,
            },
        }
    }
}

impl CrmLabel {
    /// Which choice of the connect screen leads to the same login page, with the customer's own host.
    pub fn login_host(&self) -> (LoginHost, String) {
        let SignInWay::Browser { login, .. } = &self.way else {
            return (if self.practice { LoginHost::Practice } else { LoginHost::Production }, String::new());
        };
        if self.practice { (LoginHost::Practice, String::new()) } else { login_host_of(login) }
    }
}

/// The choice of the connect screen that leads to a login page; the customer's own host beside it.
pub fn login_host_of(login: &str) -> (LoginHost, String) {
    match login.strip_prefix("https://") {
        Some("login.salesforce.com" | "app.hubspot.com") => (LoginHost::Production, String::new()),
        Some("test.salesforce.com") => (LoginHost::Sandbox, String::new()),
        host => (LoginHost::MyDomain, host.unwrap_or(login).to_owned()),
    }
}

impl Application {
    /// The secrets of a workspace.
    pub(crate) fn keys_of(&self, workspace: &str) -> Keys {
        Keys::of(self.vault.clone(), workspace)
    }

    /// What a folder says of its workspace.
    pub(crate) fn label_of(&self, workspace: &str) -> Result<Label, AppError> {
        folder::label(&self.folder_of(workspace)).ok_or_else(|| AppError::NoSuchWorkspace(workspace.to_owned()))
    }

    /// Opens a workspace that was made here: from files, or by signing in.
    pub(crate) async fn open_made(&self, label: &Label) -> Result<Workspace, AppError> {
        let folder = self.folder_of(&label.id);
        let host = Arc::clone(self.host());
        match &label.crm {
            None => open_import(&folder, label, host).await,
            Some(crm) => {
                let link = self.link(&label.id, crm);
                folder::open_crm(&folder, label, link, host).await
            }
        }
    }

    /// The way to the CRM. The keychain is not asked yet.
    fn link(&self, workspace: &str, crm: &CrmLabel) -> Link {
        let here = |address: &str| if crm.practice { self.practice.base_url.clone() } else { address.to_owned() };
        let api = here(&crm.api);
        let access = self.access(workspace, crm, &api, here);
        Link { api, access, names: crm.fields.clone() }
    }

    fn access(&self, workspace: &str, crm: &CrmLabel, api: &str, here: impl Fn(&str) -> String) -> Access {
        let keys = self.keys_of(workspace);
        let SignInWay::Browser { login, tokens, client_id, ports, loopback } = &crm.way else {
            return Access::Key(crm.vendor, Arc::new(StoredKey::of(crm.vendor, keys)));
        };
        let reach = if *loopback { Reach::VendorsAndLoopback } else { Reach::Vendors };
        let app = App {
            vendor: crm.vendor,
            login: here(login),
            tokens: here(tokens),
            client_id: client_id.clone(),
            client_secret: None,
            ports: ports.clone(),
            reach,
        };
        Access::Browser(crm.vendor, Session::resumed(app, keys, api))
    }
}
