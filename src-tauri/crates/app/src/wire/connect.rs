//! Connecting a CRM: what is asked of a person, and what came back.

use domain::{PersonId, Role};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// Which CRM.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CrmVendor {
    Salesforce,
    Hubspot,
}

/// Where people sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LoginHost {
    Production,
    /// Salesforce only.
    Sandbox,
    /// Salesforce only: the customer's own address.
    MyDomain,
    /// The practice CRM of this window.
    Practice,
}

/// Arguments of `begin_sign_in`.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct BeginSignIn {
    pub vendor: CrmVendor,
    pub host: LoginHost,
    /// `acme.my.salesforce.com`; only with `MyDomain`.
    pub my_domain: String,
    /// Salesforce calls it the consumer key.
    pub client_id: String,
    /// HubSpot only; empty where a profile that was opened holds it, or the keychain does.
    pub client_secret: String,
    /// Opens the secret of the profile that was opened; empty where there is none.
    pub passphrase: String,
    /// The ports of the registered addresses `http://localhost:PORT/callback`, tried in turn.
    pub ports: Vec<u16>,
    /// The workspace that is signed in again; `None` for a new one.
    pub again: Option<String>,
}

/// A sign-in that waits for the browser.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SignInPending {
    /// What the browser opens; it may be copied into any browser of this computer.
    pub address: String,
    /// False where no browser could be started.
    pub opened: bool,
    /// Minutes until the sign-in is given up.
    pub minutes: u32,
}

/// Arguments of `use_service_key`.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct UseServiceKey {
    /// `Production` or `Practice`.
    pub host: LoginHost,
    pub key: String,
    pub again: Option<String>,
}

/// Whom and what a sign-in brought.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AccountView {
    pub vendor: CrmVendor,
    /// `Salesforce`
    pub crm: String,
    /// The organisation's id in the CRM.
    pub organisation: String,
    /// `acme.my.salesforce.com`
    pub host: String,
    pub person: Option<AccountPerson>,
    /// Everybody who can own records, where the person is not known and has to be chosen.
    pub people: Vec<AccountPerson>,
    pub proposed_name: String,
    pub rights: Vec<RightLine>,
    /// True where the rights are the app's or the key's, the same for everybody.
    pub rights_are_the_apps: bool,
    pub fields: Vec<FieldLine>,
    pub pipelines: Vec<PipelineLine>,
    /// How many active people can own records.
    pub owners: u32,
    /// The workspace that was signed in again; it is kept without another step.
    pub again: Option<String>,
}

/// A person of the CRM.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AccountPerson {
    pub id: PersonId,
    pub name: String,
    pub email: String,
}

/// Whether one thing may be done.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RightLine {
    pub sentence: String,
    pub allowed: bool,
    pub missing: String,
    /// Who grants it, and how.
    pub remedy: String,
}

/// A place that a field of the CRM fills, and the field that does.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FieldLine {
    /// What a mapping calls the place: `business_goals`
    pub slot: String,
    /// What people call it: `Goals`
    pub handoff: String,
    /// True for what is read where the CRM has it, and never written.
    pub only_read: bool,
    /// The CRM's own name of the field.
    pub name: String,
    pub serves: bool,
    pub remedy: Option<String>,
    /// False for what is Changeover's own: another field can't carry it.
    pub may_be_renamed: bool,
    /// True where the field is another one than that of the set-up.
    pub renamed: bool,
    /// A field that looks as if it held the same, where the place is empty.
    pub proposed: Option<FieldChoice>,
    /// Fields that could carry it.
    pub fitting: Vec<FieldChoice>,
}

/// Which stages of a pipeline start a handoff.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PipelineLine {
    pub name: String,
    /// The stages that the CRM marks as won; where there is none, no deal of the pipeline gets a handoff.
    pub won: Vec<String>,
}

/// A field of the CRM that can be chosen.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FieldChoice {
    pub name: String,
    pub label: String,
}

/// Arguments of `map_fields`: which fields carry what, by the slots' words; those that are absent are the set-up's.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct MapFields {
    pub fields: BTreeMap<String, String>,
}

/// Arguments of `keep_account`.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct KeepAccount {
    pub name: String,
    /// Who the person is, where the sign-in did not tell.
    pub person: Option<PersonId>,
    pub role: Role,
}

/// A workspace that was connected.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Connected {
    pub workspace: String,
    /// False where the sign-in lasts until the program ends.
    pub in_keychain: bool,
    /// Why, and what can be done.
    pub why: Option<String>,
    pub remedy: Option<String>,
}

/// A profile file of an admin, as far as it may be shown.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ProfileView {
    pub name: String,
    pub vendor: CrmVendor,
    pub host: LoginHost,
    pub my_domain: String,
    pub client_id: String,
    pub ports: Vec<u16>,
    /// True where the app's secret is in it, under a passphrase.
    pub sealed: bool,
    /// Where the playbook comes from.
    pub playbook: Option<String>,
    /// Which fields of the CRM carry what, by the slots' words.
    pub fields: BTreeMap<String, String>,
}

/// Arguments of `save_profile`.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SaveProfile {
    pub path: String,
    pub profile: NewProfile,
}

/// A profile as a link.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ProfileLink {
    pub link: String,
}

/// A profile that an admin makes of the form.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct NewProfile {
    pub name: String,
    pub sign_in: BeginSignIn,
    /// Closes the secret; empty leaves the secret out.
    pub passphrase: String,
    /// Which fields of the CRM carry what, as in `MapFields`.
    pub fields: BTreeMap<String, String>,
}

/// What signing out would cost.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SignOutQuestion {
    pub crm: String,
    /// Changes that the CRM does not have yet.
    pub unsent: u32,
}

/// Arguments of `sign_out`.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SignOut {
    /// Deletes what was written here, too, sent or not; otherwise it waits for the next sign-in.
    pub delete_drafts: bool,
}

/// What became of a sign-out.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SignedOut {
    /// Why the CRM or the keychain could not be told; `None` where everything is gone.
    pub left: Option<String>,
    pub remedy: Option<String>,
}
