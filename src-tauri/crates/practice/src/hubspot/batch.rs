//! Batches, in which some inputs may fail while the others succeed.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::auth::{Access, Act};
use super::body::Body;
use super::errors::Problem;
use super::objects::{NewObject, change, found_id, id_text, written};
use super::params::{Params, kind};
use super::record::Wanted;
use crate::desk::Desk;
use crate::org::{Change, Draft, Kind, Moment, ObjectId, Org, SourceKey};

/// The most inputs of one batch, and of one that asks for history.
const MOST: usize = 100;
const MOST_WITH_HISTORY: usize = 50;

/// A list of inputs.
#[derive(Deserialize)]
pub struct Inputs<T> {
    inputs: Vec<T>,
}

/// A batch read.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReadMany {
    inputs: Vec<Named>,
    #[serde(default)]
    properties: Vec<String>,
    #[serde(default)]
    properties_with_history: Vec<String>,
    #[serde(default)]
    id_property: Option<String>,
}

/// An input that only names an object.
#[derive(Deserialize)]
pub struct Named {
    id: Value,
}

/// An input that changes an object, or makes it where upserting.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Changed {
    id: Value,
    #[serde(default)]
    id_property: Option<String>,
    #[serde(default)]
    properties: BTreeMap<String, Value>,
    #[serde(default)]
    object_write_trace_id: Option<String>,
}

/// What became of a batch's inputs.
#[derive(Default)]
struct Outcome {
    results: Vec<Value>,
    missing: Vec<String>,
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
    fn answer(mut self, usual: StatusCode, kind: Kind, now: Moment) -> Response {
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

fn check_size(given: usize, most: usize) -> Result<(), Problem> {
    if given <= most {
        return Ok(());
    }
    Err(Problem::invalid(format!("The maximum number of inputs supported in a batch request is {most}; this one has {given}")))
}

/// `batch/read`
pub async fn read(
    State(desk): State<Arc<Desk>>,
    access: Access,
    Path(name): Path<String>,
    params: Params,
    Body(body): Body<ReadMany>,
) -> Result<Response, Problem> {
    let kind = kind(&name)?;
    access.to(Act::Read, kind)?;
    let most = if body.properties_with_history.is_empty() { MOST } else { MOST_WITH_HISTORY };
    check_size(body.inputs.len(), most)?;
    let archived = params.flag("archived");
    let wanted = Wanted {
        properties: body.properties,
        with_history: body.properties_with_history,
        associations: Vec::new(),
    };
    desk.read(|org, now| {
        let mut outcome = Outcome::default();
        for input in &body.inputs {
            let text = id_text(&input.id);
            let id = match found_id(org, kind, &text, body.id_property.as_deref()) {
                Err(problem) if problem.status != StatusCode::NOT_FOUND => return Err(problem),
                found => found.ok(),
            };
            let view = id.and_then(|id| org.view(kind, id));
            match view.filter(|view| view.object.archived_at.is_some() == archived) {
                Some(view) => outcome.results.push(wanted.render(&view)),
                None => outcome.missing.push(text),
            }
        }
        Ok(outcome.answer(StatusCode::OK, kind, now))
    })
}

/// `batch/create`
pub async fn create(
    State(desk): State<Arc<Desk>>,
    access: Access,
    Path(name): Path<String>,
    Body(body): Body<Inputs<NewObject>>,
) -> Result<Response, Problem> {
    let kind = kind(&name)?;
    access.to(Act::Write, kind)?;
    check_size(body.inputs.len(), MOST)?;
    desk.change(|org, now| {
        let source = org.sources.key(desk.app());
        let mut steps = Vec::new();
        for input in &body.inputs {
            let step = input.draft(kind).map(Step::Create);
            steps.push(Planned::new("", input.object_write_trace_id.as_deref(), step));
        }
        run(org, kind, steps, source, now, StatusCode::CREATED)
    })
}

/// `batch/update`
pub async fn update(
    State(desk): State<Arc<Desk>>,
    access: Access,
    Path(name): Path<String>,
    Body(body): Body<Inputs<Changed>>,
) -> Result<Response, Problem> {
    let kind = kind(&name)?;
    access.to(Act::Write, kind)?;
    check_size(body.inputs.len(), MOST)?;
    refuse_repeated(&body.inputs)?;
    desk.change(|org, now| {
        let source = org.sources.key(desk.app());
        let plan = |input: &Changed| {
            let text = id_text(&input.id);
            let id = found_id(org, kind, &text, input.id_property.as_deref());
            let step = id.and_then(|id| Ok(Step::Update(id, change(&input.properties)?)));
            Planned::new(&text, input.object_write_trace_id.as_deref(), step)
        };
        let steps = body.inputs.iter().map(plan).collect();
        run(org, kind, steps, source, now, StatusCode::OK)
    })
}

/// `batch/upsert`: the id is the value of a unique property; unknown values make new objects.
pub async fn upsert(
    State(desk): State<Arc<Desk>>,
    access: Access,
    Path(name): Path<String>,
    Body(body): Body<Inputs<Changed>>,
) -> Result<Response, Problem> {
    let kind = kind(&name)?;
    access.to(Act::Write, kind)?;
    check_size(body.inputs.len(), MOST)?;
    refuse_repeated(&body.inputs)?;
    desk.change(|org, now| {
        let source = org.sources.key(desk.app());
        let plan = |input: &Changed| {
            let text = id_text(&input.id);
            let step = upsert_step(org, kind, input, &text);
            Planned::new(&text, input.object_write_trace_id.as_deref(), step)
        };
        let steps = body.inputs.iter().map(plan).collect();
        run(org, kind, steps, source, now, StatusCode::OK)
    })
}

fn upsert_step(org: &Org, kind: Kind, input: &Changed, text: &str) -> Result<Step, Problem> {
    let Some(property) = input.id_property.as_deref() else {
        return Err(Problem::invalid("An upsert needs an idProperty that names a unique property"));
    };
    let mut values = change(&input.properties)?;
    match found_id(org, kind, text, Some(property)) {
        Ok(id) => Ok(Step::UpdateKnown(id, values)),
        Err(problem) if problem.status == StatusCode::NOT_FOUND => {
            values.retain(|(name, _)| name != property);
            values.push((property.to_owned(), Some(text.to_owned())));
            Ok(Step::CreateUnknown(Draft {
                values,
                links: Vec::new(),
            }))
        }
        Err(problem) => Err(problem),
    }
}

/// `batch/archive`
pub async fn archive(
    State(desk): State<Arc<Desk>>,
    access: Access,
    Path(name): Path<String>,
    Body(body): Body<Inputs<Named>>,
) -> Result<StatusCode, Problem> {
    let kind = kind(&name)?;
    access.to(Act::Write, kind)?;
    check_size(body.inputs.len(), MOST)?;
    desk.change(|org, now| {
        for input in &body.inputs {
            if let Ok(id) = id_text(&input.id).parse() {
                org.archive(kind, id, now);
            }
        }
        Ok(StatusCode::NO_CONTENT)
    })
}

fn refuse_repeated(inputs: &[Changed]) -> Result<(), Problem> {
    let mut seen = HashSet::new();
    let repeated = inputs.iter().map(|input| id_text(&input.id)).find(|id| !seen.insert(id.clone()));
    match repeated {
        None => Ok(()),
        Some(id) => Err(Problem::invalid(format!("Duplicate IDs found in batch input: [{id}]. IDs must be unique"))),
    }
}

/// One input, ready to be carried out.
enum Step {
    Create(Draft),
    CreateUnknown(Draft),
    Update(ObjectId, Change),
    UpdateKnown(ObjectId, Change),
}

struct Planned {
    id: String,
    trace: Option<String>,
    step: Result<Step, Problem>,
}

impl Planned {
    fn new(id: &str, trace: Option<&str>, step: Result<Step, Problem>) -> Self {
        Self {
            id: id.to_owned(),
            trace: trace.map(str::to_owned),
            step,
        }
    }
}

impl Step {
    fn check(&self, org: &Org, kind: Kind) -> Result<(), Problem> {
        Ok(match self {
            Self::Create(draft) | Self::CreateUnknown(draft) => org.check_create(kind, draft)?,
            Self::Update(id, change) | Self::UpdateKnown(id, change) => org.check_update(kind, *id, change)?,
        })
    }

    fn carry_out(&self, org: &mut Org, kind: Kind, source: SourceKey, now: Moment) -> Result<Value, Problem> {
        let (id, values) = match self {
            Self::Create(draft) | Self::CreateUnknown(draft) => (org.create(kind, draft, source, now)?, &draft.values),
            Self::Update(id, change) | Self::UpdateKnown(id, change) => (org.update(kind, *id, change, source, now)?, change),
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
fn run(
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
