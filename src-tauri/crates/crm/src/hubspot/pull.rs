//! Pages of a pull.

use super::failure::told;
use super::kinds::{HANDOFF_STATE, Kind, PREFIX};
use super::records::{self, Stages};
use super::talk::{next_of, results};
use super::walk::{Question, Seen, Walk};
use super::{HubSpot, Property, paths};
use crate::port::{CrmError, Cursor, Flaw, Object, Page, ReadDeal};
use crate::reading::Raw;
use chrono::{DateTime, Duration, Utc};
use domain::{AccountId, Deal, DealId};
use net::{ErrorClass, Lane, Request};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

const LIST_PAGE: &str = "100";
/// Pages of the list that come as one: what is written at once costs less than what is written page by page.
const LISTS_TOGETHER: usize = 5;
const SEARCH_PAGE: usize = 200;
/// How often the archive is looked through.
const ARCHIVE_PAUSE: Duration = Duration::minutes(10);

impl HubSpot {
    pub(super) async fn pull_deals(&self, cursor: &Cursor) -> Result<Page, CrmError> {
        let stages = self.stages().await?;
        let mut walk = Walk::resume(cursor, self.now().await?);
        let properties = self.deal_properties();
        let mut page = Page::default();
        if let Some(Question::List { after: None }) = walk.question() {
            page.of = self.count_deals().await;
        }
        for turn in 1..=LISTS_TOGETHER {
            match self.deals_after(&walk, &properties).await {
                Ok((records, next)) => {
                    self.take_deals(&records, &stages, &mut page).await?;
                    walk = next;
                }
                // What was read is kept; the next pull meets the failure again.
                Err(_) if turn > 1 => break,
                Err(error) => return Err(error),
            }
            if !matches!(walk.question(), Some(Question::List { after: Some(_) })) {
                break;
            }
        }
        Ok(Page { next: walk.to_cursor(), done: walk.is_at_rest(), ..page })
    }

    /// The records that the walk asks for next, and where it stands after them.
    async fn deals_after(&self, walk: &Walk, properties: &[String]) -> Result<(Vec<Value>, Walk), CrmError> {
        match walk.question() {
            Some(Question::List { .. }) => self.list(walk.clone(), false, properties).await,
            Some(question) => {
                let (records, seen) = self.search(Kind::Deal, &question, properties).await?;
                Ok((records, walk.clone().after_search(seen)))
            }
            None => Ok((Vec::new(), walk.clone())),
        }
    }

    /// The archive has no order by time: it is looked through as a whole, not too often.
    pub(super) async fn pull_archived(&self, cursor: &Cursor) -> Result<Page, CrmError> {
        let now = self.now().await?;
        let walk = match serde_json::from_str::<Walk>(&cursor.0) {
            Ok(walk @ Walk::List { .. }) => walk,
            Ok(Walk::Rest { since, .. }) if now - since >= ARCHIVE_PAUSE => Walk::list(now),
            Ok(_) => return Ok(Page { next: cursor.clone(), done: true, ..Page::default() }),
            Err(_) => return Ok(Page { next: Walk::from_now_on(now).to_cursor(), done: true, ..Page::default() }),
        };
        let (records, walk) = self.list(walk, true, &["hs_object_id".to_owned()]).await?;
        let archived =
            records.iter().filter_map(|record| Raw::new(Kind::Deal, record).ok()).map(|raw| DealId(raw.id)).collect();
        Ok(Page { archived, next: walk.to_cursor(), done: walk.is_at_rest(), ..Page::default() })
    }

    /// Which deals are touched by a change of what hangs on them. The first pull only sets the mark: the deals' own load
    /// brings the rest.
    pub(super) async fn pull_touched(&self, object: Object, cursor: &Cursor) -> Result<Page, CrmError> {
        let (kind, now) = (Kind::of(object), self.now().await?);
        let walk = match Walk::resume(cursor, now) {
            Walk::List { .. } => Walk::from_now_on(now),
            walk => walk,
        };
        let Some(question) = walk.question() else {
            return Ok(Page { next: walk.to_cursor(), done: true, ..Page::default() });
        };
        let (records, seen) = self.search(kind, &question, &[kind.modified_property().to_owned()]).await?;
        let (ids, flaws) = ids_of(kind, &records);
        let links = if ids.is_empty() { BTreeMap::new() } else { self.links(kind, Kind::Deal, &ids).await? };
        let touched: BTreeSet<DealId> = links.into_values().flatten().map(|link| DealId(link.id)).collect();
        let walk = walk.after_search(seen);
        Ok(Page {
            touched: touched.into_iter().collect(),
            flaws,
            next: walk.to_cursor(),
            done: walk.is_at_rest(),
            ..Page::default()
        })
    }

    pub(super) async fn read_deal(&self, id: &DealId) -> Result<ReadDeal, CrmError> {
        let stages = self.stages().await?;
        let request =
            Request::get(paths::object(Kind::Deal, id.as_str())).with("properties", self.deal_properties().join(","));
        let record = self.read(request).await?;
        let raw = Raw::new(Kind::Deal, &record).map_err(|_| super::failure::broken("the deal has no id"))?;
        let raw = raw.calling(self.named.aliases(Kind::Deal));
        let mut deal = records::deal(&raw, &stages, &records::FlatNames::of(&self.fields));
        let mut flaws = raw.into_flaws();
        self.add_accounts(std::slice::from_ref(&record), std::slice::from_mut(&mut deal)).await?;
        flaws.retain(|flaw| !flaw.property.is_empty());
        Ok(ReadDeal { deal, properties: self.handoff_properties(&record), flaws })
    }

    /// The properties that are read of a deal.
    fn deal_properties(&self) -> Vec<String> {
        let fixed = Kind::Deal.properties().iter().chain(HANDOFF_STATE).map(|name| (*name).to_owned());
        let all = fixed.chain(self.fields.iter().map(|key| format!("{PREFIX}{key}")));
        all.map(|name| self.named.name(Kind::Deal, &name)).collect()
    }

    fn handoff_properties(&self, record: &Value) -> BTreeMap<Property, String> {
        let all = Property::STATE.into_iter().chain(self.fields.iter().cloned().map(Property::Field));
        let value = |property: Property| {
            let text = record.get("properties")?.get(self.named.property(&property))?.as_str()?.to_owned();
            (!text.is_empty()).then_some((property, text))
        };
        all.filter_map(value).collect()
    }

    async fn take_deals(&self, found: &[Value], stages: &Stages, page: &mut Page) -> Result<(), CrmError> {
        let (flat, before) = (records::FlatNames::of(&self.fields), page.deals.len());
        for record in found {
            match Raw::new(Kind::Deal, record).map(|raw| raw.calling(self.named.aliases(Kind::Deal))) {
                Ok(raw) => {
                    page.deals.push(records::deal(&raw, stages, &flat));
                    page.archived.extend(records::merged_ids(&raw));
                    page.flaws.extend(raw.into_flaws());
                }
                Err(flaw) => page.flaws.push(flaw),
            }
        }
        let new = page.deals.get_mut(before..).unwrap_or_default();
        self.add_accounts(found, new).await
    }

    /// Sets each deal's account: from the list's own associations, else asked for.
    async fn add_accounts(&self, records: &[Value], deals: &mut [Deal]) -> Result<(), CrmError> {
        let told: BTreeMap<String, AccountId> = records.iter().filter_map(listed_company).collect();
        let listed = records.iter().any(|record| record.get("associations").is_some());
        let links = if listed || deals.is_empty() {
            BTreeMap::new()
        } else {
            let ids: Vec<String> = deals.iter().map(|deal| deal.id.0.clone()).collect();
            self.links(Kind::Deal, Kind::Company, &ids).await?
        };
        for deal in deals {
            let linked = links.get(deal.id.as_str());
            let primary = linked.and_then(|links| links.iter().find(|link| link.labelled).or_else(|| links.first()));
            deal.account_id =
                told.get(deal.id.as_str()).cloned().or_else(|| primary.map(|link| link.id.as_str().into()));
        }
        Ok(())
    }

    /// A page of the list, and where it leads. A token that is refused leads back to the beginning.
    async fn list(&self, walk: Walk, archived: bool, properties: &[String]) -> Result<(Vec<Value>, Walk), CrmError> {
        let mut request =
            Request::get(paths::objects(Kind::Deal)).with("limit", LIST_PAGE).with("properties", properties.join(","));
        request = if archived {
            request.with("archived", "true")
        } else {
            request.with("associations", Kind::Company.plural())
        };
        if let Some(Question::List { after: Some(after) }) = walk.question() {
            request = request.with("after", after);
        }
        match self.http.send_patiently(request).await {
            Ok(reply) => {
                let body = reply.json().map_err(|error| told(error.into()))?;
                let next = next_of(&body);
                Ok((results(body), walk.after_list(next)))
            }
            Err(failure) => {
                let refused = matches!(failure.class, ErrorClass::FixField { .. });
                let again = if refused { walk.begun_again(self.now().await?) } else { None };
                again.map(|walk| (Vec::new(), walk)).ok_or_else(|| told(failure))
            }
        }
    }

    async fn search(
        &self,
        kind: Kind,
        question: &Question,
        properties: &[String],
    ) -> Result<(Vec<Value>, Seen), CrmError> {
        let request = Request::post(paths::search(kind), search_body(kind, question, properties)).in_lane(Lane::Search);
        let body = self.read(request).await?;
        let more = next_of(&body).is_some();
        let records = results(body);
        let (latest, last_id) = (
            records.iter().filter_map(|record| modified(kind, record)).max(),
            records.iter().filter_map(number_of).max(),
        );
        Ok((records, Seen { latest, last_id, more }))
    }

    /// How many deals there are, for the progress of the first load; a failure costs only the percentage.
    async fn count_deals(&self) -> Option<u64> {
        let request =
            Request::post(paths::search(Kind::Deal), json!({"limit": 1, "properties": []})).in_lane(Lane::Search);
        self.read(request).await.ok()?.get("total")?.as_u64()
    }
}

fn search_body(kind: Kind, question: &Question, properties: &[String]) -> Value {
    let modified = kind.modified_property();
    let millis = |at: &DateTime<Utc>| at.timestamp_millis().to_string();
    let filter =
        |name: &str, operator: &str, value: String| json!({"propertyName": name, "operator": operator, "value": value});
    let (filters, sort) = match question {
        Question::List { .. } => (Vec::new(), "hs_object_id"),
        Question::Since(from) => (vec![filter(modified, "GTE", millis(from))], modified),
        Question::Exactly { at, after_id } => (
            vec![filter(modified, "EQ", millis(at)), filter("hs_object_id", "GT", after_id.to_string())],
            "hs_object_id",
        ),
    };
    json!({
        "filterGroups": [{"filters": filters}],
        "sorts": [{"propertyName": sort, "direction": "ASCENDING"}],
        "properties": properties,
        "limit": SEARCH_PAGE,
    })
}

fn modified(kind: Kind, record: &Value) -> Option<DateTime<Utc>> {
    let raw = Raw::new(kind, record).ok()?;
    raw.moment(kind.modified_property()).or_else(|| raw.stamp("updatedAt"))
}

fn number_of(record: &Value) -> Option<u64> {
    super::talk::id_of(record.get("id")?)?.parse().ok()
}

fn ids_of(kind: Kind, records: &[Value]) -> (Vec<String>, Vec<Flaw>) {
    let (mut ids, mut flaws) = (Vec::new(), Vec::new());
    for record in records {
        match Raw::new(kind, record) {
            Ok(raw) => ids.push(raw.id),
            Err(flaw) => flaws.push(flaw),
        }
    }
    (ids, flaws)
}

/// The company that a listed deal names: the labelled one, else the first.
fn listed_company(record: &Value) -> Option<(String, AccountId)> {
    let deal = super::talk::id_of(record.get("id")?)?;
    let companies = record.pointer("/associations/companies/results")?.as_array()?;
    let unlabelled =
        |company: &Value| company.get("type").and_then(Value::as_str).is_some_and(|kind| kind.ends_with("_unlabeled"));
    let primary = companies.iter().find(|company| !unlabelled(company)).or_else(|| companies.first())?;
    Some((deal, super::talk::id_of(primary.get("id")?)?.into()))
}
