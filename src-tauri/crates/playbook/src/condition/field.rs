//! The fields that a condition can ask about, and their values.

use super::facts::Facts;
use crate::text::normalise;
use chrono::NaiveDate;
use domain::{BuyingRole, FieldKey, FieldValue, projection};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;

/// The kind of value that a field has: decides which operators make sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    Text,
    Number,
    Flag,
    Date,
}

/// A field's value for one deal.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Empty,
    Texts(Vec<String>),
    Number(f64),
    Flag(bool),
    Date(NaiveDate),
}

macro_rules! condition_fields {
    ($($name:ident $path:literal $kind:ident $words:literal),* $(,)?) => {
        /// A field of a deal, its account, its contacts, its products, or its handoff.
        #[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub enum ConditionField {
            $($name,)*
            /// `handoff.risks`: what the handoff record says.
            Handoff(FieldKey),
        }

        impl ConditionField {
            /// Every field that does not depend on a playbook.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// What kind of value the field has.
            pub fn kind(&self) -> FieldKind {
                match self {
                    $(Self::$name => FieldKind::$kind,)*
                    Self::Handoff(_) => FieldKind::Text,
                }
            }

            /// The field in words.
            pub fn words(&self) -> String {
                match self {
                    $(Self::$name => $words.to_owned(),)*
                    Self::Handoff(key) => format!("the handoff's {}", key.as_str().replace('_', " ")),
                }
            }
        }

        impl fmt::Display for ConditionField {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    $(Self::$name => formatter.write_str($path),)*
                    Self::Handoff(key) => write!(formatter, "handoff.{key}"),
                }
            }
        }
    };
}

condition_fields! {
    DealName "deal.name" Text "the deal's name",
    DealStage "deal.stage" Text "the stage",
    DealType "deal.type" Text "the deal type",
    DealPipeline "deal.pipeline" Text "the pipeline",
    DealOwner "deal.owner" Text "the deal's owner",
    DealCurrency "deal.currency" Text "the currency",
    DealRegion "deal.region" Text "the region",
    DealIntegrations "deal.integrations" Text "the deal's integrations",
    DealCompetitor "deal.competitor" Text "the competitor",
    DealHandoffStatus "deal.handoff_status" Text "the handoff status in the CRM",
    DealAmount "deal.amount" Number "the amount",
    DealAnnualValue "deal.annual_value" Number "the annual value",
    DealProbability "deal.probability" Number "the probability",
    DealTermMonths "deal.term_months" Number "the term in months",
    DealCycleDays "deal.cycle_days" Number "the sales cycle in days",
    DealIsWon "deal.is_won" Flag "the deal is won",
    DealIsClosed "deal.is_closed" Flag "the deal is closed",
    DealRegulatedData "deal.regulated_data" Flag "regulated data is involved",
    DealCloseDate "deal.close_date" Date "the close date",
    DealClosedAt "deal.closed_at" Date "the time of close",
    DealCreatedAt "deal.created_at" Date "the deal's creation",
    DealContractStart "deal.contract_start" Date "the contract's start",
    DealTargetGoLive "deal.target_go_live" Date "the target go-live",
    DealFirstValueAt "deal.first_value_at" Date "the first value",
    AccountName "account.name" Text "the account's name",
    AccountIndustry "account.industry" Text "the industry",
    AccountCountry "account.country" Text "the country",
    AccountLanguage "account.language" Text "the account's language",
    AccountSegment "account.segment" Text "the segment",
    AccountCsm "account.csm" Text "the account's CSM",
    ContactsRole "contacts.role" Text "a contact's role",
    ContactsCount "contacts.count" Number "the number of contacts",
    PeopleCount "people.count" Number "the number of stakeholders",
    ProductsName "products.name" Text "a product's name",
    ProductsFamily "products.family" Text "a product's family",
    ProductsCount "products.count" Number "the number of product lines",
    ProductsFamilyCount "products.family_count" Number "the number of product families",
}

impl From<ConditionField> for String {
    fn from(field: ConditionField) -> Self {
        field.to_string()
    }
}

impl TryFrom<String> for ConditionField {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if let Some(key) = text.strip_prefix("handoff.").filter(|key| !key.is_empty()) {
            return Ok(Self::Handoff(key.into()));
        }
        Self::ALL.iter().find(|field| field.to_string() == text).cloned().ok_or_else(|| {
            let known = Self::ALL.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            format!("no field is called `{text}`; fields are {known}, and handoff. with the key of a playbook field")
        })
    }
}

impl ConditionField {
    /// The field's value for one deal.
    pub(super) fn value(&self, facts: &Facts<'_>) -> Value {
        match self.kind() {
            FieldKind::Text => texts(self.texts(facts)),
            FieldKind::Number => {
                self.number(facts).filter(|number| number.is_finite()).map_or(Value::Empty, Value::Number)
            }
            FieldKind::Flag => Value::Flag(self.flag(facts)),
            FieldKind::Date => self.date(facts).map_or(Value::Empty, Value::Date),
        }
    }

    fn texts(&self, facts: &Facts<'_>) -> Vec<String> {
        let deal = &facts.context.deal;
        let account = facts.context.account.as_ref();
        let one = |text: Option<&str>| text.map(str::to_owned).into_iter().collect();
        match self {
            Self::DealName => one(Some(&deal.name)),
            Self::DealStage => one(Some(&deal.stage_name)),
            Self::DealType => vec![word(&deal.deal_type)],
            Self::DealPipeline => one(deal.pipeline_id.as_ref().map(domain::PipelineId::as_str)),
            Self::DealOwner => one(deal.owner_id.as_ref().map(domain::PersonId::as_str)),
            Self::DealCurrency => one(deal.currency.as_deref()),
            Self::DealRegion => one(deal.region.as_deref()),
            Self::DealIntegrations => one(deal.integrations.as_deref()),
            Self::DealCompetitor => one(deal.competitor.as_deref()),
            Self::DealHandoffStatus => one(deal.handoff_status.as_deref()),
            Self::AccountName => one(account.map(|account| account.name.as_str())),
            Self::AccountIndustry => one(account.and_then(|account| account.industry.as_deref())),
            Self::AccountCountry => one(account.and_then(|account| account.country.as_deref())),
            Self::AccountLanguage => one(account.and_then(|account| account.language.as_deref())),
            Self::AccountSegment => account.and_then(|account| account.segment).iter().map(word).collect(),
            Self::AccountCsm => one(account.and_then(|account| account.csm_id.as_ref()).map(domain::PersonId::as_str)),
            Self::ContactsRole => {
                facts.context.contacts.iter().flat_map(|on_deal| &on_deal.contact.roles).map(word).collect()
            }
            Self::ProductsName => facts.context.lines.iter().map(|line| line.name.clone()).collect(),
            Self::ProductsFamily => facts.context.lines.iter().filter_map(|line| line.family.clone()).collect(),
            Self::Handoff(key) => facts.record.value(key).map(projection::project).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    fn number(&self, facts: &Facts<'_>) -> Option<f64> {
        let deal = &facts.context.deal;
        match self {
            Self::DealAmount => deal.amount,
            Self::DealAnnualValue => facts.annual_value,
            Self::DealProbability => Some(deal.probability),
            Self::DealTermMonths => deal.contract.term_months.map(f64::from),
            Self::DealCycleDays => deal
                .created_at
                .map(|created_at| (deal.closed_at.unwrap_or(facts.now) - created_at).num_minutes() as f64 / 1_440.0),
            Self::ContactsCount => Some(facts.context.contacts.len() as f64),
            Self::PeopleCount => Some(people(facts) as f64),
            Self::ProductsCount => Some(facts.context.lines.len() as f64),
            Self::ProductsFamilyCount => Some(families(facts) as f64),
            _ => None,
        }
    }

    fn flag(&self, facts: &Facts<'_>) -> bool {
        let deal = &facts.context.deal;
        match self {
            Self::DealIsWon => deal.is_won,
            Self::DealIsClosed => deal.is_closed,
            Self::DealRegulatedData => deal.regulated_data,
            _ => false,
        }
    }

    fn date(&self, facts: &Facts<'_>) -> Option<NaiveDate> {
        let deal = &facts.context.deal;
        match self {
            Self::DealCloseDate => deal.close_date,
            Self::DealClosedAt => deal.closed_at.map(|at| at.date_naive()),
            Self::DealCreatedAt => deal.created_at.map(|at| at.date_naive()),
            Self::DealContractStart => deal.contract.start,
            Self::DealTargetGoLive => deal.target_go_live,
            Self::DealFirstValueAt => deal.first_value_at.map(|at| at.date_naive()),
            _ => None,
        }
    }
}

fn texts(texts: Vec<String>) -> Value {
    let texts: Vec<String> = texts.into_iter().filter(|text| !text.trim().is_empty()).collect();
    if texts.is_empty() { Value::Empty } else { Value::Texts(texts) }
}

/// A snake_case enum value as text.
fn word<T: Serialize>(value: &T) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Stakeholders of the record, or contacts with a role in the purchase, whichever are more.
fn people(facts: &Facts<'_>) -> usize {
    let has_role =
        |on_deal: &&domain::ContactOnDeal| on_deal.contact.roles.iter().any(|role| *role != BuyingRole::Other);
    let contacts = facts.context.contacts.iter().filter(has_role).count();
    let written = facts.record.fields.values().filter_map(|entry| match &entry.value {
        FieldValue::Stakeholders(people) => Some(people.len()),
        _ => None,
    });
    written.max().unwrap_or_default().max(contacts)
}

fn families(facts: &Facts<'_>) -> usize {
    let families = facts.context.lines.iter().filter_map(|line| line.family.as_deref());
    families.map(normalise).filter(|family| !family.is_empty()).collect::<BTreeSet<_>>().len()
}
