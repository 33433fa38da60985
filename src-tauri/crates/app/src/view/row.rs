//! A row of a list.

use crate::wire::list::HandoffRow;
use crate::wire::sync::RecordSync;
use crate::workspace::Workspace;
use playbook::{Band, ClockKey, Tier};
use store::{HandoffSummary, SyncState};

/// The row as the window shows it.
pub fn row(workspace: &Workspace, summary: HandoffSummary) -> HandoffRow {
    HandoffRow {
        sync: record_sync(workspace, summary.sync_state),
        tier: tier(&summary.tier),
        band: band(summary.band.as_deref()),
        clock: summary.clock.and_then(|key| ClockKey::try_from(key).ok()).map(|key| key.kind()),
        owner: Some(summary.owner_name).filter(|name| !name.is_empty()),
        csm: Some(summary.csm_name).filter(|name| !name.is_empty()),
        currency: summary.currency.unwrap_or_default(),
        closed: summary.closed_at.is_some(),
        quality: summary.quality.unwrap_or_default(),
        id: summary.handoff_id,
        account: summary.account,
        deal: summary.deal,
        owner_id: summary.owner_id,
        state: summary.state,
        value: summary.value,
        close_at: summary.close_at,
        started_at: summary.started_at,
        deadline_at: summary.deadline_at,
        filled: summary.filled,
        required: summary.required,
        conflicts: summary.conflicts,
        missing_first: summary.missing_first,
        missing_count: summary.missing_count,
    }
}

/// The tier that a stored letter names.
pub fn tier(letter: &str) -> Tier {
    Tier::ALL.into_iter().find(|tier| tier.as_str() == letter).unwrap_or(Tier::S)
}

fn band(key: Option<&str>) -> Band {
    match key {
        Some("ready") => Band::Ready,
        Some("gaps") => Band::Gaps,
        _ => Band::Blocked,
    }
}

/// Where a record is, as a person sees it.
pub fn record_sync(workspace: &Workspace, state: SyncState) -> RecordSync {
    match state {
        _ if workspace.connection.is_none() => RecordSync::LocalOnly,
        SyncState::Sent => RecordSync::Sent,
        SyncState::GivenUp => RecordSync::GivenUp,
        SyncState::Saved => RecordSync::SavedHere,
        SyncState::Sending => RecordSync::Sending,
        SyncState::Stuck => RecordSync::Stuck,
    }
}
