//! Words for dates, sources and reasons.

use crate::process::Process;
use chrono::{DateTime, Utc};
use domain::{PersonId, Provenance};

/// `3 days ago`, `today`: how long ago, in the grain that people use.
pub fn ago(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let days = (now.date_naive() - at.date_naive()).num_days();
    match days {
        ..=0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        2..=59 => format!("{days} days ago"),
        _ => format!("{} months ago", days / 30),
    }
}

/// `3 Nov 2026`
pub fn day(at: DateTime<Utc>) -> String {
    at.format("%-d %b %Y").to_string()
}

/// The tag beside a value in a document, which others read on another day: names and dates.
pub fn written_provenance(source: &Provenance, process: &Process) -> String {
    let name = |person: &PersonId| process.roster.name_of(person).to_owned();
    match source {
        Provenance::Crm { source, as_of: Some(at) } => format!("from {source}, {}", day(*at)),
        Provenance::Crm { source, as_of: None } => format!("from {source}"),
        Provenance::Typed { by, at } => format!("typed by {}, {}", name(by), day(*at)),
        Provenance::Confirmed { source, by, at } => format!("from {source}, confirmed by {}, {}", name(by), day(*at)),
        Provenance::EditedInCrm { by, at } => {
            let by = by.as_ref().map(|by| format!(" by {}", name(by))).unwrap_or_default();
            format!("written in the CRM{by}{}", at.map(|at| format!(", {}", day(at))).unwrap_or_default())
        }
        Provenance::Imported { file } => format!("imported from {file}"),
    }
}

/// The quiet tag beside a value.
pub fn provenance(source: &Provenance, viewer: &PersonId, process: &Process, now: DateTime<Utc>) -> String {
    let by =
        |person: &PersonId| if person == viewer { "you".to_owned() } else { process.roster.name_of(person).to_owned() };
    match source {
        Provenance::Crm { source, as_of: Some(at) } => format!("from {source}, {}", ago(*at, now)),
        Provenance::Crm { source, as_of: None } => format!("from {source}"),
        Provenance::Typed { by: person, at } => format!("typed by {}, {}", by(person), ago(*at, now)),
        Provenance::Confirmed { source, by: person, .. } => format!("from {source}, confirmed by {}", by(person)),
        Provenance::EditedInCrm { by: Some(person), at: Some(at) } => {
            format!("written in the CRM by {}, {}", by(person), ago(*at, now))
        }
        Provenance::EditedInCrm { by: Some(person), at: None } => format!("written in the CRM by {}", by(person)),
        Provenance::EditedInCrm { by: None, at: Some(at) } => format!("written in the CRM, {}", ago(*at, now)),
        Provenance::EditedInCrm { by: None, at: None } => "written in the CRM".to_owned(),
        Provenance::Imported { file } => format!("imported from {file}"),
    }
}
