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
use domain::{Conflict, DealId, Dot, FieldEntry, FieldValue, HandoffRecord, Knew, Provenance};
use sqlx::SqliteConnection;

/// The direction of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Way {
    Back,
    Forth,
}

impl Revision {
    /// The record with this edit taken back, or made again; `None` where the field says something else than a step from
    /// here replaces: a step decides nothing. A decision that is taken back leaves the conflict that it ended.
    ///
    /// `dots` are as many as [`Revision::writes`] says.
    pub fn onto(&self, record: &HandoffRecord, way: Way, at: DateTime<Utc>, dots: &[Dot]) -> Option<HandoffRecord> {
        let (from, to) = self.ends(way);
        let current = record.fields.get(&self.field);
        if said(current) != said(from) || !self.finds(&record.fields.conflicts_in(&self.field), way) {
            return None;
        }
        let (dot, others) = dots.split_first()?;
        let mut record = record.clone();
        let entry = restored(self, to, current, at);
        record.fields.write(self.field.clone(), &entry, &Knew::Everything, dot);
        for ((row, alternative), dot) in self.left_by(way).zip(others) {
            record.fields.write_beside(&self.field, row, alternative, dot);
        }
        Some(record)
    }

    /// How many names a step needs.
    pub fn writes(&self, way: Way) -> usize {
        1 + self.left_by(way).count()
    }

    /// What stands side by side after a step, with the row that it concerns.
    pub fn left_by(&self, way: Way) -> impl Iterator<Item = (Option<&str>, &FieldEntry)> {
        let torn = self.torn.iter().filter(move |_| way == Way::Back);
        torn.flat_map(|conflict| conflict.alternatives.iter().map(|entry| (conflict.row.as_deref(), entry)))
    }

    /// True where the open conflicts are those that a step ends: none, or those that a decision is made of again.
    fn finds(&self, open: &[Conflict], way: Way) -> bool {
        let expected = if way == Way::Forth { self.torn.as_slice() } else { &[] };
        let same = |(one, other): (&Conflict, &Conflict)| {
            let values = |conflict: &Conflict| -> Vec<FieldValue> {
                conflict.alternatives.iter().map(|entry| entry.value.clone()).collect()
            };
            one.row == other.row && values(one).iter().all(|value| values(other).contains(value))
        };
        open.len() == expected.len() && open.iter().zip(expected).all(same)
    }

    /// What a step replaces, and what it brings back.
    pub fn ends(&self, way: Way) -> (Option<&FieldEntry>, Option<&FieldEntry>) {
        match way {
            Way::Back => (self.after.as_ref(), self.before.as_ref()),
            Way::Forth => (self.before.as_ref(), self.after.as_ref()),
        }
    }
}

pub(super) async fn take_step(
    journal: &Database,
    deal: &DealId,
    at: DateTime<Utc>,
    outbox: &[NewOutboxEntry],
    way: Way,
) -> Result<RevisionStep, Fault> {
    let mut tx = journal.begin().await?;
    let (Some(revision), Some(record)) = (candidate(&mut tx, deal, way).await?, load(&mut tx, deal).await?) else {
        return Ok(RevisionStep::Nothing);
    };
    let mut dots = Vec::new();
    for _ in 0..revision.writes(way) {
        dots.push(next_dot(&mut tx).await?);
    }
    let Some(record) = revision.onto(&record, way, at, &dots) else {
        pass_over(&mut tx, revision.id).await?;
        tx.commit(Commit::StepOvertaken).await?;
        return Ok(RevisionStep::Overtaken { field: revision.field });
    };
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
pub(super) async fn candidate(tx: &mut SqliteConnection, deal: &DealId, way: Way) -> Result<Option<Revision>, Fault> {
    let query = match way {
        Way::Back => {
            "SELECT id, field, before, after, torn, at, by, undone_at FROM revision
             WHERE deal_id = ?1 AND undone_at IS NULL AND passed_over = 0 ORDER BY id DESC LIMIT 1"
        }
        Way::Forth => {
            "SELECT id, field, before, after, torn, at, by, undone_at FROM revision
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
