//! What a CSM sees of a handoff, and what a return or a gap says.

use super::{handoff, names};
use crate::error::AppError;
use crate::judge::Judged;
use crate::process::Process;
use crate::wire::intake::{CheckView, DimensionView, FirstTouchView, ReasonView, RepeatAskView, ReviewView};
use crate::wire::wizard::{GapView, PersonName, ReturnView, ReturnedField};
use crate::workspace::Workspace;
use domain::{Event, EventKind, FieldReturn, Gap, HandoffRecord, HandoffState};

/// The review of a judged deal.
pub async fn view(workspace: &Workspace, judged: &Judged) -> Result<ReviewView, AppError> {
    let process = workspace.process();
    let checks = judged.assessment.checks.iter().map(|check| CheckView {
        key: check.key.clone(),
        question: check.question.clone(),
        machine: check.machine,
        ok: check.ok,
        why: check.why.clone(),
    });
    let playbook = &process.playbook;
    Ok(ReviewView {
        handoff: handoff::view(workspace, judged).await?,
        checklist: checks.collect(),
        sections_opened: sections_opened(&judged.record),
        reasons: playbook
            .return_reasons
            .iter()
            .map(|reason| ReasonView { code: reason.code.clone(), label: reason.label.clone() })
            .collect(),
        dimensions: playbook
            .dimensions
            .iter()
            .map(|one| DimensionView { key: one.key.clone(), label: one.label.clone() })
            .collect(),
        ask_fields_used: asks_fields_used(&judged.record),
        first_touch: first_touch(&process, judged),
        kickoff_at: judged
            .record
            .last_event(|kind| matches!(kind, EventKind::KickoffHeld { .. }))
            .map(|event| event.at),
        repeat_asks: repeat_asks(&process, &judged.record),
        gap_owners: gap_owners(&process, judged),
        submitted_at: judged
            .record
            .last_event(|kind| matches!(kind, EventKind::Submitted { .. }))
            .map(|event| event.at),
    })
}

/// Sections that the CSM opened since the last submission.
fn sections_opened(record: &HandoffRecord) -> Vec<String> {
    let since = record.last_event(|kind| matches!(kind, EventKind::Submitted { .. })).map(|event| event.at);
    let mut opened: Vec<String> = record
        .events
        .iter()
        .filter(|event| since.is_none_or(|since| event.at >= since))
        .filter_map(|event| match &event.kind {
            EventKind::SectionOpened { section } => Some(section.clone()),
            _ => None,
        })
        .collect();
    opened.sort();
    opened.dedup();
    opened
}

/// One handoff in five, decided by its id: the same one on every laptop.
fn asks_fields_used(record: &HandoffRecord) -> bool {
    let asked_already = record.last_event(|kind| matches!(kind, EventKind::FieldsUsed { .. })).is_some();
    !asked_already && record.id.as_str().bytes().map(u32::from).sum::<u32>() % 5 == 0
}

fn first_touch(process: &Process, judged: &Judged) -> Option<FirstTouchView> {
    let event = judged.record.events.iter().find(|event| matches!(event.kind, EventKind::FirstTouchMade { .. }))?;
    let EventKind::FirstTouchMade { channel, note, activity } = &event.kind else { return None };
    let by = names::actor(process, &event.by);
    Some(FirstTouchView { at: event.at, by, channel: *channel, note: note.clone(), found: activity.is_some() })
}

fn repeat_asks(process: &Process, record: &HandoffRecord) -> Vec<RepeatAskView> {
    record
        .events
        .iter()
        .filter_map(|event| match &event.kind {
            EventKind::RepeatAsked { field, what } => Some(RepeatAskView {
                field: field.clone(),
                label: process.playbook.label(field).to_owned(),
                what: what.clone(),
                at: event.at,
            }),
            _ => None,
        })
        .collect()
}

fn gap_owners(process: &Process, judged: &Judged) -> Vec<PersonName> {
    let deal_owner = judged.context.deal.owner_id.iter();
    let csm = judged.assessment.assignment.csm.iter();
    deal_owner.chain(csm).map(|id| names::person(process, id)).collect()
}

/// The last return with its reasons, while the handoff is back with the rep.
pub fn open_return(judged: &Judged) -> Option<(&Event, &Vec<FieldReturn>)> {
    if judged.assessment.state != HandoffState::Returned {
        return None;
    }
    let event = judged.record.last_event(|kind| matches!(kind, EventKind::Returned { .. }))?;
    match &event.kind {
        EventKind::Returned { reasons, .. } => Some((event, reasons)),
        _ => None,
    }
}

/// The last return, in words.
pub fn return_view(process: &Process, judged: &Judged) -> Option<ReturnView> {
    let (event, reasons) = open_return(judged)?;
    let label_of = |reason: &FieldReturn| {
        let known = process.playbook.return_reasons.iter().find(|rule| rule.code == reason.code);
        known.map_or_else(|| reason.code.0.clone(), |rule| rule.label.clone())
    };
    let fields = reasons.iter().map(|reason| ReturnedField {
        field: reason.field.clone(),
        label: process.playbook.label(&reason.field).to_owned(),
        reason: label_of(reason),
        sentence: reason.sentence.clone(),
    });
    Some(ReturnView { by: names::actor(process, &event.by), at: event.at, fields: fields.collect() })
}

/// The gaps of the acceptance in force, each with whether it is filled.
pub fn gaps(record: &HandoffRecord) -> Vec<(Gap, bool)> {
    let Some(accepted) = record.last_event(|kind| matches!(kind, EventKind::Accepted { .. })) else {
        return Vec::new();
    };
    let EventKind::Accepted { gaps, .. } = &accepted.kind else { return Vec::new() };
    let filled = |gap: &Gap| {
        record.events.iter().any(|event| {
            event.at >= accepted.at && matches!(&event.kind, EventKind::GapFilled { field } if *field == gap.field)
        })
    };
    gaps.iter().map(|gap| (gap.clone(), filled(gap))).collect()
}

/// The gaps, in words.
pub fn gap_views(process: &Process, record: &HandoffRecord) -> Vec<GapView> {
    let view = |(gap, filled): (Gap, bool)| GapView {
        label: process.playbook.label(&gap.field).to_owned(),
        owner: process.roster.name_of(&gap.owner).to_owned(),
        gap,
        filled,
    };
    gaps(record).into_iter().map(view).collect()
}
