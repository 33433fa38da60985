//! Why a sign-in did not come about, and what can be done.

use crate::vendor::Vendor;
use net::{ErrorClass, Failure};

/// What went wrong. No text of the other side is ever part of it, except a code of letters that the standard names.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignInError {
    #[error("the {what} of the app in {} is missing", vendor.name())]
    NotSetUp { vendor: Vendor, what: String },
    #[error("this is not an address of {vendor} that Changeover connects to")]
    ForeignHost { vendor: &'static str },
    #[error("other programs use the ports of the sign-in: {}", listed(ports))]
    PortsTaken { ports: Vec<u16> },
    #[error("nobody answered in the browser in time")]
    TimedOut,
    #[error("the sign-in was cancelled")]
    Cancelled,
    #[error("the request was denied in the browser")]
    Denied,
    #[error("{} refused the sign-in: `{code}`", vendor.name())]
    Refused { vendor: Vendor, code: String },
    #[error("{} does not know the app: `{code}`", vendor.name())]
    UnknownApp { vendor: Vendor, code: String },
    #[error("the app is not installed in this Salesforce org")]
    NotInstalled,
    #[error("the sign-in has ended: {} does not accept it any more", vendor.name())]
    Ended { vendor: Vendor },
    #[error("nobody is signed in to {}", vendor.name())]
    SignedOut { vendor: Vendor },
    #[error("something between this computer and {} answered in its place", vendor.name())]
    Interposed { vendor: Vendor },
    #[error("{} can't be reached", vendor.name())]
    Offline { vendor: Vendor },
    #[error("{} is busy or has a fault at the moment", vendor.name())]
    Busy { vendor: Vendor },
    #[error("the keychain can't be asked: {0}")]
    Keychain(vault::VaultError),
}

impl SignInError {
    /// What a person can do.
    pub fn remedy(&self) -> String {
        match self {
            Self::NotSetUp { .. } => "Ask your admin for it, or for a profile file that holds everything".to_owned(),
            Self::ForeignHost { .. } => {
                "Check the address, such as `acme.my.salesforce.com`; ask your admin if it stays".to_owned()
            }
            Self::PortsTaken { .. } => {
                "Close the program that uses them, or another Changeover, and try again; an admin can register more ports"
                    .to_owned()
            }
            Self::TimedOut | Self::Cancelled => "Start again when you like; nothing was connected".to_owned(),
            Self::Denied => "Start again and press `Allow`; if you may not, ask your admin for access to the app".to_owned(),
            Self::Refused { .. } => "Start again; if it stays, send the code to your admin".to_owned(),
            Self::UnknownApp { .. } => "Check client id and secret with your admin".to_owned(),
            Self::NotInstalled => "Ask your Salesforce admin to install the app for this org".to_owned(),
            Self::Ended { .. } | Self::SignedOut { .. } => {
                "Sign in again in Set-up; everything you wrote is saved here".to_owned()
            }
            Self::Interposed { .. } => {
                "Open any page in the browser: the Wi-Fi may want its own sign-in first. Then try again".to_owned()
            }
            Self::Offline { .. } => "Try again when you are online; nothing is lost".to_owned(),
            Self::Busy { .. } => "Try again in a minute".to_owned(),
            Self::Keychain(error) => capital(error.remedy()),
        }
    }

    /// A short code for the screen and the log.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotSetUp { .. } => "sign_in_not_set_up",
            Self::ForeignHost { .. } => "sign_in_foreign_host",
            Self::PortsTaken { .. } => "sign_in_ports_taken",
            Self::TimedOut => "sign_in_timed_out",
            Self::Cancelled => "sign_in_cancelled",
            Self::Denied => "sign_in_denied",
            Self::Refused { .. } => "sign_in_refused",
            Self::UnknownApp { .. } => "sign_in_unknown_app",
            Self::NotInstalled => "sign_in_not_installed",
            Self::Ended { .. } | Self::SignedOut { .. } => "sign_in_again",
            Self::Interposed { .. } => "sign_in_interposed",
            Self::Offline { .. } => "sign_in_offline",
            Self::Busy { .. } => "sign_in_busy",
            Self::Keychain(_) => "sign_in_keychain",
        }
    }

    /// The same for the client that asked for a token.
    pub(crate) fn into_failure(self) -> Failure {
        let class = match &self {
            // A page of its own, such as a hotel's: the CRM was not reached at all.
            Self::Offline { .. } | Self::Interposed { .. } => ErrorClass::Offline,
            Self::Busy { .. } => ErrorClass::TryLater { after: None },
            _ => ErrorClass::SignInAgain,
        };
        Failure { class, message: self.to_string(), reply: None, never_sent: true }
    }
}

fn listed(ports: &[u16]) -> String {
    ports.iter().map(u16::to_string).collect::<Vec<_>>().join(", ")
}

pub(crate) fn capital(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + rest.as_str())
}

/// A code as the standard writes them; anything else is not shown.
pub(crate) fn code_of(text: &str) -> String {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if !text.is_empty() && text.len() <= 60 && text.chars().all(fits) { text.to_owned() } else { "unknown".to_owned() }
}
