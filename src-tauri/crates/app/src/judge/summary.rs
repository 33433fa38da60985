//! The row of the list, and the measures behind the figures, of one judged deal.

#[cfg(test)]
mod tests;

use super::Judged;
use crate::process::Process;
use chrono::{DateTime, NaiveTime, Utc};
use domain::{EventKind, FieldValue, HandoffRecord, PersonId, Promise};
use insight::Measures;
use playbook::{Applies, Assessment, Band, ClockKey, ClockReading, ClockStatus, Rung};
use store::HandoffSummary;

/// The row; `None` for a deal that is no handoff.
pub fn summary_of(judged: &Judged, process: &Process, now: DateTime<Utc>) -> Option<HandoffSummary> {
    if matches!(judged.assessment.applies, Applies::NotAHandoff { .. }) {
        return None;
    }
    let Judged { context, record, assessment } = judged;
    let deal = &context.deal;
    let next = next_clock(assessment);
    let csm_id = assessment.assignment.csm.clone();
    let name_of =
        |id: &Option<PersonId>| id.as_ref().map(|id| process.roster.name_of(id).to_owned()).unwrap_or_default();
    let owner_name = context.owner.as_ref().map_or_else(|| name_of(&deal.owner_id), |owner| owner.name.clone());
    let csm_name = name_of(&csm_id);
    let missing = &assessment.completeness.missing;
    Some(HandoffSummary {
        handoff_id: record.id.clone(),
        deal_id: deal.id.clone(),
        account: context.account_name().to_owned(),
        deal: deal.name.clone(),
        search_text: format!("{} {} {owner_name} {csm_name}", context.account_name(), deal.name),
        owner_id: deal.owner_id.clone(),
        owner_name,
        csm_id,
        csm_name,
        team: deal
            .owner_id
            .as_ref()
            .and_then(|id| process.roster.person(id))
            .map(|person| person.team.clone())
            .unwrap_or_default(),
        tier: assessment.tier.tier.as_str().to_owned(),
        value: assessment.tier.annual_value,
        currency: Some(assessment.tier.currency.clone()),
        state: assessment.state,
        close_at: deal.closed_at.or_else(|| deal.close_date.map(|date| date.and_time(NOON).and_utc())),
        closed_at: deal.closed_at,
        is_upcoming: matches!(assessment.applies, Applies::Upcoming),
        clock: next.map(|clock| clock.clock.to_string()),
        clock_owner_id: next.and_then(|clock| clock.owner.clone()),
        deadline_at: next.and_then(|clock| clock.deadline_at),
        started_at: next.map(|clock| clock.started_at),
        filled: assessment.completeness.filled,
        required: assessment.completeness.required,
        quality: Some(assessment.quality),
        band: Some(band_key(assessment.band).to_owned()),
        missing_first: missing.first().map(|key| process.playbook.label(key).to_owned()),
        missing_count: u32::try_from(missing.len()).unwrap_or(u32::MAX),
        submitted_at: last(record, |kind| matches!(kind, EventKind::Submitted { .. })),
        accepted_at: last(record, |kind| matches!(kind, EventKind::Accepted { .. })),
        returned_at: last(record, |kind| matches!(kind, EventKind::Returned { .. })),
        first_touch_at: assessment.first_touch_at,
        returns: count(record, |kind| matches!(kind, EventKind::Returned { .. })),
        breaches: breaches(assessment),
        first_pass: record.last_event(|kind| matches!(kind, EventKind::Accepted { .. })).is_some()
            && record.last_event(|kind| matches!(kind, EventKind::Returned { .. })).is_none(),
        repeat_asks: count(record, |kind| matches!(kind, EventKind::RepeatAsked { .. })),
        review_due_at: assessment.clock(&ClockKey::Review).and_then(|clock| clock.deadline_at),
        segment: context.account.as_ref().and_then(|account| account.segment),
        families: families(judged),
        waits_for: waits_for(judged),
        judge_at: judge_at(assessment, record, now),
        conflicts: conflicts(record, process),
        promises: promises(assessment),
        measures: serde_json::to_value(measures(judged)).unwrap_or_default(),
        sync_state: Default::default(),
    })
}

const NOON: NaiveTime = match NaiveTime::from_hms_opt(12, 0, 0) {
    Some(noon) => noon,
    None => NaiveTime::MIN,
};

fn conflicts(record: &HandoffRecord, process: &Process) -> Vec<String> {
    record.fields.conflicts().keys().map(|key| process.playbook.label(key).to_owned()).collect()
}

/// Whose turn it is; who has the handoff also decides what stands after a conflict.
fn waits_for(judged: &Judged) -> Vec<PersonId> {
    let mut people = judged.assessment.waits_for.clone();
    if !judged.record.fields.conflicts().is_empty() {
        let with_sales = judged.assessment.state.rep_can_edit();
        let csm = &judged.assessment.assignment.csm;
        let decides = if with_sales { &judged.context.deal.owner_id } else { csm };
        people.extend(decides.iter().filter(|person| !people.contains(person)).cloned().collect::<Vec<_>>());
    }
    people
}

fn promises(assessment: &Assessment) -> Vec<Promise> {
    let promises = assessment.fields.iter().filter_map(|field| match &field.value {
        Some(FieldValue::Promises(promises)) => Some(promises.clone()),
        _ => None,
    });
    promises.flatten().collect()
}

/// When time alone changes the judgement: the next rung or deadline, and the close or a step that the CRM, whose clock is
/// known to a second or two, dates a moment ahead of this laptop's.
fn judge_at(assessment: &Assessment, record: &HandoffRecord, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let deadlines =
        assessment.clocks.iter().filter_map(|clock| clock.deadline_at.filter(|_| clock.stopped_at.is_none()));
    let steps = record.events.iter().map(|event| event.at).chain(assessment.closed_at);
    deadlines.chain(assessment.rungs.iter().map(|rung| rung.at)).chain(steps).filter(|at| *at > now).min()
}

/// The clock that runs out next, or ran out first; clocks that only machines keep are no deadline for a person.
pub fn next_clock(assessment: &Assessment) -> Option<&ClockReading> {
    let open = |clock: &&ClockReading| {
        matches!(clock.status, ClockStatus::Running | ClockStatus::Breached)
            && !matches!(clock.clock, ClockKey::Notify | ClockKey::Engagement)
    };
    let of_those_who_wait =
        |clock: &&ClockReading| clock.owner.as_ref().is_none_or(|owner| assessment.waits_for.contains(owner));
    let earliest = |clock: &&ClockReading| clock.deadline_at.unwrap_or(DateTime::<Utc>::MAX_UTC);
    let clocks = || assessment.clocks.iter().filter(open).filter(|clock| clock.deadline_at.is_some());
    clocks().filter(of_those_who_wait).min_by_key(earliest).or_else(|| clocks().min_by_key(earliest))
}

pub fn band_key(band: Band) -> &'static str {
    match band {
        Band::Ready => "ready",
        Band::Gaps => "gaps",
        Band::Blocked => "blocked",
    }
}

/// The facts behind the figures.
pub fn measures(judged: &Judged) -> Measures {
    let Judged { record, assessment, .. } = judged;
    let submission = record.events.iter().find(|event| matches!(event.kind, EventKind::Submitted { .. }));
    let completion = assessment.clock(&ClockKey::Completion);
    let touch = assessment.clock(&ClockKey::FirstTouch);
    Measures {
        completion_due_at: completion.and_then(|clock| clock.deadline_at),
        completed_at: completed_at(record, assessment),
        quality_at_submission: submission.map(|event| quality_at(&event.kind, assessment)),
        submitted_at: submission.map(|event| event.at),
        reviewed_at: first(record, |kind| matches!(kind, EventKind::Returned { .. } | EventKind::Accepted { .. })),
        returns: count(record, |kind| matches!(kind, EventKind::Returned { .. })),
        accepted: last(record, |kind| matches!(kind, EventKind::Accepted { .. })).is_some(),
        first_touch_at: assessment.first_touch_at,
        first_touch_due_at: touch.and_then(|clock| clock.deadline_at),
        escalated: breaches(assessment) > 0,
        bypassed: bypassed(record, assessment, completion),
        repeat_asks: count(record, |kind| matches!(kind, EventKind::RepeatAsked { .. })),
    }
}

/// The first submission with nothing missing. A submission made in the CRM carries no score: what stands there now counts.
fn completed_at(record: &HandoffRecord, assessment: &Assessment) -> Option<DateTime<Utc>> {
    first(record, |kind| match kind {
        EventKind::Submitted { required: 0, .. } => assessment.completeness.is_complete(),
        EventKind::Submitted { filled, required, .. } => filled >= required,
        _ => false,
    })
}

fn quality_at(kind: &EventKind, assessment: &Assessment) -> f64 {
    match kind {
        EventKind::Submitted { quality, required, .. } if *required > 0 => *quality,
        _ => assessment.quality,
    }
}

/// Closed without its required fields, past the deadline, never handed over and never released.
fn bypassed(record: &HandoffRecord, assessment: &Assessment, completion: Option<&ClockReading>) -> bool {
    let excused = |kind: &EventKind| {
        matches!(kind, EventKind::Submitted { .. } | EventKind::Released { .. } | EventKind::Exempted { .. })
    };
    record.last_event(excused).is_none()
        && !assessment.completeness.is_complete()
        && completion.is_some_and(|clock| clock.status == ClockStatus::Breached)
}

/// Clocks that ran out, in any round, those that only machines keep aside.
fn breaches(assessment: &Assessment) -> u32 {
    let broken = |clock: &&ClockReading| matches!(clock.status, ClockStatus::Breached | ClockStatus::StoppedLate);
    let kept_by_people = |clock: &&ClockReading| {
        !matches!(clock.clock, ClockKey::Notify)
            && assessment.rungs.iter().any(|rung| rung.clock == clock.clock && rung.rung >= Rung::Breach)
    };
    let all = assessment.clocks.iter().chain(&assessment.earlier_rounds);
    u32::try_from(all.filter(broken).filter(kept_by_people).count()).unwrap_or(u32::MAX)
}

fn families(judged: &Judged) -> Vec<String> {
    let mut families: Vec<String> = judged.context.lines.iter().filter_map(|line| line.family.clone()).collect();
    families.sort();
    families.dedup();
    families
}

fn first(record: &HandoffRecord, pick: impl Fn(&EventKind) -> bool) -> Option<DateTime<Utc>> {
    record.events.iter().find(|event| pick(&event.kind)).map(|event| event.at)
}

fn last(record: &HandoffRecord, pick: impl Fn(&EventKind) -> bool) -> Option<DateTime<Utc>> {
    record.last_event(pick).map(|event| event.at)
}

fn count(record: &HandoffRecord, pick: impl Fn(&EventKind) -> bool) -> u32 {
    u32::try_from(record.events.iter().filter(|event| pick(&event.kind)).count()).unwrap_or(u32::MAX)
}
