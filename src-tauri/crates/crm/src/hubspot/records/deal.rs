//! A deal.

use crate::hubspot::kinds::{HANDOFF_STATE, PREFIX};
use crate::reading::{Raw, words};
use domain::{Contract, Deal, DealId, DealType, FieldKey, Pipeline, Stage};
use std::collections::{BTreeMap, HashMap};

/// What a stage's id means. A stage is judged by its probability, never by its name.
#[derive(Debug, Clone, Default)]
pub(in crate::hubspot) struct Stages(HashMap<String, Stage>);

impl Stages {
    pub(in crate::hubspot) fn of(pipelines: &[Pipeline]) -> Self {
        let stages = pipelines.iter().flat_map(|pipeline| &pipeline.stages);
        Self(stages.map(|stage| (stage.id.0.clone(), stage.clone())).collect())
    }
}

/// The deal in a record, without its account and its time of close, which are read elsewhere.
pub(in crate::hubspot) fn deal(raw: &Raw<'_>, stages: &Stages, flat: &FlatNames) -> Deal {
    let mut deal = Deal::named(raw.id.as_str(), raw.line("dealname").unwrap_or_default());
    deal.owner_id = raw.line("hubspot_owner_id").map(Into::into);
    deal.csm_id = raw.line("handoff_csm_id").map(Into::into);
    deal.pipeline_id = raw.line("pipeline").map(Into::into);
    deal.deal_type = deal_type(raw);
    deal.amount = raw.number("amount");
    deal.currency = raw.line("deal_currency_code").map(|code| code.to_uppercase());
    deal.close_date = raw.date("closedate");
    deal.created_at = raw.moment("createdate").or_else(|| raw.stamp("createdAt"));
    deal.modified_at = raw.moment("hs_lastmodifieddate").or_else(|| raw.stamp("updatedAt"));
    deal.contract = contract(raw);
    deal.target_go_live = raw.date("target_go_live_date");
    deal.integrations = raw.long("integrations_needed");
    deal.regulated_data = raw.flag("regulated_data");
    deal.competitor = raw.line("primary_competitor");
    deal.first_value_at = raw.moment("handoff_first_value_date");
    deal.flat_fields = flat.read(raw);
    deal.handoff_status = raw.line("handoff_status");
    deal.record_json = raw.long("handoff_record");
    deal.archived = raw.stamp("archivedAt").is_some();
    stage(raw, stages, &mut deal);
    deal
}

fn stage(raw: &Raw<'_>, stages: &Stages, deal: &mut Deal) {
    let id = raw.line("dealstage");
    match id.as_deref().and_then(|id| stages.0.get(id)) {
        Some(stage) => {
            deal.stage_name = stage.name.clone();
            deal.probability = stage.probability;
            deal.is_won = stage.probability >= 1.0;
            deal.is_closed = stage.is_closed || deal.is_won;
        }
        None => {
            if id.is_some() {
                raw.flaw("dealstage", "names a stage of no pipeline; won or lost is taken from the deal itself");
            }
            deal.stage_name = id.clone().unwrap_or_default();
            deal.probability = raw.number("hs_deal_stage_probability").unwrap_or_default().clamp(0.0, 1.0);
            deal.is_won = raw.flag("hs_is_closed_won");
            deal.is_closed = raw.flag("hs_is_closed") || deal.is_won;
        }
    }
    deal.stage_id = id.map(Into::into);
}

fn deal_type(raw: &Raw<'_>) -> DealType {
    let known = |word: &str| match word {
        "newbusiness" => Some(DealType::New),
        "existingbusiness" => Some(DealType::Expansion),
        "renewal" => Some(DealType::Renewal),
        "partner" => Some(DealType::Partner),
        _ => None,
    };
    raw.word("dealtype", known).unwrap_or(DealType::New)
}

fn contract(raw: &Raw<'_>) -> Contract {
    Contract {
        start: raw.date("contract_start_date"),
        term_months: raw.count("contract_term_months"),
        renewal: raw.date("renewal_date"),
        billing: raw.word("billing_frequency", words::billing),
    }
}

/// The flat fields of a handoff, and where each is read: made once for many records.
pub(in crate::hubspot) struct FlatNames(Vec<(FieldKey, String)>);

impl FlatNames {
    pub(in crate::hubspot) fn of(fields: &[FieldKey]) -> Self {
        let all = fields.iter().map(|key| (key.clone(), format!("{PREFIX}{key}")));
        Self(all.filter(|(_, name)| !HANDOFF_STATE.contains(&name.as_str())).collect())
    }

    fn read(&self, raw: &Raw<'_>) -> BTreeMap<FieldKey, String> {
        self.0.iter().filter_map(|(key, name)| Some((key.clone(), raw.long(name)?))).collect()
    }
}

/// The deals that were merged into this one.
pub(in crate::hubspot) fn merged_ids(raw: &Raw<'_>) -> Vec<DealId> {
    let digits = |part: &String| part.chars().all(|character| character.is_ascii_digit());
    raw.parts("hs_merged_object_ids").into_iter().filter(digits).filter(|id| *id != raw.id).map(DealId).collect()
}
