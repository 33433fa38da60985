//! Batches, in which some inputs may fail while the others succeed.

mod run;

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::Value;

use super::auth::{Access, Act};
use super::body::Body;
use super::errors::Problem;
use super::objects::{NewObject, change, found_id, id_text};
use super::params::{Params, kind};
use super::record::Wanted;
use crate::desk::Desk;
use crate::org::{Draft, Kind, Org};

use run::{Outcome, Planned, Step, run};

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

fn check_size(given: usize, most: usize) -> Result<(), Problem> {
    if given <= most {
        return Ok(());
    }
    Err(Problem::invalid(format!(
        "The maximum number of inputs supported in a batch request is {most}; this one has {given}"
    )))
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
    let wanted =
        Wanted { properties: body.properties, with_history: body.properties_with_history, associations: Vec::new() };
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
        let source = org.sources.key(access.source());
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
        let source = org.sources.key(access.source());
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
        let source = org.sources.key(access.source());
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
            Ok(Step::CreateUnknown(Draft { values, links: Vec::new() }))
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
