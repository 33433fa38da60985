//! All that the evaluation of one deal looks at.

use crate::model::Playbook;
use crate::repetition::EarlierTexts;
use crate::roster::Roster;
use chrono::{DateTime, Utc};
use domain::{DealContext, HandoffRecord, PersonId};
use std::collections::BTreeMap;

/// One deal with everything that its judgement depends on. `now` is a parameter: nothing here reads a clock.
#[derive(Clone, Copy)]
pub struct Situation<'a> {
    pub playbook: &'a Playbook,
    pub roster: &'a Roster,
    pub context: &'a DealContext,
    pub record: &'a HandoffRecord,
    /// The rep's last 20 handoffs.
    pub earlier_texts: &'a EarlierTexts,
    pub workload: &'a Workload,
    pub arrival: Arrival,
    /// By the CRM's clock.
    pub now: DateTime<Utc>,
}

/// How a close reached us, to tell an import from a sale.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Arrival {
    /// When the close was first seen; `None` where that is not known: then a late arrival can't be told.
    pub seen_at: Option<DateTime<Utc>>,
    /// Closes by the same person within the hour of this one, this one included; 0 where not counted.
    pub closes_in_that_hour: u32,
}

/// What each CSM carries.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Workload {
    pub by_csm: BTreeMap<PersonId, CsmLoad>,
}

/// What one CSM carries.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct CsmLoad {
    pub open_accounts: u32,
    /// A year, in the playbook's currency.
    pub recurring_value: f64,
    /// Accounts that renew within 90 days.
    pub renewals_soon: u32,
    /// Accounts at risk.
    pub at_risk: u32,
    pub last_assigned_at: Option<DateTime<Utc>>,
}

impl Workload {
    /// What a CSM carries; nothing where it is not known.
    pub fn of(&self, csm: &PersonId) -> CsmLoad {
        self.by_csm.get(csm).copied().unwrap_or_default()
    }
}
