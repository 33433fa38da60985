//! The edits of a handoff, kept to be taken back.

use super::NewOutboxEntry;
use super::step::{Way, candidate, take_step};
use crate::fault::{Fault, decode, encode};
use crate::time::{at as time, ms};
use crate::topics::Table;
use crate::{Store, StoreError};
use chrono::{DateTime, Utc};
use domain::{Conflict, DealId, FieldEntry, FieldKey, HandoffRecord, Knew, PersonId};
use sqlx::SqliteConnection;

/// Edits kept for each handoff.
const KEPT: u32 = 200;

/// A person's edit of one field. It gets a name of this journal's own when it is saved.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    pub field: FieldKey,
    pub entry: FieldEntry,
    /// What the person knew of the field when they wrote.
    pub knew: Knew,
    /// They knew what the CRM's own field said until then.
    pub knew_crm_until: Option<DateTime<Utc>>,
    pub by: PersonId,
}

/// An edit as kept; the last 200 of each handoff are.
#[derive(Debug, Clone, PartialEq)]
pub struct Revision {
    pub id: i64,
    pub field: FieldKey,
    pub before: Option<FieldEntry>,
    pub after: Option<FieldEntry>,
    /// What the edit decided, where it was a decision.
    pub torn: Vec<Conflict>,
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
    Overtaken {
        field: FieldKey,
    },
}

/// Whether there is a step to take, in each direction.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct UndoSteps {
    pub undo: bool,
    pub redo: bool,
}

impl Store {
    /// Whether an edit of a handoff can be taken back, or made again.
    pub async fn undo_steps(&self, deal: &DealId) -> Result<UndoSteps, StoreError> {
        let query = sqlx::query_as(
            "SELECT EXISTS (SELECT 1 FROM revision WHERE deal_id = ?1 AND undone_at IS NULL AND passed_over = 0),
                    EXISTS (SELECT 1 FROM revision WHERE deal_id = ?1 AND undone_at IS NOT NULL AND passed_over = 0)",
        );
        let steps: Result<(bool, bool), _> = query.bind(deal.as_str()).fetch_one(self.inner.journal.readers()).await;
        let (undo, redo) = self.inner.journal.judge(steps.map_err(Fault::from))?;
        Ok(UndoSteps { undo, redo })
    }

    /// The edit that the next step in a direction takes back or makes again.
    pub async fn next_step(&self, deal: &DealId, way: Way) -> Result<Option<Revision>, StoreError> {
        let journal = &self.inner.journal;
        let found = async { candidate(&mut *journal.readers().acquire().await?, deal, way).await };
        journal.judge(found.await)
    }

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
            "SELECT id, field, before, after, torn, at, by, undone_at FROM revision
             WHERE deal_id = ?1 ORDER BY id DESC LIMIT ?2",
        );
        let rows: Result<Vec<RevisionRow>, _> =
            query.bind(deal.as_str()).bind(limit).fetch_all(self.inner.journal.readers()).await;
        let revisions = rows.map_err(Fault::from).and_then(|rows| rows.into_iter().map(read_revision).collect());
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

impl Edit {
    /// The conflicts of a field that this edit ended.
    pub fn decided(&self, before: Option<&HandoffRecord>) -> Vec<Conflict> {
        let before = before.filter(|_| matches!(self.knew, Knew::Conflicts(_)));
        before.map(|before| before.fields.conflicts_in(&self.field)).unwrap_or_default()
    }
}

/// Keeps an edit: the field before it, and as it stands after it. What was undone before can't be made again from here.
pub(super) async fn write_revision(
    tx: &mut SqliteConnection,
    (before, record): (Option<&HandoffRecord>, &HandoffRecord),
    edit: &Edit,
    at: DateTime<Utc>,
) -> Result<(), Fault> {
    let of = |record: &HandoffRecord| record.fields.get(&edit.field).map(|entry| encode("revision", entry)).transpose();
    let torn = Some(edit.decided(before)).filter(|torn| !torn.is_empty());
    let (before, after) = (before.map(of).transpose()?.flatten(), of(record)?);
    sqlx::query("UPDATE revision SET passed_over = 1 WHERE deal_id = ?1 AND undone_at IS NOT NULL")
        .bind(record.deal_id.as_str())
        .execute(&mut *tx)
        .await?;
    sqlx::query(
        "INSERT INTO revision (deal_id, field, before, after, at, by, torn) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )
    .bind(record.deal_id.as_str())
    .bind(edit.field.as_str())
    .bind(before)
    .bind(after)
    .bind(ms(at))
    .bind(edit.by.as_str())
    .bind(torn.map(|torn| encode("revision", &torn)).transpose()?)
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

pub(super) type RevisionRow = (i64, String, Option<String>, Option<String>, Option<String>, i64, String, Option<i64>);

pub(super) fn read_revision(row: RevisionRow) -> Result<Revision, Fault> {
    let (id, field, before, after, torn, at, by, undone_at) = row;
    let entry = |json: Option<String>| json.map(|json| decode("revision", &json)).transpose();
    Ok(Revision {
        id,
        field: field.into(),
        before: entry(before)?,
        after: entry(after)?,
        torn: torn.map(|json| decode("revision", &json)).transpose()?.unwrap_or_default(),
        at: time(at),
        by: by.into(),
        undone_at: undone_at.map(time),
    })
}
