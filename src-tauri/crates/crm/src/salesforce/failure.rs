//! Salesforce's refusals as sentences. They come as a list: `[{message, errorCode, fields[]}]`.
//!
//! Invariant: Salesforce's own message is passed on in one case only, a validation rule: its text was written by an admin,
//! for people, and can quote no value.

#[cfg(test)]
mod tests;

use crate::port::CrmError;
use net::{ErrorClass, Failure};
use serde_json::Value;
use std::time::Duration;

/// When a used-up day is tried again. The day is a rolling one: what was used frees up hour by hour.
const DAY_IS_FULL: Duration = Duration::from_secs(3600);
/// When a row that somebody holds, or that somebody just changed, is tried again.
const AT_ONCE: Duration = Duration::from_secs(1);

/// What a refusal says.
struct Refusal {
    code: String,
    field: Option<String>,
    message: String,
    status: u16,
}

impl Refusal {
    /// The first error of a reply; one without a list has an empty code.
    fn of(failure: &Failure) -> Self {
        let body = failure.reply.as_ref().and_then(|reply| reply.json().ok()).unwrap_or(Value::Null);
        Self { status: failure.reply.as_ref().map_or(0, |reply| reply.status), ..Self::of_row(body.pointer("/0")) }
    }

    /// The same for one error by itself.
    fn of_row(row: Option<&Value>) -> Self {
        let text = |name: &str| row.and_then(|row| row.get(name)?.as_str()).unwrap_or_default().to_owned();
        let field = row.and_then(|row| row.pointer("/fields/0")?.as_str()).and_then(name_of);
        Self { code: text("errorCode"), field, message: text("message"), status: 0 }
    }
}

impl Refusal {
    /// The sentence, and what can be done.
    fn into_error(self, failure: &Failure) -> CrmError {
        match self.code.as_str() {
            "REQUEST_LIMIT_EXCEEDED" => used_up(Some(DAY_IS_FULL)),
            "INVALID_SESSION_ID" | "INVALID_AUTH_HEADER" => sign_in_again(),
            "UNABLE_TO_LOCK_ROW" => busy("someone else is writing the same record in Salesforce", Some(AT_ONCE)),
            "DUPLICATE_VALUE" => busy("another laptop wrote the same at this moment", Some(AT_ONCE)),
            "SERVER_UNAVAILABLE" | "QUERY_TIMEOUT" | "TXN_SECURITY_METERING_ERROR" => {
                busy("Salesforce has a fault at the moment", None)
            }
            "ENTITY_IS_DELETED" | "NOT_FOUND" | "INVALID_QUERY_LOCATOR" => gone(),
            "API_DISABLED_FOR_ORG" | "API_CURRENTLY_DISABLED" | "FUNCTIONALITY_NOT_ENABLED" => not_allowed(
                "this Salesforce edition or profile has no API access",
                "ask your Salesforce admin to grant `API Enabled` to your profile",
            ),
            code if code.starts_with("INSUFFICIENT_ACCESS") || code == "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY" => {
                not_allowed(
                    "you may not write this record in Salesforce",
                    "ask your Salesforce admin for edit access to it, or its owner to share it with you",
                )
            }
            "FIELD_CUSTOM_VALIDATION_EXCEPTION" => self.validation(),
            "REQUIRED_FIELD_MISSING" => self.field("is required there", "fill it in Salesforce or ask your admin"),
            "STRING_TOO_LONG" => self.field("is shorter there than your text", "shorten it"),
            "INVALID_FIELD" | "INVALID_TYPE" => self.no_field(),
            "INVALID_FIELD_FOR_INSERT_UPDATE" => {
                self.field("may not be written by you", "ask your Salesforce admin for edit access to the field")
            }
            _ if self.status == 412 => busy("someone changed the deal in Salesforce at the same moment", Some(AT_ONCE)),
            _ => self.by_class(failure),
        }
    }

    fn by_class(self, failure: &Failure) -> CrmError {
        match failure.class.clone() {
            ErrorClass::Offline => CrmError::new(ErrorClass::Offline, "Salesforce can't be reached", ""),
            ErrorClass::TryLater { after: after @ Some(_) } if failure.never_sent => used_up(after),
            ErrorClass::TryLater { after } if self.status == 429 => busy("Salesforce asks to slow down", after),
            ErrorClass::TryLater { after } => busy("Salesforce has a fault at the moment", after),
            ErrorClass::SignInAgain => sign_in_again(),
            ErrorClass::FixField { .. } if self.field.is_some() => {
                self.field("does not take this value", "change it or ask your Salesforce admin")
            }
            ErrorClass::FixField { .. } => broken("it did not accept the request"),
            ErrorClass::NotAllowed => not_allowed(
                "you may not do this in Salesforce",
                "ask your Salesforce admin which permission is missing",
            ),
            ErrorClass::Gone => gone(),
            ErrorClass::Broken => broken(&failure.message),
        }
    }

    fn field(self, what: &str, remedy: &str) -> CrmError {
        let name = self.field.clone().unwrap_or_else(|| "a field".to_owned());
        let message = format!("Salesforce refused the change: `{name}` {what}. Your text is kept");
        CrmError::new(ErrorClass::FixField { field: self.field }, message, remedy)
    }

    fn validation(self) -> CrmError {
        let words: String = self.message.chars().filter(|letter| !letter.is_control()).take(255).collect();
        let place = self.field.as_ref().map(|field| format!(" about `{field}`")).unwrap_or_default();
        let message = format!(
            "Salesforce refused the change: a rule of your organisation{place} says “{words}”. Your text is kept"
        );
        let remedy = "do what the rule asks for in Salesforce, then try again, or ask your admin";
        CrmError::new(ErrorClass::FixField { field: self.field }, message, remedy)
    }

    /// Its message names the field or object that is not there, or that this person does not see.
    fn no_field(self) -> CrmError {
        let named = self.message.split('\'').nth(1).and_then(name_of);
        let name = named.clone().unwrap_or_else(|| "a field".to_owned());
        let message = format!("Salesforce shows you no `{name}`: it was removed, or field-level security hides it");
        CrmError::new(
            ErrorClass::FixField { field: named },
            message,
            "ask your Salesforce admin to give you the permission set of Changeover",
        )
    }
}

/// A failed request, in words for a person.
pub(super) fn told(failure: &Failure) -> CrmError {
    Refusal::of(failure).into_error(failure)
}

/// One write of several that was refused: its status, and its list of errors.
pub(super) fn refused(status: u16, errors: &Value) -> CrmError {
    let class = ErrorClass::FixField { field: None };
    let failure = Failure { class, message: format!("status {status}"), reply: None, never_sent: false };
    Refusal { status, ..Refusal::of_row(errors.get(0)) }.into_error(&failure)
}

/// A reply that makes no sense.
pub(super) fn broken(what: &str) -> CrmError {
    let message = format!("Salesforce's answer could not be used: {what}");
    CrmError::new(ErrorClass::Broken, message, "send the diagnostics to support")
}

pub(super) fn gone() -> CrmError {
    let remedy = "look for it in Salesforce's recycle bin, or discard the change";
    CrmError::new(ErrorClass::Gone, "Salesforce does not have this record any more", remedy)
}

pub(super) fn not_allowed(message: &str, remedy: &str) -> CrmError {
    CrmError::new(ErrorClass::NotAllowed, message, remedy)
}

fn used_up(after: Option<Duration>) -> CrmError {
    CrmError::new(
        ErrorClass::TryLater { after },
        "Salesforce's daily quota of your organisation is used up: nothing is asked until some of it frees up",
        "ask your Salesforce admin which app uses it",
    )
}

fn busy(what: &str, after: Option<Duration>) -> CrmError {
    CrmError::new(ErrorClass::TryLater { after }, what, "")
}

fn sign_in_again() -> CrmError {
    CrmError::new(ErrorClass::SignInAgain, "Salesforce has ended the sign-in", "sign in to Salesforce again")
}

/// A name of a field; anything that does not look like one is not shown.
fn name_of(text: &str) -> Option<String> {
    let fits = |character: char| character.is_ascii_alphanumeric() || matches!(character, '_' | '.');
    (!text.is_empty() && text.len() <= 100 && text.chars().all(fits)).then(|| text.to_owned())
}
