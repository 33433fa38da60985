//! A request: who, in which version, with what shared.

use std::sync::Arc;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::desk::Desk;
use crate::salesforce::errors::Problem;
use crate::salesforce::office::Office;
use crate::salesforce::query::Scope;
use crate::salesforce::schema::{Sobject, sobject};
use crate::salesforce::session::{ApiVersion, Session};
use crate::salesforce::write::Pen;

/// What every handler gets.
pub struct Call {
    pub desk: Arc<Desk>,
    pub office: Arc<Office>,
    pub session: Session,
    /// `62.0`
    pub version: String,
}

impl Call {
    /// Looks at the org as this person.
    pub fn read<T>(&self, look: impl FnOnce(&Scope<'_>) -> T) -> T {
        let setup = self.office.setup().clone();
        self.desk.read(|org, now| {
            look(&Scope { org, setup: &setup, profile: self.session.profile, now, version: &self.version })
        })
    }

    /// Changes the org as this person.
    pub fn write<T>(&self, act: impl FnOnce(&mut Pen<'_>) -> T) -> T {
        let setup = self.office.setup().clone();
        self.desk.change(|org, now| {
            let (session, version) = (self.session, self.version.as_str());
            act(&mut Pen { org, office: &self.office, setup: &setup, session, now, version })
        })
    }
}

impl FromRequestParts<Arc<Desk>> for Call {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, desk: &Arc<Desk>) -> Result<Self, Problem> {
        let session = Session::from_request_parts(parts, desk).await?;
        let office = Extension::<Arc<Office>>::from_request_parts(parts, desk).await.map_err(|_| Problem::absent())?;
        let version = parts.extensions.get::<ApiVersion>().cloned().ok_or_else(Problem::absent)?.0;
        Ok(Self { desk: desk.clone(), office: office.0, session, version })
    }
}

/// The object that a path names.
pub fn object(name: &str) -> Result<&'static Sobject, Problem> {
    sobject(name).ok_or_else(Problem::absent)
}

/// Reads a JSON body.
pub fn json<T: DeserializeOwned>(body: &Bytes) -> Result<T, Problem> {
    serde_json::from_slice(body).map_err(|error| {
        let place = format!("[line:{}, column:{}]", error.line(), error.column());
        Problem::bad("JSON_PARSER_ERROR", format!("{error} at {place}"))
    })
}
