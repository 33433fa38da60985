//! Writing and reading single rows of the list.

use super::HandoffSummary;
use crate::commit::Commit;
use crate::database::Database;
use crate::fault::{Fault, decode, encode};
use crate::time::ms;
use crate::topics::Table;
use crate::{Store, StoreError};
use domain::{DealId, HandoffId, Promise, PromiseOutcome};
use serde_json::{Value, json};
use sqlx::SqliteConnection;
use std::collections::{BTreeMap, HashMap};

impl Store {
    /// Writes rows of the list over those with the same handoff id; rows that say nothing new cost next to nothing.
    pub async fn put_summaries(&self, summaries: &[HandoffSummary]) -> Result<(), StoreError> {
        let cache = &self.inner.cache;
        if cache.judge(put(cache, summaries).await)? {
            self.tell(&[Table::Summaries]);
        }
        Ok(())
    }

    /// Takes rows off the list.
    pub async fn remove_summaries(&self, handoffs: &[HandoffId]) -> Result<(), StoreError> {
        let cache = &self.inner.cache;
        if cache.judge(remove(cache, handoffs).await)? {
            self.tell(&[Table::Summaries]);
        }
        Ok(())
    }

    /// One row of the list.
    pub async fn summary(&self, handoff: &HandoffId) -> Result<Option<HandoffSummary>, StoreError> {
        self.one_summary(
            "SELECT json FROM summary_body WHERE id = (SELECT id FROM summary WHERE handoff_id = ?1)",
            handoff.as_str(),
        )
        .await
    }

    /// The row of a deal.
    pub async fn summary_of(&self, deal: &DealId) -> Result<Option<HandoffSummary>, StoreError> {
        self.one_summary(
            "SELECT json FROM summary_body WHERE id = (SELECT id FROM summary WHERE deal_id = ?1)",
            deal.as_str(),
        )
        .await
    }

    async fn one_summary(&self, query: &'static str, id: &str) -> Result<Option<HandoffSummary>, StoreError> {
        let json: Result<Option<String>, _> =
            sqlx::query_scalar(query).bind(id).fetch_optional(self.inner.cache.readers()).await;
        let row = json.map_err(Fault::from).and_then(|json| json.map(|json| decode("handoff row", &json)).transpose());
        let mut rows: Vec<HandoffSummary> = self.inner.cache.judge(row)?.into_iter().collect();
        self.add_sync_states(&mut rows).await?;
        Ok(rows.pop())
    }

    pub(super) async fn add_sync_states(&self, rows: &mut [HandoffSummary]) -> Result<(), StoreError> {
        let deals: Vec<DealId> = rows.iter().map(|row| row.deal_id.clone()).collect();
        let states = self.sync_states(&deals).await?;
        for row in rows {
            row.sync_state = states.get(&row.deal_id).copied().unwrap_or_default();
        }
        Ok(())
    }
}

/// A row that is new or different, with its place if it has one.
struct Changed<'a> {
    row: &'a HandoffSummary,
    body: String,
    /// True where the words of the text filter are new, too.
    words: bool,
}

async fn put(cache: &Database, summaries: &[HandoffSummary]) -> Result<bool, Fault> {
    let rows: BTreeMap<&str, &HandoffSummary> = summaries.iter().map(|row| (row.handoff_id.as_str(), row)).collect();
    if rows.is_empty() {
        return Ok(false);
    }
    let mut tx = cache.begin().await?;
    let known = stored(&mut tx, &rows).await?;
    let changed = changes(&rows, &known)?;
    if changed.is_empty() {
        return Ok(false);
    }
    write_rows(&mut tx, &changed).await?;
    write_words(&mut tx, &changed).await?;
    tx.commit(Commit::Rows).await?;
    Ok(true)
}

async fn stored(
    tx: &mut SqliteConnection,
    rows: &BTreeMap<&str, &HandoffSummary>,
) -> Result<HashMap<String, String>, Fault> {
    const QUERY: &str = "
        SELECT summary.handoff_id, summary_body.json FROM json_each(?1) AS wanted
        CROSS JOIN summary ON summary.handoff_id = wanted.value JOIN summary_body ON summary_body.id = summary.id";
    let ids: Vec<&&str> = rows.keys().collect();
    let found: Vec<(String, String)> =
        sqlx::query_as(QUERY).bind(encode("list of handoffs", &ids)?).fetch_all(tx).await?;
    Ok(found.into_iter().collect())
}

fn changes<'a>(
    rows: &BTreeMap<&str, &'a HandoffSummary>,
    known: &HashMap<String, String>,
) -> Result<Vec<Changed<'a>>, Fault> {
    let mut changed = Vec::new();
    for row in rows.values() {
        // The sync state is computed when a row is read.
        let body =
            encode("handoff row", &HandoffSummary { sync_state: super::SyncState::default(), ..(*row).clone() })?;
        let before = known.get(row.handoff_id.as_str());
        if before.is_some_and(|before| *before == body) {
            continue;
        }
        let old: Option<HandoffSummary> = before.and_then(|json| serde_json::from_str(json).ok());
        let words = old.is_none_or(|old| old.search_text != row.search_text);
        changed.push(Changed { row, body, words });
    }
    Ok(changed)
}

async fn write_rows(tx: &mut SqliteConnection, changed: &[Changed<'_>]) -> Result<(), Fault> {
    let narrow = Value::Array(changed.iter().map(|change| columns(change.row)).collect()).to_string();
    sqlx::query(ROWS).bind(narrow).execute(&mut *tx).await?;
    let bodies: Vec<(&HandoffId, &str)> =
        changed.iter().map(|change| (&change.row.handoff_id, change.body.as_str())).collect();
    sqlx::query(BODIES).bind(encode("handoff rows", &bodies)?).execute(&mut *tx).await?;
    let ids: Vec<&HandoffId> = changed.iter().map(|change| &change.row.handoff_id).collect();
    sqlx::query("DELETE FROM summary_waits WHERE summary_id IN (SELECT id FROM summary WHERE handoff_id IN (SELECT value FROM json_each(?1)))")
        .bind(encode("list of handoffs", &ids)?)
        .execute(&mut *tx)
        .await?;
    let waits: Vec<_> = changed
        .iter()
        .flat_map(|change| change.row.waits_for.iter().map(|person| (&change.row.handoff_id, person)))
        .collect();
    sqlx::query(WAITS).bind(encode("list of people", &waits)?).execute(&mut *tx).await?;
    write_promises(tx, changed).await
}

async fn write_promises(tx: &mut SqliteConnection, changed: &[Changed<'_>]) -> Result<(), Fault> {
    let ids: Vec<&HandoffId> = changed.iter().map(|change| &change.row.handoff_id).collect();
    sqlx::query("DELETE FROM summary_promise WHERE summary_id IN (SELECT id FROM summary WHERE handoff_id IN (SELECT value FROM json_each(?1)))")
        .bind(encode("list of handoffs", &ids)?)
        .execute(&mut *tx)
        .await?;
    let is_open = |promise: &Promise| promise.outcome == PromiseOutcome::Open;
    let promises: Vec<_> = changed
        .iter()
        .flat_map(|change| change.row.promises.iter().map(|promise| (&change.row.handoff_id, is_open(promise))))
        .collect();
    sqlx::query(PROMISES).bind(encode("list of promises", &promises)?).execute(&mut *tx).await?;
    Ok(())
}

async fn write_words(tx: &mut SqliteConnection, changed: &[Changed<'_>]) -> Result<(), Fault> {
    let texts: Vec<(&HandoffId, String)> = changed
        .iter()
        .filter(|change| change.words)
        .map(|change| (&change.row.handoff_id, change.row.search_text.chars().take(600).collect()))
        .collect();
    if texts.is_empty() {
        return Ok(());
    }
    let texts = encode("handoff rows", &texts)?;
    sqlx::query("DELETE FROM summary_text WHERE rowid IN (SELECT summary.id FROM json_each(?1) AS wanted CROSS JOIN summary ON handoff_id = wanted.value ->> 0)")
        .bind(&texts)
        .execute(&mut *tx)
        .await?;
    sqlx::query(
        "INSERT INTO summary_text (rowid, text)
         SELECT summary.id, wanted.value ->> 1 FROM json_each(?1) AS wanted CROSS JOIN summary ON handoff_id = wanted.value ->> 0",
    )
    .bind(&texts)
    .execute(tx)
    .await?;
    Ok(())
}

async fn remove(cache: &Database, handoffs: &[HandoffId]) -> Result<bool, Fault> {
    let mut tx = cache.begin().await?;
    let ids: Vec<i64> =
        sqlx::query_scalar("DELETE FROM summary WHERE handoff_id IN (SELECT value FROM json_each(?1)) RETURNING id")
            .bind(encode("list of handoffs", handoffs)?)
            .fetch_all(&mut *tx)
            .await?;
    let list = encode("list of rows", &ids)?;
    for statement in [
        "DELETE FROM summary_body WHERE id IN (SELECT value FROM json_each(?1))",
        "DELETE FROM summary_waits WHERE summary_id IN (SELECT value FROM json_each(?1))",
        "DELETE FROM summary_promise WHERE summary_id IN (SELECT value FROM json_each(?1))",
        "DELETE FROM summary_text WHERE rowid IN (SELECT value FROM json_each(?1))",
    ] {
        sqlx::query(statement).bind(&list).execute(&mut *tx).await?;
    }
    tx.commit(Commit::RemovedRows).await?;
    Ok(!ids.is_empty())
}

fn columns(row: &HandoffSummary) -> Value {
    let account: String = row.account.to_lowercase().chars().take(60).collect();
    let completeness = (row.required > 0).then(|| f64::from(row.filled) / f64::from(row.required));
    json!([
        row.handoff_id,
        row.deal_id,
        row.owner_id,
        row.csm_id,
        row.team,
        row.tier,
        row.band,
        row.state.as_str(),
        row.close_at.map(ms),
        row.closed_at.map(ms),
        row.deadline_at.map(ms),
        row.first_touch_at.map(ms),
        row.value,
        (!account.is_empty()).then_some(account),
        completeness,
        row.quality,
        row.judge_at.map(ms),
    ])
}

const ROWS: &str = "
    INSERT INTO summary (handoff_id, deal_id, owner_id, csm_id, team, tier, band, state, close_at, closed_at, deadline_at,
        first_touch_at, value, account_key, completeness, quality, judge_at)
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7, value ->> 8,
        value ->> 9, value ->> 10, value ->> 11, value ->> 12, value ->> 13, value ->> 14, value ->> 15, value ->> 16
    FROM json_each(?1) WHERE true
    ON CONFLICT (handoff_id) DO UPDATE SET
        deal_id = excluded.deal_id, owner_id = excluded.owner_id, csm_id = excluded.csm_id, team = excluded.team, tier = excluded.tier,
        band = excluded.band, state = excluded.state, close_at = excluded.close_at, closed_at = excluded.closed_at,
        deadline_at = excluded.deadline_at, first_touch_at = excluded.first_touch_at, value = excluded.value,
        account_key = excluded.account_key, completeness = excluded.completeness, quality = excluded.quality,
        judge_at = excluded.judge_at";

const BODIES: &str = "
    INSERT INTO summary_body (id, json)
    SELECT summary.id, body.value ->> 1 FROM json_each(?1) AS body CROSS JOIN summary ON summary.handoff_id = body.value ->> 0 WHERE true
    ON CONFLICT (id) DO UPDATE SET json = excluded.json";

const WAITS: &str = "
    INSERT OR IGNORE INTO summary_waits (person_id, summary_id)
    SELECT wait.value ->> 1, summary.id FROM json_each(?1) AS wait CROSS JOIN summary ON summary.handoff_id = wait.value ->> 0";

const PROMISES: &str = "
    INSERT INTO summary_promise (summary_id, is_open)
    SELECT summary.id, promise.value ->> 1 FROM json_each(?1) AS promise CROSS JOIN summary ON summary.handoff_id = promise.value ->> 0";
