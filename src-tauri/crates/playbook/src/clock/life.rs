//! What happened since the close that counts, as moments that clocks start and stop at.

use crate::history::History;
use crate::model::Moment;
use chrono::{DateTime, Utc};
use domain::{Actor, Event, EventKind, Gap, HandoffRecord};

/// The moments of one life of a handoff.
#[derive(Default)]
pub(crate) struct Life {
    closed_at: DateTime<Utc>,
    submitted: Vec<DateTime<Utc>>,
    /// Time, and true for an acceptance.
    reviewed: Vec<(DateTime<Utc>, bool)>,
    opened_at: Option<DateTime<Utc>>,
    first_touch_at: Option<DateTime<Utc>>,
    kickoff_at: Option<DateTime<Utc>>,
    first_value_at: Option<DateTime<Utc>>,
    gaps: Vec<Gap>,
    gaps_filled: Vec<(DateTime<Utc>, domain::FieldKey)>,
    under_review: bool,
    accepted: bool,
}

/// A gap with its fate.
pub(super) struct OpenGap {
    pub gap: Gap,
    pub accepted_at: DateTime<Utc>,
    pub filled_at: Option<DateTime<Utc>>,
}

impl Life {
    /// The life since the last close; `None` before any.
    pub fn of(history: &History) -> Option<Self> {
        let mut life =
            Self { closed_at: history.closed_at?, first_touch_at: history.first_touch_at(), ..Self::default() };
        history.this_life().iter().for_each(|event| life.add(event));
        life.opened_at = [life.opened_at, life.first_touch_at].into_iter().flatten().min();
        Some(life)
    }

    fn add(&mut self, event: &Event) {
        // What was done before the close counts from the close.
        let at = event.at.max(self.closed_at);
        let by_hand = event.by != Actor::Playbook;
        match &event.kind {
            EventKind::Submitted { .. } if !self.under_review && !self.accepted => {
                self.under_review = true;
                self.submitted.push(at);
            }
            EventKind::Returned { .. } if self.under_review => {
                self.under_review = false;
                self.reviewed.push((at, false));
            }
            EventKind::Accepted { gaps, .. } if self.under_review => {
                (self.under_review, self.accepted) = (false, true);
                self.reviewed.push((at, true));
                self.gaps.clone_from(gaps);
            }
            EventKind::KickoffHeld { .. } => self.kickoff_at = self.kickoff_at.or(Some(at)),
            EventKind::FirstValueReached => self.first_value_at = self.first_value_at.or(Some(at)),
            EventKind::GapFilled { field } => self.gaps_filled.push((at, field.clone())),
            _ => {}
        }
        let by_csm = matches!(
            event.kind,
            EventKind::OpenedByCsm
                | EventKind::SectionOpened { .. }
                | EventKind::CheckAnswered { .. }
                | EventKind::Accepted { .. }
                | EventKind::Returned { .. }
                | EventKind::KickoffHeld { .. }
        );
        if by_csm && by_hand {
            self.opened_at = self.opened_at.or(Some(at));
        }
    }

    /// Every time at which a moment came, in order.
    pub fn moments(&self, moment: Moment) -> Vec<DateTime<Utc>> {
        let reviews = |wanted: bool| {
            self.reviewed.iter().filter(|(_, accepted)| *accepted == wanted).map(|(at, _)| *at).collect()
        };
        match moment {
            Moment::Closed => vec![self.closed_at],
            Moment::Submitted => self.submitted.clone(),
            Moment::Reviewed => self.reviewed.iter().map(|(at, _)| *at).collect(),
            Moment::Returned => reviews(false),
            Moment::Accepted => reviews(true),
            Moment::Opened => self.opened_at.into_iter().collect(),
            Moment::FirstTouch => self.first_touch_at.into_iter().collect(),
            Moment::KickoffHeld => self.kickoff_at.into_iter().collect(),
            Moment::GapFilled => self.gaps_filled.iter().map(|(at, _)| *at).collect(),
        }
    }

    /// When the customer got what they bought it for.
    pub fn first_value_at(&self) -> Option<DateTime<Utc>> {
        self.first_value_at
    }

    /// When the current round was submitted.
    pub fn last_submitted_at(&self) -> Option<DateTime<Utc>> {
        self.submitted.last().copied()
    }

    pub(super) fn gaps(&self, record: &HandoffRecord) -> Vec<OpenGap> {
        let Some(accepted_at) = self.moments(Moment::Accepted).pop() else { return Vec::new() };
        let filled = |gap: &Gap| {
            let told = self
                .gaps_filled
                .iter()
                .filter(|(at, field)| *field == gap.field && *at >= accepted_at)
                .map(|(at, _)| *at);
            let entry = record.fields.get(&gap.field).filter(|entry| !entry.value.is_empty() && entry.at > accepted_at);
            told.chain(entry.map(|entry| entry.at)).min()
        };
        self.gaps.iter().map(|gap| OpenGap { gap: gap.clone(), accepted_at, filled_at: filled(gap) }).collect()
    }
}
