//! Where HubSpot's API lives.

use super::kinds::Kind;

/// The version in every path. One place, so that the yearly move is one line.
const VERSION: &str = "2026-09";

pub(super) fn objects(kind: Kind) -> String {
    format!("/crm/objects/{VERSION}/{}", kind.plural())
}

pub(super) fn object(kind: Kind, id: &str) -> String {
    format!("{}/{}", objects(kind), segment(id))
}

pub(super) fn search(kind: Kind) -> String {
    format!("{}/search", objects(kind))
}

pub(super) fn batch(kind: Kind, verb: &str) -> String {
    format!("{}/batch/{verb}", objects(kind))
}

pub(super) fn associations(from: Kind, to: Kind, verb: &str) -> String {
    format!("/crm/associations/{VERSION}/{}/{}/batch/{verb}", from.plural(), to.plural())
}

pub(super) fn pipelines() -> String {
    format!("/crm/pipelines/{VERSION}/deals")
}

pub(super) fn properties(kind: Kind) -> String {
    format!("/crm/properties/{VERSION}/{}", kind.plural())
}

/// Files keep their own, older, version.
pub(super) fn files() -> &'static str {
    "/files/v3/files"
}

/// Where the address is asked for under which a private file can be read for a while.
pub(super) fn signed_url(file: &str) -> String {
    format!("{}/{}/signed-url", files(), segment(file))
}

pub(super) fn owners() -> String {
    format!("/crm/owners/{VERSION}")
}

pub(super) fn account() -> String {
    format!("/account-info/{VERSION}/details")
}

/// An id as one segment of a path: ids are digits; anything else in them is dropped, so that a hostile id can't lead
/// elsewhere.
fn segment(id: &str) -> String {
    id.chars().filter(char::is_ascii_alphanumeric).collect()
}
