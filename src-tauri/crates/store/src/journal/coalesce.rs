//! How entries come into the outbox: a push of a deal takes the place of one that waits, anything else comes once per key.

use super::outbox::{NewOutboxEntry, OutboxEntry, OutboxKind, OutboxState};
use crate::fault::{Fault, encode};
use crate::time::{at as time, ms};
use serde::de::DeserializeOwned;
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row, SqliteConnection};

/// The part of an update that moves an entry to the end of the log.
macro_rules! turn {
    () => {
        "turn = (SELECT coalesce(max(turn), 0) + 1 FROM outbox)"
    };
}
pub(super) use turn;

/// True of an open push behind another one of its deal.
macro_rules! is_later {
    () => {
        "later.deal_id = outbox.deal_id AND later.kind = 'push_record' AND later.state IN ('waiting', 'stuck')
            AND later.id > outbox.id"
    };
}
/// Adds an entry, or renews the push of the same deal that waits; false where the key is known and nothing happened.
pub(super) async fn write_entry(tx: &mut SqliteConnection, entry: &NewOutboxEntry) -> Result<bool, Fault> {
    if entry.kind == OutboxKind::PushRecord && renew_push(tx, entry).await? {
        return Ok(true);
    }
    let written = sqlx::query(
        "INSERT INTO outbox (key, deal_id, kind, payload, created_at, next_attempt_at, state, turn)
         SELECT CASE WHEN ?1 = '' THEN ?3 || ':' || ?2 || ':' || (coalesce(max(id), 0) + 1) ELSE ?1 END,
            ?2, ?3, ?4, ?5, ?6, 'waiting', coalesce(max(turn), 0) + 1 FROM outbox WHERE true
         ON CONFLICT (key) DO NOTHING",
    )
    .bind(if entry.kind == OutboxKind::PushRecord { "" } else { &entry.key })
    .bind(entry.deal_id.as_str())
    .bind(entry.kind.as_str())
    .bind(encode("outbox entry", &entry.payload)?)
    .bind(ms(entry.created_at))
    .bind(ms(entry.not_before))
    .execute(tx)
    .await?;
    Ok(written.rows_affected() > 0)
}

/// A push that waits or is stuck sends the record as it will be, so a second one would say nothing more. After a
/// failed try it keeps its date, so that typing does not hammer a CRM that is down; a stuck one gets a new chance.
async fn renew_push(tx: &mut SqliteConnection, entry: &NewOutboxEntry) -> Result<bool, Fault> {
    let renewed = sqlx::query(concat!(
        "UPDATE outbox SET payload = ?2,
            next_attempt_at = CASE WHEN state = 'stuck' THEN ?3 WHEN attempts > 0 THEN next_attempt_at ELSE min(next_attempt_at, ?3) END,
            attempts = CASE WHEN state = 'stuck' THEN 1 ELSE attempts END,
            error = CASE WHEN state = 'stuck' THEN NULL ELSE error END,
            state = 'waiting', ",
        turn!(),
        " WHERE deal_id = ?1 AND kind = 'push_record' AND state IN ('waiting', 'stuck')"
    ))
    .bind(entry.deal_id.as_str())
    .bind(encode("outbox entry", &entry.payload)?)
    .bind(ms(entry.not_before))
    .execute(tx)
    .await?;
    Ok(renewed.rows_affected() > 0)
}

/// A push that came back to waiting, or got stuck, takes in a later one of its deal, so that it keeps its place before
/// the notes that follow it. A stuck one gets the later one's chance.
pub(super) async fn take_in_later(tx: &mut SqliteConnection) -> Result<(), Fault> {
    sqlx::query(concat!(
        "UPDATE outbox SET state = 'waiting', attempts = 1, error = NULL, next_attempt_at = (
            SELECT min(later.next_attempt_at) FROM outbox AS later WHERE ",
        is_later!(),
        "), ",
        turn!(),
        " WHERE kind = 'push_record' AND state = 'stuck' AND EXISTS (SELECT 1 FROM outbox AS later WHERE ",
        is_later!(),
        ")"
    ))
    .execute(&mut *tx)
    .await?;
    sqlx::query(
        "DELETE FROM outbox WHERE kind = 'push_record' AND state IN ('waiting', 'stuck')
         AND EXISTS (SELECT 1 FROM outbox AS earlier WHERE earlier.deal_id = outbox.deal_id
            AND earlier.kind = 'push_record' AND earlier.state IN ('waiting', 'stuck') AND earlier.id < outbox.id)",
    )
    .execute(tx)
    .await?;
    Ok(())
}

impl OutboxKind {
    const ALL: [Self; 3] = [Self::PushRecord, Self::SummaryNote, Self::ReviewTask];

    /// The kind as it is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PushRecord => "push_record",
            Self::SummaryNote => "summary_note",
            Self::ReviewTask => "review_task",
        }
    }
}

impl OutboxState {
    const ALL: [Self; 5] = [Self::Waiting, Self::Sending, Self::Sent, Self::Stuck, Self::Discarded];

    /// The state as it is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Stuck => "stuck",
            Self::Discarded => "discarded",
        }
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

impl FromRow<'_, SqliteRow> for OutboxEntry {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        let kind: String = row.try_get("kind")?;
        let state: String = row.try_get("state")?;
        Ok(Self {
            id: row.try_get("id")?,
            key: row.try_get("key")?,
            deal_id: row.try_get::<String, _>("deal_id")?.into(),
            kind: OutboxKind::ALL.into_iter().find(|known| known.as_str() == kind).ok_or_else(|| unknown("kind"))?,
            payload: json("payload", &row.try_get::<String, _>("payload")?)?,
            created_at: time(row.try_get("created_at")?),
            attempts: row.try_get("attempts")?,
            next_attempt_at: time(row.try_get("next_attempt_at")?),
            state: OutboxState::parse(&state).ok_or_else(|| unknown("state"))?,
            error: row.try_get::<Option<String>, _>("error")?.map(|error| json("error", &error)).transpose()?,
            sent_at: row.try_get::<Option<i64>, _>("sent_at")?.map(time),
            crm_id: row.try_get("crm_id")?,
        })
    }
}

fn unknown(column: &str) -> sqlx::Error {
    sqlx::Error::ColumnDecode { index: column.to_owned(), source: "unknown word".into() }
}

fn json<T: DeserializeOwned>(column: &str, text: &str) -> Result<T, sqlx::Error> {
    serde_json::from_str(text)
        .map_err(|source| sqlx::Error::ColumnDecode { index: column.to_owned(), source: source.into() })
}
