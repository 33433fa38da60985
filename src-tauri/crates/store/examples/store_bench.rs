//! How fast the store answers with 100,000 handoffs, beside what one would write without it: one plain SQLite table
//! without indices, filtered with `LIKE '%x%'` and sorted when read.
//!
//! Prints one JSON line per measure: `{name, ours, peer, ratio, goal, holds}`, times as the 95th percentile in
//! milliseconds. `cargo run --release -p store --example store_bench [HANDOFFS]`

#![allow(clippy::print_stdout)]

use chrono::{DateTime, Utc};
use domain::{Account, Contact, Deal, FieldEntry, FieldValue, HandoffRecord, HandoffState, Knew, Provenance};
use serde_json::{Value, json};
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool};
use std::error::Error;
use std::future::Future;
use std::time::Instant;
use store::{
    ContactLink, Edit, HandoffSummary, ListQuery, MirrorPage, NewOutboxEntry, Order, RecordSave, Scope, Sort, Store,
    SyncState,
};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Repetitions of each question.
const ROUNDS: u32 = 5;
const PAGE: u32 = 500;

const FIRST: [&str; 12] = [
    "Acme",
    "Northwind",
    "Globex",
    "Initech",
    "Umbrella",
    "Vandelay",
    "Stark",
    "Wonka",
    "Hooli",
    "Soylent",
    "Cyberdyne",
    "Tyrell",
];
const SECOND: [&str; 10] =
    ["Group", "Systems", "Foods", "Logistics", "Energy", "Health", "Retail", "Media", "Robotics", "Bank"];
const PEOPLE: [&str; 10] = ["Ada", "Björn", "Chloe", "Dmitri", "Elif", "Farid", "Grace", "Hiro", "Ines", "Jan"];
const STATES: [HandoffState; 5] =
    [HandoffState::Upcoming, HandoffState::Due, HandoffState::Submitted, HandoffState::Accepted, HandoffState::Live];

#[tokio::main]
async fn main() -> Outcome<()> {
    let handoffs: u32 = std::env::args().nth(1).map_or(Ok(100_000), |text| text.parse())?;
    let folder = tempfile::tempdir()?;
    let store = Store::open(&folder.path().join("workspace")).await?;
    let peer = plain_table(&folder.path().join("plain.sqlite")).await?;
    let pull = fill(&store, handoffs).await?;
    fill_plain(&peer, handoffs).await?;
    println!(
        "{}",
        json!({"name": "pull, deals per second", "ours": pull.round(), "peer": null, "ratio": null, "goal": 2000, "holds": pull >= 2000.0})
    );
    measure_lists(&store, &peer).await?;
    measure_text(&store, &peer).await?;
    measure_search(&store, &peer).await?;
    measure_edit(&store, &peer, handoffs).await?;
    store.close().await;
    Ok(())
}

/// A number that looks random and is the same in each run.
fn spread(number: u32, salt: u32) -> u32 {
    let mut mixed = number.wrapping_mul(0x9E37_79B9) ^ salt.wrapping_mul(0x85EB_CA6B);
    mixed ^= mixed >> 15;
    mixed = mixed.wrapping_mul(0x2C1B_3C6D);
    mixed ^ (mixed >> 13)
}

fn pick<'a>(words: &[&'a str], number: u32, salt: u32) -> &'a str {
    words[spread(number, salt) as usize % words.len()]
}

fn account_name(number: u32) -> String {
    format!("{} {} {}", pick(&FIRST, number, 1), pick(&SECOND, number, 2), number / 3)
}

fn at(minutes: u32) -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000 + i64::from(minutes) * 60, 0).unwrap_or_default()
}

fn deal(number: u32) -> Deal {
    Deal {
        account_id: Some(format!("a{}", number / 3).into()),
        owner_id: Some(format!("p{}", spread(number, 3) % 40).into()),
        modified_at: Some(at(number)),
        ..Deal::named(format!("d{number}"), format!("{} rollout {number}", account_name(number)))
    }
}

fn contact(number: u32) -> Contact {
    let name = format!("{} {}sson", pick(&PEOPLE, number, 4), pick(&FIRST, number, 5));
    Contact { id: format!("c{number}").into(), name, email: None, title: None, roles: Vec::new() }
}

fn page(numbers: std::ops::Range<u32>) -> MirrorPage {
    let account = |number: u32| Account {
        id: format!("a{}", number / 3).into(),
        name: account_name(number),
        industry: None,
        country: None,
        language: None,
        segment: None,
        csm_id: None,
        modified_at: Some(at(0)),
    };
    let link = |number: u32| vec![ContactLink { contact: format!("c{number}").into(), primary: true }];
    MirrorPage {
        deals: numbers.clone().map(deal).collect(),
        accounts: numbers.clone().filter(|number| number.is_multiple_of(3)).map(account).collect(),
        contacts: numbers.clone().map(contact).collect(),
        contacts_of: numbers.map(|number| (format!("d{number}").into(), link(number))).collect(),
        ..MirrorPage::default()
    }
}

fn summary(number: u32) -> HandoffSummary {
    let record = HandoffRecord::empty("bench", format!("d{number}").into());
    let deal = deal(number);
    let owner = format!("p{}", spread(number, 3) % 40);
    let state = STATES[spread(number, 6) as usize % STATES.len()];
    HandoffSummary {
        handoff_id: record.id,
        deal_id: record.deal_id,
        account: account_name(number),
        search_text: format!("{} {} {owner}", account_name(number), deal.name),
        deal: deal.name,
        waits_for: vec![owner.clone().into()],
        owner_id: Some(owner.clone().into()),
        owner_name: owner,
        csm_id: Some(format!("k{}", spread(number, 7) % 15).into()),
        csm_name: "Carl".to_owned(),
        team: format!("Team {}", spread(number, 3) % 4),
        tier: ["a", "s", "w"][spread(number, 8) as usize % 3].to_owned(),
        value: (!number.is_multiple_of(20)).then(|| f64::from(spread(number, 9) % 300_000)),
        currency: Some("EUR".to_owned()),
        state,
        close_at: Some(at(spread(number, 10) % 500_000)),
        closed_at: (state != HandoffState::Upcoming).then(|| at(spread(number, 10) % 500_000)),
        is_upcoming: state == HandoffState::Upcoming,
        clock: Some("completion".to_owned()),
        clock_owner_id: None,
        deadline_at: (!number.is_multiple_of(3)).then(|| at(spread(number, 11) % 500_000)),
        started_at: None,
        filled: spread(number, 12) % 18,
        required: 17,
        quality: Some(f64::from(spread(number, 13) % 1000) / 10.0),
        band: Some(["ready", "gaps", "blocked"][spread(number, 13) as usize % 3].to_owned()),
        missing_first: Some("Promises".to_owned()),
        missing_count: 3,
        submitted_at: None,
        accepted_at: None,
        returned_at: None,
        first_touch_at: None,
        returns: 0,
        breaches: 0,
        first_pass: false,
        repeat_asks: 0,
        review_due_at: None,
        segment: None,
        families: vec!["Platform".to_owned()],
        judge_at: None,
        conflicts: Vec::new(),
        promises: Vec::new(),
        measures: Value::Null,
        sync_state: SyncState::Sent,
    }
}

/// Fills the store; answers with the deals per second of the pull.
async fn fill(store: &Store, handoffs: u32) -> Outcome<f64> {
    let started = Instant::now();
    for from in (0..handoffs).step_by(PAGE as usize) {
        store.apply(&page(from..handoffs.min(from + PAGE))).await?;
    }
    let speed = f64::from(handoffs) / started.elapsed().as_secs_f64();
    for from in (0..handoffs).step_by(1000) {
        let rows: Vec<HandoffSummary> = (from..handoffs.min(from + 1000)).map(summary).collect();
        store.put_summaries(&rows).await?;
    }
    Ok(speed)
}

async fn plain_table(path: &std::path::Path) -> Outcome<SqlitePool> {
    let pool = SqlitePool::connect_with(SqliteConnectOptions::new().filename(path).create_if_missing(true)).await?;
    sqlx::query(
        "CREATE TABLE handoff (deal_id TEXT, account TEXT, deal TEXT, contacts TEXT, owner_id TEXT, csm_id TEXT, tier TEXT, state TEXT,
         deadline_at INTEGER, close_at INTEGER, value REAL, quality REAL, json TEXT)",
    )
    .execute(&pool)
    .await?;
    Ok(pool)
}

async fn fill_plain(pool: &SqlitePool, handoffs: u32) -> Outcome<()> {
    let mut tx = pool.begin().await?;
    for number in 0..handoffs {
        let row = summary(number);
        sqlx::query("INSERT INTO handoff VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)")
            .bind(row.deal_id.as_str())
            .bind(&row.account)
            .bind(&row.deal)
            .bind(contact(number).name)
            .bind(row.owner_id.as_ref().map(|id| id.as_str()))
            .bind(row.csm_id.as_ref().map(|id| id.as_str()))
            .bind(&row.tier)
            .bind(row.state.as_str())
            .bind(row.deadline_at.map(|at| at.timestamp_millis()))
            .bind(row.close_at.map(|at| at.timestamp_millis()))
            .bind(row.value)
            .bind(row.quality)
            .bind(serde_json::to_string(&row)?)
            .execute(&mut *tx)
            .await?;
    }
    Ok(tx.commit().await?)
}

/// The time of one answer in milliseconds.
async fn timed<T>(answer: impl Future<Output = Outcome<T>>) -> Outcome<f64> {
    let started = Instant::now();
    answer.await?;
    Ok(started.elapsed().as_secs_f64() * 1000.0)
}

/// The 95th percentile.
fn p95(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    let place = (times.len() * 95).div_ceil(100).saturating_sub(1);
    times.get(place).copied().unwrap_or(0.0)
}

fn print(name: &str, ours: Vec<f64>, peer: Vec<f64>, goal: f64) {
    let (ours, peer) = (p95(ours), p95(peer));
    let rounded = |value: f64| (value * 100.0).round() / 100.0;
    let line: Value = json!({
        "name": format!("{name}, p95 ms"), "ours": rounded(ours), "peer": rounded(peer), "ratio": rounded(peer / ours),
        "goal": goal, "holds": ours <= goal,
    });
    println!("{line}");
}

/// The lists that screens ask for, each with what the plain table is asked instead.
fn lists() -> Vec<(ListQuery, &'static str)> {
    let all = ListQuery::default;
    vec![
        (all(), "SELECT json FROM handoff ORDER BY deadline_at IS NULL, deadline_at LIMIT 100"),
        (
            ListQuery { offset: 50_000, ..all() },
            "SELECT json FROM handoff ORDER BY deadline_at IS NULL, deadline_at LIMIT 100 OFFSET 50000",
        ),
        (
            ListQuery { offset: 90_000, ..all() },
            "SELECT json FROM handoff ORDER BY deadline_at IS NULL, deadline_at LIMIT 100 OFFSET 90000",
        ),
        (
            ListQuery { sort: Sort::Value, order: Order::Descending, ..all() },
            "SELECT json FROM handoff ORDER BY value DESC LIMIT 100",
        ),
        (ListQuery { sort: Sort::Account, ..all() }, "SELECT json FROM handoff ORDER BY lower(account) LIMIT 100"),
        (
            ListQuery { sort: Sort::Completeness, ..all() },
            "SELECT json FROM handoff ORDER BY json ->> 'filled' LIMIT 100",
        ),
        (ListQuery { sort: Sort::Quality, ..all() }, "SELECT json FROM handoff ORDER BY quality LIMIT 100"),
        (
            ListQuery { sort: Sort::Close, order: Order::Descending, ..all() },
            "SELECT json FROM handoff ORDER BY close_at DESC LIMIT 100",
        ),
        (
            ListQuery { scope: Scope::Owner("p7".into()), ..all() },
            "SELECT json FROM handoff WHERE owner_id = 'p7' ORDER BY deadline_at IS NULL, deadline_at LIMIT 100",
        ),
        (
            ListQuery { scope: Scope::Csm("k3".into()), states: vec![HandoffState::Submitted], ..all() },
            "SELECT json FROM handoff WHERE csm_id = 'k3' AND state = 'submitted' ORDER BY deadline_at IS NULL, deadline_at LIMIT 100",
        ),
        (
            ListQuery { scope: Scope::Team("Team 2".to_owned()), sort: Sort::Value, ..all() },
            "SELECT json FROM handoff WHERE json ->> 'team' = 'Team 2' ORDER BY value LIMIT 100",
        ),
        (
            ListQuery { scope: Scope::WaitsFor("p9".into()), ..all() },
            "SELECT json FROM handoff WHERE json ->> '$.waits_for[0]' = 'p9' ORDER BY deadline_at IS NULL, deadline_at LIMIT 100",
        ),
        (
            ListQuery {
                states: vec![HandoffState::Due, HandoffState::Submitted],
                tiers: vec!["w".to_owned()],
                ..all()
            },
            "SELECT json FROM handoff WHERE state IN ('due', 'submitted') AND tier = 'w' ORDER BY deadline_at IS NULL, deadline_at LIMIT 100",
        ),
        (
            ListQuery { closed_from: Some(at(1000)), closed_before: Some(at(40_000)), sort: Sort::Quality, ..all() },
            "SELECT json FROM handoff WHERE close_at >= 1790060000000 AND close_at < 1792400000000 ORDER BY quality LIMIT 100",
        ),
    ]
}

async fn measure_lists(store: &Store, peer: &SqlitePool) -> Outcome<()> {
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        for (query, sql) in lists() {
            ours.push(timed(async { Ok(store.list(&query).await?) }).await?);
            theirs.push(timed(async { Ok(sqlx::query(sql).fetch_all(peer).await?) }).await?);
        }
    }
    print("list", ours, theirs, 50.0);
    Ok(())
}

async fn measure_text(store: &Store, peer: &SqlitePool) -> Outcome<()> {
    const PLAIN: &str = "SELECT json FROM handoff WHERE account LIKE '%' || ?1 || '%' OR deal LIKE '%' || ?1 || '%'
        ORDER BY deadline_at IS NULL, deadline_at LIMIT 100";
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        for text in ["n", "no", "north", "acme", "acme sys", "1234", "hooli bank", "zzz", "rollout"] {
            let query = ListQuery { text: text.to_owned(), ..ListQuery::default() };
            ours.push(timed(async { Ok(store.list(&query).await?) }).await?);
            theirs.push(timed(async { Ok(sqlx::query(PLAIN).bind(text).fetch_all(peer).await?) }).await?);
        }
    }
    print("list filtered by text", ours, theirs, 50.0);
    Ok(())
}

async fn measure_search(store: &Store, peer: &SqlitePool) -> Outcome<()> {
    const PLAIN: &str = "SELECT json FROM handoff WHERE account LIKE '%' || ?1 || '%' OR deal LIKE '%' || ?1 || '%'
        OR contacts LIKE '%' || ?1 || '%' ORDER BY account LIMIT 20";
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        for text in [
            "a",
            "ac",
            "acm",
            "acme",
            "björn",
            "stark rob",
            "vandelay foods 17",
            "99",
            "tyrellsson",
            "rollout",
            "nothing like it",
        ] {
            ours.push(timed(async { Ok(store.search(text, 20).await?) }).await?);
            theirs.push(timed(async { Ok(sqlx::query(PLAIN).bind(text).fetch_all(peer).await?) }).await?);
        }
    }
    print("search", ours, theirs, 50.0);
    Ok(())
}

async fn measure_edit(store: &Store, peer: &SqlitePool, handoffs: u32) -> Outcome<()> {
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for number in 0..100 {
        let deal = format!("d{}", spread(number, 20) % handoffs);
        let save = edit(&deal, number);
        ours.push(timed(async { Ok(store.save_record(&save).await?) }).await?);
        let json = serde_json::to_string(&save.record)?;
        let update = sqlx::query("UPDATE handoff SET json = ?2 WHERE deal_id = ?1").bind(&deal).bind(json);
        theirs.push(timed(async { Ok(update.execute(peer).await?) }).await?);
    }
    print("edit saved with undo step and outbox entry", ours, theirs, 50.0);
    Ok(())
}

fn edit(deal: &str, minute: u32) -> RecordSave {
    let written = at(minute);
    let value =
        FieldValue::Text("Cut onboarding from 30 to 10 days by June, for the operations team in Leipzig".to_owned());
    let provenance = Provenance::Typed { by: "p1".into(), at: written };
    let entry = FieldEntry { value, provenance, at: written };
    let field = "business_goals".into();
    RecordSave {
        record: HandoffRecord::empty("bench", deal.into()),
        edit: Some(Edit { field, entry, knew: Knew::Everything, knew_crm_until: None, by: "p1".into() }),
        outbox: vec![NewOutboxEntry::push(deal.into(), written, written)],
        alarms: Vec::new(),
        at: written,
    }
}
