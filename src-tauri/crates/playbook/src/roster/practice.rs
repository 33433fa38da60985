//! The practice CRM's roster. Keys that we don't know are left alone: it is another program's document.

use super::{Holiday, Leave, Roster, RosterError, RosterPerson, WorkingHours};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use domain::{PersonId, Role, Segment};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Document {
    people: Vec<Person>,
    #[serde(default)]
    holidays: Vec<Day>,
    #[serde(default)]
    exchange_rates: BTreeMap<String, f64>,
    #[serde(default, deserialize_with = "moment")]
    go_live: Option<DateTime<Utc>>,
}

#[derive(Deserialize)]
struct Person {
    owner_id: PersonId,
    #[serde(default)]
    name: String,
    #[serde(default)]
    email: String,
    role: Role,
    #[serde(default)]
    team: String,
    #[serde(default = "utc")]
    time_zone: Tz,
    #[serde(default)]
    working_hours: Hours,
    #[serde(default = "weekdays")]
    working_days: Vec<u8>,
    #[serde(default)]
    manager_owner_id: Option<PersonId>,
    #[serde(default)]
    capacity: Option<u32>,
    #[serde(default)]
    segments: Vec<Segment>,
    #[serde(default)]
    languages: Vec<String>,
    #[serde(default)]
    regions: Vec<String>,
    #[serde(default)]
    leave: Vec<Away>,
}

#[derive(Deserialize)]
struct Hours {
    #[serde(deserialize_with = "clock_time")]
    start: NaiveTime,
    #[serde(deserialize_with = "clock_time")]
    end: NaiveTime,
}

impl Default for Hours {
    fn default() -> Self {
        let WorkingHours { start, end } = WorkingHours::default();
        Self { start, end }
    }
}

#[derive(Deserialize)]
struct Day {
    date: NaiveDate,
    #[serde(default)]
    name: String,
    #[serde(default)]
    time_zones: Option<Vec<Tz>>,
}

#[derive(Deserialize)]
struct Away {
    from: NaiveDate,
    to: NaiveDate,
    #[serde(default)]
    stand_in: Option<PersonId>,
}

fn utc() -> Tz {
    Tz::UTC
}

fn weekdays() -> Vec<u8> {
    vec![1, 2, 3, 4, 5]
}

/// `09:00`, `09:00:00` or the hour as a number.
fn clock_time<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveTime, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Spelling {
        Hour(u32),
        Text(String),
    }
    let wrong = || serde::de::Error::custom("expected a time such as `09:00`");
    match Spelling::deserialize(deserializer)? {
        Spelling::Hour(hour) => NaiveTime::from_hms_opt(hour % 24, 0, 0).ok_or_else(wrong),
        Spelling::Text(text) => {
            NaiveTime::parse_from_str(&text, "%H:%M").or_else(|_| text.parse()).map_err(|_| wrong())
        }
    }
}

/// A date, a time, or nothing.
fn moment<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<DateTime<Utc>>, D::Error> {
    let Some(text) = Option::<String>::deserialize(deserializer)?.filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let date = || text.parse::<NaiveDate>().map(|date| date.and_time(NaiveTime::MIN).and_utc());
    text.parse::<DateTime<Utc>>()
        .or_else(|_| date())
        .map(Some)
        .map_err(|_| serde::de::Error::custom("expected a date or a time"))
}

pub(super) fn read(text: &str) -> Result<Roster, RosterError> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let document: Document = serde_path_to_error::deserialize(&mut reader).map_err(|error| RosterError {
        path: error.path().to_string(),
        line: error.inner().line(),
        column: error.inner().column(),
        reason: crate::locate::reason_of(error.inner()),
    })?;
    Ok(Roster {
        people: document.people.into_iter().map(person).collect(),
        holidays: document
            .holidays
            .into_iter()
            .map(|Day { date, name, time_zones }| Holiday { date, name, time_zones })
            .collect(),
        exchange_rates: document.exchange_rates,
        go_live: document.go_live,
        roles_guessed: false,
    })
}

fn person(person: Person) -> RosterPerson {
    RosterPerson {
        id: person.owner_id,
        name: person.name,
        email: person.email,
        role: person.role,
        team: person.team,
        time_zone: person.time_zone,
        working_days: person.working_days,
        working_hours: WorkingHours { start: person.working_hours.start, end: person.working_hours.end },
        leave: person.leave.into_iter().map(|Away { from, to, stand_in }| Leave { from, to, stand_in }).collect(),
        capacity: person.capacity,
        segments: person.segments,
        regions: person.regions,
        languages: person.languages,
        products: Vec::new(),
        manager: person.manager_owner_id,
    }
}
