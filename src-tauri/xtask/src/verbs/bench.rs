//! `bench`: measures against goals and peers; the numbers stay in `target/bench.json`.

use serde_json::Value;

use crate::failure::{Failure, about};
use crate::program::{cargo, output};
use crate::say;
use crate::workshop::Workshop;

mod races;

const COLUMNS: [&str; 7] = ["name", "ours", "peer", "ratio", "goal", "holds", "note"];

pub fn act(workshop: &Workshop, arguments: &[String]) -> Result<(), Failure> {
    super::no_arguments("bench", arguments)?;
    let results = workshop.results();
    std::fs::create_dir_all(&results).map_err(about(&results))?;
    let path = results.join("bench.json");
    let mut command = cargo(workshop, &["run", "--release", "--package", "store", "--example", "store_bench"]);
    say::line("→ benchmarks: a release build first, then about five minutes");
    let store = listed(&output(&mut command)?);
    let races: Vec<String> = races::act(workshop)?.iter().map(Value::to_string).collect();
    let rows = [parse(&store)?, parse(&listed(&races.join("\n")))?].concat();
    let lines: Vec<String> = rows.iter().map(Value::to_string).collect();
    std::fs::write(&path, listed(&lines.join("\n"))).map_err(about(&path))?;
    say::line(&format!("\n{}", say::table(&printed(&rows))));
    match broken(&rows).as_slice() {
        [] => Ok(()),
        names => Err(Failure::new(format!("a goal does not hold: {}", names.join(", ")))),
    }
}

/// A bench prints one JSON object a line, and may say other things between them; the file is a list of the objects.
fn listed(printed: &str) -> String {
    let rows: Vec<&str> = printed.lines().map(str::trim).filter(|line| line.starts_with('{')).collect();
    format!("[\n{}\n]\n", rows.join(",\n"))
}

fn parse(text: &str) -> Result<Vec<Value>, Failure> {
    let rows = serde_json::from_str::<Vec<Value>>(text);
    let rows = rows.map_err(|error| Failure::new(format!("target/bench.json is no list: {error}")))?;
    let complete = |row: &Value| row["name"].is_string() && row["holds"].is_boolean();
    match rows.iter().find(|row| !complete(row)) {
        Some(row) => Err(Failure::new(format!("target/bench.json: a row lacks `name` or `holds`: {row}"))),
        None if rows.is_empty() => Err(Failure::new("target/bench.json: the list is empty")),
        None => Ok(rows),
    }
}

fn printed(rows: &[Value]) -> Vec<Vec<String>> {
    let head = COLUMNS.map(str::to_owned).to_vec();
    let row = |row: &Value| COLUMNS.iter().map(|&column| cell(&row[column])).collect();
    std::iter::once(head).chain(rows.iter().map(row)).collect()
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => "–".to_owned(),
        Value::String(text) => text.clone(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "NO".to_owned(),
        Value::Number(number) if number.is_f64() => {
            format!("{:.2}", number.as_f64().unwrap_or_default())
        }
        other => other.to_string(),
    }
}

fn broken(rows: &[Value]) -> Vec<&str> {
    let broken = rows.iter().filter(|row| row["holds"] == Value::Bool(false));
    broken.filter_map(|row| row["name"].as_str()).collect()
}

#[cfg(test)]
mod tests;
