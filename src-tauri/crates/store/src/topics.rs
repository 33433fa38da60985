//! What a commit changed, as the screens understand it.

use serde::Serialize;
use std::collections::BTreeSet;
use ts_rs::TS;

/// A part of the screens' data that a commit can change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    Deals,
    Handoffs,
    Outbox,
    Alarms,
    Sync,
    Settings,
    Promises,
}

/// The topics of one commit; never empty.
pub type Topics = BTreeSet<Topic>;

/// Every table that a commit can touch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Table {
    Mirror,
    People,
    Summaries,
    Records,
    Outbox,
    Alarms,
    Settings,
    ImportIssues,
    SyncLog,
}

/// The topics that a table feeds. Exhaustive, so that a new table can't be forgotten.
pub(crate) fn topics_of(table: Table) -> &'static [Topic] {
    match table {
        Table::Mirror => &[Topic::Deals],
        Table::People => &[Topic::Deals, Topic::Settings],
        Table::Summaries => &[Topic::Handoffs],
        Table::Records => &[Topic::Handoffs, Topic::Promises],
        Table::Outbox => &[Topic::Outbox],
        Table::Alarms => &[Topic::Alarms],
        Table::Settings => &[Topic::Settings],
        Table::ImportIssues | Table::SyncLog => &[Topic::Sync],
    }
}
