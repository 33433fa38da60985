use crate::database::Database;
use crate::fault::{Fault, decode};
use crate::{Store, StoreError};
use domain::{DealId, FieldKey, FieldValue, HandoffRecord, PersonId};
use std::collections::{BTreeMap, HashMap};

/// Deals looked at for every handoff wanted: most deals have no texts.
const BREADTH: u32 = 10;

impl Store {
    /// The texts that a rep wrote in their other handoffs, by field, latest handoff first: what a copied text is
    /// compared with. `limit` counts handoffs.
    pub async fn rep_texts(
        &self,
        owner: &PersonId,
        except: &DealId,
        limit: u32,
    ) -> Result<BTreeMap<FieldKey, Vec<String>>, StoreError> {
        let cache = &self.inner.cache;
        let deals = cache.judge(flat_texts(cache, owner, except, limit.saturating_mul(BREADTH)).await)?;
        let ids: Vec<DealId> = deals.iter().map(|(deal, _)| deal.clone()).collect();
        let records: HashMap<DealId, HandoffRecord> =
            self.records(&ids).await?.into_iter().map(|record| (record.deal_id.clone(), record)).collect();
        let mut texts: BTreeMap<FieldKey, Vec<String>> = BTreeMap::new();
        let written =
            deals.into_iter().map(|(deal, flat)| written(records.get(&deal), flat)).filter(|texts| !texts.is_empty());
        for (field, text) in written.take(limit as usize).flatten() {
            texts.entry(field).or_default().push(text);
        }
        Ok(texts)
    }
}

/// The latest deals of an owner with the flat handoff texts that the CRM has.
async fn flat_texts(
    cache: &Database,
    owner: &PersonId,
    except: &DealId,
    limit: u32,
) -> Result<Vec<(DealId, BTreeMap<FieldKey, String>)>, Fault> {
    const QUERY: &str = "
        SELECT deal.crm_id, coalesce(deal_body.json -> '$.flat_fields', '{}') FROM deal JOIN deal_body ON deal_body.id = deal.id
        WHERE deal.owner_id = ?1 AND deal.crm_id <> ?2 AND deal.archived = 0
        ORDER BY coalesce(deal.closed_at, deal.modified_at, 0) DESC, deal.id DESC LIMIT ?3";
    let rows: Vec<(String, String)> =
        sqlx::query_as(QUERY).bind(owner.as_str()).bind(except.as_str()).bind(limit).fetch_all(cache.readers()).await?;
    rows.into_iter().map(|(deal, flat)| Ok((deal.into(), decode("list of flat fields", &flat)?))).collect()
}

/// What was written for one deal: the record's texts over the CRM's.
fn written(record: Option<&HandoffRecord>, mut flat: BTreeMap<FieldKey, String>) -> BTreeMap<FieldKey, String> {
    for (field, entry) in record.iter().flat_map(|record| &record.fields) {
        if let FieldValue::Text(text) = &entry.value {
            flat.insert(field.clone(), text.clone());
        }
    }
    flat.retain(|_, text| !text.trim().is_empty());
    flat
}
