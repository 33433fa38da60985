//! HubSpot's refusals as sentences.
//!
//! Invariant: HubSpot's own message is never passed on, because it quotes the refused value.

#[cfg(test)]
mod tests;

use crate::port::CrmError;
use net::{ErrorClass, Failure};
use serde_json::Value;
use std::time::Duration;

/// When a used-up day is tried again.
const DAY_IS_FULL: Duration = Duration::from_secs(3600);

/// A failed request, in words for a person.
pub(super) fn told(failure: Failure) -> CrmError {
    let body = failure.reply.as_ref().and_then(|reply| reply.json().ok()).unwrap_or(Value::Null);
    match failure.class {
        ErrorClass::Offline => CrmError::new(ErrorClass::Offline, "HubSpot can't be reached", ""),
        ErrorClass::TryLater { after: after @ Some(_) } if failure.never_sent => resting(after),
        ErrorClass::TryLater { after } => busy(failure.reply.map_or(0, |reply| reply.status), after, &body),
        ErrorClass::SignInAgain => sign_in_again(),
        ErrorClass::FixField { .. } => refused(&body),
        ErrorClass::NotAllowed => not_allowed(&body),
        ErrorClass::Gone => gone(),
        ErrorClass::Broken => broken(&failure.message),
    }
}

/// The error that a batch reports for one of its inputs.
pub(super) fn of_batch(body: &Value) -> CrmError {
    match body.pointer("/errors/0") {
        Some(error) => match error.get("category").and_then(Value::as_str).unwrap_or_default() {
            "OBJECT_NOT_FOUND" => gone(),
            "RATE_LIMITS" | "RATE_LIMIT" | "INTERNAL_ERROR" => busy(0, None, error),
            "MISSING_SCOPES" => not_allowed(error),
            _ => refused(error),
        },
        None => broken("a batch came back without what it should have made"),
    }
}

/// A reply that makes no sense.
pub(super) fn broken(what: &str) -> CrmError {
    CrmError::new(
        ErrorClass::Broken,
        format!("HubSpot's answer could not be used: {what}"),
        "send the diagnostics to support",
    )
}

fn busy(status: u16, after: Option<Duration>, body: &Value) -> CrmError {
    if body.get("policyName").and_then(Value::as_str) == Some("DAILY") {
        let class = ErrorClass::TryLater { after: Some(DAY_IS_FULL) };
        return CrmError::new(
            class,
            "HubSpot's daily quota of this account is used up",
            "ask your HubSpot admin which app uses it",
        );
    }
    let what = if status == 429 { "HubSpot asks to slow down" } else { "HubSpot has a fault at the moment" };
    CrmError::new(ErrorClass::TryLater { after }, what, "")
}

fn resting(after: Option<Duration>) -> CrmError {
    let class = ErrorClass::TryLater { after };
    CrmError::new(
        class,
        "HubSpot's quota of this account is used up: nothing is asked until it frees up",
        "ask your HubSpot admin which app uses it",
    )
}

fn sign_in_again() -> CrmError {
    CrmError::new(ErrorClass::SignInAgain, "HubSpot does not accept the key any more", "connect again with a new key")
}

fn gone() -> CrmError {
    CrmError::new(
        ErrorClass::Gone,
        "HubSpot does not have this record any more",
        "look for it in HubSpot's recycle bin, or discard the change",
    )
}

fn not_allowed(body: &Value) -> CrmError {
    let scopes = names(
        body,
        &[
            "/errors/0/context/requiredGranularScopes",
            "/context/requiredGranularScopes",
            "/errors/0/context/requiredScopes",
        ],
    );
    let message = match scopes.as_slice() {
        [] => "HubSpot does not allow this with the key in use".to_owned(),
        scopes => format!("HubSpot does not allow this: the key lacks `{}`", scopes.join("`, `")),
    };
    CrmError::new(ErrorClass::NotAllowed, message, "ask your HubSpot admin to add the scope to the key")
}

fn refused(body: &Value) -> CrmError {
    let code = body
        .pointer("/errors/0/code")
        .or_else(|| body.pointer("/errors/0/error"))
        .and_then(Value::as_str)
        .unwrap_or_default();
    if code == "CONFLICTING_UNIQUE_VALUE" {
        // Another laptop created it this moment; the next try finds it.
        return busy(0, Some(Duration::from_secs(1)), body);
    }
    let Some(field) = field_of(body) else {
        return broken("it did not accept the request");
    };
    let (what, remedy) = match code {
        "PROPERTY_DOESNT_EXIST" => {
            (format!("it has no property `{field}`"), "ask your HubSpot admin to run the set-up".to_owned())
        }
        code if code.contains("REQUIRED") => {
            (format!("`{field}` is required there"), format!("fill `{field}` in HubSpot or ask your admin"))
        }
        _ => (
            format!("it does not accept the value of `{field}`"),
            format!("change `{field}` or ask your HubSpot admin"),
        ),
    };
    let message = format!("HubSpot refused the change: {what}. Your text is kept");
    CrmError::new(ErrorClass::FixField { field: Some(field) }, message, remedy)
}

/// The name of the property that a refusal is about, from the places where HubSpot puts it.
fn field_of(body: &Value) -> Option<String> {
    let listed =
        names(body, &["/errors/0/context/propertyName", "/errors/0/context/properties", "/context/propertyName"]);
    let single =
        ["/errors/0/in", "/errors/0/name"].iter().find_map(|place| body.pointer(place)?.as_str()).and_then(name_of);
    listed.into_iter().next().or(single).or_else(|| field_in_message(body.get("message")?.as_str()?))
}

/// Older errors carry the property inside the message, as JSON in text.
fn field_in_message(message: &str) -> Option<String> {
    let list: Value = serde_json::from_str(&message[message.find('[')?..]).ok()?;
    list.pointer("/0/name")?.as_str().and_then(name_of)
}

fn names(body: &Value, places: &[&str]) -> Vec<String> {
    let list = places.iter().find_map(|place| body.pointer(place)?.as_array());
    list.into_iter().flatten().filter_map(|name| name_of(name.as_str()?)).collect()
}

/// A name of a property or scope; anything that does not look like one is not shown.
fn name_of(text: &str) -> Option<String> {
    let fits = |character: char| character.is_ascii_alphanumeric() || matches!(character, '_' | '.' | '-');
    (!text.is_empty() && text.len() <= 100 && text.chars().all(fits)).then(|| text.to_owned())
}
