//! One page of a pull becomes one transaction.
//!
//! Every statement takes a whole list as one JSON text and returns what it really changed, so that a page that brings
//! nothing new costs little and tells nobody.

use super::columns::{self, Row};
use super::ids::{self, text};
use super::{Applied, MirrorPage, deals, names};
use crate::commit::Commit;
use crate::database::Database;
use crate::fault::Fault;
use crate::topics::Table;
use crate::unjudged::write_marks;
use crate::{Store, StoreError};
use domain::DealId;
use serde_json::Value;
use sqlx::SqliteConnection;
use std::collections::BTreeSet;

impl Store {
    /// Takes over one page of a pull, in one transaction.
    pub async fn apply(&self, page: &MirrorPage) -> Result<Applied, StoreError> {
        let cache = &self.inner.cache;
        let (applied, tables) = cache.judge(apply_page(cache, page).await)?;
        self.tell(&tables);
        Ok(applied)
    }

    /// The position that the last applied page of this name left; `None` before the first.
    pub async fn cursor(&self, name: &str) -> Result<Option<String>, StoreError> {
        let query = sqlx::query_scalar("SELECT position FROM cursor WHERE name = ?1").bind(name);
        let found = query.fetch_optional(self.inner.cache.readers()).await;
        self.inner.cache.judge(found.map_err(Fault::from))
    }
}

async fn apply_page(cache: &Database, page: &MirrorPage) -> Result<(Applied, Vec<Table>), Fault> {
    let mut tx = cache.begin().await?;
    let renamed = write_named(&mut tx, page).await?;
    names::refresh(&mut tx, &renamed).await?;
    let mut touched = renamed;
    touched.extend(write_hanging(&mut tx, page).await?);
    let people = write_people(&mut tx, page).await?;
    touched.extend(ids::listed(&mut tx, DEALS_OF_PEOPLE, &text(&people)).await?);
    let pipelines = upsert(&mut tx, PIPELINES, page.pipelines.iter().map(columns::pipeline)).await?;
    write_cursors(&mut tx, page).await?;
    let known = ids::listed(&mut tx, KNOWN, &text(&touched)).await?;
    if !known.is_empty() {
        write_marks(&mut tx, &text(&known)).await?;
    }
    tx.commit(Commit::Page).await?;
    let mut tables = Vec::new();
    if !known.is_empty() {
        tables.push(Table::Mirror);
    }
    if !people.is_empty() || !pipelines.is_empty() {
        tables.push(Table::People);
    }
    let changed: BTreeSet<DealId> = known.into_iter().map(DealId::from).collect();
    Ok((Applied { changed_deals: changed.into_iter().collect() }, tables))
}

/// Deals, accounts, contacts and their links: what the names in the search come from. Returns the deals concerned.
async fn write_named(tx: &mut SqliteConnection, page: &MirrorPage) -> Result<BTreeSet<String>, Fault> {
    let mut deals = deals::write(tx, page).await?;
    deals.extend(ids::by_row(tx, ARCHIVE, &text(&page.archived)).await?);
    let accounts = upsert(tx, ACCOUNTS, page.accounts.iter().map(columns::account)).await?;
    deals.extend(ids::listed(tx, DEALS_OF_ACCOUNTS, &text(&accounts)).await?);
    let contacts = upsert(tx, CONTACTS, page.contacts.iter().map(columns::contact)).await?;
    deals.extend(write_links(tx, page).await?);
    deals.extend(ids::listed(tx, DEALS_OF_CONTACTS, &text(&contacts)).await?);
    Ok(deals)
}

async fn write_links(tx: &mut SqliteConnection, page: &MirrorPage) -> Result<Vec<String>, Fault> {
    let parts = page.contacts_of.iter().map(|(deal, links)| columns::part("contacts", deal, links));
    let changed = upsert(tx, PARTS, parts).await?;
    if !changed.is_empty() {
        sqlx::query("DELETE FROM deal_contact WHERE deal_id IN (SELECT value FROM json_each(?1))")
            .bind(text(&changed))
            .execute(&mut *tx)
            .await?;
        sqlx::query(LINKS).bind(text(&columns::links(&page.contacts_of, &changed))).execute(&mut *tx).await?;
    }
    Ok(changed)
}

/// Lines, activities and status histories. Returns the deals concerned.
async fn write_hanging(tx: &mut SqliteConnection, page: &MirrorPage) -> Result<Vec<String>, Fault> {
    let lines = page.lines_of.iter().map(|(deal, lines)| columns::part("lines", deal, lines));
    let statuses = page.statuses_of.iter().map(|(deal, changes)| columns::part("statuses", deal, changes));
    let mut deals = upsert(tx, PARTS, lines.chain(statuses)).await?;
    deals.extend(upsert(tx, ACTIVITIES, page.activities.iter().map(columns::activity)).await?);
    let removed = "DELETE FROM activity WHERE crm_id IN (SELECT value FROM json_each(?1)) RETURNING deal_id";
    deals.extend(ids::by_row(tx, removed, &text(&page.removed_activities)).await?);
    Ok(deals)
}

async fn write_people(tx: &mut SqliteConnection, page: &MirrorPage) -> Result<Vec<String>, Fault> {
    upsert(tx, PEOPLE, page.people.iter().map(columns::person)).await
}

async fn write_cursors(tx: &mut SqliteConnection, page: &MirrorPage) -> Result<(), Fault> {
    for cursor in &page.cursors {
        sqlx::query("INSERT INTO cursor (name, position) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET position = excluded.position")
            .bind(&cursor.name)
            .bind(&cursor.position)
            .execute(&mut *tx)
            .await?;
    }
    Ok(())
}

/// Writes rows with a statement that returns the ids that it changed.
async fn upsert(
    tx: &mut SqliteConnection,
    statement: &'static str,
    rows: impl Iterator<Item = Result<Row, Fault>>,
) -> Result<Vec<String>, Fault> {
    let rows: Vec<Value> = rows.map(|row| row.map(Row::whole)).collect::<Result<_, _>>()?;
    if rows.is_empty() { Ok(Vec::new()) } else { ids::by_row(tx, statement, &text(&rows)).await }
}

const KNOWN: &str = "SELECT json_group_array(crm_id) FROM deal WHERE crm_id IN (SELECT value FROM json_each(?1))";

/// An emptied digest lets the deal come back with an unchanged modification time.
const ARCHIVE: &str = "
    UPDATE deal SET archived = 1, digest = '' WHERE crm_id IN (SELECT value FROM json_each(?1)) AND archived = 0 RETURNING crm_id";

const ACCOUNTS: &str = "
    INSERT INTO account (crm_id, name, csm_id, modified_at, digest, json)
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5 FROM json_each(?1) WHERE true
    ON CONFLICT (crm_id) DO UPDATE SET
        name = excluded.name, csm_id = excluded.csm_id, modified_at = excluded.modified_at, digest = excluded.digest, json = excluded.json
    WHERE excluded.digest <> account.digest
        AND (excluded.modified_at IS NULL OR account.modified_at IS NULL OR excluded.modified_at >= account.modified_at)
    RETURNING crm_id";

const CONTACTS: &str = "
    INSERT INTO contact (crm_id, name, digest, json)
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?1) WHERE true
    ON CONFLICT (crm_id) DO UPDATE SET name = excluded.name, digest = excluded.digest, json = excluded.json
    WHERE excluded.digest <> contact.digest
    RETURNING crm_id";

const PARTS: &str = "
    INSERT INTO deal_part (deal_id, kind, digest, json)
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?1) WHERE true
    ON CONFLICT (deal_id, kind) DO UPDATE SET digest = excluded.digest, json = excluded.json
    WHERE excluded.digest <> deal_part.digest
    RETURNING deal_id";

const LINKS: &str = "
    INSERT OR IGNORE INTO deal_contact (deal_id, contact_id, is_primary, position)
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?1)";

const ACTIVITIES: &str = "
    INSERT INTO activity (crm_id, deal_id, at, digest, json)
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(?1) WHERE true
    ON CONFLICT (crm_id, deal_id) DO UPDATE SET at = excluded.at, digest = excluded.digest, json = excluded.json
    WHERE excluded.digest <> activity.digest
    RETURNING deal_id";

const PEOPLE: &str = "
    INSERT INTO person (crm_id, user_id, name, digest, json)
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(?1) WHERE true
    ON CONFLICT (crm_id) DO UPDATE SET
        user_id = excluded.user_id, name = excluded.name, digest = excluded.digest, json = excluded.json
    WHERE excluded.digest <> person.digest
    RETURNING crm_id";

const PIPELINES: &str = "
    INSERT INTO pipeline (crm_id, digest, json)
    SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?1) WHERE true
    ON CONFLICT (crm_id) DO UPDATE SET digest = excluded.digest, json = excluded.json
    WHERE excluded.digest <> pipeline.digest
    RETURNING crm_id";

const DEALS_OF_ACCOUNTS: &str =
    "SELECT json_group_array(crm_id) FROM deal WHERE account_id IN (SELECT value FROM json_each(?1))";

const DEALS_OF_CONTACTS: &str =
    "SELECT json_group_array(deal_id) FROM deal_contact WHERE contact_id IN (SELECT value FROM json_each(?1))";

const DEALS_OF_PEOPLE: &str = "
    SELECT json_group_array(crm_id) FROM (
        SELECT crm_id FROM deal WHERE owner_id IN (SELECT value FROM json_each(?1))
        UNION SELECT crm_id FROM deal WHERE csm_id IN (SELECT value FROM json_each(?1)))";
