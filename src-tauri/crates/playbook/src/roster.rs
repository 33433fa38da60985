//! People, roles, teams, time zones, working hours, holidays, leave, capacity, exchange rates. Unsigned, logged, changed
//! any day: nobody signs a sick note.

mod calendar;
mod practice;
#[cfg(test)]
mod tests;

pub use calendar::{Calendar, Closed};

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use domain::{PersonId, Role, Segment};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Who works when, for whom.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Roster {
    pub people: Vec<RosterPerson>,
    pub holidays: Vec<Holiday>,
    /// Units of the playbook's currency for one unit of another: `EUR` → `1.08`.
    pub exchange_rates: BTreeMap<String, f64>,
    /// Closes before it make no handoffs; `None` where every close makes one.
    pub go_live: Option<DateTime<Utc>>,
    /// True where only the CRM's list of people is known: every role but that of the laptop's own person is a guess, and
    /// each laptop guesses differently. Then nobody is assigned but whom the CRM or the playbook names.
    pub roles_guessed: bool,
}

/// One person of the roster.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RosterPerson {
    pub id: PersonId,
    pub name: String,
    pub email: String,
    pub role: Role,
    pub team: String,
    pub time_zone: Tz,
    /// ISO weekdays, 1 Monday to 7 Sunday.
    pub working_days: Vec<u8>,
    pub working_hours: WorkingHours,
    #[serde(default)]
    pub leave: Vec<Leave>,
    /// Open accounts that this person can carry.
    #[serde(default)]
    pub capacity: Option<u32>,
    /// Empty lists mean: all.
    #[serde(default)]
    pub segments: Vec<Segment>,
    #[serde(default)]
    pub regions: Vec<String>,
    #[serde(default)]
    pub languages: Vec<String>,
    #[serde(default)]
    pub products: Vec<String>,
    #[serde(default)]
    pub manager: Option<PersonId>,
}

/// Local opening and closing; a closing at or before the opening lies on the next day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkingHours {
    pub start: NaiveTime,
    pub end: NaiveTime,
}

impl Default for WorkingHours {
    fn default() -> Self {
        Self { start: NaiveTime::MIN + chrono::TimeDelta::hours(9), end: NaiveTime::MIN + chrono::TimeDelta::hours(17) }
    }
}

/// Days away, both ends included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leave {
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// Who answers meanwhile; without one, clocks pause.
    #[serde(default)]
    pub stand_in: Option<PersonId>,
}

/// A day on which nobody works, everywhere or in some time zones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    pub date: NaiveDate,
    pub name: String,
    #[serde(default)]
    pub time_zones: Option<Vec<Tz>>,
}

/// A roster that can't be used.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("the roster can't be read: `{path}`, line {line}, column {column}: {reason}")]
pub struct RosterError {
    pub path: String,
    pub line: usize,
    pub column: usize,
    pub reason: String,
}

impl Roster {
    /// Nobody: all calendars are 9 to 17 UTC, Monday to Friday.
    pub fn empty() -> Self {
        Self::default()
    }

    /// The roster that the practice CRM hands out.
    ///
    /// # Errors
    /// Where the text is no such JSON: the place and the reason.
    pub fn from_practice_json(text: &str) -> Result<Self, RosterError> {
        practice::read(text)
    }

    /// A person by id.
    pub fn person(&self, id: &PersonId) -> Option<&RosterPerson> {
        self.people.iter().find(|person| person.id == *id)
    }

    /// A person's role, where the roster knows the person.
    pub fn role_of(&self, id: &PersonId) -> Option<Role> {
        self.person(id).map(|person| person.role)
    }

    /// A person's name, or the id where the roster does not know the person.
    pub fn name_of<'a>(&'a self, id: &'a PersonId) -> &'a str {
        self.person(id).map_or(id.as_str(), |person| &person.name)
    }

    /// A person's manager; without one of their own, the first manager of their side.
    pub fn manager_of(&self, id: &PersonId) -> Option<&PersonId> {
        let person = self.person(id)?;
        let side = if person.role == Role::Csm { Role::CsManager } else { Role::SalesManager };
        person.manager.as_ref().or_else(|| self.with_role(side).next().map(|manager| &manager.id))
    }

    /// Everyone with a role, in the order of the roster.
    pub fn with_role(&self, role: Role) -> impl Iterator<Item = &RosterPerson> {
        self.people.iter().filter(move |person| person.role == role)
    }

    /// VP Sales and VP CS.
    pub fn vps(&self) -> Vec<PersonId> {
        self.people
            .iter()
            .filter(|person| matches!(person.role, Role::VpSales | Role::VpCs))
            .map(|person| person.id.clone())
            .collect()
    }

    /// The leave that a person is on at a time, by their local date.
    pub fn leave_at(&self, id: &PersonId, at: DateTime<Utc>) -> Option<&Leave> {
        let person = self.person(id)?;
        let date = at.with_timezone(&person.time_zone).date_naive();
        person.leave.iter().find(|leave| leave.from <= date && date <= leave.to)
    }

    /// Who answers for a person at a time: the person, or the stand-in during leave (and theirs in turn).
    pub fn acting(&self, id: &PersonId, at: DateTime<Utc>) -> PersonId {
        let mut acting = id;
        for _ in 0..5 {
            match self.leave_at(acting, at).and_then(|leave| leave.stand_in.as_ref()) {
                Some(stand_in) => acting = stand_in,
                None => break,
            }
        }
        acting.clone()
    }
}
