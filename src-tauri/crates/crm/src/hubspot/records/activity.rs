//! Notes, tasks, meetings, calls, emails.

use crate::reading::Raw;
use domain::{Activity, ActivityId, ActivityKind, DealId, Direction};

/// The activity in a record, on a deal. One without any time is a flaw and left out.
pub(in crate::hubspot) fn activity(raw: &Raw<'_>, kind: ActivityKind, deal_id: &DealId) -> Option<Activity> {
    let parts = match kind {
        ActivityKind::Note => note(raw),
        ActivityKind::Task => task(raw),
        ActivityKind::Meeting => meeting(raw),
        ActivityKind::Call => call(raw),
        ActivityKind::Email => email(raw),
    };
    let starts = (kind == ActivityKind::Meeting).then(|| raw.moment("hs_meeting_start_time")).flatten();
    let at = starts.or_else(|| raw.moment("hs_timestamp")).or_else(|| raw.stamp("createdAt"));
    let Some(at) = at else {
        raw.flaw("hs_timestamp", "is missing; the activity was left out");
        return None;
    };
    Some(Activity {
        id: ActivityId(format!("{}:{}", word(kind), raw.id)),
        deal_id: deal_id.clone(),
        kind,
        owner_id: raw.line("hubspot_owner_id").map(Into::into),
        at,
        subject: parts.subject,
        body: parts.body,
        direction: parts.direction,
        completed: parts.completed,
        made_by_us: raw.line("changeover_key"),
    })
}

fn word(kind: ActivityKind) -> &'static str {
    match kind {
        ActivityKind::Note => "note",
        ActivityKind::Task => "task",
        ActivityKind::Meeting => "meeting",
        ActivityKind::Call => "call",
        ActivityKind::Email => "email",
    }
}

struct Parts {
    subject: String,
    body: String,
    direction: Direction,
    completed: bool,
}

fn is(raw: &Raw<'_>, property: &str, value: &str) -> bool {
    raw.line(property).is_some_and(|text| text.eq_ignore_ascii_case(value))
}

fn note(raw: &Raw<'_>) -> Parts {
    Parts { subject: String::new(), body: raw.rich("hs_note_body"), direction: Direction::Internal, completed: true }
}

fn task(raw: &Raw<'_>) -> Parts {
    let to_customer = is(raw, "hs_task_type", "CALL") || is(raw, "hs_task_type", "EMAIL");
    Parts {
        subject: raw.line("hs_task_subject").unwrap_or_default(),
        body: raw.rich("hs_task_body"),
        direction: if to_customer { Direction::ToCustomer } else { Direction::Internal },
        completed: is(raw, "hs_task_status", "COMPLETED"),
    }
}

fn meeting(raw: &Raw<'_>) -> Parts {
    Parts {
        subject: raw.line("hs_meeting_title").unwrap_or_default(),
        body: raw.rich("hs_meeting_body"),
        direction: Direction::ToCustomer,
        completed: is(raw, "hs_meeting_outcome", "COMPLETED"),
    }
}

fn call(raw: &Raw<'_>) -> Parts {
    let inbound = is(raw, "hs_call_direction", "INBOUND");
    Parts {
        subject: raw.line("hs_call_title").unwrap_or_default(),
        body: raw.rich("hs_call_body"),
        direction: if inbound { Direction::FromCustomer } else { Direction::ToCustomer },
        completed: is(raw, "hs_call_status", "COMPLETED"),
    }
}

fn email(raw: &Raw<'_>) -> Parts {
    let incoming = is(raw, "hs_email_direction", "INCOMING_EMAIL");
    Parts {
        subject: raw.line("hs_email_subject").unwrap_or_default(),
        body: raw.rich("hs_email_text"),
        direction: if incoming { Direction::FromCustomer } else { Direction::ToCustomer },
        completed: incoming || is(raw, "hs_email_status", "SENT"),
    }
}
