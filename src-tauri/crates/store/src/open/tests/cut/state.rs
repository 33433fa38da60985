//! All that both files hold, as lines that can be compared, and what has to hold among them.

use crate::Store;
use crate::database::Database;
use serde_json::Value;
use sqlx::AssertSqlSafe;
use std::collections::{BTreeMap, BTreeSet};

/// An entry that is being sent waits again after the next opening; that was a try.
const AS_OPENED: &str = "CASE WHEN state = 'sending' THEN 'waiting' ELSE state END";
const TRIES_AS_OPENED: &str = "CASE WHEN state = 'sending' THEN attempts + 1 ELSE attempts END";

/// Then it takes in a push that waits behind it.
const KEPT_AS_OPENED: &str = "NOT (kind = 'push_record' AND state IN ('waiting', 'stuck') AND EXISTS (
    SELECT 1 FROM outbox AS earlier WHERE earlier.deal_id = outbox.deal_id AND earlier.kind = 'push_record'
    AND earlier.state = 'sending' AND earlier.id < outbox.id))";

#[derive(Debug)]
pub struct State {
    rows: BTreeSet<String>,
    pub sending: u32,
    /// The journal's own name, and the number that its next write gets.
    replica: String,
    next: u64,
    /// Every name of a write of this journal that a record holds, with deal and field.
    dots: BTreeSet<(u64, String, String)>,
    revised: BTreeSet<(String, String)>,
    queued: BTreeSet<String>,
}

impl State {
    pub async fn of(store: &Store) -> Self {
        let (cache, journal) = (&store.inner.cache, &store.inner.journal);
        let mut rows = rows(journal, "journal").await;
        rows.extend(self::rows(cache, "cache").await);
        let sending = store.outbox_counts().await.unwrap().sending;
        let identity = sqlx::query_as("SELECT replica_id, next_event FROM identity").fetch_one(journal.readers());
        let (replica, next): (String, i64) = identity.await.unwrap();
        let mut dots = BTreeSet::new();
        for (_, record) in store.walk_records(None, 1_000).await.unwrap() {
            let (deal, fields) = (record.deal_id.to_string(), serde_json::to_value(&record.fields).unwrap());
            for (field, written) in fields.as_object().unwrap() {
                dots.extend(counters(written, &replica).into_iter().map(|dot| (dot, deal.clone(), field.clone())));
            }
        }
        let revised = sqlx::query_as("SELECT deal_id, field FROM revision").fetch_all(journal.readers()).await;
        let queued = sqlx::query_scalar("SELECT deal_id FROM outbox").fetch_all(journal.readers()).await;
        let (revised, queued): (Vec<(String, String)>, Vec<String>) = (revised.unwrap(), queued.unwrap());
        let (revised, queued) = (revised.into_iter().collect(), queued.into_iter().collect());
        Self { rows, sending, replica, next: next.unsigned_abs(), dots, revised, queued }
    }

    #[track_caller]
    pub fn assert_is(&self, other: &Self, place: &str) {
        let lost: Vec<_> = other.rows.difference(&self.rows).collect();
        let strange: Vec<_> = self.rows.difference(&other.rows).collect();
        assert!(lost.is_empty() && strange.is_empty(), "{place}:\nlost {lost:#?}\nstrange {strange:#?}");
    }

    /// No edit without its undo step and without what sends it; no name of a write that could be given again.
    #[track_caller]
    pub fn assert_whole(&self, place: &str) {
        assert_eq!(self.sending, 0, "{place}: an entry is left in sending");
        for (dot, deal, field) in &self.dots {
            assert!(*dot < self.next, "{place}: {dot} would be given again, next is {}", self.next);
            assert!(self.revised.contains(&(deal.clone(), field.clone())), "{place}: {field} has no undo step");
            assert!(self.queued.contains(deal), "{place}: nothing sends {deal}");
        }
    }

    /// The next write got a name that nothing had before.
    #[track_caller]
    pub fn assert_follows(&self, before: &Self, place: &str) {
        assert!(self.rows != before.rows, "{place}: nothing was written");
        assert_eq!((&self.replica, self.next), (&before.replica, before.next + 1), "{place}");
        let old: BTreeSet<u64> = before.dots.iter().map(|(dot, _, _)| *dot).collect();
        let new: Vec<u64> = self.dots.iter().map(|(dot, _, _)| *dot).filter(|dot| !old.contains(dot)).collect();
        assert_eq!(new, [before.next], "{place}");
        self.assert_whole(place);
    }

    /// The same schema, whatever is in it.
    #[track_caller]
    pub fn assert_has_the_tables_of(&self, other: &Self, place: &str) {
        let tables = |state: &Self| -> BTreeSet<String> {
            state.rows.iter().filter(|row| row.contains(": CREATE ")).cloned().collect()
        };
        assert_eq!(tables(self), tables(other), "{place}");
    }
}

/// Every row of every table, also of those that the search keeps for itself, and the schema.
async fn rows(database: &Database, file: &str) -> BTreeSet<String> {
    let schema = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE '%sqlx%'";
    let schema: Vec<(String, String)> = sqlx::query_as(schema).fetch_all(database.readers()).await.unwrap();
    let columns =
        "SELECT tables.name, columns.name FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns
        WHERE tables.sql LIKE 'CREATE TABLE%' AND tables.name NOT LIKE '%sqlx%'";
    let columns: Vec<(String, String)> = sqlx::query_as(columns).fetch_all(database.readers()).await.unwrap();
    let mut shown: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (table, column) in &columns {
        shown.entry(table).or_default().extend(shown_as(table, column));
    }
    let of_table = |(table, columns): (&str, Vec<String>)| {
        let kept = if table == "outbox" { KEPT_AS_OPENED } else { "true" };
        format!("SELECT '{file}.{table}: ' || {} FROM \"{table}\" WHERE {kept}", columns.join(" || ', ' || "))
    };
    let all = shown.into_iter().map(of_table).collect::<Vec<_>>().join(" UNION ALL ");
    let all: Vec<String> = sqlx::query_scalar(AssertSqlSafe(all)).fetch_all(database.readers()).await.unwrap();
    all.into_iter().chain(schema.iter().map(|(name, sql)| format!("{file}.{name}: {sql}"))).collect()
}

/// Not how often an entry moved: an opening that puts an entry back to waiting counts that as a move.
fn shown_as(table: &str, column: &str) -> Option<String> {
    match (table, column) {
        ("outbox", "turn") => None,
        ("outbox", "attempts") => Some(format!("quote({TRIES_AS_OPENED})")),
        ("outbox", "state") => Some(format!("quote({AS_OPENED})")),
        _ => Some(format!("quote(\"{column}\")")),
    }
}

/// The counters that a replica gave to writes somewhere in a field.
fn counters(written: &Value, replica: &str) -> BTreeSet<u64> {
    let within = |values: Vec<&Value>| values.into_iter().flat_map(|value| counters(value, replica)).collect();
    match written {
        Value::Object(parts) => {
            let mut found: BTreeSet<u64> = within(parts.values().collect());
            let named: BTreeMap<&str, &Value> = parts.iter().map(|(name, value)| (name.as_str(), value)).collect();
            let by_us = named.get("by").is_some_and(|by| *by == replica);
            found.extend(named.get("n").filter(|_| by_us).and_then(|number| number.as_u64()));
            found
        }
        Value::Array(values) => within(values.iter().collect()),
        _ => BTreeSet::new(),
    }
}
