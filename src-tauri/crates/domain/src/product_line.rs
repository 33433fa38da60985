//! What was sold.

use crate::ids::ProductLineId;
use serde::{Deserialize, Serialize};

/// An OpportunityLineItem or a HubSpot line item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProductLine {
    pub id: ProductLineId,
    pub name: String,
    /// The product family, such as `Platform` or `Services`.
    pub family: Option<String>,
    pub quantity: Option<f64>,
    /// The line's total in the deal's currency.
    pub amount: Option<f64>,
    /// Months of the recurring period; `None` for one-off lines.
    pub recurring_months: Option<u32>,
}
