//! What of ours a field of the CRM can carry, and what the fields are called where the set-up's names do not apply.

use super::Property;
use domain::FieldKey;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Whose field it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holder {
    Deal,
    Account,
}

/// What is only read, and stands in a field that no CRM brings along.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Fact {
    ContractStart,
    ContractTerm,
    Renewal,
    Billing,
    TargetGoLive,
    IntegrationsNeeded,
    RegulatedData,
    Competitor,
    Segment,
    Language,
    AccountCsm,
}

impl Fact {
    pub const ALL: [Self; 11] = [
        Self::AccountCsm,
        Self::Segment,
        Self::Language,
        Self::ContractStart,
        Self::ContractTerm,
        Self::Renewal,
        Self::Billing,
        Self::TargetGoLive,
        Self::IntegrationsNeeded,
        Self::RegulatedData,
        Self::Competitor,
    ];

    /// The word that the set-up's names are made of.
    pub fn word(self) -> &'static str {
        match self {
            Self::ContractStart => "contract_start_date",
            Self::ContractTerm => "contract_term_months",
            Self::Renewal => "renewal_date",
            Self::Billing => "billing_frequency",
            Self::TargetGoLive => "target_go_live_date",
            Self::IntegrationsNeeded => "integrations_needed",
            Self::RegulatedData => "regulated_data",
            Self::Competitor => "primary_competitor",
            Self::Segment => "customer_segment",
            Self::Language => "customer_language",
            Self::AccountCsm => "csm_owner_id",
        }
    }
}

/// A place that a field of the CRM can fill.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    /// Written and read.
    Handoff(Property),
    /// Read only.
    Fact(Fact),
}

impl Slot {
    /// Every slot, with the given fields of the playbook.
    pub fn all(fields: &[FieldKey]) -> impl Iterator<Item = Self> {
        let own = fields.iter().cloned().map(Property::Field);
        let handoff = Property::STATE.into_iter().chain(own).map(Self::Handoff);
        handoff.chain(Fact::ALL.into_iter().map(Self::Fact))
    }

    pub fn holder(&self) -> Holder {
        match self {
            Self::Fact(Fact::Segment | Fact::Language | Fact::AccountCsm) => Holder::Account,
            _ => Holder::Deal,
        }
    }

    /// What a mapping calls it: `risks`, `csm_owner_id`.
    pub fn word(&self) -> &str {
        match self {
            Self::Handoff(property) => property.word(),
            Self::Fact(fact) => fact.word(),
        }
    }

    /// False for what is Changeover's own: its state is in the set-up's fields or nowhere.
    pub fn may_be_renamed(&self) -> bool {
        matches!(self, Self::Fact(_) | Self::Handoff(Property::Field(_) | Property::Csm))
    }
}

/// Fields of the CRM that carry ours in place of those that the set-up makes: `risks` to `Deal_Risks__c`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Names(pub BTreeMap<String, String>);

impl Names {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The CRM's own name for a slot, where it is not the set-up's.
    pub fn of(&self, slot: &Slot) -> Option<&str> {
        self.0.get(slot.word()).filter(|_| slot.may_be_renamed()).map(String::as_str)
    }
}
