//! The events of a handoff as they count: those of the record, and those that the CRM's state implies.
//!
//! Implied are the close, the void (reopened, lost, deleted), a first touch found among activities, the first value, and
//! in tier A submission and acceptance by the playbook. They are derived anew each time and never written here, so every
//! laptop finds the same ones.

#[cfg(test)]
mod tests;

use crate::first_touch::first_touch;
use crate::model::Tier;
use crate::situation::Situation;
use chrono::{DateTime, TimeDelta, Utc};
use domain::ids::short_hash;
use domain::lifecycle::state_after;
use domain::{Actor, Event, EventId, EventKind, FieldKey, HandoffState, PersonId};

/// A close that the CRM reports this close to a known one is the same close.
const SAME_CLOSE: TimeDelta = TimeDelta::seconds(60);

/// The events that count, in their order.
pub(crate) struct History {
    pub events: Vec<Event>,
    pub state: HandoffState,
    /// The close that clocks count from.
    pub closed_at: Option<DateTime<Utc>>,
}

/// What the fields say, as far as events depend on it.
pub(crate) struct Filled<'a> {
    pub complete: bool,
    pub required: &'a [FieldKey],
    pub submission: EventKind,
}

impl History {
    /// The history of one deal.
    pub fn of(situation: &Situation<'_>, tier: Tier, filled: &Filled<'_>) -> Self {
        let mut events = situation.record.events.clone();
        imply_close_or_void(situation, &mut events);
        resume_silently(situation, filled.required, &mut events);
        let closed_at = close_in_force(&events);
        if let Some(closed_at) = closed_at {
            imply_first_touch(situation, tier, closed_at, &mut events);
        }
        if let Some(at) = situation.context.deal.first_value_at {
            add(&mut events, implied(situation, "first_value", at, EventKind::FirstValueReached));
        }
        if tier == Tier::A {
            imply_automation(situation, filled, closed_at, &mut events);
        }
        Self { state: state_after(&events), events, closed_at }
    }

    /// The events since the deal was last void.
    pub fn this_life(&self) -> &[Event] {
        let start =
            self.events.iter().rposition(|event| matches!(event.kind, EventKind::Voided { .. })).map_or(0, |at| at + 1);
        &self.events[start..]
    }

    /// The CSMs that were named, with the time, in order.
    pub fn csms(&self) -> impl DoubleEndedIterator<Item = (DateTime<Utc>, &PersonId)> {
        self.events.iter().filter_map(|event| match &event.kind {
            EventKind::CsmAssigned { csm, .. } => Some((event.at, csm)),
            _ => None,
        })
    }

    /// The CSM whom the CRM names, else the one whom an event named last.
    pub fn named_csm<'s>(&'s self, situation: &Situation<'s>) -> Option<&'s PersonId> {
        situation.context.deal.csm_id.as_ref().or_else(|| self.csms().next_back().map(|(_, csm)| csm))
    }

    /// The earliest first touch after close.
    pub fn first_touch_at(&self) -> Option<DateTime<Utc>> {
        let touches = self.this_life().iter().filter(|event| matches!(event.kind, EventKind::FirstTouchMade { .. }));
        touches.map(|event| event.at).filter(|at| self.closed_at.is_none_or(|closed_at| *at >= closed_at)).min()
    }
}

fn add(events: &mut Vec<Event>, event: Event) {
    if events.iter().any(|known| known.id == event.id) {
        return;
    }
    let place = events.partition_point(|known| known.at <= event.at);
    events.insert(place, event);
}

/// An event of the CRM, under the id that every laptop gives it.
fn implied(situation: &Situation<'_>, what: &str, at: DateTime<Utc>, kind: EventKind) -> Event {
    let id = short_hash(&[situation.context.deal.id.as_str(), what, &at.to_rfc3339()]);
    Event { id: EventId(format!("crm:{id}")), at, by: Actor::InCrm(None), kind, claimed_at: None }
}

fn close_in_force(events: &[Event]) -> Option<DateTime<Utc>> {
    let last = events.iter().rev().find(|event| matches!(event.kind, EventKind::Closed | EventKind::Voided { .. }))?;
    (last.kind == EventKind::Closed).then_some(())?;
    // Of several records of one close the first counts.
    let void = events.iter().rposition(|event| matches!(event.kind, EventKind::Voided { .. })).map_or(0, |at| at + 1);
    events[void..].iter().find(|event| event.kind == EventKind::Closed).map(|event| event.at)
}

fn imply_close_or_void(situation: &Situation<'_>, events: &mut Vec<Event>) {
    let deal = &situation.context.deal;
    let void_at =
        events.iter().rev().find(|event| matches!(event.kind, EventKind::Voided { .. })).map(|event| event.at);
    let in_force = close_in_force(events);
    if deal.is_won && !deal.archived {
        let Some(at) = deal.closed_at else { return };
        match in_force {
            None if void_at.is_none_or(|void_at| at > void_at) => {
                add(events, implied(situation, "closed", at, EventKind::Closed));
            }
            Some(known) if at > known + SAME_CLOSE => {
                let reason = "the deal reopened and was won again".to_owned();
                add(events, implied(situation, "reopened", at - TimeDelta::seconds(1), EventKind::Voided { reason }));
                add(events, implied(situation, "closed", at, EventKind::Closed));
            }
            _ => {}
        }
        return;
    }
    let reason = match (deal.archived, deal.is_closed) {
        (true, _) => "the deal was deleted",
        (false, true) => "the deal was lost",
        (false, false) => "the deal reopened",
    };
    let ended = deal.archived || deal.is_closed;
    let already_void = state_after(&*events) == HandoffState::Void;
    if in_force.is_some() || (ended && !already_void) {
        let last = events.last().map_or(DateTime::<Utc>::MIN_UTC, |event| event.at);
        let at = deal.modified_at.unwrap_or(situation.now).max(last);
        add(events, implied(situation, "void", at, EventKind::Voided { reason: reason.to_owned() }));
    }
}

/// Won again soon, with nothing required rewritten meanwhile: as if it had never reopened.
fn resume_silently(situation: &Situation<'_>, required: &[FieldKey], events: &mut Vec<Event>) {
    let Some(close) = events.iter().rposition(|event| event.kind == EventKind::Closed) else { return };
    let Some(void) = events[..close].iter().rposition(|event| matches!(event.kind, EventKind::Voided { .. })) else {
        return;
    };
    if !events[..void].iter().any(|event| event.kind == EventKind::Closed) {
        return;
    }
    let (voided_at, closed_at) = (events[void].at, events[close].at);
    let calendar = situation.roster.calendar_of(situation.context.deal.owner_id.as_ref());
    let limit = calendar.add_business_days(voided_at, situation.playbook.triggers.resume_business_days);
    let rewritten = |key: &FieldKey| {
        situation.record.fields.get(key).is_some_and(|entry| voided_at < entry.at && entry.at <= closed_at)
    };
    if limit.is_some_and(|limit| closed_at <= limit) && !required.iter().any(rewritten) {
        events.remove(close);
        events.remove(void);
    }
}

fn imply_first_touch(situation: &Situation<'_>, tier: Tier, closed_at: DateTime<Utc>, events: &mut Vec<Event>) {
    let named = events.iter().rev().find_map(|event| match &event.kind {
        EventKind::CsmAssigned { csm, .. } => Some(csm.clone()),
        _ => None,
    });
    let csm = situation.context.deal.csm_id.clone().or(named).filter(|_| tier != Tier::A);
    let Some((at, activity, channel)) = first_touch(situation.context, closed_at, situation.roster, csm.as_ref())
    else {
        return;
    };
    let known = |event: &Event| matches!(&event.kind, EventKind::FirstTouchMade { activity: Some(known), .. } if *known == activity);
    if !events.iter().any(known) {
        let kind = EventKind::FirstTouchMade { channel, note: String::new(), activity: Some(activity) };
        add(events, implied(situation, "first_touch", at, kind));
    }
}

/// In tier A the playbook submits as soon as nothing required is missing, and accepts at once.
fn imply_automation(
    situation: &Situation<'_>,
    filled: &Filled<'_>,
    closed_at: Option<DateTime<Utc>>,
    events: &mut Vec<Event>,
) {
    let Some(closed_at) = closed_at else { return };
    let by_playbook = |what: &str, at, kind| Event { by: Actor::Playbook, ..implied(situation, what, at, kind) };
    let mut state = state_after(&*events);
    if state == HandoffState::Due && filled.complete {
        let written =
            filled.required.iter().filter_map(|key| situation.record.fields.get(key)).map(|entry| entry.at).max();
        let at = written.unwrap_or(closed_at).max(closed_at);
        add(events, by_playbook("submitted by the playbook", at, filled.submission.clone()));
        state = HandoffState::Submitted;
    }
    if state == HandoffState::Submitted {
        let submitted = events.iter().rev().find(|event| matches!(event.kind, EventKind::Submitted { .. }));
        let at = submitted.map_or(closed_at, |event| event.at);
        add(
            events,
            by_playbook("accepted by the playbook", at, EventKind::Accepted { gaps: Vec::new(), rating: None }),
        );
    }
}
