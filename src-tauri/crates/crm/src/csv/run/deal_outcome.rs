//! Stage, pipeline and outcome of a deal.

use super::output::Output;
use super::row::RowView;
use crate::csv::attribute::Attribute;
use crate::csv::issue::IssueCode;
use crate::csv::plan::ImportPlan;
use crate::csv::stages::{StageMeaning, StageWord, read_stage};
use crate::csv::words::{cut, norm};
use domain::{Deal, Pipeline, PipelineId, Stage, StageId};
use std::collections::HashMap;

/// Stages that a file may bring beside those of the plan.
const UNPLANNED: usize = 200;
/// Pipelines that an import may have.
const PIPELINES: usize = 200;

/// The stages of the plan, and the pipelines that came up.
#[derive(Debug)]
pub struct Stages {
    words: Vec<StageWord>,
    places: HashMap<String, usize>,
    planned: usize,
    pipelines: HashMap<String, Pipeline>,
}

impl Stages {
    /// The stages of `plan`; stages that no row names when outcomes come from a yes-no column.
    pub fn of(plan: &ImportPlan) -> Self {
        let words = if plan.stages.is_empty() {
            ["Open", "Won", "Lost"].map(|word| read_stage(word, 0)).to_vec()
        } else {
            plan.stages.clone()
        };
        let places = words.iter().enumerate().map(|(place, stage)| (norm(&stage.word), place)).collect();
        Self { planned: words.len(), words, places, pipelines: HashMap::new() }
    }

    /// Fills the stage, the pipeline, the probability and the outcome of `deal`.
    pub fn fill(&mut self, deal: &mut Deal, row: &RowView<'_>, output: &mut Output) -> StageMeaning {
        let word = row.cell(Attribute::DealStage).map(|word| cut(word, 200));
        let answered = outcome_answered(row, output);
        if word.is_none() && row.has(Attribute::DealStage) {
            row.report(output, Some(Attribute::DealStage), IssueCode::NoStage, "", "the deal has no stage");
        }
        let word = word.unwrap_or_else(|| default_word(answered).to_owned());
        let stage = self.stage(&word, row, output);
        let meaning = stage.meaning;
        if answered.is_some_and(|answered| answered != meaning) && row.has(Attribute::DealStage) {
            let reason = "the columns for won and closed contradict the stage: the stage was believed";
            row.report(output, Some(Attribute::DealStage), IssueCode::ContradictingOutcome, &word, reason);
        }
        deal.probability =
            own_probability(row, output).filter(|_| meaning == StageMeaning::Open).unwrap_or(stage.probability);
        deal.stage_name = stage.word.clone();
        deal.is_won = meaning == StageMeaning::Won;
        deal.is_closed = meaning != StageMeaning::Open;
        let (pipeline, stage_id) = self.place_in_pipeline(&word, row.cell(Attribute::DealPipeline), output);
        deal.pipeline_id = Some(pipeline);
        deal.stage_id = stage_id;
        meaning
    }

    fn stage(&mut self, word: &str, row: &RowView<'_>, output: &mut Output) -> StageWord {
        if let Some(known) = self.places.get(&norm(word)).and_then(|place| self.words.get(*place)) {
            if self.planned <= self.places[&norm(word)] {
                report_unknown(word, row, output);
            }
            return known.clone();
        }
        report_unknown(word, row, output);
        let mut stage = read_stage(word, 0);
        stage.meaning = StageMeaning::Open;
        stage.probability = stage.probability.min(0.3);
        if self.words.len() < self.planned + UNPLANNED {
            self.places.insert(norm(word), self.words.len());
            self.words.push(stage.clone());
        }
        stage
    }

    fn place_in_pipeline(
        &mut self,
        word: &str,
        named: Option<&str>,
        output: &mut Output,
    ) -> (PipelineId, Option<StageId>) {
        let name = named.map_or_else(|| "Imported".to_owned(), |name| cut(name, 200));
        let key = norm(&name);
        let id = PipelineId(format!("pipeline:{key}"));
        let stage_id = StageId(format!("{key}:{}", norm(word)));
        let is_new = !self.pipelines.contains_key(&key);
        if is_new && self.pipelines.len() >= PIPELINES {
            return (id, None);
        }
        let known =
            self.pipelines.entry(key.clone()).or_insert_with(|| Pipeline { id: id.clone(), name, stages: Vec::new() });
        if known.stages.len() < self.words.len() {
            known.stages =
                self.words.iter().zip(0_u32..).map(|(stage, position)| as_stage(stage, &key, position)).collect();
            output.batch.pipelines.retain(|waiting| waiting.id != id);
            output.batch.pipelines.push(known.clone());
        }
        let exists = self.places.contains_key(&norm(word));
        (id, exists.then_some(stage_id))
    }
}

fn report_unknown(word: &str, row: &RowView<'_>, output: &mut Output) {
    let reason = format!("the stage `{word}` is not among those that were decided: taken for open");
    row.report(output, Some(Attribute::DealStage), IssueCode::UnknownStage, word, reason);
}

fn as_stage(stage: &StageWord, pipeline: &str, position: u32) -> Stage {
    let (probability, is_closed) = match stage.meaning {
        StageMeaning::Won => (1.0, true),
        StageMeaning::Lost => (0.0, true),
        // A probability of 1 would mean won.
        StageMeaning::Open => (stage.probability.clamp(0.0, 0.99), false),
    };
    Stage {
        id: StageId(format!("{pipeline}:{}", norm(&stage.word))),
        name: stage.word.clone(),
        probability,
        is_closed,
        position,
    }
}

fn outcome_answered(row: &RowView<'_>, output: &mut Output) -> Option<StageMeaning> {
    let won = row.boolean(Attribute::DealWon, output);
    let closed = row.boolean(Attribute::DealClosed, output);
    match (won, closed) {
        (Some(true), _) => Some(StageMeaning::Won),
        (Some(false), Some(true)) => Some(StageMeaning::Lost),
        (_, Some(false)) => Some(StageMeaning::Open),
        _ => None,
    }
}

fn default_word(answered: Option<StageMeaning>) -> &'static str {
    match answered {
        Some(StageMeaning::Won) => "Won",
        Some(StageMeaning::Lost) => "Lost",
        Some(StageMeaning::Open) | None => "Open",
    }
}

/// The row's own probability, 0 to 1. Exports write `75`, `75%` or `0.75`.
fn own_probability(row: &RowView<'_>, output: &mut Output) -> Option<f64> {
    let number = row.number(Attribute::DealProbability, output)?;
    let cell = row.cell(Attribute::DealProbability).unwrap_or_default();
    let in_hundreds = number > 1.0
        || cell.contains('%')
        || row.header(Attribute::DealProbability).is_some_and(|header| header.contains('%'));
    let probability = if in_hundreds { number / 100.0 } else { number };
    if !(0.0..=1.0).contains(&probability) {
        row.report(
            output,
            Some(Attribute::DealProbability),
            IssueCode::OutOfRange,
            cell,
            "a probability lies between 0 and 100 %: left out",
        );
        return None;
    }
    Some(probability)
}
