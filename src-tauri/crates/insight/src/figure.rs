//! The figures: which handoffs count in each, which of those hit, and what comes of it.

use crate::measures::Measured;
use crate::statistics::{median, percent};
use chrono::{DateTime, Utc};
use domain::HandoffState;
use playbook::Tier;

/// What a figure measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Metric {
    /// All required fields filled at the completion deadline ÷ closes whose deadline has passed.
    Completion,
    /// Median quality at submission.
    Quality,
    /// Accepted without return ÷ reviewed.
    FirstPass,
    /// Median hours from close to first touch.
    FirstTouch,
    /// Median hours from close to submission.
    TimeToSubmit,
    /// Median hours from submission to review.
    TimeToReview,
    /// Handoffs with a rung at or above breach ÷ closes.
    Escalation,
    /// Submitted and reviewed ÷ submitted.
    ReviewRate,
    /// Closed although the gate was not met ÷ closes.
    Bypass,
    /// Handoffs with a repeat-ask ÷ handoffs with an answer.
    RepeatAsk,
}

/// The unit of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Percent,
    Hours,
    Score,
}

/// One figure over some handoffs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure {
    /// In the metric's unit; `None` where n is 0.
    pub value: Option<f64>,
    pub n: usize,
}

impl Metric {
    /// All of them, in the order of the view.
    pub const ALL: [Self; 10] = [
        Self::Completion,
        Self::Quality,
        Self::FirstPass,
        Self::FirstTouch,
        Self::Escalation,
        Self::TimeToSubmit,
        Self::TimeToReview,
        Self::ReviewRate,
        Self::Bypass,
        Self::RepeatAsk,
    ];

    pub fn unit(self) -> Unit {
        match self {
            Self::Quality => Unit::Score,
            Self::FirstTouch | Self::TimeToSubmit | Self::TimeToReview => Unit::Hours,
            _ => Unit::Percent,
        }
    }

    /// The target in the metric's unit, and whether more is better. Source: domain page, Metrics.
    pub fn target(self) -> Option<(f64, bool)> {
        match self {
            Self::Completion | Self::FirstPass => Some((90.0, true)),
            Self::Quality => Some((85.0, true)),
            Self::FirstTouch => Some((24.0, false)),
            Self::Escalation => Some((20.0, false)),
            Self::ReviewRate => Some((100.0, true)),
            Self::Bypass | Self::RepeatAsk => Some((0.0, false)),
            Self::TimeToSubmit | Self::TimeToReview => None,
        }
    }
}

/// The figure over the handoffs given; which of them count is decided here.
pub fn read(metric: Metric, handoffs: &[&Measured], now: DateTime<Utc>) -> Figure {
    let counted: Vec<&Measured> = handoffs.iter().copied().filter(|handoff| counts_in(metric, handoff, now)).collect();
    let value = match metric.unit() {
        Unit::Percent => percent(counted.iter().filter(|handoff| hits(metric, handoff)).count(), counted.len()),
        Unit::Hours | Unit::Score => median(counted.iter().filter_map(|handoff| reading(metric, handoff)).collect()),
    };
    Figure { value, n: counted.len() }
}

/// True where a handoff is part of the figure's n.
pub fn counts_in(metric: Metric, handoff: &Measured, now: DateTime<Utc>) -> bool {
    if matches!(handoff.state, HandoffState::Void | HandoffState::Exempt) {
        return false;
    }
    let measures = &handoff.measures;
    // Tier A is accepted by the playbook, not by a person: it stays out of review and acceptance.
    let reviewed_by_people = handoff.tier != Tier::A;
    match metric {
        Metric::Completion => measures.completion_due_at.is_some_and(|due| due <= now),
        Metric::Quality | Metric::FirstTouch | Metric::TimeToSubmit => reading(metric, handoff).is_some(),
        Metric::FirstPass => reviewed_by_people && measures.reviewed_at.is_some(),
        Metric::TimeToReview => reviewed_by_people && reading(metric, handoff).is_some(),
        Metric::ReviewRate => reviewed_by_people && measures.submitted_at.is_some(),
        Metric::Escalation | Metric::Bypass => true,
        Metric::RepeatAsk => measures.accepted || measures.repeat_asks > 0,
    }
}

/// True where a handoff that counts misses what the figure aims at: the ones to look at first.
pub fn is_miss(metric: Metric, handoff: &Measured) -> bool {
    match metric.unit() {
        Unit::Percent => match metric.target() {
            Some((_, false)) => hits(metric, handoff),
            _ => !hits(metric, handoff),
        },
        Unit::Hours | Unit::Score => match (metric.target(), reading(metric, handoff)) {
            (Some((target, true)), Some(value)) => value < target,
            (Some((target, false)), Some(value)) => value > target,
            _ => false,
        },
    }
}

/// For rates: true where the handoff is in the numerator.
fn hits(metric: Metric, handoff: &Measured) -> bool {
    let measures = &handoff.measures;
    match metric {
        Metric::Completion => match (measures.completed_at, measures.completion_due_at) {
            (Some(completed), Some(due)) => completed <= due,
            _ => false,
        },
        Metric::FirstPass => measures.accepted && measures.returns == 0,
        Metric::ReviewRate => measures.reviewed_at.is_some(),
        Metric::Escalation => measures.escalated,
        Metric::Bypass => measures.bypassed,
        Metric::RepeatAsk => measures.repeat_asks > 0,
        Metric::Quality | Metric::FirstTouch | Metric::TimeToSubmit | Metric::TimeToReview => false,
    }
}

/// For medians: the handoff's own value.
fn reading(metric: Metric, handoff: &Measured) -> Option<f64> {
    let measures = &handoff.measures;
    match metric {
        Metric::Quality => measures.quality_at_submission,
        Metric::FirstTouch => measures.first_touch_at.map(|at| hours(handoff.closed_at, at)),
        Metric::TimeToSubmit => measures.submitted_at.map(|at| hours(handoff.closed_at, at)),
        Metric::TimeToReview => Some(hours(measures.submitted_at?, measures.reviewed_at?)),
        _ => None,
    }
}

/// Calendar hours; work that was done before its start (submitted before close) took none.
fn hours(from: DateTime<Utc>, to: DateTime<Utc>) -> f64 {
    let seconds = (to - from).num_seconds().max(0);
    f64::from(i32::try_from(seconds).unwrap_or(i32::MAX)) / 3600.0
}
