//! Something that a person did with a customer, logged in the CRM's own screens.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};

use super::deals::{AnyId, person};
use crate::desk::Desk;
use crate::hubspot::Problem;
use crate::org::{AssociationType, Change, Draft, Kind, Link, Moment, ObjectId};

/// An activity on a deal, now.
#[derive(Deserialize)]
pub struct Activity {
    kind: String,
    deal_id: AnyId,
    owner_id: AnyId,
    #[serde(default)]
    subject: String,
    #[serde(default)]
    body: String,
    #[serde(default)]
    completed: bool,
}

impl Activity {
    /// The property values of the activity in HubSpot's words.
    fn values(&self, kind: Kind, owner: u64, now: Moment) -> Change {
        let done = |yes: &str, no: &str| if self.completed { yes.to_owned() } else { no.to_owned() };
        let (subject, body) = (self.subject.clone(), self.body.clone());
        let mut values = match kind {
            Kind::Note => vec![("hs_note_body", body)],
            Kind::Task => vec![
                ("hs_task_subject", subject),
                ("hs_task_body", body),
                ("hs_task_status", done("COMPLETED", "NOT_STARTED")),
                ("hs_task_type", "TODO".to_owned()),
            ],
            Kind::Meeting => vec![
                ("hs_meeting_title", subject),
                ("hs_meeting_body", body),
                ("hs_meeting_start_time", now.iso()),
                ("hs_meeting_outcome", done("COMPLETED", "SCHEDULED")),
            ],
            Kind::Call => vec![
                ("hs_call_title", subject),
                ("hs_call_body", body),
                ("hs_call_direction", "OUTBOUND".to_owned()),
                ("hs_call_status", done("COMPLETED", "NO_ANSWER")),
            ],
            _ => vec![
                ("hs_email_subject", subject),
                ("hs_email_text", body),
                ("hs_email_direction", "EMAIL".to_owned()),
                ("hs_email_status", done("SENT", "SCHEDULED")),
            ],
        };
        values.push(("hs_timestamp", now.iso()));
        values.push(("hubspot_owner_id", owner.to_string()));
        values.into_iter().map(|(name, value)| (name.to_owned(), Some(value))).collect()
    }
}

/// `POST /practice/activity`
pub async fn add(State(desk): State<Arc<Desk>>, Json(body): Json<Activity>) -> Result<Json<Value>, Problem> {
    let kind = Kind::named(&body.kind).filter(|kind| kind.is_activity());
    let kind = kind.ok_or_else(|| Problem::invalid(format!("{} is no kind of activity", body.kind)))?;
    let deal = body.deal_id.any_number().map(ObjectId).ok_or_else(|| Problem::absent("There is no such deal"))?;
    let owner = body.owner_id.any_number().ok_or_else(|| Problem::invalid("There is no such owner"))?;
    let link = AssociationType::default_between(kind, Kind::Deal).map(|kind| Link {
        to: deal,
        kind: Kind::Deal,
        type_id: kind.id,
    });
    desk.change(|org, now| {
        let source = person(org, Some(owner))?;
        let source = org.sources.key(source);
        let draft = Draft { values: body.values(kind, owner, now), links: link.into_iter().collect() };
        let id = org.create(kind, &draft, source, now)?;
        Ok(Json(json!({"id": id.to_string(), "kind": kind.plural(), "at": now.iso()})))
    })
}
