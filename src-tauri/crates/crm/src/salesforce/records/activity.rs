//! Tasks and calls, events, emails, notes.

use crate::reading::Raw;
use crate::salesforce::names::KEY;
use crate::salesforce::notes::key_in;
use chrono::{DateTime, Utc};
use domain::{Activity, ActivityId, ActivityKind, DealId, Direction};

/// A salesforce record on its way to an activity of a deal.
struct Draft {
    kind: ActivityKind,
    owner: &'static str,
    at: Option<DateTime<Utc>>,
    body: String,
    direction: Direction,
    completed: bool,
}

/// A task, or a call that was logged as one.
pub(in crate::salesforce) fn task(raw: &Raw<'_>, deal: &DealId) -> Option<Activity> {
    let says = |field: &str, word: &str| raw.line(field).is_some_and(|text| text.eq_ignore_ascii_case(word));
    let is_call = says("TaskSubtype", "Call");
    let outward = is_call || says("TaskSubtype", "Email") || says("Type", "Call") || says("Type", "Email");
    let inbound = is_call && says("CallType", "Inbound");
    let at = raw.moment("CompletedDateTime").or_else(|| raw.moment("ActivityDate"));
    let draft = Draft {
        kind: if is_call { ActivityKind::Call } else { ActivityKind::Task },
        owner: "OwnerId",
        at: at.or_else(|| raw.moment("CreatedDate")),
        body: raw.plain("Description"),
        direction: match (outward, inbound) {
            (_, true) => Direction::FromCustomer,
            (true, _) => Direction::ToCustomer,
            _ => Direction::Internal,
        },
        completed: raw.flag("IsClosed"),
    };
    draft.on(raw, deal)
}

/// A meeting; it was held once its end has passed.
pub(in crate::salesforce) fn event(raw: &Raw<'_>, deal: &DealId, now: DateTime<Utc>) -> Option<Activity> {
    let starts = raw.moment("StartDateTime").or_else(|| raw.moment("ActivityDate"));
    let ends = raw.moment("EndDateTime").or(starts);
    let draft = Draft {
        kind: ActivityKind::Meeting,
        owner: "OwnerId",
        at: starts.or_else(|| raw.moment("CreatedDate")),
        body: raw.plain("Description"),
        direction: Direction::ToCustomer,
        completed: ends.is_some_and(|ends| ends <= now),
    };
    draft.on(raw, deal)
}

/// A mail. Salesforce numbers its states; 5 is a draft.
pub(in crate::salesforce) fn email(raw: &Raw<'_>, deal: &DealId) -> Option<Activity> {
    let incoming = raw.flag("Incoming");
    let is_draft = raw.line("Status").is_some_and(|status| status == "5" || status.eq_ignore_ascii_case("draft"));
    let draft = Draft {
        kind: ActivityKind::Email,
        owner: "CreatedById",
        at: raw.moment("MessageDate").or_else(|| raw.moment("CreatedDate")),
        body: raw.plain("TextBody"),
        direction: if incoming { Direction::FromCustomer } else { Direction::ToCustomer },
        completed: !is_draft,
    };
    draft.on(raw, deal)
}

/// A note: its title and the beginning of its text, which is all that a query tells.
pub(in crate::salesforce) fn note(raw: &Raw<'_>, deal: &DealId) -> Option<Activity> {
    let draft = Draft {
        kind: ActivityKind::Note,
        owner: "OwnerId",
        at: raw.moment("CreatedDate"),
        body: raw.plain("TextPreview"),
        direction: Direction::Internal,
        completed: true,
    };
    let mut activity = draft.on(raw, deal)?;
    activity.subject = raw.line("Title").unwrap_or_default();
    activity.made_by_us = key_in(&activity.subject).map(str::to_owned);
    Some(activity)
}

impl Draft {
    /// The activity; one without any time is a flaw and left out.
    fn on(self, raw: &Raw<'_>, deal: &DealId) -> Option<Activity> {
        let Some(at) = self.at else {
            raw.flaw("CreatedDate", "is missing; the activity was left out");
            return None;
        };
        let word = match self.kind {
            ActivityKind::Note => "note",
            ActivityKind::Task => "task",
            ActivityKind::Meeting => "meeting",
            ActivityKind::Call => "call",
            ActivityKind::Email => "email",
        };
        Some(Activity {
            id: ActivityId(format!("{word}:{}", raw.id)),
            deal_id: deal.clone(),
            kind: self.kind,
            owner_id: raw.line(self.owner).map(Into::into),
            at,
            subject: raw.line("Subject").unwrap_or_default(),
            body: self.body,
            direction: self.direction,
            completed: self.completed,
            made_by_us: raw.line(KEY),
        })
    }
}
