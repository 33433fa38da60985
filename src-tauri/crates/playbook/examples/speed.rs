//! How long one assessment takes: `cargo run --release -p playbook --example speed`.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use domain::{Deal, DealContext, HandoffRecord, ProductLine};
use playbook::{Arrival, EarlierTexts, Playbook, Roster, Situation, Workload, assess};
use std::time::Instant;

fn main() {
    let playbook = Playbook::embedded();
    let roster = Roster::from_practice_json(&people()).unwrap();
    for (name, won) in [("open, far from close", false), ("won, nothing written", true)] {
        let context = plain_deal(won);
        let record = HandoffRecord::empty("org", "d1".into());
        let situation = Situation {
            playbook: &playbook,
            roster: &roster,
            context: &context,
            record: &record,
            earlier_texts: &EarlierTexts::default(),
            workload: &Workload::default(),
            arrival: Arrival::default(),
            now: "2026-09-22T10:00:00Z".parse().unwrap(),
        };
        let rounds = 10_000;
        let start = Instant::now();
        let fields: usize = (0..rounds).map(|_| assess(&situation).fields.len()).sum();
        println!("{name}: {:.1} µs ({fields} fields)", start.elapsed().as_secs_f64() / f64::from(rounds) * 1e6);
    }
}

fn plain_deal(won: bool) -> DealContext {
    let mut deal = Deal::named("d1", "Northwind rollout");
    deal.owner_id = Some("p1".into());
    deal.amount = Some(50_000.0);
    deal.contract.term_months = Some(12);
    deal.contract.start = Some("2026-10-01".parse().unwrap());
    deal.created_at = Some("2026-06-01T10:00:00Z".parse().unwrap());
    deal.closed_at = won.then(|| "2026-09-18T22:00:00Z".parse().unwrap());
    (deal.is_won, deal.is_closed) = (won, won);
    let line = |id: &str| ProductLine {
        id: id.into(),
        name: "Platform Pro".into(),
        family: Some("Platform".into()),
        quantity: Some(20.0),
        amount: Some(25_000.0),
        recurring_months: Some(12),
    };
    DealContext { lines: vec![line("1"), line("2")], ..DealContext::of(deal) }
}

/// 60 people, 15 of them CSMs, in three time zones.
fn people() -> String {
    let one = |n: usize| {
        let role = if n.is_multiple_of(4) { "csm" } else { "rep" };
        let zone = ["America/New_York", "Europe/Berlin", "Asia/Kolkata"][n % 3];
        format!(
            "{{\"owner_id\": \"p{n}\", \"name\": \"Person {n}\", \"role\": \"{role}\", \"time_zone\": \"{zone}\", \"capacity\": 40}}"
        )
    };
    format!(
        "{{\"people\": [{}], \"holidays\": [{{\"date\": \"2026-12-25\"}}]}}",
        (0..60).map(one).collect::<Vec<_>>().join(",")
    )
}
