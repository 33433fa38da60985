//! One line for one stakeholder, promise or success criterion.

use crate::field_value::{Criterion, Promise, PromiseOutcome, Sentiment, Stakeholder, StakeholderRole, Validation};
use crate::ids::short_hash;
use chrono::NaiveDate;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A snake_case enum value as words: `decision_maker` → `decision-maker`.
fn words<T: Serialize>(value: &T) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|value| value.as_str().map(|text| text.replace('_', "-")))
        .unwrap_or_default()
}

/// The enum value that a word names, hyphens, spaces and case aside.
fn value_of<T: DeserializeOwned>(word: &str) -> Option<T> {
    let key = word.trim().to_lowercase().replace(['-', ' '], "_");
    serde_json::from_value(serde_json::Value::String(key)).ok()
}

pub(super) fn stakeholder(person: &Stakeholder) -> String {
    let roles = person.roles.iter().map(|role| format!(", {}", words(role))).collect::<String>();
    let note = if person.note.is_empty() { String::new() } else { format!(": {}", one_line(&person.note)) };
    format!("{}{roles}, {}{note}", one_line(&person.name), words(&person.sentiment))
}

pub(super) fn read_stakeholder(line: &str) -> Stakeholder {
    let (head, note) = line.split_once(": ").unwrap_or((line, ""));
    let mut parts = head.split(',').map(str::trim);
    let name = parts.next().unwrap_or_default().to_owned();
    let mut person = Stakeholder {
        id: id_of(line),
        name,
        roles: Vec::new(),
        sentiment: Sentiment::Unknown,
        note: note.to_owned(),
        contact_id: None,
    };
    for part in parts {
        if let Some(role) = value_of::<StakeholderRole>(part) {
            person.roles.push(role);
        } else if let Some(sentiment) = value_of::<Sentiment>(part) {
            person.sentiment = sentiment;
        } else {
            person.note = format!("{part} {}", person.note).trim().to_owned();
        }
    }
    person
}

pub(super) fn promise(promise: &Promise) -> String {
    let mut parts = Vec::new();
    if !promise.owner.is_empty() {
        parts.push(format!("by {}", one_line(&promise.owner)));
    }
    parts.extend(promise.due.map(|due| format!("due {due}")));
    if !promise.source.is_empty() {
        parts.push(format!("source: {}", one_line(&promise.source)));
    }
    parts.push(words(&promise.outcome));
    format!("{} ({})", one_line(&promise.what), parts.join(", "))
}

pub(super) fn read_promise(line: &str) -> Promise {
    let (what, details) = split_details(line);
    let mut promise = Promise {
        id: id_of(line),
        what,
        owner: String::new(),
        due: None,
        source: String::new(),
        outcome: PromiseOutcome::Open,
    };
    for part in details.split(", ") {
        if let Some(owner) = part.strip_prefix("by ") {
            promise.owner = owner.trim().to_owned();
        } else if let Some(due) = part.strip_prefix("due ") {
            promise.due = due.trim().parse::<NaiveDate>().ok();
        } else if let Some(source) = part.strip_prefix("source: ") {
            promise.source = source.trim().to_owned();
        } else if let Some(outcome) = value_of(part) {
            promise.outcome = outcome;
        }
    }
    promise
}

pub(super) fn criterion(criterion: &Criterion) -> String {
    let by = criterion.by.map(|by| format!("by {by}, ")).unwrap_or_default();
    format!("{}: {} ({by}{})", one_line(&criterion.metric), one_line(&criterion.target), words(&criterion.validation))
}

pub(super) fn read_criterion(line: &str) -> Criterion {
    let (head, details) = split_details(line);
    let (metric, target) = head.split_once(": ").unwrap_or((head.as_str(), ""));
    let mut criterion = Criterion {
        id: id_of(line),
        metric: metric.trim().to_owned(),
        target: target.trim().to_owned(),
        by: None,
        validation: Validation::SalesAssumed,
    };
    for part in details.split(", ") {
        if let Some(by) = part.strip_prefix("by ") {
            criterion.by = by.trim().parse().ok();
        } else if let Some(validation) = value_of(part) {
            criterion.validation = validation;
        }
    }
    criterion
}

/// `what (a, b)` → `what` and `a, b`; without parentheses at the end, all of it is `what`.
fn split_details(line: &str) -> (String, String) {
    match line.strip_suffix(')').and_then(|open| open.rsplit_once(" (")) {
        Some((what, details)) => (what.to_owned(), details.to_owned()),
        None => (line.to_owned(), String::new()),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn id_of(line: &str) -> String {
    format!("line:{}", &short_hash(&[line])[..12])
}
