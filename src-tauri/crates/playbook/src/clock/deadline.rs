//! From a start to a deadline, with every step in words.

use super::life::Life;
use super::rounds::Round;
use crate::assessment::ArithmeticStep;
use crate::model::{ClockKind, ClockRule, Limit, Moment};
use crate::roster::{Calendar, Closed};
use crate::situation::Situation;
use crate::text::{day, listed, local_time};
use chrono::{DateTime, TimeDelta, Utc};
use domain::PersonId;

/// What a deadline depends on.
pub(super) struct Deadline<'a> {
    pub situation: &'a Situation<'a>,
    pub rule: &'a ClockRule,
    pub limit: Limit,
    pub round: &'a Round,
    pub life: &'a Life,
    /// Who held the step since when.
    pub owners: &'a [(DateTime<Utc>, Option<PersonId>)],
}

/// A deadline with its arithmetic.
pub(super) struct Computed {
    pub at: Option<DateTime<Utc>>,
    pub steps: Vec<ArithmeticStep>,
    /// Whose calendar gave it.
    pub calendar_of: Option<PersonId>,
}

pub(super) fn step(sentence: String, at: DateTime<Utc>) -> ArithmeticStep {
    ArithmeticStep { sentence, at }
}

/// `Fri 18 Sep 2026 18:00 (New York)`
pub(super) fn words(at: DateTime<Utc>, calendar: &Calendar<'_>) -> String {
    let zone = calendar.zone.name();
    let city = zone.rsplit('/').next().unwrap_or(zone).replace('_', " ");
    format!("{} ({city})", local_time(at, calendar.zone))
}

/// Minutes of a limit, to compare limits of one clock: a business day counts as a day.
pub(super) fn rough_length(limit: Limit) -> u64 {
    match limit {
        Limit::Minutes(minutes) => u64::from(minutes),
        Limit::Hours(hours) | Limit::BusinessHours(hours) => u64::from(hours) * 60,
        Limit::BusinessDays(days) => u64::from(days) * 24 * 60,
        Limit::OwnDate | Limit::None => 0,
    }
}

impl Deadline<'_> {
    /// The latest deadline of all who held the step, bounded by the outer limit.
    pub fn compute(&self) -> Computed {
        let mut result = self.by_owners();
        if let Some((at, step)) = self.outer_bound(result.calendar_of.as_ref()) {
            result.steps.push(step);
            result.at = Some(result.at.map_or(at, |own| own.min(at)));
        }
        if result.at.is_none() {
            let sentence = "There is no working day in sight: the clock is paused";
            result.steps.push(step(sentence.to_owned(), self.round.started_at));
        }
        result
    }

    fn by_owners(&self) -> Computed {
        let mut best = Computed {
            at: None,
            steps: Vec::new(),
            calendar_of: self.owners.first().and_then(|(_, owner)| owner.clone()),
        };
        if !self.round.begun {
            let calendar = self.situation.roster.calendar_of(best.calendar_of.as_ref());
            best.steps.push(step(
                format!("Not submitted yet; closed {}", words(self.round.started_at, &calendar)),
                self.round.started_at,
            ));
            return best;
        }
        let mut restarted = false;
        for (nth, (since, owner)) in self.owners.iter().enumerate() {
            // A review starts anew once when the CSM changes.
            let restart =
                nth > 0 && self.rule.clock == ClockKind::Review && *since > self.round.started_at && !restarted;
            restarted |= restart;
            let from = if restart { *since } else { self.round.started_at };
            let (at, mut steps) = self.from(from, owner.as_ref());
            if nth == 0 {
                (best.at, best.steps) = (at, steps);
            } else if at > best.at {
                let name = owner.as_ref().map_or("nobody", |owner| self.situation.roster.name_of(owner));
                let how = if restart { "the review starts anew once" } else { "a reassignment only extends" };
                best.steps.push(step(format!("Reassigned to {name}: {how}"), *since));
                best.steps.append(&mut steps);
                (best.at, best.calendar_of) = (at, owner.clone());
            }
        }
        best
    }

    fn from(&self, start: DateTime<Utc>, owner: Option<&PersonId>) -> (Option<DateTime<Utc>>, Vec<ArithmeticStep>) {
        let calendar = self.situation.roster.calendar_of(owner);
        let mut steps = vec![step(format!("{} {}", moment_words(self.rule.starts), words(start, &calendar)), start)];
        let at = advance(self.limit, start, &calendar);
        if let Some(at) = at {
            if is_business(self.limit) {
                steps.extend(outside_hours(start, &calendar));
                steps.extend(skipped(start, at, &calendar));
            }
            steps.push(step(format!("{}: due {}", limit_words(self.limit), words(at, &calendar)), at));
        }
        (at, steps)
    }

    fn outer_bound(&self, owner: Option<&PersonId>) -> Option<(DateTime<Utc>, ArithmeticStep)> {
        let bound = self.rule.no_later_than.as_ref()?;
        let from = *self.life.moments(bound.after).first()?;
        let calendar = self.situation.roster.calendar_of(owner);
        let at = advance(bound.limit, from, &calendar)?;
        let limit = limit_words(bound.limit);
        let limit = limit.trim_end_matches(" later");
        let sentence = format!("Never later than {limit} after {}: {}", after_words(bound.after), words(at, &calendar));
        Some((at, step(sentence, at)))
    }
}

fn is_business(limit: Limit) -> bool {
    matches!(limit, Limit::BusinessDays(_) | Limit::BusinessHours(_))
}

fn advance(limit: Limit, start: DateTime<Utc>, calendar: &Calendar<'_>) -> Option<DateTime<Utc>> {
    match limit {
        Limit::Minutes(minutes) => Some(start + TimeDelta::minutes(minutes.into())),
        Limit::Hours(hours) => Some(start + TimeDelta::hours(hours.into())),
        Limit::BusinessHours(hours) => calendar.add_open_time(start, TimeDelta::hours(hours.into())),
        Limit::BusinessDays(days) => calendar.add_business_days(start, days),
        Limit::OwnDate | Limit::None => None,
    }
}

fn outside_hours(start: DateTime<Utc>, calendar: &Calendar<'_>) -> Option<ArithmeticStep> {
    let opens_at = calendar.next_open(start).filter(|opens_at| *opens_at != start)?;
    let hours = calendar.hours_words();
    Some(step(format!("Outside working hours ({hours}): counts from {}", words(opens_at, calendar)), opens_at))
}

fn skipped(start: DateTime<Utc>, at: DateTime<Utc>, calendar: &Calendar<'_>) -> Option<ArithmeticStep> {
    let days: Vec<String> = calendar
        .skipped(start, at)
        .into_iter()
        .map(|(date, why)| match why {
            Closed::DayOff => day(date),
            Closed::Holiday(name) => format!("{} ({name})", day(date)),
            Closed::Leave => format!("{} (leave)", day(date)),
        })
        .collect();
    (!days.is_empty()).then(|| step(format!("Skips {}", listed(&days)), at))
}

fn limit_words(limit: Limit) -> String {
    let count = |number: u32, one: &str, many: &str| format!("{number} {} later", if number == 1 { one } else { many });
    match limit {
        Limit::Minutes(minutes) => count(minutes, "minute", "minutes"),
        Limit::Hours(hours) => count(hours, "hour", "hours"),
        Limit::BusinessHours(hours) => count(hours, "business hour", "business hours"),
        Limit::BusinessDays(days) => count(days, "business day", "business days"),
        Limit::OwnDate | Limit::None => String::new(),
    }
}

fn moment_words(moment: Moment) -> &'static str {
    match moment {
        Moment::Closed => "Closed",
        Moment::Submitted => "Submitted",
        Moment::Reviewed => "Reviewed",
        Moment::Returned => "Returned",
        Moment::Accepted => "Accepted",
        Moment::Opened => "Opened",
        Moment::FirstTouch => "First touch",
        Moment::KickoffHeld => "Kickoff held",
        Moment::GapFilled => "Gap filled",
    }
}

fn after_words(moment: Moment) -> String {
    match moment {
        Moment::Closed => "close".to_owned(),
        Moment::Submitted => "submission".to_owned(),
        other => moment_words(other).to_lowercase(),
    }
}
