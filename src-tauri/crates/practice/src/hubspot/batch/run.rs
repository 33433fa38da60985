//! Carrying out a batch: what is asked of each input, and what became of it.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::hubspot::errors::Problem;
use crate::hubspot::objects::written;
use crate::org::{Change, Draft, Kind, Moment, ObjectId, Org, SourceKey};

/// What became of a batch's inputs.
#[derive(Default)]
pub struct Outcome {
    pub results: Vec<Value>,
    pub missing: Vec<String>,
    errors: Vec<Value>,
}

impl Outcome {
    fn fail(&mut self, problem: &Problem, trace: Option<&str>, id: &str) {
        let mut context = json!({"ids": [id]});
        if let Some(trace) = trace {
            context["objectWriteTraceId"] = json!([trace]);
        }
        self.errors.push(json!({
            "status": "error",
            "category": problem.category(),
            "message": problem.message,
            "errors": problem.details.get("errors").cloned().unwrap_or(json!([])),
            "context": context,
        }));
    }

    /// The whole answer: `usual` when all went well, else 207 with the errors.
    pub fn answer(mut self, usual: StatusCode, kind: Kind, now: Moment) -> Response {
        if !self.missing.is_empty() {
            let name = kind.singular().to_uppercase();
            self.errors.insert(0, json!({
                "status": "error",
                "category": "OBJECT_NOT_FOUND",
                "message": format!("Could not get some {name} objects, they may be deleted or not exist. Check that ids are valid."),
                "context": {"ids": self.missing},
            }));
        }
        let mut body = json!({
            "status": "COMPLETE",
            "results": self.results,
            "startedAt": now.iso(),
            "completedAt": now.iso(),
        });
        if self.errors.is_empty() {
            return (usual, Json(body)).into_response();
        }
        body["numErrors"] = json!(self.errors.len());
        body["errors"] = json!(self.errors);
        (StatusCode::MULTI_STATUS, Json(body)).into_response()
    }
}

/// One input, ready to be carried out.
pub enum Step {
    Create(Draft),
    CreateUnknown(Draft),
    Update(ObjectId, Change),
    UpdateKnown(ObjectId, Change),
}

pub struct Planned {
    id: String,
    trace: Option<String>,
    step: Result<Step, Problem>,
}

impl Planned {
    /// An input by its id, its trace, and what it asks for.
    pub fn new(id: &str, trace: Option<&str>, step: Result<Step, Problem>) -> Self {
        Self { id: id.to_owned(), trace: trace.map(str::to_owned), step }
    }
}

impl Step {
    fn check(&self, org: &Org, kind: Kind) -> Result<(), Problem> {
        match self {
            Self::Create(draft) | Self::CreateUnknown(draft) => org.check_create(kind, draft)?,
            Self::Update(id, change) | Self::UpdateKnown(id, change) => org.check_update(kind, *id, change)?,
        }
        Ok(())
    }

    fn carry_out(&self, org: &mut Org, kind: Kind, source: SourceKey, now: Moment) -> Result<Value, Problem> {
        let (id, values) = match self {
            Self::Create(draft) | Self::CreateUnknown(draft) => (org.create(kind, draft, source, now)?, &draft.values),
            Self::Update(id, change) | Self::UpdateKnown(id, change) => {
                (org.update(kind, *id, change, source, now)?, change)
            }
        };
        let mut record = written(org, kind, id, values)?;
        if matches!(self, Self::CreateUnknown(_) | Self::UpdateKnown(..)) {
            record["new"] = json!(matches!(self, Self::CreateUnknown(_)));
        }
        Ok(record)
    }
}

/// Carries out a batch. An input that is invalid fails the whole batch before anything is written, unless
/// it has an `objectWriteTraceId`; an object that does not exist fails alone.
pub fn run(
    org: &mut Org,
    kind: Kind,
    planned: Vec<Planned>,
    source: SourceKey,
    now: Moment,
    usual: StatusCode,
) -> Result<Response, Problem> {
    let mut outcome = Outcome::default();
    let mut ready = Vec::new();
    for Planned { id, trace, step } in planned {
        let checked = step.and_then(|step| step.check(org, kind).map(|()| step));
        match checked {
            Ok(step) => ready.push((id, trace, step)),
            Err(problem) if problem.status == StatusCode::NOT_FOUND => outcome.missing.push(id),
            Err(problem) if trace.is_some() => outcome.fail(&problem, trace.as_deref(), &id),
            Err(problem) => return Err(problem),
        }
    }
    for (id, trace, step) in ready {
        match step.carry_out(org, kind, source, now) {
            Ok(record) => outcome.results.push(record),
            Err(problem) => outcome.fail(&problem, trace.as_deref(), &id),
        }
    }
    Ok(outcome.answer(usual, kind, now))
}
