//! Where Salesforce's API lives.

use super::names::Sobject;

/// The version in every path. One place, so that a move is one line.
const BASE: &str = "/services/data/v62.0";

pub(super) fn userinfo() -> &'static str {
    "/services/oauth2/userinfo"
}

pub(super) fn describe(sobject: Sobject) -> String {
    format!("{BASE}/sobjects/{}/describe", sobject.name())
}

pub(super) fn query() -> String {
    format!("{BASE}/query")
}

/// The same with what lies in the recycle bin.
pub(super) fn query_all() -> String {
    format!("{BASE}/queryAll")
}

/// The further pages of a query, where the address is one of ours.
pub(super) fn further(next: &str) -> Option<String> {
    next.starts_with(&format!("{BASE}/query")).then(|| next.to_owned())
}

pub(super) fn records(sobject: Sobject) -> String {
    format!("{BASE}/sobjects/{}", sobject.name())
}

pub(super) fn record(sobject: Sobject, id: &str) -> String {
    format!("{}/{}", records(sobject), segment(id))
}

/// The bytes of a version of a file.
pub(super) fn version_data(id: &str) -> String {
    format!("{}/VersionData", record(Sobject::ContentVersion, id))
}

/// The record whose external id has a value.
pub(super) fn by_external_id(sobject: Sobject, field: &str, value: &str) -> String {
    format!("{}/{}/{}", records(sobject), segment(field), escaped(value))
}

/// Several requests in one.
pub(super) fn composite() -> String {
    format!("{BASE}/composite")
}

pub(super) fn jobs() -> String {
    format!("{BASE}/jobs/query")
}

pub(super) fn job(id: &str) -> String {
    format!("{}/{}", jobs(), segment(id))
}

pub(super) fn job_results(id: &str) -> String {
    format!("{}/results", job(id))
}

/// An id or a name as one segment of a path; anything else in it is dropped, so that a hostile one can't lead elsewhere.
fn segment(id: &str) -> String {
    id.chars().filter(|character| character.is_ascii_alphanumeric() || *character == '_').collect()
}

/// Any text as one segment of a path.
fn escaped(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~');
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}
