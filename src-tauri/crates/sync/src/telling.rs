//! Which alarms this laptop tells its person, so that over all their laptops each is told once.
//!
//! ```text
//! recorded ─▶ untold? ─no, another laptop told it─▶ marked, in the list only
//!                └─ yes ─▶ marked here ─▶ key into the record, pushed ─▶ shown
//! ```
//!
//! Marked first and shown then: a crash between the two never shows one twice. The list has it, and says that it may not
//! have been told.
//! Two laptops that have not synced in between may both tell; afterwards neither does.

use crate::pace::edit_push;
use crate::storage::Storage;
use chrono::{DateTime, Utc};
use domain::{DealId, HandoffRecord, PersonId};
use std::collections::BTreeSet;
use store::{Alarm, Handover, RecordSave, StoreError};

/// Alarms that are looked at in one round.
const AT_ONCE: u32 = 200;

/// Alarms of a person that nobody told them yet, as far as this laptop knows. Those that another laptop told are marked.
///
/// # Errors
/// Where the store fails.
pub async fn untold(storage: &dyn Storage, person: &PersonId, now: DateTime<Utc>) -> Result<Vec<Alarm>, StoreError> {
    let pending = storage.pending_alarms(person, AT_ONCE).await?;
    let deals: BTreeSet<DealId> = pending.iter().filter_map(|alarm| alarm.deal_id.clone()).collect();
    let records = storage.records(&deals.into_iter().collect::<Vec<_>>()).await?;
    let told: BTreeSet<&String> = records.iter().flat_map(|record| &record.told).collect();
    let (elsewhere, fresh): (Vec<Alarm>, Vec<Alarm>) = pending.into_iter().partition(|alarm| told.contains(&alarm.key));
    for alarm in elsewhere {
        if storage.mark_handed_to_os(alarm.id, now).await? {
            storage.note_handover(&[alarm.id], Handover::Elsewhere).await?;
        }
    }
    Ok(fresh)
}

/// Takes alarms to tell them: those that were free are marked, and returned.
///
/// # Errors
/// Where the store fails.
pub async fn take_to_tell(
    storage: &dyn Storage,
    alarms: &[Alarm],
    now: DateTime<Utc>,
) -> Result<Vec<Alarm>, StoreError> {
    let mut taken = Vec::new();
    for alarm in alarms {
        if storage.mark_handed_to_os(alarm.id, now).await? {
            taken.push(alarm.clone());
        }
    }
    Ok(taken)
}

/// Writes into the records that these are told, so that the person's other laptops keep quiet about them.
///
/// # Errors
/// Where the store fails.
pub async fn note_told(
    storage: &dyn Storage,
    organisation: &str,
    alarms: &[Alarm],
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    for alarm in alarms {
        let Some(deal) = &alarm.deal_id else { continue };
        let stored = storage.record(deal).await?;
        let mut record = stored.unwrap_or_else(|| HandoffRecord::empty(organisation, deal.clone()));
        if record.told.insert(alarm.key.clone()) {
            let outbox = vec![edit_push(storage, deal, at).await?];
            storage.save_record(&RecordSave { record, edit: None, outbox, alarms: Vec::new(), at }).await?;
        }
    }
    Ok(())
}
