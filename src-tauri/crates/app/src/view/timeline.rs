//! What happened to a handoff, as sentences, latest first.

use super::names;
use crate::judge::Judged;
use crate::process::Process;
use crate::wire::wizard::TimelineLine;
use chrono::{DateTime, Utc};
use domain::{Event, EventKind, FieldReturn, Gap};
use store::{Alarm, Revision};

/// Events, edits and alarms in one order.
pub fn timeline(process: &Process, judged: &Judged, edits: &[Revision], alarms: &[Alarm]) -> Vec<TimelineLine> {
    let mut lines: Vec<TimelineLine> =
        judged.record.events.iter().filter_map(|event| of_event(process, event)).collect();
    lines.extend(edits_by_day(process, edits));
    lines.extend(alarms.iter().map(|alarm| of_alarm(process, alarm)));
    lines.sort_by_key(|line| std::cmp::Reverse(line.at));
    lines
}

fn of_event(process: &Process, event: &Event) -> Option<TimelineLine> {
    let (sentence, detail) = words(process, &event.kind)?;
    Some(TimelineLine {
        at: event.at,
        who: names::actor(process, &event.by),
        sentence,
        detail: match event.claimed_at {
            Some(claimed) => Some(unconfirmed(claimed, event.at, detail)),
            None => detail,
        },
        mark: "event".to_owned(),
    })
}

fn words(process: &Process, kind: &EventKind) -> Option<(String, Option<String>)> {
    let label = |field| process.playbook.label(field).to_owned();
    let plain = |sentence: &str| Some((sentence.to_owned(), None));
    let because =
        |sentence: &str, why: &str| Some((sentence.to_owned(), Some(why.to_owned()).filter(|why| !why.is_empty())));
    match kind {
        EventKind::Closed => plain("Deal won"),
        EventKind::Voided { reason } => because("Handoff ended", reason),
        EventKind::Exempted { reason } => because("Exempted from a handoff", reason),
        EventKind::Released { reason } => because("Released with fields missing", reason),
        EventKind::Submitted { required: 0, .. } => plain("Submitted"),
        EventKind::Submitted { quality, filled, required } => {
            Some((format!("Submitted with {filled} of {required} fields, quality {quality:.0}"), None))
        }
        EventKind::Returned { reasons, .. } => Some(("Returned to the rep".to_owned(), returned(process, reasons))),
        EventKind::Accepted { gaps, .. } if gaps.is_empty() => plain("Accepted"),
        EventKind::Accepted { gaps, .. } => {
            Some((format!("Accepted with {} dated gaps", gaps.len()), Some(gap_words(process, gaps))))
        }
        EventKind::CsmAssigned { csm, why } => {
            Some((format!("{} named as CSM", process.roster.name_of(csm)), Some(why.clone())))
        }
        EventKind::OpenedByCsm => plain("Opened by the CSM"),
        EventKind::FirstTouchMade { note, activity, .. } => {
            let found = if activity.is_some() { "First touch found in the CRM" } else { "First touch made" };
            because(found, note)
        }
        EventKind::KickoffHeld { note } => because("Kickoff held", note),
        EventKind::FirstValueReached => plain("First value reached"),
        EventKind::RepeatAsked { field, what } => because(&format!("Customer asked again: {}", label(field)), what),
        EventKind::GapFilled { field } => Some((format!("Gap filled: {}", label(field)), None)),
        EventKind::ClockSnoozed { clock, reason, .. } => because(&format!("Clock `{clock}` snoozed"), reason),
        EventKind::SectionOpened { .. }
        | EventKind::CheckAnswered { .. }
        | EventKind::FieldsUsed { .. }
        | EventKind::Unknown(_) => None,
    }
}

/// What stands for the time where a laptop's clock was not confirmed.
fn unconfirmed(claimed: DateTime<Utc>, at: DateTime<Utc>, detail: Option<String>) -> String {
    let said = if claimed == at {
        "Done offline; the laptop's clock was not confirmed".to_owned()
    } else {
        let claimed = claimed.format("%-d %b %Y, %H:%M UTC");
        format!("Done offline by a clock that said {claimed}; counted from when it arrived in the CRM")
    };
    detail.into_iter().chain([said]).collect::<Vec<_>>().join("\n")
}

fn returned(process: &Process, reasons: &[FieldReturn]) -> Option<String> {
    let lines: Vec<String> = reasons
        .iter()
        .map(|reason| format!("{}: {}", process.playbook.label(&reason.field), reason.sentence))
        .collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn gap_words(process: &Process, gaps: &[Gap]) -> String {
    let one = |gap: &Gap| {
        format!("{} by {} until {}", process.playbook.label(&gap.field), process.roster.name_of(&gap.owner), gap.due)
    };
    gaps.iter().map(one).collect::<Vec<_>>().join("\n")
}

/// Edits of one person on one day are one line, so that they don't drown the events.
fn edits_by_day(process: &Process, edits: &[Revision]) -> Vec<TimelineLine> {
    let mut lines: Vec<(TimelineLine, Vec<String>)> = Vec::new();
    for edit in edits.iter().filter(|edit| edit.undone_at.is_none()) {
        let who = process.roster.name_of(&edit.by).to_owned();
        let label = process.playbook.label(&edit.field).to_owned();
        match lines.last_mut() {
            Some((line, labels)) if line.who == who && line.at.date_naive() == edit.at.date_naive() => {
                if !labels.contains(&label) {
                    labels.push(label);
                }
            }
            _ => lines.push((
                TimelineLine { at: edit.at, who, sentence: String::new(), detail: None, mark: "edit".to_owned() },
                vec![label],
            )),
        }
    }
    lines
        .into_iter()
        .map(|(line, labels)| TimelineLine { sentence: format!("Wrote {}", labels.join(", ")), ..line })
        .collect()
}

fn of_alarm(process: &Process, alarm: &Alarm) -> TimelineLine {
    TimelineLine {
        at: alarm.at,
        who: process.roster.name_of(&alarm.person_id).to_owned(),
        sentence: alarm.title.clone(),
        detail: Some(alarm.body.clone()),
        mark: "alarm".to_owned(),
    }
}
