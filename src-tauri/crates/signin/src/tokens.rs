//! What a token endpoint answers.

#[cfg(test)]
mod tests;

use crate::failure::SignInError;
use crate::vendor::Vendor;
use net::{Reach, Secret, origin_within};
use serde_json::Value;
use std::time::Duration;

/// Tokens, and what came with them. `Debug` shows no token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tokens {
    pub access: Secret,
    /// Absent where the app may not ask for one, and on a renewal that does not rotate.
    pub refresh: Option<Secret>,
    /// How long the access token lives, where that is told. Salesforce does not.
    pub lives_for: Option<Duration>,
    /// Where the API answers; checked to be within reach.
    pub api: String,
    pub holder: Holder,
    /// What was granted.
    pub scopes: Vec<String>,
}

/// Whom the tokens belong to, as ids of the CRM.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holder {
    pub organisation: Option<String>,
    /// HubSpot's user id, which is not the owner's; Salesforce's user id.
    pub user: Option<String>,
}

impl Tokens {
    /// Reads a reply. `usual_api` is where the API answers when the reply does not say.
    pub(crate) fn read(vendor: Vendor, body: &Value, usual_api: &str, reach: Reach) -> Result<Self, SignInError> {
        let text = |name: &str| body.get(name).and_then(Value::as_str).filter(|text| !text.trim().is_empty());
        let incomplete = || SignInError::Refused { vendor, code: "incomplete_reply".to_owned() };
        let access = text("access_token").map(Secret::new).ok_or_else(incomplete)?;
        let api = text("instance_url").filter(|_| vendor == Vendor::Salesforce).unwrap_or(usual_api);
        let api = origin_within(api, reach).map_err(|_| SignInError::ForeignHost { vendor: vendor.name() })?;
        Ok(Self {
            access,
            refresh: text("refresh_token").map(Secret::new),
            lives_for: body.get("expires_in").and_then(Value::as_u64).map(Duration::from_secs),
            api,
            holder: holder(vendor, body),
            scopes: scopes(body),
        })
    }
}

/// Salesforce names both in an address, `…/id/<organisation>/<user>`; HubSpot as numbers.
fn holder(vendor: Vendor, body: &Value) -> Holder {
    match vendor {
        Vendor::HubSpot => Holder { organisation: id(body.get("hub_id")), user: id(body.get("user_id")) },
        Vendor::Salesforce => {
            let address = body.get("id").and_then(Value::as_str).unwrap_or_default();
            let mut parts = address.rsplit('/').map(|part| Some(part.to_owned()).filter(|part| is_id(part)));
            let (user, organisation) = (parts.next().flatten(), parts.next().flatten());
            Holder { organisation, user }
        }
    }
}

fn is_id(text: &str) -> bool {
    (15..=18).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn id(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) if text.bytes().all(|byte| byte.is_ascii_digit()) => Some(text.clone()),
        _ => None,
    }
}

/// A list, or words in one text.
fn scopes(body: &Value) -> Vec<String> {
    if let Some(list) = body.get("scopes").and_then(Value::as_array) {
        return list.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    }
    let words = body.get("scope").and_then(Value::as_str).unwrap_or_default();
    words.split_whitespace().map(str::to_owned).collect()
}
