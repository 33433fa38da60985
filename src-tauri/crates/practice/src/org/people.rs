//! Owners, teams, and the roster that stands behind them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Moment;

/// A team of owners.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Team {
    pub id: u64,
    pub name: String,
}

/// A person who can own records: a CRM user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    pub id: u64,
    pub user_id: u64,
    pub email: String,
    pub first_name: String,
    pub last_name: String,
    pub team: Option<u64>,
    pub created_at: Moment,
    pub archived: bool,
}

/// What a person does in the practice company.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Rep,
    Csm,
    SalesManager,
    CsManager,
    VpSales,
    VpCs,
    ProcessOwner,
}

/// Local opening and closing time, `HH:MM`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkingHours {
    pub start: String,
    pub end: String,
}

/// One person of the roster, as the driving API hands it out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub owner_id: String,
    pub user_id: u64,
    pub email: String,
    pub name: String,
    pub role: Role,
    pub team: String,
    pub time_zone: chrono_tz::Tz,
    pub working_hours: WorkingHours,
    pub working_days: Vec<u8>,
    pub manager_owner_id: Option<String>,
    pub capacity: u32,
    pub segments: Vec<String>,
    pub languages: Vec<String>,
    pub regions: Vec<String>,
}

/// A day on which nobody works, everywhere or in some time zones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holiday {
    pub date: NaiveDate,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zones: Option<Vec<chrono_tz::Tz>>,
}

/// People, holidays, exchange rates (US dollars for one unit), and since when closes make handoffs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Roster {
    pub people: Vec<Person>,
    pub holidays: Vec<Holiday>,
    pub exchange_rates: BTreeMap<String, f64>,
    pub go_live: String,
}
