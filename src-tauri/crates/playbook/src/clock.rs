//! Clocks: when they start, when they stop, and the arithmetic between.
//!
//! A deadline follows from the events and the roster as given. The roster keeps no history, so a change of working hours
//! or holidays does move the deadlines that are computed after it; whoever must not see that stores the deadline when
//! the clock starts. Leave without a stand-in takes its days out of the calendar, whenever it was entered. A
//! reassignment only extends: of all calendars that held the step, the latest deadline counts; a review starts anew once.

mod deadline;
mod life;
mod rounds;
#[cfg(test)]
mod tests;

pub(crate) use life::Life;

use crate::assessment::{ArithmeticStep, ClockReading, ClockStatus};
use crate::history::History;
use crate::model::{ClockKey, ClockKind, ClockRule, Limit, Party, Tier, Variant};
use crate::situation::Situation;
use chrono::{DateTime, Utc};
use deadline::Deadline;
use domain::PersonId;

/// Everything that the clocks of one handoff depend on.
pub(crate) struct Clocks<'a> {
    pub situation: &'a Situation<'a>,
    pub history: &'a History,
    pub tier: Tier,
    pub variants: &'a [&'a Variant],
    pub rep: Option<&'a PersonId>,
    pub csm: Option<&'a PersonId>,
}

/// Readings of one handoff.
#[derive(Default)]
pub(crate) struct Readings {
    pub latest: Vec<Timed>,
    pub earlier: Vec<Timed>,
}

/// A reading with what escalation needs to know.
pub(crate) struct Timed {
    pub reading: ClockReading,
    /// Whose calendar counts.
    pub calendar_of: Option<PersonId>,
    pub owed_by: Party,
    pub calendar_time: bool,
    pub escalates: bool,
}

impl Clocks<'_> {
    /// All clocks of a closed handoff; none before close.
    pub fn read(&self) -> Readings {
        let mut readings = Readings::default();
        let Some(life) = Life::of(self.history) else { return readings };
        for rule in &self.situation.playbook.clocks {
            if rule.clock == ClockKind::Gap {
                readings.latest.extend(self.gaps(rule, &life));
                continue;
            }
            let Some(limit) = self.limit(rule).filter(|limit| *limit != Limit::None) else { continue };
            let mut rounds = rounds::of(rule, &life);
            let Some(last) = rounds.pop() else { continue };
            readings.earlier.extend(rounds.iter().filter_map(|round| self.reading(rule, limit, round, &life)));
            readings.latest.extend(self.reading(rule, limit, &last, &life));
        }
        readings
    }

    /// The tier's limit, or the longest that a variant grants.
    fn limit(&self, rule: &ClockRule) -> Option<Limit> {
        let of_variants = self.variants.iter().filter_map(|variant| variant.limits.get(&rule.clock));
        of_variants.copied().max_by_key(|limit| deadline::rough_length(*limit)).or_else(|| rule.limit_in(self.tier))
    }

    fn reading(&self, rule: &ClockRule, limit: Limit, round: &rounds::Round, life: &Life) -> Option<Timed> {
        let clock = ClockKey::of(rule.clock)?;
        let owners = self.owners(rule.owed_by, round.started_at, round.stopped_at);
        let deadline = Deadline { situation: self.situation, rule, limit, round, life, owners: &owners }.compute();
        let owner = match rule.owed_by {
            Party::Rep => self.rep,
            Party::Csm | Party::GapOwner => self.csm,
        };
        let timing =
            Timing { started_at: round.started_at, deadline_at: deadline.at, stopped_at: round.stopped_at, owner };
        let status = self.status(&timing, rule.only_while_awake);
        let reading = self.filled_in(clock, &timing, status, deadline.steps);
        let calendar_time = matches!(limit, Limit::Minutes(_) | Limit::Hours(_));
        let calendar_of = deadline.calendar_of.or_else(|| owner.cloned());
        Some(Timed { reading, calendar_of, owed_by: rule.owed_by, calendar_time, escalates: rule.escalates })
    }

    /// Who held the step: at the start, then after each reassignment before the stop. `None` for nobody.
    fn owners(
        &self,
        party: Party,
        started_at: DateTime<Utc>,
        stopped_at: Option<DateTime<Utc>>,
    ) -> Vec<(DateTime<Utc>, Option<PersonId>)> {
        if party != Party::Csm {
            return vec![(started_at, self.rep.cloned())];
        }
        let named: Vec<_> = self.history.csms().collect();
        let first = named.iter().rev().find(|(at, _)| *at <= started_at).or_else(|| named.first());
        let mut owners = vec![(started_at, first.map(|(_, csm)| (*csm).clone()).or_else(|| self.csm.cloned()))];
        let while_running = |at: DateTime<Utc>| at > started_at && stopped_at.is_none_or(|stopped_at| at < stopped_at);
        let later = named.iter().filter(|(at, _)| while_running(*at)).map(|(at, csm)| (*at, Some((*csm).clone())));
        // The CRM's own reassignment has no time; it extends the deadline from the start only.
        let current = stopped_at.is_none().then(|| (started_at, self.csm.cloned()));
        for (at, csm) in later.chain(current) {
            if owners.last().is_none_or(|(_, last)| *last != csm) {
                owners.push((at, csm));
            }
        }
        owners
    }

    fn gaps(&self, rule: &ClockRule, life: &Life) -> Vec<Timed> {
        life.gaps(self.situation.record).into_iter().map(|gap| self.gap(rule, &gap)).collect()
    }

    fn gap(&self, rule: &ClockRule, gap: &life::OpenGap) -> Timed {
        let owner = Some(&gap.gap.owner);
        let calendar = self.situation.roster.calendar_of(owner);
        let at = calendar.closing_of(gap.gap.due);
        let label = self.situation.playbook.label(&gap.gap.field);
        let steps = vec![
            deadline::step(
                format!("Accepted with a gap in “{label}”, {}", deadline::words(gap.accepted_at, &calendar)),
                gap.accepted_at,
            ),
            deadline::step(
                format!("Promised by the end of that working day: due {}", deadline::words(at, &calendar)),
                at,
            ),
        ];
        let timing = Timing { started_at: gap.accepted_at, deadline_at: Some(at), stopped_at: gap.filled_at, owner };
        let status = self.status(&timing, false);
        let reading = self.filled_in(ClockKey::Gap(gap.gap.field.clone()), &timing, status, steps);
        Timed {
            reading,
            calendar_of: owner.cloned(),
            owed_by: Party::GapOwner,
            calendar_time: false,
            escalates: rule.escalates,
        }
    }

    fn filled_in(
        &self,
        clock: ClockKey,
        timing: &Timing<'_>,
        status: ClockStatus,
        arithmetic: Vec<ArithmeticStep>,
    ) -> ClockReading {
        let at = timing.stopped_at.unwrap_or(self.situation.now);
        ClockReading {
            clock,
            owner: timing.owner.map(|owner| self.situation.roster.acting(owner, at)),
            started_at: timing.started_at,
            deadline_at: timing.deadline_at,
            stopped_at: timing.stopped_at,
            status,
            arithmetic,
        }
    }

    fn status(&self, timing: &Timing<'_>, only_while_awake: bool) -> ClockStatus {
        let late = |at: DateTime<Utc>| timing.deadline_at.is_some_and(|deadline_at| at > deadline_at);
        let now = self.situation.now;
        let away = || {
            timing.owner.is_some_and(|owner| {
                self.situation.roster.leave_at(owner, now).is_some_and(|leave| leave.stand_in.is_none())
            })
        };
        match timing.stopped_at {
            Some(at) if late(at) && !only_while_awake => ClockStatus::StoppedLate,
            Some(_) => ClockStatus::StoppedInTime,
            None if only_while_awake && late(now) => ClockStatus::Paused,
            None if late(now) => ClockStatus::Breached,
            None if timing.deadline_at.is_none() || away() => ClockStatus::Paused,
            None => ClockStatus::Running,
        }
    }
}

struct Timing<'a> {
    started_at: DateTime<Utc>,
    deadline_at: Option<DateTime<Utc>>,
    stopped_at: Option<DateTime<Utc>>,
    owner: Option<&'a PersonId>,
}
