//! Business time of one person.
//!
//! A *shift* is the working time that starts on one local day. A time outside every shift counts from the next
//! opening; "n business days later" is the same local time n working days on. Local times that a clock change skips
//! become the first instant after it; those that it repeats, their first occurrence.
//!
//! Invariant: a calendar looks at most two years ahead; one that never opens in that time gives no deadline.

#[cfg(test)]
mod tests;

use super::{Holiday, Leave, Roster, WorkingHours};
use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use domain::PersonId;

/// How far ahead an opening is looked for.
const HORIZON_DAYS: usize = 732;

/// When one person works.
#[derive(Debug, Clone)]
pub struct Calendar<'a> {
    pub zone: Tz,
    /// Monday first.
    days: [bool; 7],
    hours: WorkingHours,
    holidays: &'a [Holiday],
    leave: &'a [Leave],
}

/// Why nobody works on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Closed<'a> {
    DayOff,
    Holiday(&'a str),
    /// Without a stand-in.
    Leave,
}

impl Roster {
    /// A person's calendar; 9 to 17 UTC, Monday to Friday, where the roster does not know the person.
    pub fn calendar_of(&self, id: Option<&PersonId>) -> Calendar<'_> {
        let Some(person) = id.and_then(|id| self.person(id)) else {
            return Calendar::new(Tz::UTC, &[1, 2, 3, 4, 5], WorkingHours::default(), &self.holidays, &[]);
        };
        Calendar::new(person.time_zone, &person.working_days, person.working_hours, &self.holidays, &person.leave)
    }
}

impl<'a> Calendar<'a> {
    fn new(zone: Tz, working_days: &[u8], hours: WorkingHours, holidays: &'a [Holiday], leave: &'a [Leave]) -> Self {
        let mut days = [false; 7];
        for day in working_days {
            if let Some(slot) = usize::from(*day).checked_sub(1).and_then(|at| days.get_mut(at)) {
                *slot = true;
            }
        }
        if days == [false; 7] {
            days = [true, true, true, true, true, false, false];
        }
        Self { zone, days, hours, holidays, leave }
    }

    /// Why nobody works on a local day; `None` for a working day.
    pub fn closed(&self, day: NaiveDate) -> Option<Closed<'a>> {
        if !self.days[day.weekday().num_days_from_monday() as usize] {
            return Some(Closed::DayOff);
        }
        let here = |holiday: &&Holiday| {
            holiday.date == day && holiday.time_zones.as_ref().is_none_or(|zones| zones.contains(&self.zone))
        };
        if let Some(holiday) = self.holidays.iter().find(here) {
            return Some(Closed::Holiday(&holiday.name));
        }
        let away = |leave: &Leave| leave.stand_in.is_none() && leave.from <= day && day <= leave.to;
        self.leave.iter().any(away).then_some(Closed::Leave)
    }

    /// The working hours in words: `9:00–17:00`.
    pub fn hours_words(&self) -> String {
        format!("{}–{}", self.hours.start.format("%-H:%M"), self.hours.end.format("%-H:%M"))
    }

    /// The local day of a time.
    pub fn day_of(&self, at: DateTime<Utc>) -> NaiveDate {
        at.with_timezone(&self.zone).date_naive()
    }

    /// The time itself where it lies in a shift, else the next opening.
    pub fn next_open(&self, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.shift_from(at).map(|(_, open_at)| open_at)
    }

    /// The same local time, so many working days later.
    pub fn add_business_days(&self, at: DateTime<Utc>, days: u32) -> Option<DateTime<Utc>> {
        let (day, from) = self.shift_from(at)?;
        let local = from.with_timezone(&self.zone).naive_local();
        let last = match days {
            0 => day,
            n => self.working_days_from(day.succ_opt()?).nth(n as usize - 1)?,
        };
        Some(self.instant(last.and_time(local.time()).checked_add_signed(local.date() - day)?))
    }

    /// So much open time later.
    pub fn add_open_time(&self, at: DateTime<Utc>, time: TimeDelta) -> Option<DateTime<Utc>> {
        let (day, mut from) = self.shift_from(at)?;
        let mut left = time;
        for day in self.working_days_from(day) {
            let (opens_at, closes_at) = self.shift(day);
            from = from.max(opens_at);
            let room = (closes_at - from).max(TimeDelta::zero());
            if left <= room {
                return Some(from + left);
            }
            left -= room;
        }
        None
    }

    /// The open time between two times; zero where `to` is not after `from`.
    pub fn open_time(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> TimeDelta {
        let Some(first) = self.day_of(from).pred_opt() else {
            return TimeDelta::zero();
        };
        let last = self.day_of(to);
        let open = |day| {
            let (opens_at, closes_at) = self.shift(day);
            (closes_at.min(to) - opens_at.max(from)).max(TimeDelta::zero())
        };
        self.working_days_from(first).take_while(|day| *day <= last).map(open).sum()
    }

    /// The closing of a day, working day or not.
    pub fn closing_of(&self, day: NaiveDate) -> DateTime<Utc> {
        self.shift(day).1
    }

    /// The closed days that lie strictly between two times' days, and the first where nobody worked on it.
    pub fn skipped(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<(NaiveDate, Closed<'a>)> {
        let last = self.day_of(to);
        let days = self.day_of(from).iter_days().take_while(|day| *day < last).take(HORIZON_DAYS);
        days.filter_map(|day| Some((day, self.closed(day)?))).collect()
    }

    /// The shift that holds a time, or the next one, with the first open instant at or after the time.
    fn shift_from(&self, at: DateTime<Utc>) -> Option<(NaiveDate, DateTime<Utc>)> {
        let first = self.day_of(at).pred_opt()?;
        self.working_days_from(first)
            .map(|day| (day, self.shift(day)))
            .find(|(_, (_, closes_at))| at < *closes_at)
            .map(|(day, (opens_at, _))| (day, at.max(opens_at)))
    }

    fn working_days_from(&self, day: NaiveDate) -> impl Iterator<Item = NaiveDate> + '_ {
        day.iter_days().take(HORIZON_DAYS).filter(|day| self.closed(*day).is_none())
    }

    fn shift(&self, day: NaiveDate) -> (DateTime<Utc>, DateTime<Utc>) {
        let overnight = self.hours.end <= self.hours.start;
        let closing_day = if overnight { day.checked_add_days(Days::new(1)).unwrap_or(day) } else { day };
        (self.instant(day.and_time(self.hours.start)), self.instant(closing_day.and_time(self.hours.end)))
    }

    fn instant(&self, local: NaiveDateTime) -> DateTime<Utc> {
        // A clock change skips an hour or so; Samoa once skipped a day.
        let minutes = (0..=24 * 4).map(|quarter| local + TimeDelta::minutes(15 * quarter));
        let mut instants = minutes.filter_map(|local| self.zone.from_local_datetime(&local).earliest());
        instants.next().map_or_else(|| local.and_utc(), |at| at.to_utc())
    }
}
