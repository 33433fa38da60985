//! One deal, judged: tier, fields, score, state, clocks, escalation, assignment, checklist.

mod fields;
#[cfg(test)]
mod tests;

use crate::applies::applies;
use crate::assessment::{
    Applies, Assessment, Assignment, CheckResult, ClockReading, ClockStatus, Completeness, FieldAssessment, RungDue,
    VariantInForce,
};
use crate::assignment::assign;
use crate::clock::{Clocks, Life, Timed};
use crate::condition::Facts;
use crate::escalation::Ladder;
use crate::history::{Filled, History};
use crate::intake::Intake;
use crate::model::{ClockKey, Requirement, Tier, Variant};
use crate::score::{Score, best_raise};
use crate::situation::Situation;
use crate::tier::verdict;
use chrono::{DateTime, Utc};
use domain::{EventKind, FieldKey, HandoffState, PersonId};

/// Judges one deal: a pure function of its situation.
pub fn assess(situation: &Situation<'_>) -> Assessment {
    let &Situation { playbook, roster, context, record, now, .. } = situation;
    let facts = Facts { context, record, annual_value: None, before: None, now };
    let tier = verdict(playbook, roster, &facts);
    let facts = Facts { annual_value: tier.annual_value, ..facts };
    let variants: Vec<&Variant> = playbook.variants.iter().filter(|variant| variant.when.holds(&facts)).collect();
    let fields = fields::assessed(situation, tier.tier, &variants);
    let score = Score::of(&fields);
    let history = history(situation, tier.tier, &fields, &score);
    let (applies, state) = applies(situation, &history, &facts);
    let assignment = assignment(situation, &history, &applies, tier.annual_value);
    let parties = Parties { rep: answering_rep(situation), csm: assignment.csm.as_ref() };
    let Timing { clocks, earlier_rounds, rungs } = timing(situation, &history, &applies, tier.tier, &variants, parties);
    let early = playbook.triggers.early_introduction.as_ref();

    Assessment {
        state,
        waits_for: waits_for(situation, &applies, state, &clocks, parties),
        introduce_early: applies == Applies::Upcoming && early.is_some_and(|condition| condition.holds(&facts)),
        applies,
        variants: variants
            .iter()
            .map(|variant| VariantInForce { name: variant.name.clone(), reminder: variant.reminder.clone() })
            .collect(),
        closed_at: history.closed_at,
        first_touch_at: history.first_touch_at(),
        band: playbook.bands.of(score.quality),
        best_raise: best_raise(playbook, &fields, &score.terms),
        checks: checks(situation, &history, &fields, &score),
        tier,
        fields,
        completeness: score.completeness,
        quality: score.quality,
        quality_arithmetic: score.terms,
        next_deadline: next_deadline(&clocks, now),
        clocks,
        earlier_rounds,
        rungs,
        assignment,
    }
}

/// Rep and CSM, as far as there are any.
#[derive(Clone, Copy)]
struct Parties<'a> {
    rep: Option<&'a PersonId>,
    csm: Option<&'a PersonId>,
}

/// Clocks and the ladder that hangs on them.
#[derive(Default)]
struct Timing {
    clocks: Vec<ClockReading>,
    earlier_rounds: Vec<ClockReading>,
    rungs: Vec<RungDue>,
}

/// The deal's owner; their manager where the CRM deactivated them, because the manager names who takes over.
fn answering_rep<'s>(situation: &Situation<'s>) -> Option<&'s PersonId> {
    let owner = situation.context.owner.as_ref();
    let rep = situation.context.deal.owner_id.as_ref().or(owner.map(|owner| &owner.id))?;
    let gone = owner.is_some_and(|owner| owner.id == *rep && !owner.active);
    if gone { situation.roster.manager_of(rep).or(Some(rep)) } else { Some(rep) }
}

fn history(situation: &Situation<'_>, tier: Tier, fields: &[FieldAssessment], score: &Score) -> History {
    let required: Vec<FieldKey> = fields
        .iter()
        .filter(|field| field.requirement == Requirement::Required)
        .map(|field| field.key.clone())
        .collect();
    let Completeness { filled, required: wanted, .. } = score.completeness;
    let submission = EventKind::Submitted { quality: score.quality, filled, required: wanted };
    History::of(
        situation,
        tier,
        &Filled { complete: score.completeness.is_complete(), required: &required, submission },
    )
}

fn timing(
    situation: &Situation<'_>,
    history: &History,
    applies: &Applies,
    tier: Tier,
    variants: &[&Variant],
    parties: Parties<'_>,
) -> Timing {
    if *applies != Applies::Closed {
        return Timing::default();
    }
    let Parties { rep, csm } = parties;
    let readings = Clocks { situation, history, tier, variants, rep, csm }.read();
    let all: Vec<&Timed> = readings.earlier.iter().chain(&readings.latest).collect();
    let rungs = Ladder { situation, history, tier, rep, csm }.rungs(&all);
    let shown = |timed: Vec<Timed>| timed.into_iter().map(|timed| timed.reading).collect();
    Timing { rungs, clocks: shown(readings.latest), earlier_rounds: shown(readings.earlier) }
}

fn checks(situation: &Situation<'_>, history: &History, fields: &[FieldAssessment], score: &Score) -> Vec<CheckResult> {
    let submitted_at = Life::of(history).and_then(|life| life.last_submitted_at());
    let (playbook, events) = (situation.playbook, history.this_life());
    Intake { playbook, fields, completeness: &score.completeness, events, submitted_at }.results()
}

/// Only a live handoff, or one that waits to be sorted, is worth the search for a CSM.
fn assignment(
    situation: &Situation<'_>,
    history: &History,
    applies: &Applies,
    annual_value: Option<f64>,
) -> Assignment {
    let named = history.named_csm(situation);
    if applies.is_live() || matches!(applies, Applies::SortThese { .. }) {
        return assign(situation, named, annual_value);
    }
    let why = if named.is_some() { "Is named already" } else { "Without a handoff nobody is assigned" };
    Assignment { csm: named.cloned(), why: why.to_owned(), filtered: Vec::new(), scores: Vec::new(), fallback: false }
}

fn next_deadline(clocks: &[ClockReading], now: DateTime<Utc>) -> Option<(ClockKey, DateTime<Utc>)> {
    let ahead = clocks.iter().filter(|reading| matches!(reading.status, ClockStatus::Running | ClockStatus::Paused));
    let deadlines = ahead.filter_map(|reading| Some((reading.deadline_at.filter(|at| *at >= now)?, reading)));
    deadlines.min_by(|(a, _), (b, _)| a.cmp(b)).map(|(at, reading)| (reading.clock.clone(), at))
}

/// Whose move it is: by state, and whoever owes an open gap.
fn waits_for(
    situation: &Situation<'_>,
    applies: &Applies,
    state: HandoffState,
    clocks: &[ClockReading],
    parties: Parties<'_>,
) -> Vec<PersonId> {
    if !applies.is_live() {
        return Vec::new();
    }
    let roster = situation.roster;
    let by_state = match state {
        HandoffState::Upcoming | HandoffState::Due | HandoffState::Returned => parties.rep,
        HandoffState::Submitted | HandoffState::Accepted | HandoffState::Engaged => parties.csm,
        HandoffState::Live | HandoffState::Exempt | HandoffState::Void => None,
    };
    let mut people: Vec<PersonId> = by_state.map(|person| roster.acting(person, situation.now)).into_iter().collect();
    let open_gaps =
        clocks.iter().filter(|reading| matches!(reading.clock, ClockKey::Gap(_)) && reading.stopped_at.is_none());
    for owner in open_gaps.filter_map(|reading| reading.owner.as_ref()) {
        if !people.contains(owner) {
            people.push(owner.clone());
        }
    }
    people
}
