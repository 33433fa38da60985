//! The token endpoint: exchange, renewal, revocation.

#[cfg(test)]
mod tests;

use crate::app::App;
use crate::failure::SignInError;
use crate::listener::refused;
use crate::tokens::Tokens;
use crate::transaction::Answer;
use net::{Anonymous, ErrorClass, Failure, Http, Limits, Request, Secret};
use serde_json::Value;
use std::time::Duration;

/// A reply of a token endpoint is a few hundred bytes; whatever is longer is something else.
const LONGEST_REPLY: usize = 64 * 1024;

/// The token endpoint of an app's vendor.
#[derive(Debug)]
pub struct Endpoint {
    app: App,
    http: Http,
}

impl Endpoint {
    /// # Errors
    /// Where the app is not set up, or its hosts are not the vendor's.
    pub fn of(app: App) -> Result<Self, SignInError> {
        let app = app.checked()?;
        let limits =
            Limits { body_bytes: LONGEST_REPLY, whole: Duration::from_secs(30), tries: 2, ..Limits::default() };
        let foreign = SignInError::ForeignHost { vendor: app.vendor.name() };
        let http = Http::new(&app.tokens, Anonymous, limits).map_err(|_| foreign)?;
        Ok(Self { app, http })
    }

    /// Turns an answer into tokens. A code is good once: this is never tried twice.
    ///
    /// # Errors
    /// What the vendor says, or why nothing could be asked.
    pub async fn exchange(&self, answer: Answer) -> Result<Tokens, SignInError> {
        let mut fields = vec![
            ("grant_type", "authorization_code".to_owned()),
            ("code", answer.code.reveal().to_owned()),
            ("redirect_uri", answer.redirect),
            ("code_verifier", answer.verifier.reveal().to_owned()),
        ];
        fields.extend(self.own_fields());
        let body = self.post(self.app.vendor.token_path(), fields).await?;
        self.read(&body)
    }

    /// New tokens for a refresh token. Where the vendor rotates, the old one is dead from now on.
    ///
    /// # Errors
    /// `Ended` where the refresh token is not accepted any more.
    pub async fn renew(&self, refresh: &Secret) -> Result<Tokens, SignInError> {
        let mut fields =
            vec![("grant_type", "refresh_token".to_owned()), ("refresh_token", refresh.reveal().to_owned())];
        fields.extend(self.own_fields());
        match self.post(self.app.vendor.token_path(), fields).await {
            Err(SignInError::Refused { vendor, code }) if code == "invalid_grant" => Err(SignInError::Ended { vendor }),
            reply => self.read(&reply?),
        }
    }

    /// Ends the sign-in at the vendor. One that had ended already is no error.
    ///
    /// # Errors
    /// Why the vendor could not be told: the sign-in may still be good there.
    pub async fn revoke(&self, refresh: &Secret) -> Result<(), SignInError> {
        let mut fields = vec![("token", refresh.reveal().to_owned()), ("token_type_hint", "refresh_token".to_owned())];
        if self.app.vendor.wants_a_secret() {
            fields.extend(self.own_fields());
        }
        match self.http.send_patiently(Request::form(self.app.vendor.revoke_path(), fields)).await {
            Ok(_) => Ok(()),
            Err(failure) => match self.error_of(&failure) {
                SignInError::Refused { code, .. } if ["unsupported_token_type", "invalid_token"].contains(&&*code) => {
                    Ok(())
                }
                error => Err(error),
            },
        }
    }

    fn own_fields(&self) -> Vec<(&'static str, String)> {
        let mut fields = vec![("client_id", self.app.client_id.clone())];
        if let Some(secret) = self.app.client_secret.as_ref().filter(|_| self.app.vendor.wants_a_secret()) {
            fields.push(("client_secret", secret.reveal().to_owned()));
        }
        fields
    }

    async fn post(&self, path: &str, fields: Vec<(&'static str, String)>) -> Result<Value, SignInError> {
        let reply = self.http.send(Request::form(path, fields)).await.map_err(|failure| self.error_of(&failure))?;
        let object = reply.json().ok().filter(Value::is_object);
        object.ok_or(SignInError::Interposed { vendor: self.app.vendor })
    }

    fn read(&self, body: &Value) -> Result<Tokens, SignInError> {
        Tokens::read(self.app.vendor, body, &self.app.tokens, self.app.reach)
    }

    fn error_of(&self, failure: &Failure) -> SignInError {
        let vendor = self.app.vendor;
        let body = failure.reply.as_ref().and_then(|reply| reply.json().ok());
        let text = |name: &str| body.as_ref().and_then(|body| body.get(name)).and_then(Value::as_str);
        match (&failure.class, text("error")) {
            (ErrorClass::Offline, _) => SignInError::Offline { vendor },
            (ErrorClass::TryLater { .. }, _) => SignInError::Busy { vendor },
            (_, Some(error)) => refused(vendor, error, text("error_description").unwrap_or_default()),
            (_, None) if body.is_none() => SignInError::Interposed { vendor },
            (_, None) => SignInError::Refused { vendor, code: "unknown".to_owned() },
        }
    }
}
