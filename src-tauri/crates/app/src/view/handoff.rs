//! One handoff in full.

use super::{may, names, review, row, sections};
use crate::error::AppError;
use crate::judge::Judged;
use crate::process::Process;
use crate::wire::public_error::PublicError;
use crate::wire::wizard::{AssignmentView, ClockView, HandoffView, MissingField, RaiseView, Score};
use crate::workspace::Workspace;
use playbook::{ClockReading, Requirement};
use store::{OutboxState, SyncState};

/// The view of a judged deal.
pub async fn view(workspace: &Workspace, judged: &Judged) -> Result<HandoffView, AppError> {
    let process = workspace.process();
    let deal = &judged.context.deal;
    let states = workspace.store.sync_states(std::slice::from_ref(&deal.id)).await?;
    let sync = states.get(&deal.id).copied().unwrap_or_default();
    let steps = workspace.store.undo_steps(&deal.id).await?;
    let assessment = &judged.assessment;
    Ok(HandoffView {
        id: judged.record.id.clone(),
        account: judged.context.account_name().to_owned(),
        deal: deal.name.clone(),
        deal_type: deal.deal_type,
        owner: deal.owner_id.as_ref().map(|id| names::person(&process, id)),
        csm: assessment.assignment.csm.as_ref().map(|id| names::person(&process, id)),
        state: assessment.state,
        tier: assessment.tier.tier,
        tier_steps: assessment.tier.steps.clone(),
        value: assessment.tier.annual_value,
        currency: assessment.tier.currency.clone(),
        close_at: deal
            .closed_at
            .or_else(|| deal.close_date.and_then(|date| date.and_hms_opt(12, 0, 0)).map(|noon| noon.and_utc())),
        closed: deal.closed_at.is_some(),
        stage: deal.stage_name.clone(),
        playbook: judged.record.playbook.clone().unwrap_or_else(|| process.playbook.version.clone()),
        sections: sections::sections(workspace, &process, judged),
        score: score(&process, judged),
        clocks: assessment.clocks.iter().map(|clock| clock_view(&process, clock)).collect(),
        assignment: assignment(&process, judged),
        returned: review::return_view(&process, judged),
        gaps: review::gap_views(&process, &judged.record),
        sync: row::record_sync(workspace, sync),
        stuck: if sync == SyncState::Stuck { stuck(workspace, judged).await? } else { None },
        may: may::may(workspace, judged),
        can_undo: steps.undo,
        can_redo: steps.redo,
        first_touch_at: assessment.first_touch_at,
    })
}

fn score(process: &Process, judged: &Judged) -> Score {
    let assessment = &judged.assessment;
    let missing = assessment.completeness.missing.iter().map(|key| MissingField {
        key: key.clone(),
        label: process.playbook.label(key).to_owned(),
        section: process.playbook.field(key).map(|rule| rule.section.clone()).unwrap_or_default(),
    });
    Score {
        filled: assessment.completeness.filled,
        required: assessment.completeness.required,
        missing: missing.collect(),
        quality: assessment.quality,
        band: assessment.band,
        arithmetic: arithmetic(judged),
        best_raise: assessment.best_raise.as_ref().map(|raise| RaiseView {
            field: raise.field.clone(),
            label: process.playbook.label(&raise.field).to_owned(),
            gain: raise.gain,
            sentence: raise.sentence.clone(),
        }),
    }
}

/// `3 × 1 + 1 × 0.5 = 3.5 of 4`
fn arithmetic(judged: &Judged) -> String {
    let terms = &judged.assessment.quality_arithmetic;
    let written: Vec<String> = terms.iter().map(|term| format!("{} × {}", term.weight, term.credit)).collect();
    let earned: f64 = terms.iter().map(|term| f64::from(term.weight) * term.credit).sum();
    let of: u32 = terms.iter().map(|term| term.weight).sum();
    if written.is_empty() {
        "Nothing is required here".to_owned()
    } else {
        format!("{} = {earned} of {of}", written.join(" + "))
    }
}

fn clock_view(process: &Process, reading: &ClockReading) -> ClockView {
    let kind = reading.clock.kind();
    let label = match &reading.clock {
        playbook::ClockKey::Gap(field) => format!("Gap: {}", process.playbook.label(field)),
        _ => process.playbook.clock(kind).map_or_else(|| kind.as_str().to_owned(), |rule| rule.label.clone()),
    };
    ClockView {
        clock: kind,
        label,
        owner: reading.owner.as_ref().map(|id| process.roster.name_of(id).to_owned()),
        status: reading.status,
        started_at: reading.started_at,
        deadline_at: reading.deadline_at,
        stopped_at: reading.stopped_at,
        steps: reading.arithmetic.clone(),
    }
}

fn assignment(process: &Process, judged: &Judged) -> AssignmentView {
    let assignment = &judged.assessment.assignment;
    AssignmentView {
        csm: assignment.csm.as_ref().map(|id| names::person(process, id)),
        why: assignment.why.clone(),
        filtered: assignment
            .filtered
            .iter()
            .map(|(id, why)| format!("{}: {why}", process.roster.name_of(id)))
            .collect(),
        scores: assignment
            .scores
            .iter()
            .map(|(id, score, why)| format!("{}: {score:.1} ({why})", process.roster.name_of(id)))
            .collect(),
        fallback: assignment.fallback,
    }
}

/// The newest entry of the outbox that needs a person.
async fn stuck(workspace: &Workspace, judged: &Judged) -> Result<Option<PublicError>, AppError> {
    let entries = workspace.store.outbox_of(&judged.context.deal.id).await?;
    let error = entries.into_iter().filter(|entry| entry.state == OutboxState::Stuck).find_map(|entry| entry.error);
    Ok(error.map(|error| PublicError {
        code: error.code,
        message: error.message,
        remedy: Some(error.remedy),
        fields: Vec::new(),
    }))
}

/// True where a field may be named as a gap: it is asked for in this tier.
pub fn can_be_gap(judged: &Judged, key: &domain::FieldKey) -> bool {
    judged.assessment.fields.iter().any(|field| field.key == *key && field.requirement != Requirement::Hidden)
}
