//! How often the edits of one deal go out.

use crate::storage::Storage;
use chrono::{DateTime, TimeDelta, Utc};
use domain::DealId;
use store::{NewOutboxEntry, OutboxKind, OutboxState, StoreError};

/// Edits of one deal go out at most this often; steps of the lifecycle go at once.
const EDITS_APART: TimeDelta = TimeDelta::seconds(30);

/// A push of a deal's record after an edit: not sooner than half a minute after the last one.
///
/// # Errors
/// Where the store fails.
pub async fn edit_push(storage: &dyn Storage, deal: &DealId, at: DateTime<Utc>) -> Result<NewOutboxEntry, StoreError> {
    let entries = storage.outbox_of(deal).await?;
    let pushes =
        entries.iter().filter(|entry| entry.kind == OutboxKind::PushRecord && entry.state == OutboxState::Sent);
    let last = pushes.filter_map(|entry| entry.sent_at).max();
    // A clock that was ahead and was set back must not hold an edit for as long as it was ahead.
    let not_before = last.map_or(at, |last| at.max((last + EDITS_APART).min(at + EDITS_APART)));
    Ok(NewOutboxEntry::push(deal.clone(), at, not_before))
}
