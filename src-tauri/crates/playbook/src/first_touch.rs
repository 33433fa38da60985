//! The first outreach of CS to the customer after close, found in the CRM's activities.

#[cfg(test)]
mod tests;

use crate::roster::Roster;
use chrono::{DateTime, Utc};
use domain::{Activity, ActivityId, ActivityKind, DealContext, PersonId, Role, TouchChannel};

/// The earliest completed, customer-facing activity after close by the assigned CSM (or their stand-in), and never one
/// that Changeover made. Without a CSM, anyone of CS counts: the pool. Source: domain page, Metrics.
pub fn first_touch(
    context: &DealContext,
    closed_at: DateTime<Utc>,
    roster: &Roster,
    csm: Option<&PersonId>,
) -> Option<(DateTime<Utc>, ActivityId, TouchChannel)> {
    let counts = |activity: &&Activity| {
        activity.at > closed_at
            && activity.is_customer_facing()
            && activity.owner_id.as_ref().is_some_and(|owner| is_cs(owner, activity, roster, csm))
    };
    let earliest = context.activities.iter().filter(counts).min_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)))?;
    Some((earliest.at, earliest.id.clone(), channel_of(earliest.kind)))
}

fn is_cs(owner: &PersonId, activity: &Activity, roster: &Roster, csm: Option<&PersonId>) -> bool {
    match csm {
        Some(csm) => owner == csm || *owner == roster.acting(csm, activity.at),
        None => roster.role_of(owner) == Some(Role::Csm),
    }
}

fn channel_of(kind: ActivityKind) -> TouchChannel {
    match kind {
        ActivityKind::Call => TouchChannel::Call,
        ActivityKind::Email => TouchChannel::Email,
        ActivityKind::Meeting => TouchChannel::Meeting,
        ActivityKind::Note | ActivityKind::Task => TouchChannel::Other,
    }
}
