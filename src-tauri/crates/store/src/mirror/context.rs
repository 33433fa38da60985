//! Deals with everything that hangs on them, read back in a handful of queries for many at once.

use super::DealPosition;
use crate::database::Database;
use crate::fault::{Fault, decode, encode};
use crate::{Store, StoreError};
use domain::{Account, Activity, Contact, ContactOnDeal, Deal, DealContext, DealId, Person, PersonId};
use sqlx::SqliteConnection;
use std::collections::HashMap;

impl Store {
    /// A deal with everything that hangs on it; `None` for a deal that no pull brought.
    pub async fn context(&self, deal: &DealId) -> Result<Option<DealContext>, StoreError> {
        Ok(self.contexts(std::slice::from_ref(deal)).await?.pop())
    }

    /// The contexts of those deals that the mirror has, in the order asked for, in a handful of queries.
    pub async fn contexts(&self, deals: &[DealId]) -> Result<Vec<DealContext>, StoreError> {
        self.inner.cache.judge(read_contexts(&self.inner.cache, deals).await)
    }

    /// The next deals of a walk over all of them, archived ones too; start with `None`, go on after the last position.
    pub async fn deal_ids(&self, after: Option<i64>, limit: u32) -> Result<Vec<DealPosition>, StoreError> {
        let query = sqlx::query_as("SELECT id, crm_id FROM deal WHERE id > ?1 ORDER BY id LIMIT ?2")
            .bind(after.unwrap_or(i64::MIN))
            .bind(limit);
        let rows: Result<Vec<(i64, String)>, _> = query.fetch_all(self.inner.cache.readers()).await;
        let rows = self.inner.cache.judge(rows.map_err(Fault::from))?;
        Ok(rows.into_iter().map(|(position, deal)| DealPosition { position, deal: deal.into() }).collect())
    }

    /// Every deal of the mirror, without archived ones.
    pub async fn live_deals(&self) -> Result<Vec<DealId>, StoreError> {
        let query = sqlx::query_scalar("SELECT crm_id FROM deal WHERE archived = 0 ORDER BY crm_id");
        let rows: Result<Vec<String>, _> = query.fetch_all(self.inner.cache.readers()).await;
        let rows = self.inner.cache.judge(rows.map_err(Fault::from))?;
        Ok(rows.into_iter().map(DealId).collect())
    }

    /// How many deals the mirror has, without archived ones.
    pub async fn deal_count(&self) -> Result<u64, StoreError> {
        let query = sqlx::query_scalar("SELECT count(*) FROM deal WHERE archived = 0");
        let count: Result<i64, _> = query.fetch_one(self.inner.cache.readers()).await;
        Ok(self.inner.cache.judge(count.map_err(Fault::from))?.unsigned_abs())
    }
}

async fn read_contexts(cache: &Database, deals: &[DealId]) -> Result<Vec<DealContext>, Fault> {
    if deals.is_empty() {
        return Ok(Vec::new());
    }
    let list = encode("list of deals", deals)?;
    let mut tx = cache.snapshot().await?;
    let mut found = read_deals(&mut tx, &list).await?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    add_contacts(&mut tx, &list, &mut found).await?;
    add_lines(&mut tx, &list, &mut found).await?;
    add_activities(&mut tx, &list, &mut found).await?;
    add_people(&mut tx, &mut found).await?;
    Ok(deals.iter().filter_map(|deal| found.remove(deal.as_str())).collect())
}

type Found = HashMap<String, DealContext>;

async fn read_deals(tx: &mut SqliteConnection, list: &str) -> Result<Found, Fault> {
    const QUERY: &str = "
        SELECT deal.crm_id, deal.archived, deal_body.json, account.json
        FROM json_each(?1) AS wanted CROSS JOIN deal ON deal.crm_id = wanted.value JOIN deal_body ON deal_body.id = deal.id
        LEFT JOIN account ON account.crm_id = deal.account_id";
    let rows: Vec<(String, bool, String, Option<String>)> = sqlx::query_as(QUERY).bind(list).fetch_all(tx).await?;
    let mut found = Found::with_capacity(rows.len());
    for (id, archived, body, account) in rows {
        let deal = Deal { archived, ..decode("deal", &body)? };
        let account: Option<Account> = account.map(|json| decode("account", &json)).transpose()?;
        found.insert(id, DealContext { account, ..DealContext::of(deal) });
    }
    Ok(found)
}

async fn add_contacts(tx: &mut SqliteConnection, list: &str, found: &mut Found) -> Result<(), Fault> {
    const QUERY: &str = "
        SELECT link.deal_id, link.is_primary, contact.json
        FROM json_each(?1) AS wanted CROSS JOIN deal_contact AS link ON link.deal_id = wanted.value
        JOIN contact ON contact.crm_id = link.contact_id ORDER BY wanted.key, link.position";
    let rows: Vec<(String, bool, String)> = sqlx::query_as(QUERY).bind(list).fetch_all(tx).await?;
    for (deal, primary, json) in rows {
        let contact: Contact = decode("contact", &json)?;
        found.entry(deal).and_modify(|context| context.contacts.push(ContactOnDeal { contact, primary }));
    }
    Ok(())
}

async fn add_lines(tx: &mut SqliteConnection, list: &str, found: &mut Found) -> Result<(), Fault> {
    const QUERY: &str = "
        SELECT deal_id, json FROM deal_part WHERE kind = 'lines' AND deal_id IN (SELECT value FROM json_each(?1))";
    let rows: Vec<(String, String)> = sqlx::query_as(QUERY).bind(list).fetch_all(tx).await?;
    for (deal, json) in rows {
        let lines = decode("list of product lines", &json)?;
        found.entry(deal).and_modify(|context| context.lines = lines);
    }
    Ok(())
}

async fn add_activities(tx: &mut SqliteConnection, list: &str, found: &mut Found) -> Result<(), Fault> {
    const QUERY: &str = "
        SELECT activity.deal_id, activity.json
        FROM json_each(?1) AS wanted CROSS JOIN activity ON activity.deal_id = wanted.value
        ORDER BY wanted.key, activity.at DESC, activity.id DESC";
    let rows: Vec<(String, String)> = sqlx::query_as(QUERY).bind(list).fetch_all(tx).await?;
    for (deal, json) in rows {
        let activity: Activity = decode("activity", &json)?;
        found.entry(deal).and_modify(|context| context.activities.push(activity));
    }
    Ok(())
}

async fn add_people(tx: &mut SqliteConnection, found: &mut Found) -> Result<(), Fault> {
    let ids: Vec<&PersonId> = found
        .values()
        .flat_map(|context| [&context.deal.owner_id, &context.deal.csm_id])
        .filter_map(Option::as_ref)
        .collect();
    let list = encode("list of people", &ids)?;
    let rows: Vec<String> =
        sqlx::query_scalar("SELECT json FROM person WHERE crm_id IN (SELECT value FROM json_each(?1))")
            .bind(list)
            .fetch_all(tx)
            .await?;
    let people: Vec<Person> = rows.iter().map(|json| decode("person", json)).collect::<Result<_, _>>()?;
    let by_id: HashMap<&PersonId, &Person> = people.iter().map(|person| (&person.id, person)).collect();
    for context in found.values_mut() {
        context.owner = context.deal.owner_id.as_ref().and_then(|id| by_id.get(id)).map(|person| (*person).clone());
        context.csm = context.deal.csm_id.as_ref().and_then(|id| by_id.get(id)).map(|person| (*person).clone());
    }
    Ok(())
}
