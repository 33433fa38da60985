//! From intents to lines of the alarm list.

use crate::intent::Intent;
use crate::occasion::{Occasion, due};
use chrono::{DateTime, TimeDelta, Utc};
use domain::HandoffRecord;
use store::NewAlarm;

/// Noticed so long after it was due, an alarm was missed: the laptop slept, or the application was closed.
const MISSED: TimeDelta = TimeDelta::hours(1);

/// What is due on this occasion and became due after `since`, to be recorded.
pub fn recorded(occasion: &Occasion<'_>, since: DateTime<Utc>) -> Vec<NewAlarm> {
    let intents = due(occasion).into_iter().filter(|intent| intent.at >= since);
    intents.map(|intent| alarm(occasion.record, intent, occasion.now)).collect()
}

fn alarm(record: &HandoffRecord, intent: Intent, now: DateTime<Utc>) -> NewAlarm {
    NewAlarm {
        key: intent.key,
        kind: intent.kind.as_str().to_owned(),
        handoff_id: Some(record.id.clone()),
        deal_id: Some(record.deal_id.clone()),
        person_id: intent.person,
        at: intent.at,
        recorded_at: now,
        title: intent.title,
        body: intent.body,
        missed: now - intent.at > MISSED,
    }
}
