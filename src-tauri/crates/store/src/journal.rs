//! The journal: what people wrote on this laptop and what happens to it. Never deleted by the program.

mod alarms;
mod identity;
mod import_issues;
mod outbox;
mod records;
mod revisions;
mod settings;
mod sync_log;
#[cfg(test)]
mod tests;
mod unsent;

pub use alarms::{Alarm, NewAlarm, Seen};
pub use import_issues::{ImportIssue, IssueRow};
pub use outbox::{NewOutboxEntry, OutboxCounts, OutboxEntry, OutboxError, OutboxKind, OutboxState};
pub use records::{RecordSave, SavedRecord};
pub use revisions::{NewRevision, Revision, RevisionStep};
pub use sync_log::{LogLevel, LogLine};
pub use unsent::Unsent;
