//! The deal, its stages and its contract.

use crate::ids::{AccountId, DealId, FieldKey, PersonId, PipelineId, StageId};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// A Salesforce Opportunity or a HubSpot Deal, as last read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Deal {
    pub id: DealId,
    pub name: String,
    pub account_id: Option<AccountId>,
    pub owner_id: Option<PersonId>,
    /// The assigned CSM as the CRM has it.
    pub csm_id: Option<PersonId>,
    pub pipeline_id: Option<PipelineId>,
    pub stage_id: Option<StageId>,
    pub stage_name: String,
    pub deal_type: DealType,
    /// In `currency`; `None` where the CRM has none.
    pub amount: Option<f64>,
    /// ISO 4217, upper case.
    pub currency: Option<String>,
    /// 0 to 1.
    pub probability: f64,
    pub is_won: bool,
    pub is_closed: bool,
    /// The date that a person typed; never the start of a clock.
    pub close_date: Option<NaiveDate>,
    /// When the deal last entered a won stage from one that was not won; from the CRM's history.
    pub closed_at: Option<DateTime<Utc>>,
    pub created_at: Option<DateTime<Utc>>,
    pub modified_at: Option<DateTime<Utc>>,
    pub contract: Contract,
    pub target_go_live: Option<NaiveDate>,
    pub integrations: Option<String>,
    pub regulated_data: bool,
    pub competitor: Option<String>,
    pub region: Option<String>,
    pub first_value_at: Option<DateTime<Utc>>,
    /// The flat handoff fields, as text, that the CRM has now.
    pub flat_fields: BTreeMap<FieldKey, String>,
    /// The handoff status that the CRM has now, such as `submitted`.
    pub handoff_status: Option<String>,
    /// The record property, unparsed.
    pub record_json: Option<String>,
    /// True where the CRM holds the deal in its archive or merged it away.
    pub archived: bool,
}

impl Deal {
    /// An open deal with nothing but an id and a name; adapters and tests fill in what they know.
    pub fn named(id: impl Into<DealId>, name: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            name: name.into(),
            account_id: None,
            owner_id: None,
            csm_id: None,
            pipeline_id: None,
            stage_id: None,
            stage_name: String::new(),
            deal_type: DealType::New,
            amount: None,
            currency: None,
            probability: 0.0,
            is_won: false,
            is_closed: false,
            close_date: None,
            closed_at: None,
            created_at: None,
            modified_at: None,
            contract: Contract::default(),
            target_go_live: None,
            integrations: None,
            regulated_data: false,
            competitor: None,
            region: None,
            first_value_at: None,
            flat_fields: BTreeMap::new(),
            handoff_status: None,
            record_json: None,
            archived: false,
        }
    }
}

/// What the contract says, as far as the CRM knows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contract {
    pub start: Option<NaiveDate>,
    pub term_months: Option<u32>,
    pub renewal: Option<NaiveDate>,
    pub billing: Option<Billing>,
}

/// How often the customer is billed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Billing {
    Monthly,
    Quarterly,
    Annually,
    Upfront,
}

/// The variant of a sale. Source: domain page, Lifecycle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DealType {
    New,
    Expansion,
    Renewal,
    Partner,
}

/// A stage of a pipeline.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stage {
    pub id: StageId,
    pub name: String,
    /// 0 to 1; exactly 1 means won.
    pub probability: f64,
    pub is_closed: bool,
    /// Position in the pipeline, from 0.
    pub position: u32,
}

/// A pipeline with its stages in order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pipeline {
    pub id: PipelineId,
    pub name: String,
    pub stages: Vec<Stage>,
}
