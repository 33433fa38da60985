//! One step back or forth.

use super::coalesce::write_entry;
use super::identity::next_dot;
use super::records::{load, write_record};
use super::revisions::{RevisionRow, read_revision};
use super::{NewOutboxEntry, Revision, RevisionStep};
use crate::commit::Commit;
use crate::database::Database;
use crate::fault::Fault;
use crate::time::ms;
use chrono::{DateTime, TimeDelta, Utc};
use domain::{DealId, FieldEntry, FieldValue, Knew, Provenance};
use sqlx::SqliteConnection;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Back,
    Forth,
}

pub(super) async fn take_step(
    journal: &Database,
    deal: &DealId,
    at: DateTime<Utc>,
    outbox: &[NewOutboxEntry],
    way: Way,
) -> Result<RevisionStep, Fault> {
    let mut tx = journal.begin().await?;
    let (Some(revision), Some(mut record)) = (candidate(&mut tx, deal, way).await?, load(&mut tx, deal).await?) else {
        return Ok(RevisionStep::Nothing);
    };
    let (from, to) = match way {
        Way::Back => (&revision.after, &revision.before),
        Way::Forth => (&revision.before, &revision.after),
    };
    if said(record.fields.get(&revision.field)) != said(from.as_ref()) {
        pass_over(&mut tx, revision.id).await?;
        tx.commit(Commit::StepOvertaken).await?;
        return Ok(RevisionStep::Overtaken { field: revision.field });
    }
    let entry = restored(&revision, to.as_ref(), record.fields.get(&revision.field), at);
    let dot = next_dot(&mut tx).await?;
    record.fields.write(revision.field.clone(), &entry, &Knew::Everything, &dot);
    write_record(&mut tx, &record, at).await?;
    mark(&mut tx, revision.id, (way == Way::Back).then_some(at)).await?;
    for entry in outbox {
        write_entry(&mut tx, entry).await?;
    }
    tx.commit(Commit::Step).await?;
    Ok(RevisionStep::Done { field: revision.field, record: Box::new(record) })
}

/// The edit to take back: the last that stands. The edit to make again: the first undone one; a new edit has taken the
/// undone ones out.
async fn candidate(tx: &mut SqliteConnection, deal: &DealId, way: Way) -> Result<Option<Revision>, Fault> {
    let query = match way {
        Way::Back => {
            "SELECT id, field, before, after, at, by, undone_at FROM revision
             WHERE deal_id = ?1 AND undone_at IS NULL AND passed_over = 0 ORDER BY id DESC LIMIT 1"
        }
        Way::Forth => {
            "SELECT id, field, before, after, at, by, undone_at FROM revision
             WHERE deal_id = ?1 AND undone_at IS NOT NULL AND passed_over = 0 ORDER BY id LIMIT 1"
        }
    };
    let row: Option<RevisionRow> = sqlx::query_as(query).bind(deal.as_str()).fetch_optional(tx).await?;
    row.map(read_revision).transpose()
}

/// What a field says; nothing said is the same as no entry.
fn said(entry: Option<&FieldEntry>) -> Option<&FieldValue> {
    entry.map(|entry| &entry.value).filter(|value| !value.is_empty())
}

/// The entry that a step writes. It is dated after the one it replaces, or a merge would bring that back.
fn restored(
    revision: &Revision,
    to: Option<&FieldEntry>,
    current: Option<&FieldEntry>,
    at: DateTime<Utc>,
) -> FieldEntry {
    let at = current.map_or(at, |current| at.max(current.at + TimeDelta::milliseconds(1)));
    match to {
        Some(entry) => FieldEntry { at, ..entry.clone() },
        None => FieldEntry {
            value: emptied(current.map(|current| &current.value)),
            provenance: Provenance::Typed { by: revision.by.clone(), at },
            at,
        },
    }
}

/// Nothing, in the shape of what was there.
fn emptied(value: Option<&FieldValue>) -> FieldValue {
    match value {
        None | Some(FieldValue::Text(_) | FieldValue::ExplicitNone) => FieldValue::Text(String::new()),
        Some(FieldValue::Stakeholders(_)) => FieldValue::Stakeholders(Vec::new()),
        Some(FieldValue::Promises(_)) => FieldValue::Promises(Vec::new()),
        Some(FieldValue::Criteria(_)) => FieldValue::Criteria(Vec::new()),
        Some(FieldValue::Items(_)) => FieldValue::Items(Vec::new()),
    }
}

async fn mark(tx: &mut SqliteConnection, revision: i64, undone_at: Option<DateTime<Utc>>) -> Result<(), Fault> {
    sqlx::query("UPDATE revision SET undone_at = ?2 WHERE id = ?1")
        .bind(revision)
        .bind(undone_at.map(ms))
        .execute(tx)
        .await?;
    Ok(())
}

async fn pass_over(tx: &mut SqliteConnection, revision: i64) -> Result<(), Fault> {
    sqlx::query("UPDATE revision SET passed_over = 1 WHERE id = ?1").bind(revision).execute(tx).await?;
    Ok(())
}
