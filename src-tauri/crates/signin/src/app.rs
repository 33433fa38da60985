//! The customer's app in their CRM, as an admin registered it.

use crate::failure::SignInError;
use crate::proof::Proof;
use crate::vendor::Vendor;
use net::{Reach, Secret, origin_within};

/// The path of the redirect address; the vendors compare it character for character.
pub(crate) const CALLBACK: &str = "/callback";

/// Everything that a sign-in needs to know beforehand. `Debug` shows no secret.
#[derive(Debug, Clone)]
pub struct App {
    pub vendor: Vendor,
    /// Where the browser goes: `https://login.salesforce.com`, a My Domain, `https://app.hubspot.com`.
    pub login: String,
    /// Where tokens are given out; the same as `login` for Salesforce.
    pub tokens: String,
    pub client_id: String,
    /// HubSpot only.
    pub client_secret: Option<Secret>,
    /// The ports of the registered redirect addresses, tried in turn.
    pub ports: Vec<u16>,
    pub reach: Reach,
}

impl App {
    /// Checks hosts and what the admin typed, before anything is opened.
    ///
    /// # Errors
    /// `NotSetUp` with what is missing, `ForeignHost` where an address is not the vendor's.
    pub fn checked(self) -> Result<Self, SignInError> {
        let name = self.vendor.name();
        let missing = |what: &str| Err(SignInError::NotSetUp { vendor: self.vendor, what: what.to_owned() });
        if self.client_id.trim().is_empty() {
            return missing(if self.vendor.wants_a_secret() { "client id" } else { "consumer key" });
        }
        if self.vendor.wants_a_secret() && self.client_secret.as_ref().is_none_or(Secret::is_empty) {
            return missing("client secret");
        }
        if self.ports.is_empty() || self.ports.contains(&0) {
            return missing("port of a redirect address");
        }
        let origin =
            |text: &str| origin_within(text, self.reach).map_err(|_| SignInError::ForeignHost { vendor: name });
        let (login, tokens) = (origin(&self.login)?, origin(&self.tokens)?);
        let client_id = self.client_id.trim().to_owned();
        Ok(Self { login, tokens, client_id, ..self })
    }

    /// The address that the browser opens.
    pub(crate) fn address(&self, redirect: &str, proof: &Proof) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query
            .append_pair("response_type", "code")
            .append_pair("client_id", &self.client_id)
            .append_pair("redirect_uri", redirect)
            .append_pair("scope", &self.vendor.scopes().join(" "))
            .append_pair("state", proof.state())
            .append_pair("code_challenge", &proof.challenge())
            .append_pair("code_challenge_method", "S256");
        format!("{}{}?{}", self.login, self.vendor.authorize_path(), query.finish())
    }
}
