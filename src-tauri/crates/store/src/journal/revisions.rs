//! Undo and redo, one field at a time.

use super::NewOutboxEntry;
use super::coalesce::write_entry;
use super::records::{load, write_record};
use crate::database::Database;
use crate::fault::{Fault, decode, encode};
use crate::time::{at as time, ms};
use crate::topics::Table;
use crate::{Store, StoreError};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{DealId, FieldEntry, FieldKey, FieldValue, HandoffRecord, PersonId, Provenance};
use sqlx::SqliteConnection;

/// Edits kept for each handoff.
const KEPT: u32 = 200;

/// One edit of one field; the value after it is the record's.
#[derive(Debug, Clone, PartialEq)]
pub struct NewRevision {
    pub field: FieldKey,
    pub before: Option<FieldEntry>,
    pub by: PersonId,
}

/// An edit as kept; the last 200 of each handoff are.
#[derive(Debug, Clone, PartialEq)]
pub struct Revision {
    pub id: i64,
    pub field: FieldKey,
    pub before: Option<FieldEntry>,
    pub after: Option<FieldEntry>,
    pub at: DateTime<Utc>,
    pub by: PersonId,
    pub undone_at: Option<DateTime<Utc>>,
}

/// What became of an undo or a redo.
#[derive(Debug, Clone, PartialEq)]
pub enum RevisionStep {
    Done {
        field: FieldKey,
        record: Box<HandoffRecord>,
    },
    /// There is no step to take.
    Nothing,
    /// Someone else changed the field since; their text is not overwritten.
    Overtaken { field: FieldKey },
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Back,
    Forth,
}

impl Store {
    /// Takes the last edit back, together with the outbox entries that tell the CRM.
    pub async fn undo(
        &self,
        deal: &DealId,
        at: DateTime<Utc>,
        outbox: &[NewOutboxEntry],
    ) -> Result<RevisionStep, StoreError> {
        self.step(deal, at, outbox, Way::Back).await
    }

    /// Makes the edit that was taken back last again; a new edit ends the possibility.
    pub async fn redo(
        &self,
        deal: &DealId,
        at: DateTime<Utc>,
        outbox: &[NewOutboxEntry],
    ) -> Result<RevisionStep, StoreError> {
        self.step(deal, at, outbox, Way::Forth).await
    }

    /// The edits of a handoff, latest first.
    pub async fn revisions(&self, deal: &DealId, limit: u32) -> Result<Vec<Revision>, StoreError> {
        let query = sqlx::query_as(
            "SELECT id, field, before, after, at, by, undone_at FROM revision WHERE deal_id = ?1 ORDER BY id DESC LIMIT ?2",
        );
        let rows: Result<Vec<RevisionRow>, _> = query
            .bind(deal.as_str())
            .bind(limit)
            .fetch_all(self.inner.journal.readers())
            .await;
        let revisions = rows
            .map_err(Fault::from)
            .and_then(|rows| rows.into_iter().map(read_revision).collect());
        self.inner.journal.judge(revisions)
    }

    async fn step(
        &self,
        deal: &DealId,
        at: DateTime<Utc>,
        outbox: &[NewOutboxEntry],
        way: Way,
    ) -> Result<RevisionStep, StoreError> {
        let journal = &self.inner.journal;
        let step = journal.judge(take_step(journal, deal, at, outbox, way).await)?;
        if matches!(step, RevisionStep::Done { .. }) {
            self.tell(&[Table::Records, Table::Outbox]);
        }
        Ok(step)
    }
}

async fn take_step(
    journal: &Database,
    deal: &DealId,
    at: DateTime<Utc>,
    outbox: &[NewOutboxEntry],
    way: Way,
) -> Result<RevisionStep, Fault> {
    let mut tx = journal.begin().await?;
    let (Some(revision), Some(mut record)) = (
        candidate(&mut tx, deal, way).await?,
        load(&mut tx, deal).await?,
    ) else {
        return Ok(RevisionStep::Nothing);
    };
    let (from, to) = match way {
        Way::Back => (&revision.after, &revision.before),
        Way::Forth => (&revision.before, &revision.after),
    };
    if said(record.fields.get(&revision.field)) != said(from.as_ref()) {
        pass_over(&mut tx, revision.id).await?;
        tx.commit().await?;
        return Ok(RevisionStep::Overtaken {
            field: revision.field,
        });
    }
    let entry = restored(
        &revision,
        to.as_ref(),
        record.fields.get(&revision.field),
        at,
    );
    record.fields.insert(revision.field.clone(), entry);
    write_record(&mut tx, &record, at).await?;
    mark(&mut tx, revision.id, (way == Way::Back).then_some(at)).await?;
    for entry in outbox {
        write_entry(&mut tx, entry).await?;
    }
    tx.commit().await?;
    Ok(RevisionStep::Done {
        field: revision.field,
        record: Box::new(record),
    })
}

/// The edit to take back: the last that stands. The edit to make again: the first undone one after all that stand.
async fn candidate(
    tx: &mut SqliteConnection,
    deal: &DealId,
    way: Way,
) -> Result<Option<Revision>, Fault> {
    let query = match way {
        Way::Back => {
            "SELECT id, field, before, after, at, by, undone_at FROM revision
             WHERE deal_id = ?1 AND undone_at IS NULL AND overtaken = 0 ORDER BY id DESC LIMIT 1"
        }
        Way::Forth => {
            "SELECT id, field, before, after, at, by, undone_at FROM revision
             WHERE deal_id = ?1 AND undone_at IS NOT NULL AND overtaken = 0
                AND id > (SELECT coalesce(max(id), 0) FROM revision WHERE deal_id = ?1 AND undone_at IS NULL AND overtaken = 0)
             ORDER BY id LIMIT 1"
        }
    };
    let row: Option<RevisionRow> = sqlx::query_as(query)
        .bind(deal.as_str())
        .fetch_optional(tx)
        .await?;
    row.map(read_revision).transpose()
}

/// What a field says; nothing said is the same as no entry.
fn said(entry: Option<&FieldEntry>) -> Option<&FieldValue> {
    entry
        .map(|entry| &entry.value)
        .filter(|value| !value.is_empty())
}

/// The entry that a step writes. It is dated after the one it replaces, or a merge would bring that back.
fn restored(
    revision: &Revision,
    to: Option<&FieldEntry>,
    current: Option<&FieldEntry>,
    at: DateTime<Utc>,
) -> FieldEntry {
    let at = current.map_or(at, |current| {
        at.max(current.at + TimeDelta::milliseconds(1))
    });
    match to {
        Some(entry) => FieldEntry {
            at,
            ..entry.clone()
        },
        None => FieldEntry {
            value: emptied(current.map(|current| &current.value)),
            provenance: Provenance::Typed {
                by: revision.by.clone(),
                at,
            },
            at,
        },
    }
}

/// Nothing, in the shape of what was there.
fn emptied(value: Option<&FieldValue>) -> FieldValue {
    match value {
        None | Some(FieldValue::Text(_) | FieldValue::ExplicitNone) => {
            FieldValue::Text(String::new())
        }
        Some(FieldValue::Stakeholders(_)) => FieldValue::Stakeholders(Vec::new()),
        Some(FieldValue::Promises(_)) => FieldValue::Promises(Vec::new()),
        Some(FieldValue::Criteria(_)) => FieldValue::Criteria(Vec::new()),
        Some(FieldValue::Items(_)) => FieldValue::Items(Vec::new()),
    }
}

async fn mark(
    tx: &mut SqliteConnection,
    revision: i64,
    undone_at: Option<DateTime<Utc>>,
) -> Result<(), Fault> {
    sqlx::query("UPDATE revision SET undone_at = ?2 WHERE id = ?1")
        .bind(revision)
        .bind(undone_at.map(ms))
        .execute(tx)
        .await?;
    Ok(())
}

async fn pass_over(tx: &mut SqliteConnection, revision: i64) -> Result<(), Fault> {
    sqlx::query("UPDATE revision SET overtaken = 1 WHERE id = ?1")
        .bind(revision)
        .execute(tx)
        .await?;
    Ok(())
}

/// Keeps an edit of the record as it stands after it.
pub(super) async fn write_revision(
    tx: &mut SqliteConnection,
    record: &HandoffRecord,
    revision: &NewRevision,
    at: DateTime<Utc>,
) -> Result<(), Fault> {
    let before = revision
        .before
        .as_ref()
        .map(|entry| encode("revision", entry))
        .transpose()?;
    let after = record
        .fields
        .get(&revision.field)
        .map(|entry| encode("revision", entry))
        .transpose()?;
    sqlx::query("INSERT INTO revision (deal_id, field, before, after, at, by) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
        .bind(record.deal_id.as_str())
        .bind(revision.field.as_str())
        .bind(before)
        .bind(after)
        .bind(ms(at))
        .bind(revision.by.as_str())
        .execute(&mut *tx)
        .await?;
    sqlx::query(
        "DELETE FROM revision WHERE deal_id = ?1
         AND id <= (SELECT id FROM revision WHERE deal_id = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)",
    )
    .bind(record.deal_id.as_str())
    .bind(KEPT)
    .execute(tx)
    .await?;
    Ok(())
}

type RevisionRow = (
    i64,
    String,
    Option<String>,
    Option<String>,
    i64,
    String,
    Option<i64>,
);

fn read_revision(
    (id, field, before, after, at, by, undone_at): RevisionRow,
) -> Result<Revision, Fault> {
    let entry = |json: Option<String>| json.map(|json| decode("revision", &json)).transpose();
    Ok(Revision {
        id,
        field: field.into(),
        before: entry(before)?,
        after: entry(after)?,
        at: time(at),
        by: by.into(),
        undone_at: undone_at.map(time),
    })
}
