//! One deal, judged: tier, fields, score, state, clocks, escalation, assignment, checklist.

mod fields;
#[cfg(test)]
mod tests;

use crate::applies::applies;
use crate::assessment::{Applies, Assessment, Assignment, ClockReading, ClockStatus, FieldAssessment, VariantInForce};
use crate::assignment::assign;
use crate::clock::{Clocks, Life, Readings, Timed};
use crate::condition::Facts;
use crate::escalation::Ladder;
use crate::history::{Filled, History};
use crate::intake::Intake;
use crate::model::{ClockKey, Requirement, Variant};
use crate::score;
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
    let completeness = score::completeness(&fields);
    let terms = score::terms(&fields);
    let quality = score::quality(&terms);

    let required: Vec<FieldKey> = keys_of(&fields, Requirement::Required);
    let submission = EventKind::Submitted { quality, filled: completeness.filled, required: completeness.required };
    let history = History::of(
        situation,
        tier.tier,
        &Filled { complete: completeness.is_complete(), required: &required, submission },
    );
    let (applies, state) = applies(situation, &history, &facts);
    let assignment = assignment(situation, &history, &applies, tier.annual_value);
    let rep = context.deal.owner_id.as_ref().or(context.owner.as_ref().map(|owner| &owner.id));
    let csm = assignment.csm.as_ref();
    let readings = match applies {
        Applies::Closed => {
            Clocks { situation, history: &history, tier: tier.tier, variants: &variants, rep, csm }.read()
        }
        _ => Readings::default(),
    };
    let all: Vec<&Timed> = readings.earlier.iter().chain(&readings.latest).collect();
    let rungs = Ladder { situation, history: &history, tier: tier.tier, rep, csm }.rungs(&all);
    let submitted_at = Life::of(&history).and_then(|life| life.last_submitted_at());
    let events = history.this_life();
    let checks = Intake { playbook, fields: &fields, completeness: &completeness, events, submitted_at }.results();
    let clocks: Vec<ClockReading> = readings.latest.into_iter().map(|timed| timed.reading).collect();

    Assessment {
        state,
        waits_for: waits_for(situation, &applies, state, &clocks, rep, csm),
        applies,
        variants: variants
            .iter()
            .map(|variant| VariantInForce { name: variant.name.clone(), reminder: variant.reminder.clone() })
            .collect(),
        closed_at: history.closed_at,
        first_touch_at: history.first_touch_at(),
        band: playbook.bands.of(quality),
        best_raise: score::best_raise(playbook, &fields, &terms),
        tier,
        fields,
        completeness,
        quality,
        quality_arithmetic: terms,
        next_deadline: next_deadline(&clocks, now),
        clocks,
        earlier_rounds: readings.earlier.into_iter().map(|timed| timed.reading).collect(),
        rungs,
        assignment,
        checks,
    }
}

fn keys_of(fields: &[FieldAssessment], requirement: Requirement) -> Vec<FieldKey> {
    fields.iter().filter(|field| field.requirement == requirement).map(|field| field.key.clone()).collect()
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
    rep: Option<&PersonId>,
    csm: Option<&PersonId>,
) -> Vec<PersonId> {
    if !applies.is_live() {
        return Vec::new();
    }
    let roster = situation.roster;
    let by_state = match state {
        HandoffState::Upcoming | HandoffState::Due | HandoffState::Returned => rep,
        HandoffState::Submitted | HandoffState::Accepted | HandoffState::Engaged => csm,
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
