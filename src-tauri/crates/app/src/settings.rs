//! The names of the settings that a workspace's journal keeps.

/// The person through whose eyes the window looks.
pub const VIEWER: &str = "viewer";
/// Milliseconds by which the CRM's clock is ahead of the laptop's.
pub const CLOCK_OFFSET_MS: &str = "clock_offset_ms";
/// The CRM's time at its last reply.
pub const LAST_REPLY_AT: &str = "last_reply_at";
/// The organisation's id in the CRM.
pub const ORGANISATION: &str = "organisation";
/// The text of a playbook that was loaded from a file, and the file's name.
pub const PLAYBOOK: &str = "playbook";
/// The roster, as JSON.
pub const ROSTER: &str = "roster";
/// The versions of application and playbook that judged everything last.
pub const JUDGED_BY: &str = "judged_by";
/// What became due earlier is not told: it was over before this laptop's time.
pub const ALARMS_SINCE: &str = "alarms_since";
/// When a digest was told last.
pub const DIGEST_TOLD_AT: &str = "digest_told_at";
/// The report of the import that made the workspace.
pub const IMPORT_REPORT: &str = "import_report";
/// Where periods end in a workspace of old data.
pub const DATA_ENDS_AT: &str = "data_ends_at";

/// When a person last looked at Today.
pub fn last_looked(person: &domain::PersonId) -> String {
    format!("last_looked:{person}")
}
