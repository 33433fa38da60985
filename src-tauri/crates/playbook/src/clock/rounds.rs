//! From moments to rounds of a clock: a start, and a stop where there is one.

use super::life::Life;
use crate::model::{ClockRule, Moment};
use chrono::{DateTime, Utc};

/// One run of a clock.
pub(super) struct Round {
    pub started_at: DateTime<Utc>,
    pub stopped_at: Option<DateTime<Utc>>,
    /// False where the clock waits for its start and only its outer bound counts.
    pub begun: bool,
}

/// The rounds of a clock in order; none where it has not started.
pub(super) fn of(rule: &ClockRule, life: &Life) -> Vec<Round> {
    let starts = life.moments(rule.starts);
    let mut stops = life.moments(rule.stops);
    // Who has first value needs no further step: a kickoff that nobody logged is not late for ever.
    stops.extend(life.first_value_at());
    if is_repeated(rule) {
        return starts
            .iter()
            .map(|start| Round { started_at: *start, stopped_at: first_from(&stops, *start), begun: true })
            .collect();
    }
    let closed_at = life.moments(Moment::Closed).first().copied();
    let bounded = rule.no_later_than.as_ref().and_then(|bound| life.moments(bound.after).first().copied());
    let Some(started_at) = starts.first().copied().or(bounded) else { return Vec::new() };
    // What was done between close and start stops the clock as well: a first touch before the submission.
    let stopped_at = closed_at.and_then(|closed_at| first_from(&stops, closed_at));
    vec![Round { started_at, stopped_at, begun: !starts.is_empty() }]
}

/// Reviews and resubmissions come again with each return; all other clocks run once.
fn is_repeated(rule: &ClockRule) -> bool {
    matches!((rule.starts, rule.stops), (Moment::Submitted, Moment::Reviewed) | (Moment::Returned, Moment::Submitted))
}

fn first_from(moments: &[DateTime<Utc>], start: DateTime<Utc>) -> Option<DateTime<Utc>> {
    moments.iter().copied().find(|at| *at >= start)
}
