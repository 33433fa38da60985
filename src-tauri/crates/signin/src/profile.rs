//! The admin's profile file: everything that a rep would otherwise have to ask for, in one file.
//!
//! Invariant: a secret is in it only under the admin's passphrase, bound to the rest of the file, so that it can't be moved
//! into a file that leads elsewhere. The checksum finds damage and careless edits; against a forger only the list of
//! allowed hosts helps, so a profile can never widen it beyond this machine.

mod link;
mod seal;
#[cfg(test)]
mod tests;

use crate::vendor::Vendor;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use net::{Reach, Secret, origin_within};
use seal::Sealed;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

pub use link::LINK_SCHEME;

/// The ending of a profile's name, without the dot.
pub const PROFILE_EXTENSION: &str = "changeover-profile";
/// A profile is a page of text; whatever is longer is something else.
const LONGEST: usize = 64 * 1024;
const FORMAT: &str = "changeover-profile";
/// With fields of its own; what knows only the first version would read and write others.
const VERSION: u64 = 2;
const FIRST_VERSION: u64 = 1;

/// What a profile says. `Debug` shows no secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// What the admin calls it: the company's name.
    pub name: String,
    pub crm: Vendor,
    /// Where people sign in: `https://acme.my.salesforce.com`.
    pub login: String,
    pub client_id: String,
    /// The ports of the registered redirect addresses.
    pub ports: Vec<u16>,
    /// Allows addresses of this machine, for practice.
    #[serde(default)]
    pub loopback: bool,
    /// Where the playbook comes from, and whose signatures on it count.
    #[serde(default)]
    pub playbook: Option<PlaybookSource>,
    /// Which fields of the CRM carry the handoff's, where they are not those of the set-up: `risks` to `Deal_Risks__c`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, String>,
}

/// A playbook's source and the keys that sign it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaybookSource {
    pub source: String,
    pub signers: Vec<String>,
}

/// A profile as it lies in a file, with the secret under a passphrase where there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileFile {
    pub profile: Profile,
    sealed: Option<Sealed>,
}

/// Why a file is not taken as a profile.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProfileError {
    #[error("this is no profile of Changeover")]
    NotAProfile,
    #[error("this link is no profile of Changeover, or a part of it is missing")]
    NotALink,
    #[error("this profile was made by a newer Changeover: version {version}")]
    Newer { version: u64 },
    #[error("this profile is damaged or was changed by hand")]
    Damaged,
    #[error("this profile leads to an address that is not {vendor}'s")]
    ForeignHost { vendor: &'static str },
    #[error("the passphrase does not open this profile")]
    WrongPassphrase,
    #[error("a passphrase needs at least {least} characters")]
    ShortPassphrase { least: usize },
}

impl ProfileError {
    /// What a person can do.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::NotAProfile => "Choose the file that your admin sent; its name ends in `.changeover-profile`",
            Self::NotALink => "Copy the whole link that your admin sent, or ask for the profile as a file",
            Self::Newer { .. } => "Install the newest version of Changeover, then open the profile again",
            Self::Damaged => "Ask your admin to send it again; nothing was taken from this one",
            Self::ForeignHost { .. } => "Do not use it, and tell your admin where it came from",
            Self::WrongPassphrase => "Check it with your admin; it did not travel with the file",
            Self::ShortPassphrase { .. } => "Take a few words that nobody guesses, and send them another way",
        }
    }
}

/// The file's own shape.
#[derive(Serialize, Deserialize)]
struct Envelope {
    format: String,
    version: u64,
    profile: Profile,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    secret: Option<Sealed>,
    checksum: String,
}

impl ProfileFile {
    /// A profile, with the app's secret under a passphrase where there is one.
    ///
    /// # Errors
    /// What a reader would refuse, and a passphrase that is too short.
    pub fn new(profile: Profile, secret: Option<(&Secret, &Secret)>) -> Result<Self, ProfileError> {
        check(&profile)?;
        let bound_to = canonical(&profile);
        let sealed = secret.map(|(secret, passphrase)| seal::seal(secret, passphrase, &bound_to)).transpose()?;
        Ok(Self { profile, sealed })
    }

    /// Reads a file's bytes.
    ///
    /// # Errors
    /// Why it is none that may be used.
    pub fn read(bytes: &[u8]) -> Result<Self, ProfileError> {
        if bytes.len() > LONGEST {
            return Err(ProfileError::NotAProfile);
        }
        let value: serde_json::Value = serde_json::from_slice(bytes).map_err(|_| ProfileError::NotAProfile)?;
        if value.get("format").and_then(serde_json::Value::as_str) != Some(FORMAT) {
            return Err(ProfileError::NotAProfile);
        }
        match value.get("version").and_then(serde_json::Value::as_u64) {
            Some(version) if version > VERSION => return Err(ProfileError::Newer { version }),
            Some(_) => {}
            None => return Err(ProfileError::Damaged),
        }
        let envelope: Envelope = serde_json::from_value(value).map_err(|_| ProfileError::Damaged)?;
        let Envelope { profile, secret: sealed, checksum, .. } = envelope;
        let file = Self { profile, sealed };
        if file.checksum() != checksum {
            return Err(ProfileError::Damaged);
        }
        check(&file.profile)?;
        Ok(file)
    }

    /// The bytes of the file, for a person to look at, too.
    pub fn write(&self) -> Vec<u8> {
        serde_json::to_vec_pretty(&self.envelope()).unwrap_or_default()
    }

    fn envelope(&self) -> Envelope {
        Envelope {
            format: FORMAT.to_owned(),
            version: if self.profile.fields.is_empty() { FIRST_VERSION } else { VERSION },
            profile: self.profile.clone(),
            secret: self.sealed.clone(),
            checksum: self.checksum(),
        }
    }

    /// True where the app's secret is in it, under a passphrase.
    pub fn is_sealed(&self) -> bool {
        self.sealed.is_some()
    }

    /// The app's secret; `None` where the profile has none. Takes about a second, so that guessing does, too.
    ///
    /// # Errors
    /// `WrongPassphrase`, also where the rest of the file was changed.
    pub fn unseal(&self, passphrase: &Secret) -> Result<Option<Secret>, ProfileError> {
        let bound_to = canonical(&self.profile);
        self.sealed.as_ref().map(|sealed| seal::unseal(sealed, passphrase, &bound_to)).transpose()
    }

    fn checksum(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(canonical(&self.profile));
        hash.update(serde_json::to_vec(&self.sealed).unwrap_or_default());
        STANDARD.encode(hash.finalize())
    }
}

/// The same bytes for the same profile, whatever the file's spacing.
fn canonical(profile: &Profile) -> Vec<u8> {
    serde_json::to_vec(profile).unwrap_or_default()
}

fn check(profile: &Profile) -> Result<(), ProfileError> {
    let reach = if profile.loopback { Reach::VendorsAndLoopback } else { Reach::Vendors };
    let vendor = profile.crm.name();
    origin_within(&profile.login, reach).map_err(|_| ProfileError::ForeignHost { vendor })?;
    let ports_fit = !profile.ports.is_empty() && !profile.ports.contains(&0);
    if ports_fit && !profile.client_id.trim().is_empty() { Ok(()) } else { Err(ProfileError::Damaged) }
}
