use super::alarms::write_alarm;
use super::coalesce::write_entry;
use super::identity::next_dot;
use super::revisions::write_revision;
use super::{Edit, NewAlarm, NewOutboxEntry};
use crate::commit::Commit;
use crate::database::Database;
use crate::fault::{Fault, decode, encode};
use crate::time::ms;
use crate::topics::Table;
use crate::{Store, StoreError};
use chrono::{DateTime, TimeDelta, Utc};
use domain::merge::merge;
use domain::register::CRM;
use domain::{DealId, Dot, FieldEntry, HandoffRecord};
use sqlx::SqliteConnection;
use std::collections::HashMap;

/// What is saved together: all of it or nothing.
#[derive(Debug, Clone)]
pub struct RecordSave {
    pub record: HandoffRecord,
    /// An edit of one field, which a person can undo. The record is the one that they edited.
    pub edit: Option<Edit>,
    pub outbox: Vec<NewOutboxEntry>,
    pub alarms: Vec<NewAlarm>,
    pub at: DateTime<Utc>,
}

impl RecordSave {
    /// The record after this save: the given one merged with the stored one, then the edit under its name.
    pub fn onto(&self, stored: Option<&HandoffRecord>, dot: Option<&Dot>) -> HandoffRecord {
        let mut record = stored.map_or_else(|| self.record.clone(), |stored| merge(&self.record, stored));
        if let (Some(edit), Some(dot)) = (&self.edit, dot) {
            write_edit(&mut record, edit, dot);
        }
        record
    }
}

/// What stands in the journal after a save.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedRecord {
    /// The record as saved: the given one, merged with what the journal had.
    pub record: HandoffRecord,
    /// The keys of those alarms that were not there before.
    pub new_alarms: Vec<String>,
}

impl Store {
    /// The record of a deal; `None` before anything was written.
    pub async fn record(&self, deal: &DealId) -> Result<Option<HandoffRecord>, StoreError> {
        Ok(self.records(std::slice::from_ref(deal)).await?.pop())
    }

    /// The records of those deals that have one, in the order asked for.
    pub async fn records(&self, deals: &[DealId]) -> Result<Vec<HandoffRecord>, StoreError> {
        self.inner.journal.judge(read_records(&self.inner.journal, deals).await)
    }

    /// The next records of a walk over all of them, with their positions; start with `None`.
    pub async fn walk_records(&self, after: Option<i64>, limit: u32) -> Result<Vec<(i64, HandoffRecord)>, StoreError> {
        let query = sqlx::query_as("SELECT id, json FROM record WHERE id > ?1 ORDER BY id LIMIT ?2")
            .bind(after.unwrap_or(i64::MIN))
            .bind(limit);
        let rows: Result<Vec<(i64, String)>, _> = query.fetch_all(self.inner.journal.readers()).await;
        let records = rows
            .map_err(Fault::from)
            .and_then(|rows| rows.iter().map(|(id, json)| Ok((*id, decode("record", json)?))).collect());
        self.inner.journal.judge(records)
    }

    /// Saves a record with its undo step, its outbox entries and its alarms, in one transaction.
    ///
    /// The record is merged with the stored one, so that a save from an old reading loses nothing. Then the edit is written
    /// over what its author knew; it is dated after what it replaces, even when the laptop's clock went back.
    pub async fn save_record(&self, save: &RecordSave) -> Result<SavedRecord, StoreError> {
        let journal = &self.inner.journal;
        let (saved, tables) = journal.judge(write_save(journal, save).await)?;
        self.tell(&tables);
        Ok(saved)
    }
}

async fn read_records(journal: &Database, deals: &[DealId]) -> Result<Vec<HandoffRecord>, Fault> {
    if deals.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<(String, String)> =
        sqlx::query_as("SELECT deal_id, json FROM record WHERE deal_id IN (SELECT value FROM json_each(?1))")
            .bind(encode("list of deals", deals)?)
            .fetch_all(journal.readers())
            .await?;
    let mut found: HashMap<String, String> = rows.into_iter().collect();
    deals.iter().filter_map(|deal| found.remove(deal.as_str())).map(|json| decode("record", &json)).collect()
}

async fn write_save(journal: &Database, save: &RecordSave) -> Result<(SavedRecord, Vec<Table>), Fault> {
    let mut tx = journal.begin().await?;
    let stored = load(&mut tx, &save.record.deal_id).await?;
    let dot = if save.edit.is_some() { Some(next_dot(&mut tx).await?) } else { None };
    let record = save.onto(stored.as_ref(), dot.as_ref());
    let mut tables = Vec::new();
    if stored.as_ref() != Some(&record) {
        write_record(&mut tx, &record, save.at).await?;
        tables.push(Table::Records);
    }
    if let Some(edit) = &save.edit {
        write_revision(&mut tx, (stored.as_ref(), &record), edit, save.at).await?;
    }
    for entry in &save.outbox {
        if write_entry(&mut tx, entry).await? {
            tables.push(Table::Outbox);
        }
    }
    let mut new_alarms = Vec::new();
    for alarm in &save.alarms {
        if write_alarm(&mut tx, alarm).await? {
            new_alarms.push(alarm.key.clone());
            tables.push(Table::Alarms);
        }
    }
    tx.commit(Commit::Record).await?;
    Ok((SavedRecord { record, new_alarms }, tables))
}

fn write_edit(record: &mut HandoffRecord, edit: &Edit, dot: &Dot) {
    if let Some(until) = edit.knew_crm_until {
        let counter = u64::try_from(until.timestamp_millis()).unwrap_or(0);
        record.fields.note_seen(&edit.field, &Dot::new(CRM, counter));
    }
    let before = record.fields.get(&edit.field).map(|before| before.at + TimeDelta::milliseconds(1));
    let at = before.map_or(edit.entry.at, |before| before.max(edit.entry.at));
    record.fields.write(edit.field.clone(), &FieldEntry { at, ..edit.entry.clone() }, &edit.knew, dot);
}

pub(super) async fn load(tx: &mut SqliteConnection, deal: &DealId) -> Result<Option<HandoffRecord>, Fault> {
    let query = sqlx::query_scalar("SELECT json FROM record WHERE deal_id = ?1").bind(deal.as_str());
    let json: Option<String> = query.fetch_optional(tx).await?;
    json.map(|json| decode("record", &json)).transpose()
}

pub(super) async fn write_record(
    tx: &mut SqliteConnection,
    record: &HandoffRecord,
    at: DateTime<Utc>,
) -> Result<(), Fault> {
    sqlx::query(
        "INSERT INTO record (deal_id, updated_at, json) VALUES (?1, ?2, ?3)
         ON CONFLICT (deal_id) DO UPDATE SET updated_at = excluded.updated_at, json = excluded.json",
    )
    .bind(record.deal_id.as_str())
    .bind(ms(at))
    .bind(encode("record", record)?)
    .execute(tx)
    .await?;
    Ok(())
}
