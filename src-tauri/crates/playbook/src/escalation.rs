//! The ladder: nudge, breach, managers, executives. Each rung once per clock per handoff.

#[cfg(test)]
mod tests;

use crate::assessment::{ClockReading, Rung, RungDue};
use crate::clock::Timed;
use crate::history::History;
use crate::model::{Party, Tier};
use crate::roster::Calendar;
use crate::situation::Situation;
use chrono::{DateTime, TimeDelta, Utc};
use domain::{EventKind, PersonId, Role};

/// Who stands on the ladder of one handoff.
pub(crate) struct Ladder<'a> {
    pub situation: &'a Situation<'a>,
    pub history: &'a History,
    pub tier: Tier,
    pub rep: Option<&'a PersonId>,
    pub csm: Option<&'a PersonId>,
}

impl Ladder<'_> {
    /// All rungs in order of time, past and future; those at or after a stop are left out, and of several rounds of one
    /// clock only the first of each rung stays.
    pub fn rungs(&self, readings: &[&Timed]) -> Vec<RungDue> {
        let mut rungs: Vec<RungDue> =
            readings.iter().filter(|timed| timed.escalates).flat_map(|timed| self.of_clock(timed)).collect();
        rungs.sort_by(|a, b| (a.at, a.rung, &a.clock).cmp(&(b.at, b.rung, &b.clock)));
        let mut fired: Vec<RungDue> = Vec::with_capacity(rungs.len());
        for rung in rungs {
            if !fired.iter().any(|known| known.clock == rung.clock && known.rung == rung.rung) {
                fired.push(rung);
            }
        }
        fired
    }

    fn of_clock(&self, timed: &Timed) -> Vec<RungDue> {
        let reading = &timed.reading;
        let Some(deadline_at) = reading.deadline_at else { return Vec::new() };
        let rules = &self.situation.playbook.escalation;
        let calendar = self.situation.roster.calendar_of(timed.calendar_of.as_ref());
        let nudge_at =
            self.nudge_at(timed, deadline_at, &calendar).and_then(|at| self.unless_snoozed(reading, at, deadline_at));
        let times = [
            (Rung::Nudge, nudge_at),
            (Rung::Breach, Some(deadline_at)),
            (Rung::Managers, calendar.add_business_days(deadline_at, rules.managers_after_business_days)),
            (Rung::Executives, calendar.add_business_days(deadline_at, rules.executives_after_business_days)),
        ];
        let runs = |at: DateTime<Utc>| reading.stopped_at.is_none_or(|stopped_at| at < stopped_at);
        times
            .into_iter()
            .filter_map(|(rung, at)| Some((rung, at.filter(|at| runs(*at))?)))
            .map(|(rung, at)| RungDue {
                clock: reading.clock.clone(),
                rung,
                at,
                to: self.to(rung, timed, at),
                digest: self.digest(rung),
            })
            .collect()
    }

    /// When so much of the open time has passed.
    fn nudge_at(&self, timed: &Timed, deadline_at: DateTime<Utc>, calendar: &Calendar<'_>) -> Option<DateTime<Utc>> {
        let started_at = timed.reading.started_at;
        let open =
            if timed.calendar_time { deadline_at - started_at } else { calendar.open_time(started_at, deadline_at) };
        let share =
            TimeDelta::seconds((open.num_seconds() as f64 * self.situation.playbook.escalation.nudge_at) as i64);
        if share <= TimeDelta::zero() {
            return None;
        }
        if timed.calendar_time { Some(started_at + share) } else { calendar.add_open_time(started_at, share) }
    }

    /// A snooze moves the nudge to its end; one that ends after the deadline drops it. A breach is never snoozed.
    fn unless_snoozed(
        &self,
        reading: &ClockReading,
        at: DateTime<Utc>,
        deadline_at: DateTime<Utc>,
    ) -> Option<DateTime<Utc>> {
        let key = reading.clock.to_string();
        let snoozes = self.history.this_life().iter().filter_map(|event| match &event.kind {
            EventKind::ClockSnoozed { clock, until, .. } if *clock == key => Some((event.at, *until)),
            _ => None,
        });
        let at = snoozes.fold(at, |at, (from, until)| if from <= at && at < until { until } else { at });
        (at < deadline_at).then_some(at)
    }

    fn digest(&self, rung: Rung) -> bool {
        let rules = &self.situation.playbook.escalation;
        match rung {
            Rung::Nudge | Rung::Breach => false,
            Rung::Managers => rules.manager_digest.contains(&self.tier),
            Rung::Executives => !rules.executive_alert.contains(&self.tier),
        }
    }

    fn to(&self, rung: Rung, timed: &Timed, at: DateTime<Utc>) -> Vec<PersonId> {
        let acting = |id: &PersonId| self.situation.roster.acting(id, at);
        let rep = || self.rep.map(acting).or_else(|| self.manager(self.rep, Role::SalesManager));
        let csm = || self.csm.map(acting).or_else(|| self.manager(self.csm, Role::CsManager));
        let owner = || match timed.owed_by {
            Party::Rep => rep(),
            Party::Csm => csm(),
            Party::GapOwner => timed.calendar_of.as_ref().map(acting),
        };
        let people: Vec<Option<PersonId>> = match rung {
            Rung::Nudge => vec![owner()],
            Rung::Breach => vec![owner(), rep(), csm()],
            Rung::Managers => vec![self.manager(self.rep, Role::SalesManager), self.manager(self.csm, Role::CsManager)],
            Rung::Executives => self.situation.roster.vps().into_iter().map(Some).collect(),
        };
        let mut to = Vec::new();
        for person in people.into_iter().flatten() {
            if !to.contains(&person) {
                to.push(person);
            }
        }
        to
    }

    /// A person's manager, else the first of that side.
    fn manager(&self, person: Option<&PersonId>, side: Role) -> Option<PersonId> {
        let roster = self.situation.roster;
        let own = person.and_then(|person| roster.manager_of(person));
        own.or_else(|| roster.with_role(side).next().map(|manager| &manager.id)).cloned()
    }
}
