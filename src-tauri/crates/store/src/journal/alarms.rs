use crate::commit::Commit;
use crate::fault::{Fault, encode};
use crate::time::{at as time, ms};
use crate::topics::Table;
use crate::{Store, StoreError};
use chrono::{DateTime, Utc};
use domain::{DealId, HandoffId, PersonId};
use serde::Serialize;
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row, SqliteConnection};
use ts_rs::TS;

/// An alarm to record. The key makes it once: organisation, deal, close, clock, rung, person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAlarm {
    pub key: String,
    /// Such as `deal_closed`, `due_soon`, `breached`.
    pub kind: String,
    pub handoff_id: Option<HandoffId>,
    pub deal_id: Option<DealId>,
    pub person_id: PersonId,
    /// When it was due.
    pub at: DateTime<Utc>,
    /// When it was noticed.
    pub recorded_at: DateTime<Utc>,
    pub title: String,
    pub body: String,
    /// Noticed long after it was due: the laptop slept, or the application was closed. Told once, as missed.
    pub missed: bool,
}

/// What came of handing an alarm to the system's notifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Handover {
    Taken,
    /// The system would not have it; only the list tells it.
    Refused,
    /// Another laptop of the person told it.
    Elsewhere,
}

impl Handover {
    const ALL: [Self; 3] = [Self::Taken, Self::Refused, Self::Elsewhere];

    fn as_str(self) -> &'static str {
        match self {
            Self::Taken => "taken",
            Self::Refused => "refused",
            Self::Elsewhere => "elsewhere",
        }
    }
}

/// A line of the alarm list, which is the truth for all notifications.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Alarm {
    #[ts(type = "number")]
    pub id: i64,
    pub key: String,
    pub kind: String,
    pub handoff_id: Option<HandoffId>,
    pub deal_id: Option<DealId>,
    pub person_id: PersonId,
    pub at: DateTime<Utc>,
    pub recorded_at: DateTime<Utc>,
    pub title: String,
    pub body: String,
    /// When it was given to the system's notifier; never "shown".
    pub handed_to_os_at: Option<DateTime<Utc>>,
    /// What came of it. Given and nothing known: the process ended in between, and it may have been told.
    pub handover: Option<Handover>,
    pub seen_at: Option<DateTime<Utc>>,
    pub missed: bool,
}

/// Which alarms a person has seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// These alarms, by id.
    These(Vec<i64>),
    /// All alarms of the person.
    All(PersonId),
}

impl Store {
    /// Records an alarm; false where its key is there already.
    pub async fn record_alarm(&self, alarm: &NewAlarm) -> Result<bool, StoreError> {
        let journal = &self.inner.journal;
        let written = async {
            let mut tx = journal.begin().await?;
            let new = write_alarm(&mut tx, alarm).await?;
            tx.commit(Commit::Alarm).await?;
            Ok(new)
        };
        let new = journal.judge(written.await)?;
        if new {
            self.tell(&[Table::Alarms]);
        }
        Ok(new)
    }

    /// Records those alarms whose keys are not there yet, in one transaction.
    pub async fn record_alarms(&self, alarms: &[NewAlarm]) -> Result<(), StoreError> {
        if alarms.is_empty() {
            return Ok(());
        }
        let journal = &self.inner.journal;
        let written = async {
            let mut tx = journal.begin().await?;
            let mut new = false;
            for alarm in alarms {
                new |= write_alarm(&mut tx, alarm).await?;
            }
            tx.commit(Commit::Alarms).await?;
            Ok(new)
        };
        if journal.judge(written.await)? {
            self.tell(&[Table::Alarms]);
        }
        Ok(())
    }

    /// Everybody's alarms about one handoff, latest first.
    pub async fn alarms_of(&self, handoff: &HandoffId, limit: u32) -> Result<Vec<Alarm>, StoreError> {
        let query = sqlx::query_as("SELECT * FROM alarm WHERE handoff_id = ?1 ORDER BY at DESC, id DESC LIMIT ?2");
        let found = query.bind(handoff.as_str()).bind(limit).fetch_all(self.inner.journal.readers()).await;
        self.inner.journal.judge(found.map_err(Fault::from))
    }

    /// Alarms of a person that were neither seen nor given to the system's notifier, oldest first.
    pub async fn pending_alarms(&self, person: &PersonId, limit: u32) -> Result<Vec<Alarm>, StoreError> {
        let query = sqlx::query_as(
            "SELECT * FROM alarm WHERE person_id = ?1 AND seen_at IS NULL AND handed_to_os_at IS NULL
             ORDER BY at, id LIMIT ?2",
        );
        let found = query.bind(person.as_str()).bind(limit).fetch_all(self.inner.journal.readers()).await;
        self.inner.journal.judge(found.map_err(Fault::from))
    }

    /// Takes an alarm to give it to the system's notifier; false where it had been taken before.
    pub async fn mark_handed_to_os(&self, alarm: i64, at: DateTime<Utc>) -> Result<bool, StoreError> {
        let query = sqlx::query("UPDATE alarm SET handed_to_os_at = ?2 WHERE id = ?1 AND handed_to_os_at IS NULL")
            .bind(alarm)
            .bind(ms(at));
        let changed = self.journal_write(query, Table::Alarms, Commit::HandedOver).await?;
        Ok(changed > 0)
    }

    /// Notes what came of handing these over.
    pub async fn note_handover(&self, alarms: &[i64], handover: Handover) -> Result<(), StoreError> {
        let ids = self.inner.journal.judge(encode("list of alarms", &alarms))?;
        let query = sqlx::query("UPDATE alarm SET handover = ?2 WHERE id IN (SELECT value FROM json_each(?1))")
            .bind(ids)
            .bind(handover.as_str());
        self.journal_write(query, Table::Alarms, Commit::HandedOver).await?;
        Ok(())
    }

    /// A person's alarms, latest first; go on with the last id as `before`.
    pub async fn alarms(&self, person: &PersonId, limit: u32, before: Option<i64>) -> Result<Vec<Alarm>, StoreError> {
        let query = sqlx::query_as(
            "SELECT * FROM alarm WHERE person_id = ?1 AND (?3 IS NULL OR (at, id) < (SELECT at, id FROM alarm WHERE id = ?3))
             ORDER BY at DESC, id DESC LIMIT ?2",
        );
        let found = query.bind(person.as_str()).bind(limit).bind(before).fetch_all(self.inner.journal.readers()).await;
        self.inner.journal.judge(found.map_err(Fault::from))
    }

    /// Notes what a person has seen.
    pub async fn mark_seen(&self, seen: &Seen, at: DateTime<Utc>) -> Result<(), StoreError> {
        let query = match seen {
            Seen::These(ids) => {
                let ids = self.inner.journal.judge(encode("list of alarms", ids))?;
                sqlx::query(
                    "UPDATE alarm SET seen_at = ?2 WHERE id IN (SELECT value FROM json_each(?1)) AND seen_at IS NULL",
                )
                .bind(ids)
            }
            Seen::All(person) => sqlx::query("UPDATE alarm SET seen_at = ?2 WHERE person_id = ?1 AND seen_at IS NULL")
                .bind(person.as_str().to_owned()),
        };
        self.journal_write(query.bind(ms(at)), Table::Alarms, Commit::Seen).await?;
        Ok(())
    }

    /// How many alarms a person has not seen.
    pub async fn unseen_alarms(&self, person: &PersonId) -> Result<u32, StoreError> {
        let query = sqlx::query_scalar("SELECT count(*) FROM alarm WHERE person_id = ?1 AND seen_at IS NULL")
            .bind(person.as_str());
        let count = query.fetch_one(self.inner.journal.readers()).await;
        self.inner.journal.judge(count.map_err(Fault::from))
    }
}

/// Adds an alarm unless its key is there already.
pub(super) async fn write_alarm(tx: &mut SqliteConnection, alarm: &NewAlarm) -> Result<bool, Fault> {
    let written = sqlx::query(
        "INSERT INTO alarm (key, kind, handoff_id, deal_id, person_id, at, recorded_at, title, body, missed)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT (key) DO NOTHING",
    )
    .bind(&alarm.key)
    .bind(&alarm.kind)
    .bind(alarm.handoff_id.as_ref().map(HandoffId::as_str))
    .bind(alarm.deal_id.as_ref().map(DealId::as_str))
    .bind(alarm.person_id.as_str())
    .bind(ms(alarm.at))
    .bind(ms(alarm.recorded_at))
    .bind(&alarm.title)
    .bind(&alarm.body)
    .bind(alarm.missed)
    .execute(tx)
    .await?;
    Ok(written.rows_affected() > 0)
}

impl FromRow<'_, SqliteRow> for Alarm {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: row.try_get("id")?,
            key: row.try_get("key")?,
            kind: row.try_get("kind")?,
            handoff_id: row.try_get::<Option<String>, _>("handoff_id")?.map(Into::into),
            deal_id: row.try_get::<Option<String>, _>("deal_id")?.map(Into::into),
            person_id: row.try_get::<String, _>("person_id")?.into(),
            at: time(row.try_get("at")?),
            recorded_at: time(row.try_get("recorded_at")?),
            title: row.try_get("title")?,
            body: row.try_get("body")?,
            handed_to_os_at: row.try_get::<Option<i64>, _>("handed_to_os_at")?.map(time),
            handover: row
                .try_get::<Option<String>, _>("handover")?
                .and_then(|word| Handover::ALL.into_iter().find(|one| one.as_str() == word)),
            seen_at: row.try_get::<Option<i64>, _>("seen_at")?.map(time),
            missed: row.try_get("missed")?,
        })
    }
}
