//! What metrics are made of, without the rest of the row.

use super::Scope;
use super::filter::push_scope;
use crate::fault::{Fault, decode};
use crate::time::{at, ms};
use crate::{Store, StoreError};
use chrono::{DateTime, Utc};
use domain::{DealId, HandoffId, HandoffState};
use sqlx::QueryBuilder;

/// One closed handoff with its measures.
#[derive(Debug, Clone, PartialEq)]
pub struct MeasuredRow {
    pub handoff_id: HandoffId,
    pub deal_id: DealId,
    pub tier: String,
    pub state: HandoffState,
    pub closed_at: DateTime<Utc>,
    pub measures: serde_json::Value,
}

type Row = (String, String, String, String, i64, Option<String>);

impl Store {
    /// Handoffs that closed from `from` to `to`, both included.
    pub async fn measured(
        &self,
        scope: &Scope,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
    ) -> Result<Vec<MeasuredRow>, StoreError> {
        let mut sql = QueryBuilder::new(
            "SELECT handoff_id, deal_id, tier, state, closed_at, summary_body.json -> '$.measures'
             FROM summary JOIN summary_body USING (id) WHERE closed_at >= ",
        );
        sql.push_bind(ms(from)).push(" AND closed_at <= ").push_bind(ms(to));
        push_scope(&mut sql, scope);
        let cache = &self.inner.cache;
        let rows: Result<Vec<Row>, _> = sql.build_query_as().fetch_all(cache.readers()).await;
        let rows = rows.map_err(Fault::from).and_then(|rows| rows.into_iter().map(read).collect());
        cache.judge(rows)
    }
}

fn read((handoff, deal, tier, state, closed_at, measures): Row) -> Result<MeasuredRow, Fault> {
    Ok(MeasuredRow {
        handoff_id: handoff.into(),
        deal_id: deal.into(),
        tier,
        state: HandoffState::parse(&state).unwrap_or(HandoffState::Void),
        closed_at: at(closed_at),
        measures: measures.map(|json| decode("measures", &json)).transpose()?.unwrap_or_default(),
    })
}
