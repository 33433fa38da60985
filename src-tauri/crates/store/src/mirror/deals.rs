//! The deals of a page. Only rows that differ are written; the JSON of each goes in as it is, because JSON within JSON
//! would be read and written twice more.

use super::MirrorPage;
use super::columns::{self, Row};
use super::ids::{self, text};
use crate::fault::Fault;
use serde_json::Value;
use sqlx::{QueryBuilder, SqliteConnection};
use std::collections::{BTreeMap, BTreeSet};

/// JSON texts that one statement takes.
const BODIES: usize = 100;

/// Writes the deals of a page; gives the ids of those that are different now.
pub(super) async fn write(tx: &mut SqliteConnection, page: &MirrorPage) -> Result<BTreeSet<String>, Fault> {
    let rows = columns::deals(page)?;
    if rows.is_empty() {
        return Ok(BTreeSet::new());
    }
    let all: Vec<&Vec<Value>> = rows.values().map(|row| &row.columns).collect();
    let changed: BTreeSet<String> = ids::listed(tx, CHANGED, &text(&all)).await?.into_iter().collect();
    let rows: BTreeMap<&str, Row> = rows.into_iter().filter(|(id, _)| changed.contains(*id)).collect();
    if !rows.is_empty() {
        let narrow: Vec<&Vec<Value>> = rows.values().map(|row| &row.columns).collect();
        sqlx::query(DEALS).bind(text(&narrow)).execute(&mut *tx).await?;
        write_bodies(tx, rows.into_iter().map(|(id, row)| (id, row.body)).collect()).await?;
    }
    Ok(changed)
}

async fn write_bodies(tx: &mut SqliteConnection, mut bodies: Vec<(&str, String)>) -> Result<(), Fault> {
    while !bodies.is_empty() {
        let some = bodies.drain(..bodies.len().min(BODIES));
        let mut statement = QueryBuilder::new("INSERT INTO deal_body (id, json) SELECT deal.id, body.column2 FROM (");
        statement.push_values(some, |mut row, (id, body)| {
            row.push_bind(id.to_owned()).push_bind(body);
        });
        statement.push(
            ") AS body CROSS JOIN deal ON deal.crm_id = body.column1 WHERE true
            ON CONFLICT (id) DO UPDATE SET json = excluded.json",
        );
        statement.build().execute(&mut *tx).await?;
    }
    Ok(())
}

const CHANGED: &str = "
    SELECT json_group_array(new.value ->> 0)
    FROM json_each(?1) AS new LEFT JOIN deal AS old ON old.crm_id = new.value ->> 0
    WHERE old.id IS NULL OR (old.digest <> new.value ->> 8
        AND (new.value ->> 6 IS NULL OR old.modified_at IS NULL OR new.value ->> 6 >= old.modified_at))";

const DEALS: &str = "
    INSERT INTO deal (crm_id, name, account_id, owner_id, csm_id, closed_at, modified_at, archived, digest)
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7, value ->> 8
    FROM json_each(?1) WHERE true
    ON CONFLICT (crm_id) DO UPDATE SET
        name = excluded.name, account_id = excluded.account_id, owner_id = excluded.owner_id, csm_id = excluded.csm_id,
        closed_at = excluded.closed_at, modified_at = excluded.modified_at, archived = excluded.archived, digest = excluded.digest";
