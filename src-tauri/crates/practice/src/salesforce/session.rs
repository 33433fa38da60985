//! Who calls: a person, always. Salesforce has no token of the account.

use std::sync::Arc;

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::errors::Problem;
use super::profile::Profile;
use crate::desk::{APP_ID, Desk};
use crate::grants::Vendor;
use crate::hubspot::bearer;
use crate::org::{Org, Role, Source};

/// The person behind a request, and what their profile lets them do.
#[derive(Clone, Copy, Debug)]
pub struct Session {
    pub owner_id: u64,
    pub user_id: u64,
    pub profile: Profile,
}

impl Session {
    /// The session of somebody who works in the org.
    pub fn of_user(org: &Org, user_id: u64) -> Option<Self> {
        let owner = org.owners.iter().find(|owner| owner.user_id == user_id && !owner.archived)?;
        Some(Self { owner_id: owner.id, user_id, profile: Profile::of(org, owner.id) })
    }

    /// The session of the one who sets things up.
    fn of_admin(org: &Org) -> Option<Self> {
        let admin = org.roster.people.iter().find(|person| person.role == Role::ProcessOwner)?;
        Self::of_user(org, admin.user_id)
    }

    /// The source under which this person's writes through the app appear in histories.
    pub fn source(&self) -> Source {
        Source { user_id: Some(self.user_id), ..Source::app(APP_ID) }
    }

    /// The session that a token opens. The account's own tokens open the process owner's.
    pub fn open(desk: &Desk, token: &str) -> Option<Self> {
        if token == desk.tokens.full {
            return desk.read(|org, _| Self::of_admin(org));
        }
        if token == desk.tokens.limited {
            let reads = |session| Self { profile: Profile::ReadOnly, ..session };
            return desk.read(|org, _| Self::of_admin(org).map(reads));
        }
        let secret = token.split_once('!').map_or(token, |(_, secret)| secret);
        let holder = desk.with_grants(|grants, now| grants.use_session(Vendor::Salesforce, secret, now))?;
        desk.read(|org, _| Self::of_user(org, holder.user_id))
    }
}

/// The version that a path names: `62.0`.
#[derive(Clone, Debug)]
pub struct ApiVersion(pub String);

impl<S: Send + Sync> FromRequestParts<S> for Session {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Self>().copied().ok_or_else(Problem::no_session)
    }
}

/// Lets only requests with a living session through.
pub async fn require(State(desk): State<Arc<Desk>>, mut request: Request, next: Next) -> Response {
    match bearer(request.headers()).and_then(|token| Session::open(&desk, token)) {
        Some(session) => {
            let version = request.uri().path().split('/').nth(3).and_then(|part| part.strip_prefix('v'));
            let version = ApiVersion(version.unwrap_or_default().to_owned());
            request.extensions_mut().insert(session);
            request.extensions_mut().insert(version);
            next.run(request).await
        }
        None => Problem::no_session().into_response(),
    }
}
