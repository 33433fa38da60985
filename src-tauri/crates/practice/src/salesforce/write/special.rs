//! Fields that are no property of their own: what a write of them means in the org.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::fields::GivenField;
use crate::org::{Change, Kind, ObjectId, Org};
use crate::salesforce::errors::Problem;
use crate::salesforce::ids::RecordId;
use crate::salesforce::schema::{Source, TASK_STATUS, in_org};

/// What a request means in the org: property values, and records to be linked with.
#[derive(Default)]
pub struct Meaning {
    pub values: Change,
    pub links: Vec<(Kind, Option<ObjectId>)>,
}

impl Meaning {
    fn set(&mut self, property: &str, value: impl Into<String>) {
        self.values.push((property.to_owned(), Some(value.into())));
    }

    /// Adds what one field means for a record of a kind. `pipeline` is the record's own, where it has one.
    ///
    /// # Errors
    /// When a value names something that does not exist.
    pub fn add(&mut self, org: &Org, kind: Kind, given: &GivenField, pipeline: Option<&str>) -> Result<(), Problem> {
        let (field, text) = (&given.field, given.text.as_str());
        match &field.source {
            Source::Property(name) => self.set(name, text),
            Source::Person(name) => self.set(name, owner(org, given)?),
            Source::Words(name, table) => self.set(name, in_org(table, text).unwrap_or(text)),
            Source::Read(_) => self.special(org, kind, given, pipeline)?,
        }
        Ok(())
    }

    fn special(&mut self, org: &Org, kind: Kind, given: &GivenField, pipeline: Option<&str>) -> Result<(), Problem> {
        let (name, text) = (&*given.field.name, given.text.as_str());
        match (kind, name) {
            (Kind::Deal, "StageName") => self.set("dealstage", stage(org, given, pipeline)?),
            (Kind::Deal, "RecordTypeId") => self.set("pipeline", record_type(org, given)?),
            (Kind::Task, "Subject") => self.set("hs_task_subject", text),
            (Kind::Call, "Subject") => self.set("hs_call_title", text),
            (Kind::Task, "Description") => self.set("hs_task_body", text),
            (Kind::Call, "Description") => self.set("hs_call_body", text),
            (Kind::Task, "Status") => self.set("hs_task_status", in_org(TASK_STATUS, text).unwrap_or(text)),
            (Kind::Call, "Status") => {
                let done = text.eq_ignore_ascii_case("Completed");
                self.set("hs_call_status", if done { "COMPLETED" } else { "NO_ANSWER" });
            }
            (Kind::Meeting, "StartDateTime") => {
                self.set("hs_meeting_start_time", text);
                self.set("hs_timestamp", text);
            }
            (Kind::Meeting, "EndDateTime") => self.set("hs_meeting_end_time", text),
            (Kind::Email, "MessageDate") => self.set("hs_timestamp", text),
            (Kind::Email, "Incoming") => {
                self.set("hs_email_direction", if text == "true" { "INCOMING_EMAIL" } else { "EMAIL" });
            }
            (Kind::Note, "Title") => self.set("note_title", text),
            (Kind::Note, "Content") => self.set("hs_note_body", note_body(text)?),
            (_, "AccountId" | "WhatId" | "WhoId" | "RelatedToId" | "OpportunityId") => {
                self.links.push(self.target(org, kind, given)?);
            }
            _ => {}
        }
        Ok(())
    }

    /// The record that a reference names; nothing where it is cleared. A deleted one is refused here, before anything is
    /// written.
    fn target(&self, org: &Org, kind: Kind, given: &GivenField) -> Result<(Kind, Option<ObjectId>), Problem> {
        let usual = match &*given.field.name {
            "AccountId" => Kind::Company,
            "WhoId" => Kind::Contact,
            _ => Kind::Deal,
        };
        if given.text.is_empty() {
            return Ok((usual, None));
        }
        let id = RecordId::parse(&given.text);
        let named = id.and_then(|id| Some((entity_kind(id)?, ObjectId(id.number))));
        let found = named.filter(|(target, id)| *target != kind && org.view(*target, *id).is_some());
        let (target, id) = found.ok_or_else(|| no_such(given))?;
        org.live(target, id).map(|_| (target, Some(id))).map_err(|_| Problem::deleted())
    }
}

/// The kind of record that an id is of.
pub fn entity_kind(id: RecordId) -> Option<Kind> {
    let kinds = [("006", Kind::Deal), ("001", Kind::Company), ("003", Kind::Contact)];
    kinds.into_iter().find(|(prefix, _)| id.is_of(prefix)).map(|(_, kind)| kind)
}

fn no_such(given: &GivenField) -> Problem {
    let message = format!("invalid cross reference id: {}", given.text);
    Problem::bad("INVALID_CROSS_REFERENCE_KEY", message).about([given.field.name.clone()])
}

/// The org's id of a user; nobody where the field is cleared.
fn owner(org: &Org, given: &GivenField) -> Result<String, Problem> {
    if given.text.is_empty() {
        return Ok(String::new());
    }
    let id = RecordId::parse(&given.text).filter(|id| id.is_of("005"));
    let owner = id.and_then(|id| org.owner(id.number)).ok_or_else(|| no_such(given))?;
    if owner.archived {
        let message = "operation performed with inactive user as owner of records";
        return Err(Problem::bad("INACTIVE_OWNER_OR_USER", message).about([given.field.name.clone()]));
    }
    Ok(owner.id.to_string())
}

/// The stage of a label: in the record's own pipeline if it has one of that name, else in the first that does.
fn stage(org: &Org, given: &GivenField, pipeline: Option<&str>) -> Result<String, Problem> {
    let in_order = org.pipelines.iter().filter(|known| Some(known.id.as_str()) == pipeline).chain(&org.pipelines);
    let mut stages = in_order.flat_map(|pipeline| &pipeline.stages);
    let found = stages.find(|stage| stage.label.eq_ignore_ascii_case(&given.text));
    found.map(|stage| stage.id.clone()).ok_or_else(|| {
        let message = format!("Stage: bad value for restricted picklist field: {}", given.text);
        Problem::bad("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", message).about(["StageName"])
    })
}

fn record_type(org: &Org, given: &GivenField) -> Result<String, Problem> {
    let id = RecordId::parse(&given.text).filter(|id| id.is_of("012"));
    let place = id.and_then(|id| usize::try_from(id.number).ok()?.checked_sub(1));
    let pipeline = place.and_then(|place| org.pipelines.get(place));
    pipeline.map(|pipeline| pipeline.id.clone()).ok_or_else(|| no_such(given))
}

/// A note's content is base64 of HTML.
fn note_body(text: &str) -> Result<String, Problem> {
    let bytes = STANDARD.decode(text).ok();
    bytes.and_then(|bytes| String::from_utf8(bytes).ok()).ok_or_else(|| {
        let message =
            "Note Can't Be Saved Because It Contains HTML Tags Or Unescaped Characters That Are Not Allowed In A Note";
        Problem::bad("INVALID_BASE64_STRING", message).about(["Content"])
    })
}
