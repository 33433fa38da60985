use super::HandoffSummary;
use super::filter::{Filter, Part};
use crate::database::Database;
use crate::fault::{Fault, decode, encode};
use crate::{Store, StoreError};
use chrono::{DateTime, Utc};
use domain::{DealId, HandoffState, PersonId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Whose handoffs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "scope", content = "of", rename_all = "snake_case")]
pub enum Scope {
    #[default]
    All,
    Owner(PersonId),
    Csm(PersonId),
    /// The owner's team.
    Team(String),
    /// Handoffs in which it is this person's turn.
    WaitsFor(PersonId),
}

/// What a list is ordered by. Rows without the value come last in both directions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// By deadline: what is overdue longest first.
    #[default]
    Urgency,
    Close,
    Value,
    Account,
    /// Filled share of the required fields.
    Completeness,
    Quality,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    #[default]
    Ascending,
    Descending,
}

/// Which promises a handoff must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WithPromises {
    Open,
    Any,
}

/// Which handoffs, in which order, which of them. An empty list of states, tiers or bands filters nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ListQuery {
    pub scope: Scope,
    pub states: Vec<HandoffState>,
    pub tiers: Vec<String>,
    pub bands: Vec<String>,
    /// Words; each must begin a word of the row's search text.
    pub text: String,
    /// Actual close at or after.
    pub closed_from: Option<DateTime<Utc>>,
    /// Actual close before.
    pub closed_before: Option<DateTime<Utc>>,
    /// Only those whose deadline lies before this moment.
    pub overdue_at: Option<DateTime<Utc>>,
    /// Only those with promises: open ones, or any.
    pub promises: Option<WithPromises>,
    /// Only these deals, for a figure that opens the handoffs behind it.
    pub deals: Option<Vec<DealId>>,
    pub sort: Sort,
    pub order: Order,
    pub offset: u32,
    pub limit: u32,
}

impl Default for ListQuery {
    /// Everything by urgency, the first hundred rows.
    fn default() -> Self {
        Self {
            scope: Scope::All,
            states: Vec::new(),
            tiers: Vec::new(),
            bands: Vec::new(),
            text: String::new(),
            closed_from: None,
            closed_before: None,
            overdue_at: None,
            promises: None,
            deals: None,
            sort: Sort::Urgency,
            order: Order::Ascending,
            offset: 0,
            limit: 100,
        }
    }
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ListPage {
    /// Rows that match, over all pages.
    pub total: u32,
    pub rows: Vec<HandoffSummary>,
}

impl Store {
    /// One page of the list, with each row's sync state.
    pub async fn list(&self, query: &ListQuery) -> Result<ListPage, StoreError> {
        let cache = &self.inner.cache;
        let mut page = cache.judge(read_page(cache, query).await)?;
        self.add_sync_states(&mut page.rows).await?;
        Ok(page)
    }
}

async fn read_page(cache: &Database, query: &ListQuery) -> Result<ListPage, Fault> {
    let Some(filter) = Filter::of(query)? else {
        return Ok(ListPage { total: 0, rows: Vec::new() });
    };
    let mut tx = cache.snapshot().await?;
    let total = filter.count(&mut tx, None).await?;
    let mut ids = filter.ids(&mut tx, Part::Valued, total, query.offset, query.limit).await?;
    let short = query.limit.saturating_sub(u32::try_from(ids.len()).unwrap_or(u32::MAX));
    if short > 0 {
        let valued = filter.count(&mut tx, Some(Part::Valued)).await?;
        ids.extend(filter.ids(&mut tx, Part::Blank, total, query.offset.saturating_sub(valued), short).await?);
    }
    let bodies: Vec<String> =
        sqlx::query_scalar(BODIES).bind(encode("list of rows", &ids)?).fetch_all(&mut *tx).await?;
    let rows = bodies.iter().map(|json| decode("handoff row", json)).collect::<Result<_, _>>()?;
    Ok(ListPage { total, rows })
}

const BODIES: &str = "
    SELECT body.json FROM json_each(?1) AS wanted CROSS JOIN summary_body AS body ON body.id = wanted.value ORDER BY wanted.key";
