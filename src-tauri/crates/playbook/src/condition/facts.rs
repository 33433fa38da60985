//! What a condition is asked about.

use chrono::{DateTime, Utc};
use domain::{DealContext, HandoffRecord};

/// One deal, as a condition sees it.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    pub context: &'a DealContext,
    pub record: &'a HandoffRecord,
    /// In the playbook's currency.
    pub annual_value: Option<f64>,
    /// The deal as it was read before, for `changed_to`; without it nothing changed.
    pub before: Option<&'a DealContext>,
    pub now: DateTime<Utc>,
}
