//! A refusal, in words for a person.

use net::ErrorClass;

/// Why the CRM did not do it, and what to do. Never carries a credential or text of a record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct CrmError {
    pub class: ErrorClass,
    /// What happened: `HubSpot refused the change: it does not accept the value of `handoff_tier``.
    pub message: String,
    /// What a person can do; empty where waiting is enough.
    pub remedy: String,
}

impl CrmError {
    /// An error of a class.
    pub fn new(class: ErrorClass, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { class, message: message.into(), remedy: remedy.into() }
    }

    /// True where the CRM could not be reached: a normal state of a laptop.
    pub fn is_offline(&self) -> bool {
        self.class == ErrorClass::Offline
    }

    /// A short code for the screen's catalogue and the log.
    pub fn code(&self) -> &'static str {
        match self.class {
            ErrorClass::Offline => "crm_offline",
            ErrorClass::TryLater { .. } => "crm_busy",
            ErrorClass::SignInAgain => "crm_sign_in",
            ErrorClass::FixField { .. } => "crm_field",
            ErrorClass::NotAllowed => "crm_not_allowed",
            ErrorClass::Gone => "crm_gone",
            ErrorClass::Broken => "crm_broken",
        }
    }
}
